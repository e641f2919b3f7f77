"""A chat that an officer holds, or that waits for one: what the conversation remembers of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from handlers.file_note import FileNote

MOST_FILES = 10
"""Files of one chat that are kept while it lasts."""


@dataclass(frozen=True, slots=True)
class Handover:
    """`since` is when an officer was asked for; `taken` once one holds the chat.

    `spoke` is who spoke last and `spoke_at` when: of a citizen the first word that is not answered, since the wait
    counts from there. `told` says that the citizen knows that the answer takes long. `files` are what the citizen sent
    the officer: they go with the chat, or become a ticket's.
    """

    office: str
    since: dt.datetime
    spoke_at: dt.datetime
    taken: bool = False
    spoke: Literal["citizen", "officer"] = "citizen"
    told: bool = False
    files: tuple[FileNote, ...] = ()
