"""Moments written as people write them, and the calendars of the five offices and of some that do not exist."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from handlers.counting import Stop
from handlers.holidays import DaysOff
from handlers.office_hours import office_calendar
from handlers.working_calendar import WorkingCalendar
from knowledge.calendar_table import ALL, CalendarDay, CalendarTable
from knowledge.library import Library
from knowledge.model import ComplaintClass, DayHours, Office

WIB = dt.timezone(dt.timedelta(hours=7))
NOT_EDITED = CalendarTable()


def at(text: str, zone: dt.tzinfo = WIB) -> dt.datetime:
    """A moment such as "2026-11-20 15:40", Western Indonesian time unless it names another zone ("...+09:00")."""
    moment = dt.datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def stops(text: str) -> tuple[Stop, ...]:
    """Stops such as "2026-11-16 09:00/2026-11-16 10:00, 2026-11-17 08:00/" (the last still open)."""
    pairs = (each.strip().partition("/") for each in text.split(",") if each)
    return tuple((at(since), at(until) if until else None) for since, _, until in pairs)


def ticket_class(text: str) -> ComplaintClass:
    """A class with a limit such as "5 hari kerja"."""
    amount, _, unit = text.partition(" ")
    return ComplaintClass("uji", "Kelas uji", int(amount), unit)


def table(*days: tuple[str, bool, str], leave: bool = True) -> CalendarTable:
    """A calendar table of (date, closed, office) entries."""
    entries = (
        CalendarDay(dt.date.fromisoformat(date), office, closed, "Hari jadi kota") for date, closed, office in days
    )
    return CalendarTable({(day.date, day.office): day for day in entries}, {}, leave)


def office(library: Library, slug: str, timezone: str | None = None) -> Office:
    """An office as decreed, or moved to another time zone."""
    found = library.offices[slug]
    return found if timezone is None else replace(found, timezone=timezone)


def calendar(library: Library, slug: str, edited: CalendarTable = NOT_EDITED) -> WorkingCalendar:
    """The working calendar of one of the five offices."""
    return office_calendar(library.offices[slug], edited)


ONE_EVENING = WorkingCalendar((DayHours(5, "19:00", "20:00"),), "Asia/Jayapura", DaysOff(NOT_EDITED, ALL), "office")
"""An office of a far zone that works one hour a week, on Saturday evening."""
