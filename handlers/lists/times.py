"""When a citizen wants to be reminded: "besok", "senin jam 9", "3 hari lagi", on the office's own clock."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from knowledge.library import Library
from locales.reading.dates import find_dates
from locales.reading.found import Found
from locales.reading.times import find_times

_USUAL_TIME = dt.time(9)
"""Where no hour is said: offices are open, and people awake."""
FARTHEST = dt.timedelta(days=366)
"""A reminder later than that is a slip of the pen."""


def zone(library: Library, service: str) -> ZoneInfo:
    """The time zone of the office of a service."""
    return library.zone(service.partition("/")[0])


def in_days(days: int, now: dt.datetime, at: ZoneInfo) -> dt.datetime:
    """The usual time of the day so many days from now."""
    return dt.datetime.combine(now.astimezone(at).date() + dt.timedelta(days=days), _USUAL_TIME, at)


def read_moment(text: str, now: dt.datetime, at: ZoneInfo) -> dt.datetime | None:
    """The moment that a text names; a time alone is the next one, a day alone means the usual time. None for neither.

    A moment that has passed, or lies too far ahead, is given as it is: who asked is told so.
    """
    here = now.astimezone(at)
    days = [each.value for each in find_dates(text, here.date()) if isinstance(each.value, dt.date)]
    times = [each.value for each in _times(text)]
    if not days and not times:
        return None
    time = times[0] if times else _USUAL_TIME
    if days:
        return dt.datetime.combine(days[0], time, at)
    today = dt.datetime.combine(here.date(), time, at)
    return today if today > here else today + dt.timedelta(days=1)


def _times(text: str) -> list[Found[dt.time]]:
    return [Found(each.value, each.start, each.end) for each in find_times(text) if isinstance(each.value, dt.time)]
