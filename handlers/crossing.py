"""The holidays that a count of working time comes across, and those that may yet move into its way."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from handlers.holidays import Holiday
from handlers.working_calendar import WorkingCalendar

_DAY = dt.timedelta(days=1)
_SIGHTING = _DAY
"""By how much a date that hangs on the sighting of the moon may move."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """Holidays left out of a count, those whose date is an estimate, and years whose collective leave is not known."""

    skipped: tuple[Holiday, ...] = ()
    estimated: tuple[Holiday, ...] = ()
    leave_unknown: tuple[int, ...] = ()

    @property
    def uncertain(self) -> bool:
        """Whether the count may come out otherwise once the ministers have decreed the holidays."""
        return bool(self.estimated or self.leave_unknown)


def cross(calendar: WorkingCalendar, first: dt.date, last: dt.date) -> Crossing:
    """What lies between two dates, both included."""
    days_off = calendar.days_off
    inside = [first + _DAY * day for day in range((last - first).days + 1)]
    around = (first - _SIGHTING, *inside, last + _SIGHTING)
    return Crossing(
        tuple(holiday for date in inside if (holiday := calendar.holiday(date)) is not None),
        tuple(holiday for date in around if (holiday := days_off.on(date)) is not None and holiday.estimated),
        tuple(year for year in range(first.year, last.year + 1) if days_off.leave_unknown(year)),
    )
