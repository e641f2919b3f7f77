"""When a ticket is due, worked out again from its class and its history."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from handlers.deadlines import Deadline, complaint_deadline, request_deadline
from handlers.early_warning import warning_moment
from handlers.facts import Ticket
from handlers.office_hours import office_calendar
from handlers.ticket_history import TicketEvent, moved_at, stops
from knowledge.library import Library


@dataclass(frozen=True, slots=True)
class TicketLimits:
    """When a ticket is due by the decree and by the law; None where there is no limit, or its clock stands still.

    `warning_at` is when officers are warned of the earlier one.
    """

    due_at: dt.datetime | None
    law_due_at: dt.datetime | None
    warning_at: dt.datetime | None = None

    @property
    def earliest(self) -> dt.datetime | None:
        """The limit that ends first."""
        return min((moment for moment in (self.due_at, self.law_due_at) if moment is not None), default=None)


def recompute(
    library: Library, ticket: Ticket, ticket_class: str | None, events: tuple[TicketEvent, ...]
) -> TicketLimits:
    """The limits of a ticket with a class and a history; those that it has where its office or service is gone."""
    office = library.offices.get(ticket.office)
    deadline = ticket_deadline(library, ticket, ticket_class, events)
    if office is None or deadline is None:
        return TicketLimits(ticket.due_at, ticket.law_due_at)
    warning = warning_moment(deadline, office_calendar(office, library.calendar))
    return TicketLimits(deadline.due, deadline.law_due, warning)


def ticket_deadline(
    library: Library, ticket: Ticket, ticket_class: str | None, events: tuple[TicketEvent, ...]
) -> Deadline | None:
    """The deadline and how it was worked out; None without the office or service that gives the limits.

    A ticket that came from another office counts by the decree from the moment it came; the law's limit on complaints
    goes on from the filing.
    """
    office = library.offices.get(ticket.office)
    if office is None:
        return None
    calendar = office_calendar(office, library.calendar)
    since = moved_at(events) or ticket.opened_at
    stopped = tuple(stop for stop in stops(events) if stop[1] is None or stop[1] > since)
    if ticket.kind == "complaint":
        decreed = next((each for each in office.complaint_classes if each.id == ticket_class), None)
        return complaint_deadline(decreed, since, office, calendar, stopped, complete_at=ticket.opened_at)
    service = library.services.get(ticket.service or "")
    return request_deadline(service, since, calendar, stopped) if service is not None else None
