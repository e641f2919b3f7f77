"""What happened to a ticket, one event after the other, and when its clock stood still."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from handlers.facts import TicketState

Actor = Literal["citizen", "officer", "system"]
EventKind = Literal[
    "opened", "said", "answered", "asked", "class", "assigned", "rejected", "rated", "reopened", "closed",
    "warned", "overdue", "claimed", "corrected", "noted", "unit", "moved", "merged", "joined", "split",
]  # fmt: skip
"""What happened. An officer `asked` the citizen for something; a citizen `said` more; the clock `warned` officers of a
limit, or found the ticket `overdue`. With its code another conversation `claimed` it. An officer `corrected` answers on
the citizen's request, or `noted` something that only officers read; gave it to a `unit` of the office, `moved` it to
another office, or `merged` it into another ticket, which a duplicate `joined` thereby. When that one ended without an
answer, the duplicate was `split` off again."""


@dataclass(frozen=True, slots=True)
class TicketEvent:
    """One thing that happened: by whom (`who` is an officer's name), in which words, and the state from then on."""

    position: int
    at: dt.datetime
    actor: Actor
    who: str | None
    kind: EventKind
    text: str | None
    state: TicketState


def moved_at(events: Iterable[TicketEvent]) -> dt.datetime | None:
    """When the office that has a ticket got it from another one; None for one that was filed there."""
    return max((event.at for event in events if event.kind == "moved"), default=None)


def stops(events: Iterable[TicketEvent]) -> tuple[tuple[dt.datetime, dt.datetime | None], ...]:
    """When the office waited for the citizen: from when to when, None while it still does. Events oldest first."""
    found: list[tuple[dt.datetime, dt.datetime | None]] = []
    since: dt.datetime | None = None
    for event in events:
        if event.state == "waiting":
            since = since or event.at
        elif since is not None:
            found.append((since, event.at))
            since = None
    return (*found, (since, None)) if since is not None else tuple(found)
