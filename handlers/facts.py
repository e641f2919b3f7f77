"""What a turn may need to know of the citizen beyond the conversation: asked for by kind, loaded by the shell."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from handlers.checklist import Checklist
from knowledge.form_model import FormKind

TicketState = Literal["received", "checking", "waiting", "in-progress", "answered", "closed", "reopened", "rejected"]
"""`waiting` is for the citizen; everything but answered, closed and rejected is the office's to act on."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """One ticket of the citizen who writes; `answer` is the last that an officer wrote to the citizen.

    `ticket_class` is the decreed class of a complaint, once an officer has found it; `files` is how many it holds.
    """

    number: str
    kind: FormKind
    form: str
    office: str
    service: str | None
    about: str
    state: TicketState
    opened_at: dt.datetime
    changed_at: dt.datetime
    answer: str | None = None
    due_at: dt.datetime | None = None
    law_due_at: dt.datetime | None = None
    rating: int | None = None
    ticket_class: str | None = None
    files: int = 0

    @property
    def open(self) -> bool:
        """Whether something may still come of it without being reopened."""
        return self.state not in {"closed", "rejected"}


@dataclass(frozen=True, slots=True)
class Facts:
    """What was loaded: the citizen's own tickets, newest first, and checklists, oldest first."""

    tickets: tuple[Ticket, ...] = ()
    checklists: tuple[Checklist, ...] = ()


@dataclass(frozen=True, slots=True)
class Needs:
    """The core cannot go on without facts: the shell loads them and takes the same turn once more.

    Checklists are loaded with them where the conversation says that there are any.
    """

    tickets: bool = True
