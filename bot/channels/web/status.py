"""For operators and their monitors: whether the service lives, whether it can work, and what it counts."""

from __future__ import annotations

import asyncio

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.channels.web.chat import WebChat
from bot.metrics import OUTBOX, REGISTRY, STREAMS
from bot.store.sending import counts
from bot.store.store import Store
from bot.store.unit import StoreUnavailable

_STALLED = 5.0
"""Seconds within which the writer must take an empty unit of work; a service that cannot write is not alive."""


class Status:
    """The status routes."""

    def __init__(self, store: Store, chat: WebChat) -> None:
        self._store = store
        self._chat = chat
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
        """The counters, and the outbox as it stands."""
        try:
            rows = await self._store.read(counts)
        except StoreUnavailable:
            rows = {}
        OUTBOX.clear()
        for (channel, status), count in rows.items():
            OUTBOX.labels(channel, status).set(count)
        STREAMS.set(self._chat.open_streams)
        return web.Response(body=generate_latest(REGISTRY), headers={"Content-Type": CONTENT_TYPE_LATEST})
