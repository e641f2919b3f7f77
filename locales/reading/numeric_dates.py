"""The grammar of dates in figures: "12-7-2027", "12/7/27", "2027-07-12", "12/7"."""

from __future__ import annotations

import re

from locales.reading.counters import COUNTERS
from locales.reading.said_dates import Day
from locales.reading.standing import ends_alone, is_label
from locales.reading.tokens import Line, Parsed

_ISO = re.compile(r"([0-9]{4}) ?([-/.]) ?([0-9]{1,2}) ?\2 ?([0-9]{1,2})(?![0-9])")
_DAY_FIRST = re.compile(r"([0-9]{1,2}) ?([-/.]) ?([0-9]{1,2}) ?\2 ?([0-9]{4}|[0-9]{2})(?![0-9])")
_DAY_MONTH = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})(?![0-9])")
_SPACED = re.compile(r"([0-9]{1,2}) ([0-9]{1,2}) ([0-9]{4}|[0-9]{2})(?![0-9])")
_RUN = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})(?![0-9])")
_NO_DATES = frozenset({"1/2", "1/3", "2/3", "1/4", "3/4", "24/7"})
"""Fractions and "around the clock"."""

_MOST_DAYS, _MOST_MONTHS = 31, 12


def numeric_date(line: Line, at: int, sure: bool) -> Parsed[Day]:
    """Day, month and year in figures: "12-7-2027", "12/7/27", "2027-07-12"."""
    if (found := line.match(_ISO, at)) and ends_alone(line, found[1]):
        year, _, month, day = found[0].groups()
        return Day(int(day), int(month), int(year)), found[1]
    if (
        (found := line.match(_DAY_FIRST, at))
        and ends_alone(line, found[1])
        and not goes_on(line, found[1], found[0][2])
    ):
        day, sign, month, year = found[0].groups()
        if sure or len(year) == 4 or (int(day) <= _MOST_DAYS and int(month) <= _MOST_MONTHS and sign != "."):
            return Day(int(day), int(month), full_year(year)), found[1]
    if sure and (found := line.match(_RUN, at) or line.match(_SPACED, at)) and not line.phrase(found[1], COUNTERS):
        day, month, year = found[0].groups()
        return Day(int(day), int(month), full_year(year)), found[1]
    return None


def day_and_month(line: Line, at: int, sure: bool) -> Parsed[Day]:
    """ "12/7"; "12-7" and "12.7" only where a date is sure, since they are also a range and a time."""
    found = line.match(_DAY_MONTH, at)
    if found is None or goes_on(line, found[1], found[0][2]) or not ends_alone(line, found[1]):
        return None
    day, sign, month = found[0].groups()
    if not sure:
        possible = 0 < int(day) <= _MOST_DAYS and 0 < int(month) <= _MOST_MONTHS
        if sign != "/" or not possible or found[0][0] in _NO_DATES or is_label(line, at) or _hangs_on(line, at):
            return None
    return Day(int(day), int(month)), found[1]


def full_year(digits: str) -> int:
    """A year of two digits in 1969 to 2068, as POSIX reads them; one of four as it is."""
    year = int(digits)
    return year if len(digits) > 2 else year + (2000 if year < 69 else 1900)


def goes_on(line: Line, at: int, sign: str = "-") -> bool:
    """Whether more figures hang on: the "12.07" of "12.07.001" is no date, the "12/07" of "12/07-14/07" is one."""
    return (
        line.word(at) in {sign, ".", ",", ":"} and line.glued(at) and line.glued(at + 1) and bool(line.digits(at + 1))
    )


def _hangs_on(line: Line, at: int) -> bool:
    if line.word(at - 1) == "-":
        return line.glued(at - 1) and line.word(at - 2).isalpha()
    return line.glued(at) and (line.word(at - 1).isalnum() or line.word(at - 1) in {"/", "_", "."})
