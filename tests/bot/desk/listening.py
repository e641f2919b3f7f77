"""An open page of the desk without a screen: reads the events that it is told."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import ClientResponse

from tests.bot.desk.colleagues import Colleague


class Listener:
    """One stream."""

    def __init__(self, response: ClientResponse) -> None:
        self.response = response

    async def until(self, name: str, **wanted: Any) -> dict[str, Any]:
        """The next event of a name that says all of this; fails after some seconds."""
        async with asyncio.timeout(12):
            while True:
                event, data = await self._next()
                if event == name and all(data.get(key) == value for key, value in wanted.items()):
                    return dict(data)

    async def heard(self, name: str) -> Any:
        """The next event of a name; fails after some seconds."""
        async with asyncio.timeout(12):
            while True:
                event, data = await self._next()
                if event == name:
                    return data

    async def ends(self) -> None:
        """Reads until the service closes the stream; fails after some seconds."""
        async with asyncio.timeout(12):
            while await self.response.content.readline():
                pass

    async def _next(self) -> tuple[str, Any]:
        name = ""
        while line := (await self.response.content.readline()).decode().rstrip("\n"):
            field, _, value = line.partition(": ")
            if field == "event":
                name = value
            elif field == "data":
                return name, json.loads(value)
        if self.response.content.at_eof():
            raise EOFError
        return await self._next()


@asynccontextmanager
async def listening(officer: Colleague, query: str = "") -> AsyncIterator[Listener]:
    """The stream of an officer's page."""
    async with officer.session.get(f"{officer.url}/desk/live?{query}") as response:
        assert response.status == 200
        assert response.content_type == "text/event-stream"
        yield Listener(response)
