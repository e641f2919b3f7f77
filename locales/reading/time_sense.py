"""Which time of the day a said time is: the half of the day that was not said is chosen as offices and meetings go."""

from __future__ import annotations

import datetime as dt
from typing import assert_never

from locales.reading.found import Range
from locales.reading.refusals import EndsBeforeStart, NoSuchTime, OpenEnd, Refused, Several, Vague
from locales.reading.said_times import Clock, ClockRange, EitherClock, Lasting, SaidTime, VagueTime

_OFFICE_AFTERNOON = range(1, 6)
"""Hours that mean the afternoon when no part of the day is said: no office is open at 2 at night."""
_AFTERNOON_ENDS = 18
"""Up to this hour the end of a range is put into the afternoon: "jam 9 sampai 3" is 15:00, "10 sampai 9" an error."""
_SECOND_HALF = {"noon": range(1, 5), "afternoon": range(1, 12), "night": range(5, 12)}
"""Hours of the clock of 12 that a part of the day puts into the second half of it."""
_FIRST_HALF = frozenset({"dawn", "morning"})


def meaning(said: SaidTime) -> dt.time | Range[dt.time] | Refused:
    """The time or range that was said; a range ends after it starts, on the same day."""
    match said:
        case Clock():
            return _time(said)
        case Lasting():
            return _lasting(said)
        case ClockRange():
            return _range(said)
        case EitherClock():
            return Several((_time(said.first), _time(said.other)))
        case VagueTime():
            return Vague(said.what)
        case _:
            assert_never(said)


def _time(said: Clock) -> dt.time | Refused:
    if not said.part:
        afternoon = said.hour in _OFFICE_AFTERNOON and not said.padded
        return _at(said.hour + 12 * afternoon, said.minute)
    if said.hour in _SECOND_HALF.get(said.part, ()):
        return _at(said.hour + 12, said.minute)
    if said.hour == 12 and said.part in {*_FIRST_HALF, "night"}:
        return _at(0, said.minute)
    if said.hour > 12 and said.part in _FIRST_HALF:
        return NoSuchTime(said.hour, said.minute)
    return _at(said.hour, said.minute)


def _at(hour: int, minute: int) -> dt.time | Refused:
    """A time of the clock of 24 hours, on which 24:00 is midnight."""
    if (hour, minute) == (24, 0):
        return dt.time(0)
    return dt.time(hour, minute) if hour < 24 and minute < 60 else NoSuchTime(hour, minute)


def _range(said: ClockRange) -> dt.time | Range[dt.time] | Refused:
    first = _time(said.first)
    if isinstance(first, Refused):
        return first
    if said.last is None:
        return OpenEnd(first)
    last = _time(said.last)
    if isinstance(last, Refused):
        return last
    if said.last.part and not said.first.part and not _is_of_24(said.first):
        first = _latest_before(said.first, last) or first
    elif not said.last.part and not said.last.padded:
        last = _earliest_after(said, first) or last
    return Range(first, last) if first < last else EndsBeforeStart(first, last)


def _is_of_24(said: Clock) -> bool:
    return said.padded or said.hour > 12


def _halves(said: Clock) -> tuple[dt.time, ...]:
    """A time without its part of the day, in the morning and in the afternoon."""
    hours = (said.hour, said.hour + 12) if said.hour < 12 else (said.hour % 24,)
    return tuple(dt.time(hour, said.minute) for hour in hours)


def _latest_before(said: Clock, last: dt.time) -> dt.time | None:
    """ "7 sampai 9 malam" starts at 19:00, "9-12 siang" at 9:00."""
    return max((half for half in _halves(said) if half < last), default=None)


def _earliest_after(said: ClockRange, first: dt.time) -> dt.time | None:
    """ "jam 9 sampai 3" ends at 15:00, "7 malam sampai 10" at 22:00; after "13.00" the clock of 24 hours holds."""
    assert said.last is not None
    evening = first.hour >= 12 and said.first.hour <= 12
    latest = dt.time.max if evening else dt.time(_AFTERNOON_ENDS)
    after = (half for half in _halves(said.last) if half > first and (half.hour == said.last.hour or half <= latest))
    return min(after, default=None)


def _lasting(said: Lasting) -> Range[dt.time] | Refused:
    first = _time(said.first)
    if isinstance(first, Refused):
        return first
    hour, minute = divmod(first.hour * 60 + first.minute + said.minutes, 60)
    last = dt.time(hour % 24, minute)
    return Range(first, last) if hour < 24 else EndsBeforeStart(first, last)
