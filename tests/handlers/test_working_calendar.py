"""Working time: open or not, the next opening, hours and days added and measured. Every row was worked out by hand.

Depok: Monday to Thursday 08.00-12.00 and 13.00-15.00 (6 hours), Friday 08.30-11.30 and 13.30-15.30 (5 hours).
Kalbar (the usual hours): Monday to Thursday 07.30-12.00, 13.00-16.00, Friday 07.30-11.30, 13.00-16.30 (7.5 hours each).
"""

from __future__ import annotations

import datetime as dt

import pytest

from handlers.office_hours import GENERAL_HOURS, office_calendar
from handlers.working_calendar import WorkingCalendar
from knowledge.calendar_table import CalendarTable
from knowledge.library import Library
from knowledge.model import DayHours
from tests.handlers.calendars import at, calendar, office, table

OPEN = (
    # 16 November 2026 is a Monday, the 20th a Friday
    ("depok", "2026-11-16 07:59", False),
    ("depok", "2026-11-16 08:00", True),
    ("depok", "2026-11-16 11:59", True),
    ("depok", "2026-11-16 12:00", False),  # the break begins
    ("depok", "2026-11-16 13:00", True),
    ("depok", "2026-11-16 14:59", True),
    ("depok", "2026-11-16 15:00", False),  # closing time
    ("depok", "2026-11-20 08:15", False),  # on Friday it opens at 08.30
    ("depok", "2026-11-20 13:15", False),  # and has its break until 13.30
    ("depok", "2026-11-20 15:15", True),
    ("depok", "2026-11-21 10:00", False),  # Saturday
    ("kalbar", "2026-11-16 07:30", True),
    ("kalbar", "2026-11-16 03:00+00:00", True),  # 10.00 in Pontianak
    ("kalbar", "2026-08-17 10:00", False),  # Independence Day, a Monday
    ("kalbar", "2026-12-24 10:00", False),  # collective leave, a Thursday
    ("kalbar", "2026-12-23 10:00", True),
)


@pytest.mark.parametrize(("slug", "moment", "expected"), OPEN)
def test_open_or_not(library: Library, slug: str, moment: str, expected: bool) -> None:
    """Breaks, weekends, holidays and collective leave are not working time, nor is the minute of closing."""
    assert calendar(library, slug).is_open(at(moment)) is expected


OPENING = (
    ("depok", "2026-11-16 10:00", "2026-11-16 10:00"),  # open: the moment itself
    ("depok", "2026-11-16 04:00", "2026-11-16 08:00"),
    ("depok", "2026-11-16 12:20", "2026-11-16 13:00"),
    ("depok", "2026-11-16 15:00", "2026-11-17 08:00"),
    ("depok", "2026-11-19 22:00", "2026-11-20 08:30"),  # Thursday night, Friday's own hours
    ("depok", "2026-11-20 15:30", "2026-11-23 08:00"),  # over the weekend
    ("kalbar", "2026-12-23 16:00", "2026-12-28 07:30"),  # leave on the 24th, Christmas on the 25th, the weekend
    ("kalbar", "2026-03-17 16:00", "2026-03-25 07:30"),  # 18 leave, 19 Nyepi, 20 leave, 21-22 Idul Fitri, 23-24 leave
)


@pytest.mark.parametrize(("slug", "moment", "expected"), OPENING)
def test_next_opening(library: Library, slug: str, moment: str, expected: str) -> None:
    """The moment itself while the office is open, otherwise when it next opens."""
    assert calendar(library, slug).opening(at(moment)) == at(expected)


HOURS = (
    ("kalbar", "2026-11-16 08:00", 3, "2026-11-16 11:00"),
    ("kalbar", "2026-11-16 11:00", 3, "2026-11-16 15:00"),  # one hour before the break, two after
    ("kalbar", "2026-11-16 09:00", 3, "2026-11-16 12:00"),  # ends as the break begins, not after it
    ("kalbar", "2026-11-20 15:00", 3, "2026-11-23 09:00"),  # Friday 1.5 hours, Monday 1.5
    ("depok", "2026-11-16 08:00", 12, "2026-11-17 15:00"),  # two whole days
    ("depok", "2026-11-20 11:00", 3, "2026-11-23 08:30"),  # 0.5 before the break, 2 after, 0.5 on Monday
)


@pytest.mark.parametrize(("slug", "moment", "hours", "expected"), HOURS)
def test_hours_are_added(library: Library, slug: str, moment: str, hours: int, expected: str) -> None:
    """Hours run only while the office works."""
    assert calendar(library, slug).add_hours(at(moment), hours) == at(expected)


TIME = (
    ("depok", "2026-11-16 08:00", "2026-11-16 15:00", 360),
    ("depok", "2026-11-16 11:00", "2026-11-16 13:30", 90),
    ("depok", "2026-11-16 08:00", "2026-11-23 08:00", 4 * 360 + 300),  # a week
    ("depok", "2026-11-20 15:30", "2026-11-23 08:00", 0),  # a weekend
    ("depok", "2026-11-16 10:00", "2026-11-16 09:00", 0),  # the second is earlier
    ("kalbar", "2026-11-16 00:00", "2026-11-23 00:00", 2250),  # 37.5 hours a week
    ("kalbar", "2026-12-23 15:00", "2026-12-28 08:00", 90),  # an hour before Christmas, half an hour after
)


@pytest.mark.parametrize(("slug", "start", "end", "minutes"), TIME)
def test_working_time_is_measured(library: Library, slug: str, start: str, end: str, minutes: int) -> None:
    """The minutes between two moments in which the office worked."""
    assert calendar(library, slug).working_time(at(start), at(end)) == dt.timedelta(minutes=minutes)


DAYS = (
    ("kalbar", "2026-11-16", 5, "2026-11-23"),
    ("kalbar", "2026-11-20", 1, "2026-11-23"),
    ("kalbar", "2026-11-21", 1, "2026-11-23"),
    ("kalbar", "2026-12-31", 1, "2027-01-04"),  # New Year is a Friday
    ("kalbar", "2027-01-04", 1, "2027-01-06"),  # Isra Mikraj on the 5th
)


@pytest.mark.parametrize(("slug", "date", "days", "expected"), DAYS)
def test_working_days_are_added(library: Library, slug: str, date: str, days: int, expected: str) -> None:
    """Weekends and days off are passed over."""
    found = calendar(library, slug).add_days(dt.date.fromisoformat(date), days)
    assert found == dt.date.fromisoformat(expected)


def test_closing_time(library: Library) -> None:
    """Each weekday has its own; a day off has none."""
    depok = calendar(library, "depok")
    assert depok.closing(dt.date(2026, 11, 19)) == at("2026-11-19 15:00")
    assert depok.closing(dt.date(2026, 11, 20)) == at("2026-11-20 15:30")
    with pytest.raises(ValueError, match="day off"):
        depok.closing(dt.date(2026, 11, 21))


@pytest.mark.parametrize("slug", ["pasuruan", "palembang", "kalbar", "muba", "depok"])
def test_where_the_hours_stand(library: Library, slug: str) -> None:
    """Depok's decree states its hours; the others count with the usual ones, which are never called the decree's."""
    found = calendar(library, slug)
    assert found.hours_source == ("decree" if slug == "depok" else "general")
    assert found.local(at("2026-11-16 10:00")).utcoffset() == dt.timedelta(hours=7)


def test_the_offices_own_hours(library: Library) -> None:
    """Hours that an office gives in its calendar file stand in for those that its decree lacks, not for Depok's."""
    own = (DayHours(0, "09:00", "11:00"),)
    edited = CalendarTable(hours={"kalbar": own, "depok": own})
    kalbar = office_calendar(office(library, "kalbar"), edited)
    assert kalbar.hours_source == "office"
    assert kalbar.add_hours(at("2026-11-16 08:00"), 3) == at("2026-11-23 10:00")  # 2 hours a week, on Mondays
    assert office_calendar(office(library, "depok"), edited).hours_source == "decree"


def test_the_usual_hours_are_those_of_the_law() -> None:
    """Perpres 21/2023: 37.5 hours a week."""
    usual = WorkingCalendar(GENERAL_HOURS, "Asia/Makassar")
    week = sum((usual.length(dt.date(2026, 11, day)) for day in range(16, 23)), dt.timedelta(0))
    assert week == dt.timedelta(hours=37, minutes=30)


@pytest.mark.parametrize("hours", [(), (DayHours(0, "08:00", "08:00"),)])
def test_an_office_that_never_works_is_refused(hours: tuple[DayHours, ...]) -> None:
    """No count would end."""
    with pytest.raises(ValueError, match="needs hours"):
        WorkingCalendar(hours, "Asia/Jakarta")


def test_days_that_offices_add_and_take_away(library: Library) -> None:
    """A day off for one office is none for another; the office's own entry wins over one for all."""
    edited = table(
        ("2026-12-09", True, ""),  # a day off for all (Wednesday) ...
        ("2026-12-09", False, "muba"),  # ... but not in Muba
        ("2026-12-10", True, "depok"),
        ("2026-12-24", False, ""),  # nobody takes the leave before Christmas ...
        ("2026-12-24", True, "depok"),  # ... but Depok
        ("2026-08-17", False, "kalbar"),
    )

    def works(slug: str, date: str) -> bool:
        return calendar(library, slug, edited).works_on(dt.date.fromisoformat(date))

    assert [works(slug, "2026-12-09") for slug in ("kalbar", "muba", "depok")] == [False, True, False]
    assert [works(slug, "2026-12-10") for slug in ("kalbar", "muba", "depok")] == [True, True, False]
    assert [works(slug, "2026-12-24") for slug in ("kalbar", "muba", "depok")] == [True, True, False]
    assert [works(slug, "2026-08-17") for slug in ("kalbar", "muba", "depok")] == [True, False, False]


def test_leave_that_does_not_count(library: Library) -> None:
    """With the setting off, collective leave is worked; national holidays are not."""
    kalbar = calendar(library, "kalbar", table(leave=False))
    assert kalbar.works_on(dt.date(2026, 12, 24))
    assert not kalbar.works_on(dt.date(2026, 12, 25))
