"""What a said date means on a given day: the calendar is asked here, and what cannot be is refused."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from dataclasses import replace
from typing import Literal, TypeAlias, assert_never

from locales.reading.found import Range
from locales.reading.refusals import (
    Ambiguous,
    EndsBeforeStart,
    NoSuchDay,
    NoSuchMonth,
    OutOfReach,
    Refused,
    Several,
    WeekdayDiffers,
)  # fmt: skip
from locales.reading.said_dates import Between, Day, Either, On, OneDate, SaidDate, Shift, Stretch, Weekday
from locales.reading.stretches import vague

Prefer: TypeAlias = Literal["future", "past"]
"""Which date is meant where its year or month was not said: the coming one or the last one; today is both."""

_LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def meaning(said: SaidDate, today: dt.date, prefer: Prefer) -> dt.date | Range[dt.date] | Refused:
    """The date or range that was said."""
    if isinstance(said, Between):
        return _between(said, today, prefer)
    if isinstance(said, Either):
        return _either(said, today, prefer)
    return single(said, today, prefer)


def single(said: OneDate, today: dt.date, prefer: Prefer) -> dt.date | Refused:
    """The one date that was said."""
    try:
        return _single(said, today, prefer)
    except (OverflowError, ValueError):
        return OutOfReach()


def _single(said: OneDate, today: dt.date, prefer: Prefer) -> dt.date | Refused:
    match said:
        case Day():
            return _day(said, today, prefer)
        case Shift():
            return _months_later(today, said.months) + dt.timedelta(days=said.days)
        case Weekday():
            return _weekday(said, today, prefer) - dt.timedelta(days=said.eve)
        case On():
            date = _single(said.date, today, prefer)
            differs = isinstance(date, dt.date) and date.weekday() != said.weekday
            return WeekdayDiffers(date, said.weekday) if isinstance(date, dt.date) and differs else date
        case Stretch():
            return vague(said, today, prefer == "past")
        case _:
            assert_never(said)


def _day(said: Day, today: dt.date, prefer: Prefer) -> dt.date | Refused:
    if said.month is not None and not 1 <= said.month <= 12:
        return NoSuchMonth(said.month)
    if not 1 <= said.day <= (_LONGEST_MONTHS[said.month - 1] if said.month else 31):
        return NoSuchDay(said.day, said.month)
    year, month = _month_of(said, today, prefer)
    if said.day > _LONGEST_MONTHS[month - 1]:
        return NoSuchDay(said.day, month)
    if said.day > monthrange(year, month)[1]:
        return NoSuchDay(said.day, month, year)
    return dt.date(year, month, said.day)


def _month_of(said: Day, today: dt.date, prefer: Prefer) -> tuple[int, int]:
    """The year and month of a day, filled in from today where they were not said."""
    past = said.near == "last" or (prefer == "past" and said.near != "coming")
    if said.month is None:
        ahead = said.ahead
        if ahead is None:
            ahead = -1 if past and said.day > today.day else 1 if not past and said.day < today.day else 0
        return _month_ahead(today, ahead)
    if said.year is not None:
        return said.year, said.month
    if said.years_ahead is not None:
        return today.year + said.years_ahead, said.month
    told, now = (said.month, said.day), (today.month, today.day)
    step = -1 if past and told > now else 1 if not past and told < now else 0
    return today.year + step, said.month


def _month_ahead(today: dt.date, months: int) -> tuple[int, int]:
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return year, month + 1


def _months_later(today: dt.date, months: int) -> dt.date:
    """The same day of another month, or that month's last where it is shorter."""
    year, month = _month_ahead(today, months)
    return dt.date(year, month, min(today.day, monthrange(year, month)[1]))


def _weekday(said: Weekday, today: dt.date, prefer: Prefer) -> dt.date:
    """A weekday named on that very day is the next or the last one, "ini" is today; weeks begin on Monday."""
    distance = said.weekday - today.weekday()
    if said.week is not None:
        return today + dt.timedelta(days=distance + 7 * said.week)
    back = said.near == "last" or (prefer == "past" and said.near != "coming")
    if distance == 0 and said.near == "this":
        return today
    return today + dt.timedelta(days=-(-distance % 7 or 7) if back else distance % 7 or 7)


def _between(said: Between, today: dt.date, prefer: Prefer) -> dt.date | Range[dt.date] | Refused:
    first = single(_first_of(said), today, prefer)
    if isinstance(first, Refused):
        return first
    last = _last_of(said, first, today)
    if isinstance(last, Refused):
        return last
    if last <= first:
        return EndsBeforeStart(first, last)
    if said.listed and (last - first).days != said.listed - 1:
        return Several((first, last))
    return Range(first, last)


def _first_of(said: Between) -> OneDate:
    """The first date with what was said once for both: "30 juni - 2 juli 2027", "senin sampai rabu minggu depan"."""
    first, last = said.first, said.last
    if isinstance(first, Weekday) and isinstance(last, Weekday) and first.week is None and not first.near:
        return replace(first, week=last.week)
    if not isinstance(first, Day) or not isinstance(last, Day) or first.month is None or last.month is None:
        return first
    if first.year is not None or last.year is None:
        return first
    return replace(first, year=last.year - (first.month > last.month))


def _last_of(said: Between, first: dt.date, today: dt.date) -> dt.date | Refused:
    """The last date: counted from the first ("12 sampai 14", "senin sampai rabu") unless it tells its own distance."""
    last = said.last
    if isinstance(last, Day) and last.ahead is None and last.years_ahead is None:
        same_month = isinstance(said.first, Day) and last.month == first.month and last.year is None
        return single(replace(last, year=first.year) if same_month else last, first, "future")
    if isinstance(last, Weekday) and last.week is None:
        return single(last, first, "future")
    return single(last, today, "future")


def _either(said: Either, today: dt.date, prefer: Prefer) -> dt.date | Range[dt.date] | Refused:
    days, date = meaning(said.days, today, prefer), single(said.date, today, prefer)
    if isinstance(days, Refused):
        return date
    return days if isinstance(date, Refused) else Ambiguous((days, date))
