"""What open pages of the desk hear: server-sent events about what waits, and about the ticket that is open.

An event carries numbers only; what has changed is fetched by the page, by the ways that check and write down each look.
"""

from __future__ import annotations

import asyncio
import json
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
from bot.store.store import Store
from bot.store.unit import StoreUnavailable
from bot.wakes import Wakes
from handlers.tickets import find_number

_LOOK = 5.0
"""Seconds after which the session is looked at again, and a sign of life is given."""
_GATHER = 0.3
"""Seconds in which what happens together is told once."""
STREAMS_PER_OFFICER = 12
_STREAMS = 1000


@dataclass(frozen=True, slots=True)
class Watched:
    """What a page shows besides the heading's counts."""

    ticket: str | None = None
    chat: int | None = None


class Live:
    """One stream a page."""

    def __init__(self, store: Store, access: Access, wakes: Wakes, clock: Clock) -> None:
        self._store = store
        self._access = access
        self._wakes = wakes
        self._clock = clock
        self._streams: Counter[int] = Counter()
        self._closing = asyncio.Event()

    def routes(self) -> list[web.RouteDef]:
        """Below the desk's prefix."""
        return [web.get("/live", self.stream, name=LIVE, allow_head=False)]

    async def end(self, _app: web.Application) -> None:
        """Ends all streams: the service stops."""
        self._closing.set()

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
        try:
            await response.prepare(request)
            await response.write(b"retry: 3000\n\n")
            await self._follow(visit, _watched(request), response)
        finally:
            self._streams[visit.officer.id] -= 1
            if not self._streams[visit.officer.id]:
                del self._streams[visit.officer.id]
        return response

    async def _follow(self, visit: Visit, watched: Watched, response: web.StreamResponse) -> None:
        told: Told = {}
        news = True  # something may have happened between the page and its stream
        with self._wakes.listening(*desk_topics(visit.officer.offices)) as woken:
            while not self._closing.is_set():
                with suppress(StoreUnavailable):
                    if not await self._still(visit):
                        await response.write(b"event: ended\ndata: {}\n\n")
                        return
                    woken.clear()
                    now = await self._look(visit, watched)
                    changed: Told = {name: data for name, data in now.items() if told.get(name) != data}
                    if news:
                        changed["changed"] = {}
                    for name, data in changed.items():
                        await response.write(f"event: {name}\ndata: {json.dumps(data)}\n\n".encode())
                    told, news = now, False
                await response.write(b": ping\n\n")
                news = await self._woken(woken) or news

    async def _still(self, visit: Visit) -> bool:
        """Whether the session goes on, for the same offices."""
        found = await self._access.visit(visit.token, used=False)
        return found is not None and (found.officer.id, found.officer.offices) == (
            visit.officer.id,
            visit.officer.offices,
        )

    async def _look(self, visit: Visit, watched: Watched) -> Told:
        return await self._store.read(
            partial(look, offices=visit.officer.offices, ticket=watched.ticket, chat=watched.chat)
        )

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


def _watched(request: web.Request) -> Watched:
    chat = request.query.get("chat", "")
    known = int(chat) if chat.isdecimal() and len(chat) < 16 else None
    return Watched(find_number(request.query.get("ticket", "")), known)
