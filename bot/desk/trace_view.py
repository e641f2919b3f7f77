"""A ticket that went to another office, as the one that it left may know of it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store.moves import Trace
from knowledge.library import Library
from locales.formats import long_moment


@dataclass(frozen=True, slots=True)
class TraceView:
    """A ticket that went to another office, as the one that it left may know of it."""

    number: str
    opened: str
    moved: str
    to: str
    who: str
    reason: str


def trace_view(trace: Trace, library: Library) -> TraceView:
    """The view of a trace, by the clock of the office that the ticket left."""
    office = library.offices.get(trace.to_office)
    zone = library.zone(trace.from_office)
    return TraceView(
        trace.number, long_moment(trace.opened_at, zone), long_moment(trace.at, zone),
        office.name if office is not None else trace.to_office, trace.who, trace.reason,
    )  # fmt: skip
