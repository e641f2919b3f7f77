"""What a time is as said, before its half of the day is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from locales.reading.refusals import Vagueness

Part: TypeAlias = Literal["", "dawn", "morning", "noon", "afternoon", "night"]


@dataclass(frozen=True, slots=True)
class Clock:
    """Hour and minute as said; `written` with minutes in figures ("9.30"), `padded` with a zero in front ("02.00")."""

    hour: int
    minute: int = 0
    part: Part = ""
    written: bool = False
    padded: bool = False


@dataclass(frozen=True, slots=True)
class ClockRange:
    """From one time to another; without `last` it ends when it is over ("sampai selesai")."""

    first: Clock
    last: Clock | None


@dataclass(frozen=True, slots=True)
class Lasting:
    """A time and how many minutes it goes on: "jam 9 selama 3 jam"."""

    first: Clock
    minutes: int


@dataclass(frozen=True, slots=True)
class EitherClock:
    """Two times of which one is meant: "jam 8 atau 9"."""

    first: Clock
    other: Clock


@dataclass(frozen=True, slots=True)
class VagueTime:
    """A part of the day or all of it, without an hour."""

    what: Vagueness


SaidTime: TypeAlias = Clock | ClockRange | EitherClock | Lasting | VagueTime
