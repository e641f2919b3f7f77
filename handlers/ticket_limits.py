"""When a ticket is due, worked out again from its class and its history."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from handlers.facts import Ticket
from handlers.ticket_history import TicketEvent
from knowledge.library import Library


@dataclass(frozen=True, slots=True)
class TicketLimits:
    """When a ticket is due by the decree and by the law; None where there is no limit, or its clock stands still."""

    due_at: dt.datetime | None
    law_due_at: dt.datetime | None


def recompute(
    library: Library, ticket: Ticket, ticket_class: str | None, events: tuple[TicketEvent, ...]
) -> TicketLimits:
    """The limits of a ticket with a class and a history, oldest event first."""
    del library, ticket_class, events  # what a limit is counted from, once limits are counted
    return TicketLimits(ticket.due_at, ticket.law_due_at)
