"""Working time of one office: when it is open, and adding or measuring hours and days in which it works.

Indonesia has no daylight saving, so the clock on the wall can be counted with. Seconds are left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal
from zoneinfo import ZoneInfo

from handlers.holidays import DaysOff, Holiday
from knowledge.model import DayHours

Span = tuple[dt.datetime, dt.datetime]
HoursSource = Literal["decree", "office", "general"]
"""Where the hours stand: in the decree, in the office's own calendar file, or nowhere (the usual ones then)."""

_DAY = dt.timedelta(days=1)
_NO_TIME = dt.timedelta(0)


class WorkingCalendar:
    """The working time of an office by its weekly hours, its time zone and its days off.

    Raises ValueError for hours in which nobody ever works.
    """

    def __init__(
        self,
        hours: tuple[DayHours, ...],
        timezone: str,
        days_off: DaysOff | None = None,
        hours_source: HoursSource = "decree",
    ) -> None:
        self.zone = ZoneInfo(timezone)
        self.days_off = days_off or DaysOff()
        self.hours_source = hours_source
        self._week = {day.weekday: _clocks(day) for day in hours}
        if not any(start < end for spans in self._week.values() for start, end in spans):
            raise ValueError("a working calendar needs hours")

    def local(self, moment: dt.datetime) -> dt.datetime:
        """An aware moment by the office's clock, to the minute."""
        return moment.astimezone(self.zone).replace(second=0, microsecond=0)

    def holiday(self, date: dt.date) -> Holiday | None:
        """The holiday that makes a date a day off on which the office would otherwise work, or None."""
        return self.days_off.on(date) if date.weekday() in self._week else None

    def works_on(self, date: dt.date) -> bool:
        """Whether the office works on a date."""
        return date.weekday() in self._week and self.days_off.on(date) is None

    def spans(self, date: dt.date) -> tuple[Span, ...]:
        """The working time of a date, breaks left out; none on a day off."""
        if not self.works_on(date):
            return ()
        day = self._week[date.weekday()]
        return tuple((self._at(date, start), self._at(date, end)) for start, end in day)

    def length(self, date: dt.date) -> dt.timedelta:
        """How long the office works on a date."""
        return sum((end - start for start, end in self.spans(date)), _NO_TIME)

    def closing(self, date: dt.date) -> dt.datetime:
        """When a working day ends; raises ValueError on a day off."""
        if not (spans := self.spans(date)):
            raise ValueError(f"{date} is a day off")
        return spans[-1][1]

    def is_open(self, moment: dt.datetime) -> bool:
        """Whether the office works at a moment; at closing time and in breaks it does not."""
        local = self.local(moment)
        return any(start <= local < end for start, end in self.spans(local.date()))

    def opening(self, moment: dt.datetime) -> dt.datetime:
        """The moment itself while the office is open, otherwise its next opening."""
        return next(self.spans_from(moment))[0]

    def spans_from(self, moment: dt.datetime) -> Iterator[Span]:
        """The working time from a moment on, without end."""
        local = self.local(moment)
        for date in _dates_from(local.date()):
            for start, end in self.spans(date):
                if end > local:
                    yield max(start, local), end

    def days_after(self, date: dt.date) -> Iterator[dt.date]:
        """The working days after a date, without end."""
        return (day for day in _dates_from(date + _DAY) if self.works_on(day))

    def working_time(self, start: dt.datetime, end: dt.datetime) -> dt.timedelta:
        """The working time between two moments; none when the second is not later."""
        last = self.local(end)
        found = _NO_TIME
        for begin, close in self.spans_from(start):
            if begin >= last:
                break
            found += min(close, last) - begin
        return found

    def add_hours(self, moment: dt.datetime, hours: int) -> dt.datetime:
        """The moment at which the office has worked so many hours, 1 or more, since another."""
        return self.add_time(moment, dt.timedelta(hours=hours))

    def add_time(self, moment: dt.datetime, length: dt.timedelta) -> dt.datetime:
        """The moment at which the office has worked so long, some time at least, since another."""
        left = length
        for start, end in self.spans_from(moment):
            if end - start >= left:
                return start + left
            left -= end - start
        raise AssertionError("working time has no end")

    def add_days(self, date: dt.date, days: int) -> dt.date:
        """The working day that is so many, 1 or more, after a date."""
        return next(day for count, day in enumerate(self.days_after(date), 1) if count == days)

    def _at(self, date: dt.date, clock: dt.time) -> dt.datetime:
        return dt.datetime.combine(date, clock, self.zone)


def _clocks(day: DayHours) -> tuple[tuple[dt.time, dt.time], ...]:
    """The working spans of a weekday: from opening to the first break, and so on to closing."""
    marks = [day.open, *(mark for pause in day.breaks for mark in pause), day.close]
    clocks = [dt.time.fromisoformat(mark) for mark in marks]
    return tuple((start, end) for start, end in list(pairwise(clocks))[::2] if start < end)


def _dates_from(date: dt.date) -> Iterator[dt.date]:
    while True:
        yield date
        date += _DAY
