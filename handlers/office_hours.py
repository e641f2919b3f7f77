"""The working calendar of an office: its decree's hours, else its own setting, else the usual hours of government."""

from __future__ import annotations

from handlers.holidays import DaysOff
from handlers.working_calendar import HoursSource, WorkingCalendar
from knowledge.calendar_table import CalendarTable
from knowledge.model import DayHours, Office

_FRIDAY = 4
GENERAL_HOURS: tuple[DayHours, ...] = (
    *(DayHours(weekday, "07:30", "16:00", (("12:00", "13:00"),)) for weekday in range(_FRIDAY)),
    DayHours(_FRIDAY, "07:30", "16:30", (("11:30", "13:00"),)),
)
"""Perpres 21/2023: five days, 37.5 hours a week without breaks, from 07.30, a break of 60 minutes, on Friday 90.

When the breaks begin is not in it: at noon, and on Friday before the prayer, as offices have it.
"""


def office_calendar(office: Office, table: CalendarTable) -> WorkingCalendar:
    """The working calendar of an office; it knows where its hours stand."""
    hours, source = _hours(office, table)
    return WorkingCalendar(hours, office.timezone, DaysOff(table, office.slug), source)


def _hours(office: Office, table: CalendarTable) -> tuple[tuple[DayHours, ...], HoursSource]:
    if office.hours:
        return office.hours, "decree"
    own = table.hours.get(office.slug)
    return (own, "office") if own else (GENERAL_HOURS, "general")
