"""Shows a citizen that a message was read and that an answer is being written, which costs nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import structlog

from bot.channels.whatsapp.client import Graph, GraphFailure

_MOST_UNDER_WAY = 32
"""Calls at once; beyond them a message is answered without the marks, for answers go first."""
_log = structlog.get_logger("tanya.whatsapp")


class Reading:
    """The marks of all our numbers; `client` gives the open client, or None before there is one."""

    def __init__(self, client: Callable[[], Graph | None]) -> None:
        self._client = client
        self._under_way: set[asyncio.Task[None]] = set()

    def soon(self, account: str, wamid: str) -> None:
        """Marks a message in the background."""
        client = self._client()
        if client is None or len(self._under_way) >= _MOST_UNDER_WAY:
            return
        task = asyncio.create_task(_mark(client, account, wamid))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def finish(self) -> None:
        """Waits for the marks being made."""
        await asyncio.gather(*self._under_way, return_exceptions=True)


async def _mark(client: Graph, account: str, wamid: str) -> None:
    """The two ticks and "typing…", which ends with the answer or after 25 seconds (…/cloud-api/typing-indicators)."""
    body = {
        "messaging_product": "whatsapp",
        "status": "read",
        "message_id": wamid,
        "typing_indicator": {"type": "text"},
    }
    try:
        await client.post(f"{account}/messages", body)
    except GraphFailure as error:
        _log.info("message not marked as read", account=account, reason=type(error).__name__)
