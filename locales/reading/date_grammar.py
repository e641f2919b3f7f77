"""The grammar of dates and date ranges: "senin, 12 juli", "12-14 juli", "dari senin sampai rabu", "tgl 5-7"."""

from __future__ import annotations

import re
from dataclasses import replace

from locales.reading.day_grammar import CUE, calendar_day
from locales.reading.joiners import added, joined, opened
from locales.reading.number_grammar import below_hundred
from locales.reading.relative_grammar import relative_day
from locales.reading.said_dates import Between, Day, Either, On, OneDate, SaidDate, Shift, Stretch, Weekday
from locales.reading.standing import ends_alone
from locales.reading.stretch_grammar import stretch
from locales.reading.tokens import Line, Parsed
from locales.reading.weekday_grammar import weekday

_DASHED = re.compile(r"([0-9]{1,2})-([0-9]{1,2})(?![0-9])")
_MOST_DAYS, _MOST_MONTHS = 31, 12


def said_date(line: Line, at: int, asked: bool) -> Parsed[SaidDate]:
    """A date or a range of dates; asked for a date, also bare figures such as "12" and "12-7"."""
    start = opened(line, at)
    if days := _days_of_a_month(line, start, asked):
        return days
    first = _one_date(line, start, asked)
    if first and (ranged := _between(line, first, asked)):
        return ranged
    return _dashed(line, at, asked) or (first if start == at else None)


def _one_date(line: Line, at: int, asked: bool) -> Parsed[OneDate]:
    found = _plain(line, at, asked)
    return _with_what_is_beside(line, *found) if found else None


def _plain(line: Line, at: int, asked: bool) -> Parsed[OneDate]:
    return (
        stretch(line, at, asked) or relative_day(line, at, asked) or weekday(line, at) or calendar_day(line, at, asked)
    )


def _with_what_is_beside(line: Line, said: OneDate, after: int) -> tuple[OneDate, int]:
    """ "senin, 12 juli", "12 juli (senin)", "besok hari senin", "minggu depan hari rabu"."""
    start = after + (line.word(after) in {",", "("})
    start += line.word(start) in {"tepatnya", "yaitu", "yakni"}
    beside = _plain(line, start, asked=False)
    both = _together(said, beside[0]) if beside else None
    if beside is None or both is None:
        return said, after
    return both, beside[1] + (line.word(after) == "(" and line.word(beside[1]) == ")")


def _together(said: OneDate, other: OneDate) -> OneDate | None:
    """Two ways in which one date is said, as one; None for two dates."""
    match said, other:
        case Weekday(eve=False), Day() | Shift():
            return On(other, said.weekday)
        case Day() | Shift(), Weekday(eve=False):
            return On(said, other.weekday)
        case Stretch(what="week"), Weekday(week=None, near=""):
            return replace(other, week=said.ahead)
        case Stretch(what="month"), Day(month=None, ahead=None):
            return replace(other, month=said.month, year=said.year, ahead=None if said.month else said.ahead)
        case Stretch(what="week" | "month" | "year"), Day(month=int()):
            return other
    return None


def _between(line: Line, first: tuple[OneDate, int], asked: bool) -> Parsed[Between]:
    """Two whole dates with "sampai", a dash or "dan" between them."""
    to = joined(line, first[1])
    listed = 2 if to == first[1] else 0
    to = added(line, to) if listed else to
    if to == first[1]:
        return None
    dash = line.word(to - 1) in {"-", "–", "—"}
    last = _one_date(line, to, asked=not dash and not listed and (asked or isinstance(first[0], Day)))
    return (Between(first[0], last[0], listed), last[1]) if last and last[0] != first[0] else None


def _days_of_a_month(line: Line, at: int, asked: bool) -> Parsed[SaidDate]:
    """ "12-14 juli", "12 s/d 14 juli 2027", "tgl 12 dan 13 juli", "tgl 10 sampai 12"."""
    cue = line.phrase(at, CUE)
    start = cue[1] if cue else at
    day = below_hundred(line, start)
    if day is None or day[0] > _MOST_DAYS:
        return None
    to, listed = joined(line, day[1]), 0
    if to == day[1]:
        to, listed = _listed(line, *day, sure=asked or cue is not None)
    if to == day[1]:
        return None
    last = calendar_day(line, to, asked=False)
    if last is None and (cue or asked) and not (line.glued(to) and line.word(to - 1) == "-"):
        last = calendar_day(line, to, asked=True)
    if last is None:
        return None
    said = last[0]
    first = replace(said, day=day[0])
    return Between(first, said, listed), last[1]


def _listed(line: Line, day: int, after: int, sure: bool) -> tuple[int, int]:
    """Where the last of "12 dan 13", "10, 11 dan 12" begins, and how many days they are; only a pair may have a gap."""
    last, count, joined_by_and = after, 1, False
    while not joined_by_and:
        comma = line.word(after) == ","
        start = after + 1 if comma else added(line, after)
        following = below_hundred(line, start) if start != after else None
        if following is None or (following[0] != day + 1 and (comma or count > 1)):
            break
        (day, after), last, count, joined_by_and = following, start, count + 1, not comma
    return (last, count) if joined_by_and or sure or count > 2 else (after, 0)


def _dashed(line: Line, at: int, asked: bool) -> Parsed[SaidDate]:
    """ "tgl 10-14" is a range, "tgl 12-7" a date, "tgl 5-7" may be either."""
    cue = line.phrase(at, CUE)
    found = line.match(_DASHED, cue[1] if cue else at)
    if found is None or not (cue or asked) or not ends_alone(line, found[1]) or _goes_on(line, found[1]):
        return None
    first, last = int(found[0][1]), int(found[0][2])
    days = Between(Day(first), Day(last))
    if last > _MOST_MONTHS:
        return (days, found[1]) if first < last else None
    return (Either(days, Day(first, last)) if first < last else Day(first, last)), found[1]


def _goes_on(line: Line, at: int) -> bool:
    return line.word(at) == "-" and line.glued(at) and bool(line.digits(at + 1))
