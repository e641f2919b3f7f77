"""The first and last day of a week, weekend, month or year that was said where a date was asked."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange

from locales.reading.refusals import Vague
from locales.reading.said_dates import Stretch

_THIRDS = {"": (1, 31), "early": (1, 10), "middle": (11, 20), "late": (21, 31)}
_YEAR_THIRDS = {"": (1, 12), "early": (1, 4), "middle": (5, 8), "late": (9, 12)}


def vague(said: Stretch, today: dt.date, past: bool) -> Vague:
    """A stretch with its days; one of single days that nobody can name ("setiap senin") has none."""
    monday = today + dt.timedelta(days=7 * said.ahead - today.weekday())
    if said.what == "week":
        return Vague("week", monday, monday + dt.timedelta(days=6))
    if said.what == "weekend":
        return Vague("weekend", monday + dt.timedelta(days=5), monday + dt.timedelta(days=6))
    if said.what == "month":
        year, month = _month(said, today, past)
        first, last = _THIRDS[said.edge]
        return Vague("month", dt.date(year, month, first), dt.date(year, month, min(last, monthrange(year, month)[1])))
    if said.what == "year":
        first, last = _YEAR_THIRDS[said.edge]
        year = today.year + said.ahead
        return Vague("year", dt.date(year, first, 1), dt.date(year, last, monthrange(year, last)[1]))
    return Vague(said.what)


def _month(said: Stretch, today: dt.date, past: bool) -> tuple[int, int]:
    if said.month is None:
        year, month = divmod(today.year * 12 + today.month - 1 + said.ahead, 12)
        return year, month + 1
    if said.year is not None:
        return said.year, said.month
    step = -1 if past and said.month > today.month else 1 if not past and said.month < today.month else 0
    return today.year + step, said.month
