"""A whole service that talks to the fake Telegram, by polling or by webhook."""

from __future__ import annotations

import socket
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

from knowledge.search import Search
from tests.bot.service import serving
from tests.fakes.bot_api import TOKEN, FakeBotApi


@asynccontextmanager
async def polling(folder: Path, search: Search, telegram: FakeBotApi, token: str = TOKEN) -> AsyncIterator[str]:
    """A service that fetches its updates."""
    async with serving(folder, search, telegram_token=token, telegram_api_url=telegram.url) as url:
        yield url


@asynccontextmanager
async def hooked(folder: Path, search: Search, telegram: FakeBotApi) -> AsyncIterator[None]:
    """A service to which updates are posted."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    async with serving(
        folder, search, port=port, telegram_token=TOKEN, telegram_api_url=telegram.url,
        public_url=f"http://127.0.0.1:{port}",
    ):  # fmt: skip
        await telegram.until_called("setWebhook")
        yield


def stored(folder: Path, query: str) -> list[Any]:
    """The first column of what a query finds in the store."""
    with closing(sqlite3.connect(folder / "tanya.db")) as database:
        return [row[0] for row in database.execute(query)]
