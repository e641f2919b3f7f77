"""Counts a limit along a working calendar, leaving out the time in which the office waits for the sender.

A day counts in parts of its own working time, so that one stopped day, long or short, is one day more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import ceil

from handlers.limits import Limit
from handlers.working_calendar import Span, WorkingCalendar

Stop = tuple[dt.datetime, dt.datetime | None]
"""The office waits for the sender from one moment to another, or still does (None)."""

_HOUR = dt.timedelta(hours=1)
_MINUTE = dt.timedelta(minutes=1)


def count(
    limit: Limit, start: dt.datetime, calendar: WorkingCalendar, stops: Iterable[Stop] = ()
) -> dt.datetime | None:
    """When a limit of `jam`, `hari` or `hari kerja` that begins at an opening is used up; None while it is stopped.

    Hours run from `start`; day 1 is the working day after it, and the last ends at closing time.
    """
    stopped = by_the_clock(stops, calendar)
    if stopped:
        return _count_running(limit, start, calendar, stopped)
    if limit.in_hours:
        return calendar.add_hours(start, limit.amount)
    return calendar.closing(calendar.add_days(start.date(), limit.amount))


def by_the_clock(stops: Iterable[Stop], calendar: WorkingCalendar) -> tuple[Stop, ...]:
    """The stops in order, by the office's clock."""
    return tuple(
        (calendar.local(since), None if until is None else calendar.local(until))
        for since, until in sorted(stops, key=lambda stop: stop[0])
    )


def _count_running(
    limit: Limit, start: dt.datetime, calendar: WorkingCalendar, stops: tuple[Stop, ...]
) -> dt.datetime | None:
    forever = min((since for since, until in stops if until is None), default=None)
    left = Fraction(limit.amount)
    for date in _dates(limit, start, calendar):
        unit = (_HOUR if limit.in_hours else calendar.length(date)) // _MINUTE
        for begin, end in _running(calendar.spans(date), stops, start):
            share = Fraction((end - begin) // _MINUTE, unit)
            if share >= left:
                return begin + ceil(left * unit) * _MINUTE
            left -= share
        if forever is not None and forever <= calendar.closing(date):
            return None
    raise AssertionError("working days have no end")


def _dates(limit: Limit, start: dt.datetime, calendar: WorkingCalendar) -> Iterator[dt.date]:
    if limit.in_hours:
        yield start.date()
    yield from calendar.days_after(start.date())


def _running(spans: Iterable[Span], stops: Iterable[Stop], start: dt.datetime) -> Iterator[Span]:
    """What is left of the spans after `start` when the stops are cut out."""
    pieces = [(max(begin, start), end) for begin, end in spans]
    for stop, go in stops:
        pieces = [piece for span in pieces for piece in _cut(span, stop, go)]
    return ((begin, end) for begin, end in pieces if begin < end)


def _cut(span: Span, stop: dt.datetime, go: dt.datetime | None) -> Iterator[Span]:
    begin, end = span
    if go is not None and go <= stop:
        yield span
        return
    yield begin, min(end, stop)
    if go is not None:
        yield max(begin, go), end
