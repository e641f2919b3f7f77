"""What a date is as said, before today is known: the nouns between the grammar of dates and their resolution."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from locales.reading.refusals import Vagueness


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month; what was not said is None. `ahead` and `years_ahead` count from this month and year."""

    day: int
    month: int | None = None
    year: int | None = None
    ahead: int | None = None
    years_ahead: int | None = None
    near: Literal["", "coming", "last"] = ""


@dataclass(frozen=True, slots=True)
class Shift:
    """Days and months from today."""

    days: int = 0
    months: int = 0


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday (0 is Monday): the nearest, or that of a week counted from this one; `eve` is the evening before it."""

    weekday: int
    week: int | None = None
    near: Literal["", "this", "coming", "last"] = ""
    eve: bool = False


@dataclass(frozen=True, slots=True)
class On:
    """A date said together with its weekday."""

    date: Day | Shift
    weekday: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A week, weekend, month or year counted from this one, a month by its number, or a third of one: too vague."""

    what: Vagueness
    ahead: int = 0
    edge: Literal["", "early", "middle", "late"] = ""
    month: int | None = None
    year: int | None = None


OneDate: TypeAlias = Day | Shift | Weekday | On | Stretch


@dataclass(frozen=True, slots=True)
class Between:
    """Two dates and all days between them; `listed` is how many days were told with "dan", if they were."""

    first: OneDate
    last: OneDate
    listed: int = 0


@dataclass(frozen=True, slots=True)
class Either:
    """ "tgl 5-7": the days from the 5th to the 7th, or 5 July."""

    days: Between
    date: Day


SaidDate: TypeAlias = OneDate | Between | Either
