"""Times of the day that citizens type: "jam 9", "14.30", "jam setengah 9", "jam 9 sampai 12", "2 siang"."""

from __future__ import annotations

import datetime as dt
from typing import TypeAlias

from locales.reading.found import Found, Range, the_one
from locales.reading.refusals import OpenEnd, RangeGiven, Refused
from locales.reading.said_times import Clock, ClockRange, EitherClock, Lasting, VagueTime
from locales.reading.scan import Asked, scan
from locales.reading.time_sense import meaning

Timed: TypeAlias = dt.time | Range[dt.time] | Refused
"""What a text can say of times."""


def find_times(text: str) -> list[Found[Timed]]:
    """The times, ranges of times and impossible times in a text, on the office's own clock.

    Without a part of the day 1 to 5 o'clock are the afternoon ("jam 2" is 14:00) unless written "02.00".
    """
    return _times(text, "")


def read_time(text: str) -> Found[dt.time] | Refused:
    """The time that answers a step; a bare "9" is an hour."""
    found: Found[dt.time | Range[dt.time]] | Refused = the_one(_times(text, "") or _times(text, "time"))
    if isinstance(found, Refused):
        return found
    if isinstance(found.value, Range):
        return RangeGiven(found.value.first, found.value.last)
    return Found(found.value, found.start, found.end)


def read_time_range(text: str) -> Found[Range[dt.time]] | Refused:
    """The range of times that answers a step; a time alone has no end."""
    found: Found[dt.time | Range[dt.time]] | Refused = the_one(_times(text, "") or _times(text, "time"))
    if isinstance(found, Refused):
        return found
    if isinstance(found.value, dt.time):
        return OpenEnd(found.value)
    return Found(found.value, found.start, found.end)


def _times(text: str, asked: Asked) -> list[Found[Timed]]:
    return [
        Found(meaning(each.value), each.start, each.end)
        for each in scan(text, asked)
        if isinstance(each.value, Clock | ClockRange | EitherClock | Lasting | VagueTime)
    ]
