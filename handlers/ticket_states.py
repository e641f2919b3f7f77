"""Which state a ticket has after something happens to it; what is not in the table cannot happen to it."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.facts import DONE, TicketState
from handlers.ticket_history import Actor, EventKind

_Next = Mapping[TicketState, TicketState]

_SAME: _Next = {
    "received": "received",
    "checking": "checking",
    "waiting": "waiting",
    "in-progress": "in-progress",
    "answered": "answered",
    "reopened": "reopened",
    "closed": "closed",
    "rejected": "rejected",
}
_OPEN: _Next = {state: state for state in _SAME if state not in DONE}
_OFFICES: _Next = {state: state for state in _OPEN if state != "answered"}
"""States in which something is still to be done or waited for."""


def _all(states: _Next, after: TicketState) -> _Next:
    return dict.fromkeys(states, after)


_TABLE: Mapping[tuple[Actor, EventKind], _Next] = {
    # Whatever the citizen says must be looked at, also on a ticket that the office was done with.
    ("citizen", "said"): {
        **_SAME,
        "waiting": "checking",
        "answered": "in-progress",
        "closed": "reopened",
        "rejected": "reopened",
    },
    ("citizen", "closed"): _all(_OPEN, "closed"),
    ("citizen", "reopened"): {"answered": "reopened", "closed": "reopened", "rejected": "reopened"},
    ("citizen", "rated"): _SAME,
    ("citizen", "claimed"): _SAME,
    ("officer", "class"): {**_OPEN, "received": "checking"},
    ("officer", "assigned"): {
        **_OPEN,
        "received": "in-progress",
        "checking": "in-progress",
        "reopened": "in-progress",
    },
    ("officer", "unit"): {
        **_OPEN,
        "received": "in-progress",
        "checking": "in-progress",
        "reopened": "in-progress",
    },
    ("officer", "moved"): _all(_OFFICES, "received"),
    ("officer", "merged"): _all(_OFFICES, "closed"),
    ("officer", "joined"): _OFFICES,
    ("officer", "answered"): _all(_OPEN, "answered"),
    ("officer", "asked"): _all(_OPEN, "waiting"),
    ("officer", "rejected"): _all(_OFFICES, "rejected"),
    ("officer", "corrected"): _SAME,
    ("officer", "noted"): _SAME,
    # Nothing is closed by the office without a word to the citizen before.
    ("officer", "closed"): {"answered": "closed", "waiting": "closed"},
    # The clock changes nothing: that a limit comes near or is missed is for officers to act on.
    ("system", "warned"): _OFFICES,
    ("system", "overdue"): _OFFICES,
    ("system", "split"): {"closed": "reopened"},
}


def state_after(actor: Actor, kind: EventKind, state: TicketState) -> TicketState | None:
    """The state of a ticket after an event, or None where that cannot happen in its state."""
    return _TABLE.get((actor, kind), {}).get(state)
