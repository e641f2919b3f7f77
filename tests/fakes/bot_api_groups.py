"""What Telegram does with groups: who writes in them, how many messages they take, and that they end or move."""

from __future__ import annotations

import time
from collections import defaultdict, deque
from typing import Any

from tests.fakes.bot_api_rules import Refusal

MOST_A_MINUTE = 20
"""Messages of a bot that a group takes in a minute; more are refused."""
_MINUTE = 60.0


class FakeGroups:
    """The groups of one bot: `kicked` are those that it was thrown out of, `moved` where others have gone, `mute` those
    in which it may not write. `floods` counts what was refused for being too much."""

    def __init__(self) -> None:
        self.kicked: set[str] = set()
        self.moved: dict[str, str] = {}
        self.mute: set[str] = set()
        self.floods = 0
        self._written: defaultdict[str, deque[float]] = defaultdict(deque)

    def check(self, chat: str) -> None:
        """Refuses what cannot be written in a group now."""
        if not is_group(chat):
            return
        if chat in self.moved:
            to = int(self.moved[chat])
            raise Refusal(
                400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=to
            )  # fmt: skip
        if chat in self.kicked:
            raise Refusal(403, "Forbidden: bot was kicked from the group chat")
        if chat in self.mute:
            raise Refusal(400, "Bad Request: not enough rights to send text messages to the chat")
        self._count(self._written[chat])

    def _count(self, written: deque[float]) -> None:
        now = time.monotonic()
        while written and written[0] <= now - _MINUTE:
            written.popleft()
        if len(written) >= MOST_A_MINUTE:
            self.floods += 1
            left = round(_MINUTE - (now - written[0])) + 1
            raise Refusal(429, f"Too Many Requests: retry after {left}", retry_after=left)
        written.append(now)


def is_group(chat: str | int) -> bool:
    """Whether an id is a group's."""
    return str(chat).startswith("-")


def chat_of(chat: int) -> dict[str, Any]:
    """A chat as Telegram tells it, by its id."""
    if not is_group(chat):
        return {"id": chat, "type": "private", "first_name": "Siti"}
    return {"id": chat, "type": "supergroup" if str(chat).startswith("-100") else "group", "title": "Petugas"}
