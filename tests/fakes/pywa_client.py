"""pywa, a library for WhatsApp that others wrote, pointed at the fake Graph host: the outside check of our shapes."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from pywa_async.client import WhatsApp

from tests.fakes.graph_api import SECRET, TOKEN, VERIFY, FakeGraph
from tests.fakes.graph_api_people import BUSINESS, NUMBER


class Loopback(httpx.AsyncBaseTransport):
    """Brings what is for graph.facebook.com to the fake host; `posted` are the JSON bodies, in order."""

    def __init__(self, url: str) -> None:
        self.posted: list[dict[str, Any]] = []
        self._to = httpx.URL(url)
        self._inner = httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """One call."""
        request.url = request.url.copy_with(scheme="http", host=self._to.host, port=self._to.port)
        if request.headers.get("Content-Type") == "application/json":
            self.posted.append(json.loads(await request.aread()))
        return await self._inner.handle_async_request(request)

    async def aclose(self) -> None:
        """Closes the connections."""
        await self._inner.aclose()


@asynccontextmanager
async def pywa(graph: FakeGraph) -> AsyncIterator[tuple[WhatsApp, Loopback]]:
    """A client of pywa's for the first number, and what it posts."""
    transport = Loopback(graph.url)
    async with httpx.AsyncClient(transport=transport) as session:
        yield (
            WhatsApp(
                NUMBER, TOKEN, session=session, server=None, app_secret=SECRET, verify_token=VERIFY, waba_id=BUSINESS,
                api_version=26.0,
            ),
            transport,
        )  # fmt: skip
