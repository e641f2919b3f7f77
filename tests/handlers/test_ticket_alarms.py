"""What the clock tells of a ticket: each limit once, none of a ticket that is the citizen's turn or done."""

from __future__ import annotations

import datetime as dt
from typing import get_args

import pytest

from handlers.facts import AT_REST, Ticket, TicketState
from handlers.ticket_alarms import Alarm, AlarmKind, alarms, due, standing
from handlers.ticket_history import TicketEvent
from handlers.ticket_limits import TicketLimits
from handlers.ticket_states import state_after
from knowledge.library import Library
from tests.handlers.calendars import at

WARNING, LIMIT = at("2026-11-24 11:45"), at("2026-11-25 16:00")
LIMITS = TicketLimits(LIMIT, at("2027-01-17 23:59"), WARNING)
HOUR = dt.timedelta(hours=1)


def recorded(kind: AlarmKind, moment: dt.datetime) -> TicketEvent:
    """An alarm of the past."""
    return TicketEvent(2, moment, "system", None, kind, None, "received")


@pytest.mark.parametrize(
    ("events", "pending"),
    [
        ([], ["warned", "overdue"]),
        ([recorded("warned", WARNING)], ["overdue"]),
        ([recorded("warned", WARNING + HOUR)], ["overdue"]),
        ([recorded("warned", WARNING), recorded("overdue", LIMIT + HOUR)], []),
        # the service was down when it was to be warned of
        ([recorded("overdue", LIMIT)], []),
        # of an earlier limit, before the ticket got its class
        ([recorded("warned", WARNING - 48 * HOUR), recorded("overdue", WARNING - 46 * HOUR)], ["warned", "overdue"]),
        # the limit was moved, by a holiday, beyond the moment at which it was missed
        ([recorded("warned", WARNING), recorded("overdue", LIMIT - HOUR)], ["overdue"]),
    ],
)
def test_each_limit_is_told_once(events: list[TicketEvent], pending: list[AlarmKind]) -> None:
    """A limit that is another now is told of anew."""
    assert [alarm.kind for alarm in alarms("received", LIMITS, events)] == pending


@pytest.mark.parametrize("state", get_args(TicketState))
def test_of_which_tickets(state: TicketState) -> None:
    """Of all that something is awaited on: also while it waits for the citizen, since the law's limit runs on."""
    found = alarms(state, TicketLimits(None, LIMIT, WARNING), [])
    assert bool(found) is (state not in {"answered", "closed", "rejected"})
    assert all(state_after("system", alarm.kind, state) == state for alarm in found)


def test_without_a_limit_nothing_is_told() -> None:
    """And without a moment to warn only that it was missed."""
    assert alarms("received", TicketLimits(None, None), []) == ()
    assert [alarm.kind for alarm in alarms("received", TicketLimits(LIMIT, None), [])] == ["overdue"]


@pytest.mark.parametrize(
    ("now", "kind"),
    [
        (WARNING - HOUR, None),
        (WARNING, "warned"),
        (LIMIT - HOUR, "warned"),
        (LIMIT, "overdue"),
        (LIMIT + 100 * HOUR, "overdue"),
    ],
)
def test_what_is_recorded_now(now: dt.datetime, kind: AlarmKind | None) -> None:
    """Nobody is warned of a limit that is past."""
    found: Alarm | None = due(alarms("received", LIMITS, []), now)
    assert (found.kind if found is not None else None) == kind


@pytest.mark.parametrize(
    ("office", "now", "stands"),
    [
        ("kalbar", "2026-11-24 23:59", None),
        ("kalbar", "2026-11-25 00:00", "today"),
        ("kalbar", "2026-11-25 16:00", "today"),
        ("kalbar", "2026-11-25 16:01", "overdue"),
        ("an office whose decree is gone", "2026-11-25 09:00", "today"),
    ],
)
def test_how_a_ticket_stands(library: Library, office: str, now: str, stands: str | None) -> None:
    """By the office's own day; tickets at rest stand nowhere."""
    ticket = Ticket("K", "complaint", "complaint", office, None, "x", "received", WARNING, WARNING, due_at=LIMIT)
    assert standing(ticket, library, at(now)) == stands
    for state in AT_REST:
        done = Ticket("K", "complaint", "complaint", office, None, "x", state, WARNING, WARNING, due_at=LIMIT)
        assert standing(done, library, at(now)) is None
