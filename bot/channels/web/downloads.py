"""Files down to the page: each at the number of its message, which only the visitor of that conversation can open."""

from __future__ import annotations

from urllib.parse import quote

from aiohttp import web

from bot.channels.web.identity import Identities
from bot.channels.web.limits import Allowance, MakeLimit, address_of
from bot.channels.web.visitors import STORE_TROUBLE, address, problem, visitor_of
from bot.papers.paper import NoPaper, Paper
from bot.papers.rendering import Papers
from bot.store.unit import StoreUnavailable

_PATH = "/chat/papers"


def download_path(event: int) -> str:
    """Where the file of a message is fetched; the path tells nothing of it."""
    return f"{_PATH}/{event}"


class Downloads:
    """The one route that hands files out, rendered anew each time; drawing one takes a while, so it is limited."""

    def __init__(self, papers: Papers, identities: Identities, limit: MakeLimit) -> None:
        self._papers = papers
        self._identities = identities
        self._by_visitor = limit(Allowance("paper", per_minute=10, burst=10))
        self._by_address = limit(Allowance("paper address", per_minute=60, burst=30))

    def routes(self) -> list[web.RouteDef]:
        """Where the page's links lead."""
        return [web.get(_PATH + r"/{event:[1-9]\d{0,8}}", self.get, allow_head=False)]

    async def get(self, request: web.Request) -> web.Response:
        """The file of one message; another visitor's is as unknown as one that never was."""
        visitor = visitor_of(request, self._identities)
        if visitor is None:
            raise web.HTTPNotFound
        wait = await self._by_visitor.wait(visitor) or await self._by_address.wait(address_of(request))
        if wait:
            return problem(429, "Terlalu banyak unduhan. Tunggu sebentar, lalu coba lagi.", wait)
        try:
            paper = await self._papers.of_event(address(visitor), int(request.match_info["event"]))
        except NoPaper as error:
            return problem(404, str(error))
        except StoreUnavailable:
            return problem(503, STORE_TROUBLE, 5)
        return _sent(paper)


def _sent(paper: Paper) -> web.Response:
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(paper.name, safe='')}",
        "Cache-Control": "no-store",
    }
    return web.Response(body=paper.content, content_type=paper.media_type, headers=headers)
