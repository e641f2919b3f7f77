"""When officers are warned that a limit comes near: as long before it that there is still time to act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from handlers.counting import Stop
from handlers.deadlines import Deadline
from handlers.limits import LAW_COMPLAINT
from handlers.working_calendar import WorkingCalendar

LEFT = 4
"""One part in so many of a limit's own time is left when the warning comes: an hour limit leaves its last hour or so,
five working days the last day and a quarter. Our choice; no decree or law speaks of warnings."""

_NO_TIME = dt.timedelta(0)


def warning_moment(deadline: Deadline, calendar: WorkingCalendar) -> dt.datetime | None:
    """When a quarter of the time is left to the earlier of both limits; None where there is none.

    Working time is counted, without the time in which the office waited for the sender; calendar days for the law's
    limit on complaints, which counts those.
    """
    limit, lawful = deadline.warn_at, deadline.lawful
    if limit is None:
        return None
    if limit == deadline.due or lawful is None:
        return _worked(deadline.received.counts_from, limit, deadline.stops, calendar)
    if lawful.limit is LAW_COMPLAINT:
        return limit - (limit - lawful.counts_from) / LEFT
    return _worked(lawful.counts_from, limit, (), calendar)


def _worked(start: dt.datetime, end: dt.datetime, stops: Iterable[Stop], calendar: WorkingCalendar) -> dt.datetime:
    """The moment from which on a quarter of the working time between two others is left."""
    whole = calendar.working_time(start, end)
    waited = sum((calendar.working_time(max(since, start), min(until or end, end)) for since, until in stops), _NO_TIME)
    passed = whole - (whole - waited) / LEFT
    for begin, close in calendar.spans_from(start):
        if close - begin >= passed:
            return begin + passed
        passed -= close - begin
    raise AssertionError("working time has no end")
