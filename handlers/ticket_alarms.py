"""What the clock has to tell officers of a ticket: that a limit comes near, that it was missed, that it is today's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from handlers.facts import AT_REST, Ticket, TicketState
from handlers.ticket_history import TicketEvent
from handlers.ticket_limits import TicketLimits
from knowledge.library import Library

AlarmKind = Literal["warned", "overdue"]
Standing = Literal["today", "overdue"]


@dataclass(frozen=True, slots=True)
class Alarm:
    """An event that the clock adds to a ticket's history, and when."""

    kind: AlarmKind
    at: dt.datetime


def alarms(state: TicketState, limits: TicketLimits, events: Iterable[TicketEvent]) -> tuple[Alarm, ...]:
    """What is still to be recorded of a ticket, in order of time: each once for every limit.

    What was recorded before the moment at which it is due now was of an earlier limit, and is recorded again.
    """
    earliest = limits.earliest
    if earliest is None or state in AT_REST:
        return ()
    recorded = {event.kind: event.at for event in events if event.kind in {"warned", "overdue"}}
    missed_at = recorded.get("overdue")
    if missed_at is not None and missed_at >= earliest:
        return ()
    overdue, warning = Alarm("overdue", earliest), limits.warning_at
    warned_at = max((at for at in recorded.values()), default=None)
    if warning is None or (warned_at is not None and warned_at >= warning):
        return (overdue,)
    return (Alarm("warned", warning), overdue)


def due(pending: Iterable[Alarm], now: dt.datetime) -> Alarm | None:
    """The alarm to record now; a limit that was missed meanwhile is not warned of any more."""
    return max((alarm for alarm in pending if alarm.at <= now), key=lambda alarm: alarm.at, default=None)


def standing(ticket: Ticket, library: Library, now: dt.datetime) -> Standing | None:
    """Whether a ticket of which something is awaited is past a limit, or due today by its office's clock."""
    earliest = TicketLimits(ticket.due_at, ticket.law_due_at).earliest
    if earliest is None or ticket.state in AT_REST:
        return None
    if earliest < now:
        return "overdue"
    zone = library.zone(ticket.office)
    return "today" if earliest.astimezone(zone).date() == now.astimezone(zone).date() else None
