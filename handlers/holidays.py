"""Days off: national holidays and collective leave (SKB 3 Menteri, by the `holidays` package), and an office's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from knowledge.calendar_table import ALL, CalendarTable

_ESTIMATED = "(perkiraan)"
"""How the package marks a date that the ministers have not set yet."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day off with its name; `estimated` when it is not known for certain that it falls on this date."""

    date: dt.date
    name: str
    kind: Literal["national", "collective", "office"]
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class DaysOff:
    """The days off of one office: the national list, with what the calendar table adds or takes away."""

    table: CalendarTable = field(default_factory=CalendarTable)
    office: str = ALL

    def on(self, date: dt.date) -> Holiday | None:
        """Why a date is a day off, weekends aside, or None."""
        own = self.table.day(date, self.office)
        if own is not None:
            return Holiday(date, own.reason, "office") if own.closed else None
        found = _of_year(date.year).get(date)
        if found is not None and found.kind == "collective" and not self.table.collective_leave:
            return None
        return found

    def leave_unknown(self, year: int) -> bool:
        """Whether collective leave counts but that of a year is not known: it is decreed a year at a time."""
        return self.table.collective_leave and not any(day.kind == "collective" for day in _of_year(year).values())


@cache
def _of_year(year: int) -> Mapping[dt.date, Holiday]:
    import holidays

    days: dict[dt.date, Holiday] = {}
    kinds: tuple[tuple[str, Literal["national", "collective"]], ...] = (
        (holidays.GOVERNMENT, "collective"),
        (holidays.PUBLIC, "national"),  # last: it wins where a date is both
    )
    for category, kind in kinds:
        for date, name in holidays.country_holidays("ID", years=year, categories=(category,), language="id").items():
            days[date] = Holiday(date, name, kind, _ESTIMATED in name)
    return days
