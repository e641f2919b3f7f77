"""What offices say of their own working days, beside the national holidays: days added or taken away, and hours.

Days without an entry are as the national list has them.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from knowledge.model import DayHours

Row = Mapping[str, Any]

ALL = ""
"""In place of an office's slug: the entry holds for every office that has none of its own."""


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One date made a day off, or a working day in spite of a holiday, with the reason that people are told."""

    date: dt.date
    office: str
    closed: bool
    reason: str


@dataclass(frozen=True, slots=True)
class CalendarTable:
    """The entries by date and office, the hours of offices whose decree gives none, and whether leave is a holiday."""

    days: Mapping[tuple[dt.date, str], CalendarDay] = field(default_factory=dict)
    hours: Mapping[str, tuple[DayHours, ...]] = field(default_factory=dict)
    collective_leave: bool = True

    def day(self, date: dt.date, office: str) -> CalendarDay | None:
        """What is said of a date for an office: its own entry wins over one for all."""
        return self.days.get((date, office)) or self.days.get((date, ALL))


def read_table(days: Iterable[Row], hours: Iterable[Row], settings: Iterable[Row]) -> CalendarTable:
    """The table of the rows of knowledge.db."""
    read = (
        CalendarDay(dt.date.fromisoformat(row["date"]), row["office"], bool(row["closed"]), row["reason"])
        for row in days
    )
    by_office: dict[str, list[DayHours]] = defaultdict(list)
    for row in hours:
        by_office[row["office"]].append(day_hours(row))
    told = {row["key"]: row["value"] for row in settings}
    return CalendarTable(
        {(day.date, day.office): day for day in read},
        {office: tuple(found) for office, found in by_office.items()},
        bool(told.get("collective_leave", True)),
    )


def day_hours(row: Row) -> DayHours:
    """The hours of one weekday as a row has them."""
    breaks = tuple((start, end) for start, end in json.loads(row["breaks"]))
    return DayHours(row["weekday"], row["open"], row["close"], breaks)
