"""The grammar of days counted from today: "besok", "kemarin lusa", "3 hari lagi", "seminggu yang lalu", "in 3 days"."""

from __future__ import annotations

from locales.reading import calendar_words as words
from locales.reading.counters import COUNTERS, DAYS_COUNTED
from locales.reading.number_grammar import thing_count
from locales.reading.said_dates import Shift
from locales.reading.tokens import Line, Parsed

_CLOCK = frozenset({"jam", "jm", "pukul", "pkl", "pk"})
_NOW = frozenset({"sekarang", "skrg", "skrng", "skr", "saiki", "ayeuna", "now"})


def relative_day(line: Line, at: int, asked: bool) -> Parsed[Shift]:
    """A day told by its distance from today."""
    if found := line.phrase(at, words.RELATIVE_DAYS):
        return None if _is_doubled(line, at) else (Shift(days=found[0]), found[1])
    word = line.word(at)
    if word in {"tadi", "td", "nanti", "ntar"} and line.word(at + 1) in _CLOCK:
        return Shift(), at + 1
    if asked and word in _NOW:
        return Shift(), at + 1
    return counted_shift(line, at)


def _is_doubled(line: Line, at: int) -> bool:
    """ "besok-besok", "besok2" are some other day."""
    word = line.word(at)
    if (line.word(at + 1) == "-" and line.word(at + 2) == word) or (
        line.word(at - 1) == "-" and line.word(at - 2) == word
    ):
        return True
    return line.word(at + 1) == "2" and line.glued(at + 1)


def counted_shift(line: Line, at: int) -> Parsed[Shift]:
    """A stretch of time from today on or back; the stretch alone ("3 hari") is none."""
    english = line.word(at) == "in"
    stretch = _stretch(line, at + english)
    if stretch is None:
        return None
    (days, months), after = stretch
    ahead = line.phrase(after, words.AHEAD)
    if ahead:
        return Shift(days * ahead[0], months * ahead[0]), ahead[1]
    return (Shift(days, months), after) if english else None


def _stretch(line: Line, at: int) -> Parsed[tuple[int, int]]:
    """How many days and months."""
    if one := line.phrase(at, words.ONE_STRETCH):
        return one
    count = thing_count(line, at)
    unit = line.phrase(count[1], COUNTERS) if count else None
    if count is None or unit is None or unit[0] not in DAYS_COUNTED:
        return None
    days, months = DAYS_COUNTED[unit[0]]
    return (days * count[0], months * count[0]), unit[1]
