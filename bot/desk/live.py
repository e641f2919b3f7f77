"""What open pages of the desk hear: server-sent events about what waits, and about the ticket or chat that is open.

An event carries numbers and officers' names only; what has changed is fetched by the page, by the ways that check and
write down each look.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from aiohttp import web

from bot.clock import Clock
from bot.desk.access import Access, Visit
from bot.desk.door import LIVE
from bot.desk.pages import guard, trouble, visit_of
from bot.store.desk_live import Told, look
from bot.store.desk_wakes import desk_topics
from bot.store.presence import Page, be_here, here_topic, leave_page, others_here, write_here
from bot.store.store import Store
from bot.store.unit import StoreUnavailable
from bot.wakes import Wakes
from handlers.tickets import find_number

_LOOK = 5.0
"""Seconds after which the session is looked at again, and a sign of life is given."""
_STAY_EVERY = 10.0
"""Seconds after which a page is said again to be open."""
_GATHER = 0.3
"""Seconds in which what happens together is told once."""
STREAMS_PER_OFFICER = 12
_STREAMS = 1000


@dataclass(frozen=True, slots=True)
class Watched:
    """What a page shows besides the heading's counts."""

    ticket: str | None = None
    chat: int | None = None

    @property
    def place(self) -> str | None:
        """What colleagues may have open too."""
        if self.ticket is not None:
            return f"ticket:{self.ticket}"
        return f"chat:{self.chat}" if self.chat is not None else None


class Live:
    """One stream a page, and what a page tells of who writes there."""

    def __init__(self, store: Store, access: Access, wakes: Wakes, clock: Clock) -> None:
        self._store = store
        self._access = access
        self._wakes = wakes
        self._clock = clock
        self._streams: Counter[int] = Counter()
        self._closing = asyncio.Event()

    def routes(self) -> list[web.RouteDef]:
        """Below the desk's prefix."""
        return [web.get("/live", self.stream, name=LIVE, allow_head=False), web.post("/writing", self.writing)]

    async def end(self, _app: web.Application) -> None:
        """Ends all streams: the service stops."""
        self._closing.set()

    async def writing(self, request: web.Request) -> web.Response:
        """An officer begins to write on a page, or stops."""
        form, officer = await request.post(), visit_of(request).officer
        page, writes = str(form.get("page", "")), form.get("writing") == "1"
        await self._store.write(lambda unit: write_here(unit, page, officer.name, writing=writes))
        return web.Response(status=204)

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """The events for a page, which may name its ticket or chat; until the session, the page or the service ends."""
        visit = visit_of(request)
        if self._streams[visit.officer.id] >= STREAMS_PER_OFFICER or self._streams.total() >= _STREAMS:
            return trouble(
                request, 503, "Terlalu banyak", "Terlalu banyak halaman terbuka. Tutup beberapa di antaranya."
            )
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"})
        guard(response)
        self._streams[visit.officer.id] += 1
        following = _Following(visit, _watched(request), response)
        try:
            await response.prepare(request)
            await response.write(b"retry: 3000\n\n")
            await self._follow(following)
        finally:
            self._streams[visit.officer.id] -= 1
            if not self._streams[visit.officer.id]:
                del self._streams[visit.officer.id]
            await self._gone(following)
        return response

    async def _follow(self, page: _Following) -> None:
        news = True  # something may have happened between the page and its stream
        with self._wakes.listening(*page.topics) as woken:
            while not self._closing.is_set():
                with suppress(StoreUnavailable):
                    if not await self._still(page.visit):
                        await page.tell({"ended": {}})
                        return
                    woken.clear()
                    await page.tell_changes(await self._look(page), news=news)
                    news = False
                await page.response.write(b": ping\n\n")
                news = await self._woken(woken) or news

    async def _still(self, visit: Visit) -> bool:
        """Whether the session goes on, for the same offices."""
        found = await self._access.visit(visit.token, used=False)
        return found is not None and (found.officer.id, found.officer.offices) == (
            visit.officer.id,
            visit.officer.offices,
        )

    async def _look(self, page: _Following) -> Told:
        """What the page is to know; while it shows something that its officer may see, colleagues see that it does."""
        watched, offices = page.watched, page.visit.officer.offices
        told = await self._store.read(partial(look, offices=offices, ticket=watched.ticket, chat=watched.chat))
        if page.open is None or not told.keys() & {"ticket", "chat"}:
            return told
        if time.monotonic() >= page.stays_until:
            page.stays_until = time.monotonic() + _STAY_EVERY
            await self._store.write(partial(be_here, page=page.open, now=self._clock()))
        told["here"] = await self._store.read(partial(others_here, page=page.open, now=self._clock()))
        return {**told, "page": page.open.id}

    async def _gone(self, page: _Following) -> None:
        if page.open is not None and page.stays_until:
            with suppress(StoreUnavailable):
                await self._store.write(partial(leave_page, page=page.open))

    async def _woken(self, woken: asyncio.Event) -> bool:
        """Waits for a wake-up, the end of the service, or the next look; whether it was a wake-up."""
        waits = [asyncio.create_task(woken.wait()), asyncio.create_task(self._closing.wait())]
        try:
            done, _ = await asyncio.wait(waits, timeout=_LOOK, return_when=asyncio.FIRST_COMPLETED)
            if done and not self._closing.is_set():
                await asyncio.wait(waits[1:], timeout=_GATHER)
            return bool(done)
        finally:
            for wait in waits:
                wait.cancel()


class _Following:
    """One page that listens: what it shows, and what it was told last."""

    def __init__(self, visit: Visit, watched: Watched, response: web.StreamResponse) -> None:
        self.visit = visit
        self.watched = watched
        self.response = response
        self.open = Page(secrets.token_hex(12), watched.place, visit.officer.name) if watched.place else None
        self.stays_until = 0.0
        self._told: Told = {}

    @property
    def topics(self) -> tuple[str, ...]:
        """What wakes it."""
        here = (here_topic(self.open.place),) if self.open is not None else ()
        return (*desk_topics(self.visit.officer.offices), *here)

    async def tell_changes(self, now: Told, *, news: bool) -> None:
        """Tells what is otherwise than before, and whether anything happened at all."""
        changed = {name: data for name, data in now.items() if self._told.get(name) != data}
        await self.tell({**changed, **({"changed": {}} if news else {})})
        self._told = now

    async def tell(self, events: Told) -> None:
        """Writes events."""
        for name, data in events.items():
            await self.response.write(f"event: {name}\ndata: {json.dumps(data)}\n\n".encode())


def _watched(request: web.Request) -> Watched:
    chat = request.query.get("chat", "")
    known = int(chat) if chat.isdecimal() and len(chat) < 16 else None
    return Watched(find_number(request.query.get("ticket", "")), known)
