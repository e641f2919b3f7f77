"""What holds for every date, number, time and text, whatever it is."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from locales.catalogue import LANGUAGES
from locales.formats import long_date, weekday_name
from locales.reading.amounts import find_amounts, read_amount
from locales.reading.dates import find_dates, read_date, read_date_range
from locales.reading.emails import find_emails, read_email
from locales.reading.found import Found, rest
from locales.reading.identity import find_nib, find_npwp, read_nib, read_npwp
from locales.reading.numbers import find_numbers, read_number, read_number_range
from locales.reading.phones import find_phones, read_phone
from locales.reading.refusals import Refused
from locales.reading.times import find_times, read_time, read_time_range
from locales.reading.yes_no import read_yes_no
from tests.locales.reading.tables import rows

DATES = st.dates(dt.date(1950, 1, 1), dt.date(2150, 12, 31))
UNITS = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
TABLES = ("dates", "date_ranges", "numbers", "amounts", "times", "phones", "yes_no")
PIECES = sorted({word for name in TABLES for row in rows(name) for word in row[0].split()})
"""Whatever the tables hold, to be thrown together in any order."""


def value_of(read: object) -> object:
    """The value that was read; a refusal fails the test with its name."""
    assert isinstance(read, Found), read
    return read.value


def in_words(number: int) -> str:
    """A number below a milliard in Indonesian words."""
    for size, name, one in ((10**6, "juta", "satu juta"), (1000, "ribu", "seribu"), (100, "ratus", "seratus")):
        if number >= size:
            count, left = divmod(number, size)
            counted = one if count == 1 else f"{in_words(count)} {name}"
            return f"{counted} {in_words(left)}" if left else counted
    if number >= 20:
        return f"{UNITS[number // 10]} puluh {UNITS[number % 10]}".strip()
    if number >= 12:
        return f"{UNITS[number - 10]} belas"
    return {0: "nol", 10: "sepuluh", 11: "sebelas"}.get(number) or UNITS[number]


@given(DATES, DATES, st.sampled_from(sorted(LANGUAGES)))
@example(dt.date(2028, 2, 29), dt.date(2026, 6, 29), "id")
def test_a_written_date_reads_back(date: dt.date, today: dt.date, language: str) -> None:
    """A date with its year is the same date in every way of writing it and in every language, whatever today is."""
    day, month, year = date.day, date.month, date.year
    for text in (
        long_date(date, language),
        long_date(date, "id").lower(),
        f"{weekday_name(date.weekday(), language)}, {long_date(date, language)}",
        f"{long_date(date, 'id')} ({weekday_name(date.weekday(), 'id')})",
        f"tgl {day} bulan {month} tahun {year}",
        f"{day}-{month}-{year}",
        f"{day:02}/{month:02}/{year}",
        f"{day:02}.{month:02}.{year}",
        f"{day:02}{month:02}{year}",
        f"{day} {long_date(date, 'id').split()[1][:3]} {year}",
        f"{in_words(day)} {long_date(date, 'id').split()[1]} {year}",
        date.isoformat(),
    ):
        assert value_of(read_date(text, today)) == date, text


@given(DATES)
def test_a_date_without_its_year_is_the_nearest(today: dt.date) -> None:
    """The coming year's date is never in the past and the last one never in the future."""
    for text in ("12 juli", "tgl 12", "senin", "1 januari", "31 desember"):
        coming, last = value_of(read_date(text, today)), value_of(read_date(text, today, "past"))
        assert isinstance(coming, dt.date)
        assert isinstance(last, dt.date)
        assert last <= today <= coming
        assert (coming - last).days <= 366


@given(st.integers(0, 999_999_999))
@example(1_001_001)
@example(2_000_250)
@example(100_100_100)
def test_a_number_in_words_reads_back(number: int) -> None:
    """Every number below a milliard, in words and in figures, alone, counting and as an amount."""
    assume(not (number > 10**6 and 0 < number % 10**6 < 1000 and number % 100 == 0))  # these are ambiguous in words
    grouped = f"{number:,}".replace(",", ".")
    for text in (in_words(number), f"{in_words(number)} orang", grouped, f"{grouped} orang", f"sekitar {number} orang"):
        assert value_of(read_number(text)) == number, text
    for text in (f"Rp{grouped}", f"Rp {grouped},-", f"{in_words(number)} rupiah", str(number)):
        assert value_of(read_amount(text)) == number, text


@given(st.times(), st.times())
def test_a_written_time_reads_back(one: dt.time, other: dt.time) -> None:
    """A time of the clock of 24 hours, with a colon and with a point, alone and in a range."""
    first, last = sorted((one.replace(second=0, microsecond=0), other.replace(second=0, microsecond=0)))
    for text in (f"{first:%H:%M}", f"pukul {first:%H.%M} WIB", f"jam {first:%H.%M}"):
        assert value_of(read_time(text)) == first, text
    if first < last:
        for text in (f"{first:%H.%M}-{last:%H.%M}", f"pukul {first:%H:%M} s.d. {last:%H:%M}"):
            read = read_time_range(text)
            assert isinstance(read, Found)
            assert (read.value.first, read.value.last) == (first, last), text


@given(st.text("0123456789", min_size=6, max_size=9))
def test_a_mobile_number_reads_back(digits: str) -> None:
    """Every mobile number of a possible length, however it is grouped and with or without its country code."""
    number = f"812{digits}"
    grouped = f"{number[:3]}-{number[3:7]}-{number[7:]}"
    for text in (f"0{number}", f"0{grouped}", f"+62 {grouped}", f"wa: 0{number}"):
        assert value_of(read_phone(text)) == f"+62{number}", text


@given(
    st.one_of(
        st.text(), st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join), st.text("0123456789 .,-/:+()rpjamtgl")
    )
)
@pytest.mark.parametrize("prefer", ["future", "past"])
def test_any_text_is_read(prefer: Any, text: str) -> None:
    """No text raises; finds of one kind are in order, apart, inside the text, and never empty."""
    today = dt.date(2026, 6, 29)
    finds: list[list[Found[Any]]] = [
        list(find(text)) for find in (find_numbers, find_times, find_phones, find_emails, find_nib, find_npwp)
    ]
    finds += [list(find_dates(text, today, prefer)), list(find_amounts(text))]
    for found in finds:
        places = [place for each in found for place in (each.start, each.end)]
        assert places == sorted(places)
        assert all(0 <= each.start < each.end <= len(text) for each in found)
    apart = sorted(each.start for found in finds[:-1] for each in found)
    assert len(apart) == len(set(apart))
    rest(text, [each for found in finds for each in found])


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join)))
def test_any_answer_is_read_or_refused(text: str) -> None:
    """No answer raises, and none is left without a word."""
    today = dt.date(2026, 6, 29)
    for read in (
        read_number,
        read_number_range,
        read_amount,
        read_time,
        read_time_range,
        read_phone,
        read_email,
        read_nib,
    ):
        assert isinstance(read(text), Found | Refused)
    for answer in (read_npwp(text), read_yes_no(text), read_date(text, today), read_date_range(text, today, "past")):
        assert isinstance(answer, Found | Refused)
