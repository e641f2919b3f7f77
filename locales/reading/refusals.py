"""Why something that a citizen typed was not taken: one class per reason, with what the caller needs to say so.

Refused
├── NothingRead, Several, Ambiguous, Vague
├── RangeGiven, EndsBeforeStart, OpenEnd
├── NoSuchDay, NoSuchMonth, NoSuchTime, WeekdayDiffers, OutOfReach
├── NotWhole, Negative
├── HasLetters, TooShort, TooLong, NoAreaCode, UnknownCode, WrongLength
└── NotAnEmail
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Vagueness = Literal["day", "week", "weekend", "month", "year", "part of day", "whole day", "many", "any", "repeated"]


@dataclass(frozen=True, slots=True)
class Refused:
    """The base of all reasons; a value, not an exception."""


@dataclass(frozen=True, slots=True)
class NothingRead(Refused):
    """Nothing of the kind that was asked for stands in the text."""


@dataclass(frozen=True, slots=True)
class Several(Refused):
    """More values than one, in the order in which they were said."""

    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Ambiguous(Refused):
    """One text with two readings, the likelier first: "2,500", "tgl 5-7"."""

    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Vague(Refused):
    """Too wide to be one value; a stretch of days has its first and last ("minggu depan")."""

    what: Vagueness
    first: dt.date | None = None
    last: dt.date | None = None


@dataclass(frozen=True, slots=True)
class RangeGiven(Refused):
    """A range where one value was asked."""

    first: object
    last: object


@dataclass(frozen=True, slots=True)
class EndsBeforeStart(Refused):
    """A range whose end is not after its start."""

    first: object
    last: object


@dataclass(frozen=True, slots=True)
class OpenEnd(Refused):
    """A time range without an end: "jam 9 sampai selesai"."""

    first: dt.time


@dataclass(frozen=True, slots=True)
class NoSuchDay(Refused):
    """A day that its month never has, or not in that year (29 February)."""

    day: int
    month: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class NoSuchMonth(Refused):
    """A month outside 1 to 12."""

    month: int


@dataclass(frozen=True, slots=True)
class NoSuchTime(Refused):
    """An hour or minute that no clock shows."""

    hour: int
    minute: int


@dataclass(frozen=True, slots=True)
class WeekdayDiffers(Refused):
    """A date with a weekday (0 is Monday) that it does not fall on."""

    date: dt.date
    weekday: int


@dataclass(frozen=True, slots=True)
class OutOfReach(Refused):
    """A date before year 1 or after year 9999."""


@dataclass(frozen=True, slots=True)
class NotWhole(Refused):
    """A fraction where a whole number was asked."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Negative(Refused):
    """A number below zero."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class HasLetters(Refused):
    """Letters among the digits of a phone or identity number."""


@dataclass(frozen=True, slots=True)
class TooShort(Refused):
    """A phone number with too few digits."""

    digits: int


@dataclass(frozen=True, slots=True)
class TooLong(Refused):
    """A phone number with too many digits."""

    digits: int


@dataclass(frozen=True, slots=True)
class NoAreaCode(Refused):
    """A local phone number that cannot be called from elsewhere."""


@dataclass(frozen=True, slots=True)
class UnknownCode(Refused):
    """A phone number whose country or area code does not exist."""


@dataclass(frozen=True, slots=True)
class WrongLength(Refused):
    """An identity number with another count of digits than it must have."""

    digits: int
    wanted: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NotAnEmail(Refused):
    """An e-mail address that cannot be one: no @, a space in it, no name, or no domain."""

    lacks: Literal["at", "name", "domain", "one word"]
