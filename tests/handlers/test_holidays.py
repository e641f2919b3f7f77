"""Days off: what the `holidays` package calls national, collective leave, and an estimate."""

from __future__ import annotations

import datetime as dt

import pytest

from handlers.holidays import DaysOff
from tests.handlers.calendars import table


def _kinds(year: int) -> list[str]:
    days = (dt.date(year, 1, 1) + dt.timedelta(days=day) for day in range(365))
    return [found.kind for day in days if (found := DaysOff().on(day)) is not None]


def test_both_categories_are_counted() -> None:
    """SKB 3 Menteri for 2026: 17 national holidays and 8 days of collective leave; the package's default is 17."""
    assert (_kinds(2026).count("national"), _kinds(2026).count("collective")) == (17, 8)


@pytest.mark.parametrize(
    ("date", "name", "kind", "estimated"),
    [
        ("2026-03-20", "Cuti Bersama Hari Raya Idul Fitri", "collective", False),
        ("2026-03-21", "Hari Raya Idul Fitri", "national", False),
        ("2026-03-19", "Hari Suci Nyepi", "national", False),
        ("2027-03-10", "Hari Raya Idul Fitri (perkiraan)", "national", True),
        ("2027-03-11", "Hari kedua dari Hari Raya Idul Fitri (perkiraan)", "national", True),
        ("2027-05-17", "Hari Raya Idul Adha (perkiraan)", "national", True),
        ("2027-05-18", "Cuti Bersama Hari Raya Idul Adha", "collective", False),
    ],
)
def test_a_day_off(date: str, name: str, kind: str, estimated: bool) -> None:
    """Its name, its kind, and whether the date is certain: Idul Fitri and Idul Adha 2027 are not."""
    found = DaysOff().on(dt.date.fromisoformat(date))
    assert found is not None
    assert (found.name, found.kind, found.estimated) == (name, kind, estimated)


def test_leave_is_decreed_a_year_at_a_time() -> None:
    """That of 2028 is not known; where leave is worked, nothing is missing."""
    assert [DaysOff().leave_unknown(year) for year in (2026, 2027, 2028)] == [False, False, True]
    assert not DaysOff(table(leave=False)).leave_unknown(2028)


def test_an_office_settles_an_estimate() -> None:
    """Once the date is decreed, an entry of the office takes the estimate's place."""
    days_off = DaysOff(table(("2027-03-10", False, ""), ("2027-03-09", True, "")))
    assert days_off.on(dt.date(2027, 3, 10)) is None
    moved = days_off.on(dt.date(2027, 3, 9))
    assert moved is not None
    assert (moved.name, moved.kind, moved.estimated) == ("Hari jadi kota", "office", False)
