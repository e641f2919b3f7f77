"""What a turn makes happen to a chat with an officer; `due_at` is when the clock is to look at it next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from handlers.turn import Effect

Ending = Literal["citizen", "officer", "ticket", "unmet", "unanswered", "idle"]
"""Who or what ended a chat: an officer, also by a ticket; nobody came; the officer, or the citizen, was silent."""


@dataclass(frozen=True, slots=True)
class HandoverEffect(Effect):
    """Something happens to the chat."""


@dataclass(frozen=True, slots=True)
class QueueChat(HandoverEffect):
    """The chat waits for an officer of an office, for the first time or again."""

    office: str
    due_at: dt.datetime


@dataclass(frozen=True, slots=True)
class GoOnChat(HandoverEffect):
    """The chat goes on; `unanswered_since` is the citizen's first word without an answer, if there is one."""

    due_at: dt.datetime
    unanswered_since: dt.datetime | None


@dataclass(frozen=True, slots=True)
class EndChat(HandoverEffect):
    """The chat is over; from now on the bot answers."""

    how: Ending
