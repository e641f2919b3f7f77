"""For operators and their monitors: whether the service lives, whether it can work, and what it counts."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.channels.web.chat import WebChat
from bot.clock import Clock
from bot.metrics import OUTBOX, REGISTRY, STREAMS, TICKETS
from bot.store.sending import counts
from bot.store.store import Store
from bot.store.tickets import counts as ticket_counts
from bot.store.unit import StoreUnavailable

_STALLED = 5.0
"""Seconds within which the writer must take an empty unit of work; a service that cannot write is not alive."""


class Status:
    """The status routes."""

    def __init__(self, store: Store, chat: WebChat, clock: Clock) -> None:
        self._store = store
        self._chat = chat
        self._clock = clock
        self.ready = False

    def routes(self) -> list[web.RouteDef]:
        """Where monitors look."""
        return [
            web.get("/health/live", self.live),
            web.get("/health/ready", self.is_ready),
            web.get("/metrics", self.metrics),
        ]

    async def live(self, _request: web.Request) -> web.Response:
        """200 while the writer writes."""
        try:
            async with asyncio.timeout(_STALLED):
                await self._store.write(lambda _unit: None)
        except (StoreUnavailable, TimeoutError):
            return web.json_response({"live": False}, status=503)
        return web.json_response({"live": True})

    async def is_ready(self, _request: web.Request) -> web.Response:
        """200 when citizens are served: started, not stopping, and the store can be read."""
        try:
            await self._store.read(counts)
        except StoreUnavailable:
            return web.json_response({"ready": False, "store": False}, status=503)
        return web.json_response({"ready": self.ready}, status=200 if self.ready else 503)

    async def metrics(self, _request: web.Request) -> web.Response:
        """The counters, and the outbox and the tickets as they stand."""
        now = self._clock()
        OUTBOX.clear()
        TICKETS.clear()
        with suppress(StoreUnavailable):
            for (channel, status), count in (await self._store.read(counts)).items():
                OUTBOX.labels(channel, status).set(count)
            tickets = await self._store.read(lambda connection: ticket_counts(connection, now))
            for office, (waiting, overdue) in tickets.items():
                TICKETS.labels(office, "open").set(waiting)
                TICKETS.labels(office, "overdue").set(overdue)
        STREAMS.set(self._chat.open_streams)
        return web.Response(body=generate_latest(REGISTRY), headers={"Content-Type": CONTENT_TYPE_LATEST})
