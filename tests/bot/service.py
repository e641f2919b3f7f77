"""A whole service for tests: the real one, on a free port, with its store in a folder of the test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, CookieJar

from bot.app import Service, Started, prepare
from bot.clock import now
from bot.settings import Settings
from knowledge.search import Search
from tests.bot.templates import migrated_file


@asynccontextmanager
async def serving(folder: Path, search: Search, **settings: Any) -> AsyncIterator[str]:
    """The address of a running service; it is stopped as SIGTERM stops it."""
    clock = settings.pop("clock", now)
    given = Settings(data_dir=folder, port=settings.pop("port", 0), **settings)
    folder.mkdir(parents=True, exist_ok=True)
    if given.database_url is None and not (folder / "tanya.db").exists():
        (folder / "tanya.db").write_bytes(migrated_file())
    prepare(given)
    stop = asyncio.Event()
    ready: asyncio.Future[Started] = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(Service(given, search, clock).run(stop, ready.set_result))
    either: set[asyncio.Future[Any]] = {task, ready}
    await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    if task.done():
        await task
    try:
        yield (await ready).url
    finally:
        stop.set()
        await task


class Visitor:
    """One browser without a screen: keeps its cookie, posts, reads the history."""

    def __init__(self, session: ClientSession, url: str) -> None:
        self.session = session
        self.url = url
        self._sent = 0

    async def say(self, text: str, key: str | None = None, **more: Any) -> tuple[int, dict[str, Any]]:
        """Posts a text; returns status and body."""
        self._sent += 1
        return await self.post({"id": key or f"k{self._sent}", "text": text, **more})

    async def post(self, document: Any) -> tuple[int, dict[str, Any]]:
        """Posts whatever."""
        async with self.session.post(f"{self.url}/chat/messages", json=document) as response:
            return response.status, await response.json()

    async def become_another(self) -> None:
        """Loses the cookie and opens the page again, as on another phone."""
        self.session.cookie_jar.clear()
        async with self.session.get(f"{self.url}/") as response:
            assert response.status == 200

    async def history(self, after: int = 0) -> list[dict[str, Any]]:
        """What was said after a number."""
        async with self.session.get(f"{self.url}/chat/messages", params={"after": after}) as response:
            found: list[dict[str, Any]] = (await response.json())["messages"]
            return found


@asynccontextmanager
async def visiting(url: str) -> AsyncIterator[Visitor]:
    """A visitor who has opened the page."""
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:  # by default none for an IP address
        async with session.get(f"{url}/") as response:
            assert response.status == 200
        yield Visitor(session, url)
