"""What an officer is in the middle of in a chat, as it is remembered between turns."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

WorkKind = Literal["announcement", "answer"]
Asking = Literal["office", "text", "topic", "confirm", "count"]


@dataclass(frozen=True, slots=True)
class Work:
    """An announcement being composed, or the answer to a ticket.

    `asking` is what the next message answers; `shown` counts the previews, so that a press on an older one is known.
    `receivers` is the number that must be typed. `ticket` and `version` are a ticket and how it was seen.
    """

    kind: WorkKind
    asking: Asking
    begun_at: dt.datetime
    touched_at: dt.datetime
    office: str | None = None
    topic: str | None = None
    text: str = ""
    shown: int = 0
    receivers: int | None = None
    ticket: str | None = None
    version: int | None = None

    @property
    def stamp(self) -> str:
        """What the choices of the preview shown last carry."""
        return f"{int(self.begun_at.timestamp()):x}-{self.shown}"
