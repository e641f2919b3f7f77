"""What an officer does with a ticket, as values: the act, what it takes, what comes of it, and why it cannot be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot.store.moves import Move
from bot.store.ticket_writing import Recompute
from bot.store.tickets import FiledTicket
from handlers.effects import Answer
from handlers.facts import Ticket, TicketState
from handlers.turn import Conversation, Outcome, Reply

ActKind = Literal[
    "answered", "asked", "rejected", "closed", "class", "assigned", "noted", "unit", "moved", "merged"
]  # fmt: skip
Tell = Callable[[Conversation, Ticket, str, tuple[str, ...]], Outcome]
"""The core with an officer's act given: a conversation, the ticket as it is from now on, the words, and what else the
core must know (the office that had it, the own ticket that it joins)."""
Reword = Callable[[FiledTicket, tuple[Answer, ...], FiledTicket, str], str]
"""Words to the citizen of a ticket (with its answers) as they may go to the citizen of its duplicate."""


@dataclass(frozen=True, slots=True)
class OfficerAct:
    """One thing that an officer does with a ticket.

    `text` are the words to the citizen or to other officers, the id of a class, or the name of who gets the ticket.
    `target` is the unit or the office that gets it, or the number of the ticket that it is a duplicate of. `office` is
    whose tickets the officer may touch, None for all; `version` is the ticket's as the officer saw it, None for any.
    """

    kind: ActKind
    number: str
    officer: str
    text: str
    office: str | None = None
    version: int | None = None
    target: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of it: the ticket's state, and by which channel the citizen is told.

    `channel` is None where nobody is told: nothing was to be said, or the conversation is gone.
    """

    state: TicketState
    channel: str | None = None
    unreachable_since: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What the citizen would be told, and the version of the ticket that it was made from.

    `others` is what the citizens of duplicates would be told. `main` is the ticket that a duplicate would join.
    """

    replies: tuple[Reply, ...]
    version: int
    others: tuple[tuple[Reply, ...], ...] = ()
    main: FiledTicket | None = None


@dataclass(frozen=True, slots=True)
class Means:
    """What recording takes besides the rows; `tell` is None for what stays in the office."""

    now: dt.datetime
    recompute: Recompute
    reword: Reword
    tell: Tell | None = None
    move: Callable[[Ticket], Move] | None = None


class UnknownTicket(LookupError):
    """No ticket of that number, or none that this officer may know of."""


class NotPossible(Exception):
    """A ticket in this state does not allow it."""

    def __init__(self, number: str, state: TicketState) -> None:
        super().__init__(number)
        self.state = state


class StaleTicket(Exception):
    """Something happened to the ticket since the officer looked at it."""


class WrongMain(LookupError):
    """What was named as the main ticket cannot be: unknown in this office, the same, or no longer under way."""
