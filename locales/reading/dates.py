"""Dates that citizens type: "12 juli", "tgl 12 bulan depan", "senin depan", "3 hari lagi", "12 s/d 14 juli"."""

from __future__ import annotations

import datetime as dt
from typing import TypeAlias

from locales.reading.date_sense import Prefer, meaning
from locales.reading.found import Found, Range, the_one
from locales.reading.refusals import Ambiguous, RangeGiven, Refused
from locales.reading.said_dates import Between, Day, Either, On, Shift, Stretch, Weekday
from locales.reading.scan import Asked, scan

Dated: TypeAlias = dt.date | Range[dt.date] | Refused
"""What a text can say of dates."""


def find_dates(text: str, today: dt.date, prefer: Prefer = "future") -> list[Found[Dated]]:
    """The dates, ranges of dates and impossible dates in a text.

    A date without its year or month is the coming one, with prefer="past" the last one; today counts as both. A weekday
    said on that very day is a week away. "X depan" is the X of the next week, weeks beginning on Monday.
    """
    return _dates(text, today, prefer, "")


def read_date(text: str, today: dt.date, prefer: Prefer = "future") -> Found[dt.date] | Refused:
    """The date that answers a step; a bare "12" is a day of the month."""
    dates = [_single(each) for each in _any_dates(text, today, prefer)]
    found: Found[dt.date | Range[dt.date]] | Refused = the_one(dates)
    if isinstance(found, Refused):
        return found
    if isinstance(found.value, Range):
        return RangeGiven(found.value.first, found.value.last)
    return Found(found.value, found.start, found.end)


def read_date_range(text: str, today: dt.date, prefer: Prefer = "future") -> Found[Range[dt.date]] | Refused:
    """The range of dates that answers a step; one date is a range of itself."""
    found: Found[dt.date | Range[dt.date]] | Refused = the_one(_any_dates(text, today, prefer))
    if isinstance(found, Refused):
        return found
    days = found.value if isinstance(found.value, Range) else Range(found.value, found.value)
    return Found(days, found.start, found.end)


def _any_dates(text: str, today: dt.date, prefer: Prefer) -> list[Found[Dated]]:
    return _dates(text, today, prefer, "") or _dates(text, today, prefer, "date")


def _dates(text: str, today: dt.date, prefer: Prefer, asked: Asked) -> list[Found[Dated]]:
    return [
        Found(meaning(each.value, today, prefer), each.start, each.end)
        for each in scan(text, asked)
        if isinstance(each.value, Day | Shift | Weekday | On | Stretch | Between | Either)
    ]


def _single(found: Found[Dated]) -> Found[Dated]:
    """The only single date among two readings: asked for one date, "5-7" is 5 July."""
    if not isinstance(found.value, Ambiguous):
        return found
    dates = [value for value in found.value.values if isinstance(value, dt.date)]
    return Found(dates[0], found.start, found.end) if len(dates) == 1 else found
