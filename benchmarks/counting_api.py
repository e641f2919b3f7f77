"""A Bot API that takes everything at once, counts the copies of every chat, and times replies to those who ask."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from benchmarks.service import free_port

FIRST_SUBSCRIBER = 5_000_000
"""Chats of subscribers begin here; those who ask are below."""
_BOT = {"id": 123456789, "is_bot": True, "first_name": "Tanya", "username": "TanyaDinasBot"}
_CHAT = re.compile(rb"(?:^|&)chat_id=(\d+)")
_TAKEN = b'{"ok":true,"result":{"message_id":1,"date":1763430000,"chat":{"id":1,"type":"private"},"text":"x"}}'


class CountingApi:
    """`copies` by chat, `uploads` of files, `asked` since when by chat, `times` of the replies in seconds."""

    def __init__(self) -> None:
        self.copies: Counter[int] = Counter()
        self.uploads = 0
        self.asked: dict[int, float] = {}
        self.times: list[float] = []
        self.url = ""

    async def handle(self, request: web.Request) -> web.Response:
        """Answers one call."""
        method = request.match_info["method"]
        if method == "sendMessage":  # read as lightly as can be: what is measured shares the machine with this
            self._count(int(_CHAT.search(await request.read())[1]))  # type: ignore[index]
            return web.Response(body=_TAKEN, content_type="application/json")
        result: Any = True
        if method == "getMe":
            result = _BOT
        elif method.startswith("send"):
            result = self._sent(await request.post())
        return web.json_response({"ok": True, "result": result})

    def _count(self, chat: int) -> None:
        if chat >= FIRST_SUBSCRIBER:
            self.copies[chat] += 1
        elif chat in self.asked:
            self.times.append(time.perf_counter() - self.asked.pop(chat))

    def _sent(self, given: Any) -> dict[str, Any]:  # noqa: ANN401 - aiohttp's form
        chat = int(str(given["chat_id"]))
        self._count(chat)
        result: dict[str, Any] = {"message_id": 1, "date": 1763430000, "chat": {"id": chat, "type": "private"}}
        if "photo" in given:
            self.uploads += isinstance(given["photo"], web.FileField)
            return result | {"photo": [{"file_id": "p1", "file_unique_id": "u1", "width": 1, "height": 1}]}
        return result


@asynccontextmanager
async def counting_api() -> AsyncIterator[CountingApi]:
    """The API on a free port."""
    api = CountingApi()
    app = web.Application(client_max_size=60 * 1024 * 1024)
    app.router.add_route("*", "/bot{token}/{method}", api.handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    api.url = f"http://127.0.0.1:{port}"
    try:
        yield api
    finally:
        await runner.cleanup()
