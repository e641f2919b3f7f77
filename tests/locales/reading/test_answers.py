"""What an answer to a form's question is read as, case by case from the tables."""

from __future__ import annotations

import datetime as dt

import pytest

from locales.reading.amounts import read_amount
from locales.reading.date_sense import Prefer
from locales.reading.dates import read_date, read_date_range
from locales.reading.emails import read_email
from locales.reading.found import Found
from locales.reading.identity import read_nib, read_npwp
from locales.reading.numbers import read_number
from locales.reading.phones import read_phone
from locales.reading.refusals import RangeGiven
from locales.reading.times import read_time, read_time_range
from locales.reading.yes_no import read_yes_no
from tests.locales.reading.tables import rows, written

PREFER: dict[str, Prefer] = {"future": "future", "past": "past"}


@pytest.mark.parametrize(("text", "today", "prefer", "expected"), rows("dates"))
def test_dates(text: str, today: str, prefer: str, expected: str) -> None:
    """A date, or why there is none."""
    assert written(read_date(text, dt.date.fromisoformat(today), PREFER[prefer])) == expected


@pytest.mark.parametrize(("text", "today", "prefer", "expected"), rows("date_ranges"))
def test_date_ranges(text: str, today: str, prefer: str, expected: str) -> None:
    """A range of dates, or why there is none."""
    assert written(read_date_range(text, dt.date.fromisoformat(today), PREFER[prefer])) == expected


@pytest.mark.parametrize(("text", "expected"), rows("numbers"))
def test_numbers(text: str, expected: str) -> None:
    """A whole number, or why there is none."""
    assert written(read_number(text)) == expected


@pytest.mark.parametrize(("text", "expected"), rows("amounts"))
def test_amounts(text: str, expected: str) -> None:
    """An amount of rupiah, or why there is none."""
    assert written(read_amount(text)) == expected


@pytest.mark.parametrize(("text", "expected"), rows("times"))
def test_times(text: str, expected: str) -> None:
    """A time or a range of times, or why there is neither."""
    read = read_time(text)
    if isinstance(read, RangeGiven):
        assert isinstance(read_time_range(text), Found)
        assert written(read_time_range(text)) == expected
    else:
        assert written(read) == expected


@pytest.mark.parametrize(("text", "expected"), rows("phones"))
def test_phones(text: str, expected: str) -> None:
    """A phone number in E.164, or why there is none."""
    assert written(read_phone(text)) == expected


@pytest.mark.parametrize(("kind", "text", "expected"), rows("contacts"))
def test_contacts(kind: str, text: str, expected: str) -> None:
    """An e-mail address or identity number, or why there is none."""
    read = {"email": read_email, "nib": read_nib, "npwp": read_npwp}[kind]
    assert written(read(text)) == expected


@pytest.mark.parametrize(("text", "expected"), rows("yes_no"))
def test_yes_or_no(text: str, expected: str) -> None:
    """Yes, no, or neither."""
    assert written(read_yes_no(text)) == expected


def test_the_place_of_an_answer() -> None:
    """What was read is cut out where it stands in the text as typed, also after characters that are read as others."""
    text = "ｕｎｔｕｋ\u200b  ½ juta, Jum’at １２ Juli ya"
    today = dt.date(2026, 6, 29)
    read = read_date(text.replace("Jum’at", "Minggu"), today)
    assert isinstance(read, Found)
    assert text.replace("Jum’at", "Minggu")[read.start : read.end] == "Minggu １２ Juli"
    amount = read_amount(text)
    assert isinstance(amount, Found)
    assert text[amount.start : amount.end] == "½ juta"
