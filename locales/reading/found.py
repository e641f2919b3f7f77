"""What a reader gives back: a value with the place it was found at, a range, and the text that is left over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from locales.reading.refusals import NothingRead, Refused, Several
from locales.reading.spelled import word_set

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_BREAKS = re.compile(r"[,;\n]|[.!?](?:\s|$)")
_LEADING = word_set(
    "buat untuk utk bwt pada pd di dari mulai dan atau sampai hari tanggal tgl jam pukul sekitar dengan kanggo "
    "kangge dina dinten poe for on at from and with adalah itu ya yaitu yakni no nomor hp wa telp "
    "email jumlah pagi siang sore"
)
"""Words that lead to a value and say nothing without it."""
_AROUND = " \t\r.-–—:;/()"


@dataclass(frozen=True, slots=True)
class Found(Generic[T_co]):
    """A value and where it stands: `text[start:end]`, with the words that belong to it ("tgl", "Rp", "orang")."""

    value: T_co
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Range(Generic[T_co]):
    """From first to last, both included."""

    first: T_co
    last: T_co


def the_one(found: Sequence[Found[T | Refused]]) -> Found[T] | Refused:
    """The only value among the finds, however often it is said; a refusal where there is none or there are several."""
    read = {
        each.value: Found(each.value, each.start, each.end) for each in found if not isinstance(each.value, Refused)
    }
    if len(read) == 1:
        return next(iter(read.values()))
    if read:
        return Several(tuple(read))
    return next((each.value for each in found if isinstance(each.value, Refused)), NothingRead())


def rest(text: str, found: Iterable[Found[object]]) -> tuple[str, ...]:
    """The parts of a text outside the finds, cut at commas, lines and sentence ends, without words leading to one."""
    parts: list[str] = []
    at = 0
    for each in sorted(found, key=lambda one: one.start):
        *whole, leading = _BREAKS.split(text[at : max(at, each.start)])
        parts += [*whole, _led(leading)]
        at = max(at, each.end)
    parts += _BREAKS.split(text[at:])
    return tuple(part for part in (part.strip(_AROUND) for part in parts) if part)


def _led(part: str) -> str:
    """A part that a find follows, without the words that led to it."""
    words = part.strip(_AROUND).split()
    while words and words[-1].casefold().strip(_AROUND) in _LEADING:
        words.pop()
    return " ".join(words)
