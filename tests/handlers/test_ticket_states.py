"""What can happen to a ticket in which state, and when its clock stands still."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import get_args

import pytest

from handlers.facts import TicketState
from handlers.ticket_history import Actor, EventKind, TicketEvent, stops
from handlers.ticket_states import state_after

STATES: tuple[TicketState, ...] = get_args(TicketState)
LIVES: tuple[tuple[tuple[Actor, EventKind, TicketState], ...], ...] = (
    (("officer", "class", "checking"), ("officer", "assigned", "in-progress"), ("officer", "answered", "answered"),
     ("citizen", "closed", "closed"), ("citizen", "rated", "closed"), ("citizen", "reopened", "reopened"),
     ("officer", "answered", "answered"), ("officer", "closed", "closed")),
    (("officer", "asked", "waiting"), ("citizen", "said", "checking"), ("officer", "answered", "answered"),
     ("citizen", "said", "in-progress"), ("officer", "asked", "waiting"), ("officer", "closed", "closed")),
    (("officer", "assigned", "in-progress"), ("officer", "rejected", "rejected"), ("citizen", "said", "reopened"),
     ("officer", "assigned", "in-progress"), ("officer", "answered", "answered"), ("officer", "answered", "answered")),
)  # fmt: skip


@pytest.mark.parametrize("life", LIVES, ids=("settled and reopened", "asked back", "rejected and contested"))
def test_the_life_of_a_ticket(life: tuple[tuple[Actor, EventKind, TicketState], ...]) -> None:
    """From what is filed to what it comes to, one event after the other."""
    state: TicketState = "received"
    for actor, kind, after in life:
        found = state_after(actor, kind, state)
        assert found == after, (state, kind)
        state = found


@pytest.mark.parametrize(
    ("actor", "kind", "states"),
    [
        ("officer", "answered", {"closed", "rejected"}),
        ("officer", "asked", {"closed", "rejected"}),
        ("officer", "class", {"closed", "rejected"}),
        ("officer", "assigned", {"closed", "rejected"}),
        ("officer", "rejected", {"answered", "closed", "rejected"}),
        ("officer", "closed", {"received", "checking", "in-progress", "reopened", "closed", "rejected"}),
        ("citizen", "closed", {"closed", "rejected"}),
        ("citizen", "reopened", {"received", "checking", "waiting", "in-progress", "reopened"}),
        ("citizen", "said", set()),
        ("citizen", "rated", set()),
    ],
)
def test_what_cannot_happen(actor: Actor, kind: EventKind, states: set[TicketState]) -> None:
    """Nothing is closed unanswered, nothing done is answered, and a citizen is always heard."""
    assert {state for state in STATES if state_after(actor, kind, state) is None} == states


def test_what_a_citizen_says_is_always_the_offices_to_act_on() -> None:
    """On whatever ticket: no word ends in a state that nobody looks at."""
    done = {"waiting", "answered", "closed", "rejected"}
    assert [state for state in STATES if state_after("citizen", "said", state) in done] == []


def _events(*states: TicketState) -> list[TicketEvent]:
    start = dt.datetime(2026, 11, 18, 9, 0, tzinfo=dt.UTC)
    return [
        TicketEvent(place, start + dt.timedelta(hours=place), "officer", "Rina", "answered", None, state)
        for place, state in enumerate(states, 1)
    ]


@pytest.mark.parametrize(
    ("states", "stopped"),
    [
        (("received", "checking", "answered"), []),
        (("received", "waiting", "checking"), [(2, 3)]),
        (("received", "waiting", "waiting", "answered"), [(2, 4)]),
        (("received", "waiting", "checking", "waiting"), [(2, 3), (4, None)]),
        (("received", "waiting"), [(2, None)]),
    ],
)
def test_the_clock_stands_still_while_the_office_waits(
    states: tuple[TicketState, ...], stopped: list[tuple[int, int | None]]
) -> None:
    """From the question to the citizen's word, as often as it happens."""
    events = _events(*states)
    at = {event.position: event.at for event in events}
    assert stops(events) == tuple((at[since], at[until] if until else None) for since, until in stopped)
    assert all(first.at < second.at for first, second in pairwise(events))
