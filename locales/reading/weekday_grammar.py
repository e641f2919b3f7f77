"""The grammar of weekdays: "senin", "hari senin minggu depan", "jumat lalu", "malam minggu", "next monday"."""

from __future__ import annotations

from locales.reading import calendar_words as words
from locales.reading.relative_grammar import counted_shift
from locales.reading.said_dates import Weekday
from locales.reading.spelled import spelled, word_set
from locales.reading.tokens import Line, Parsed

_CUE = spelled({True: "hari hr dinten dina poe pada_hari"})
_EVENING = frozenset({"malam", "malem", "mlm"})
_COMING = frozenset({"besok", "bsk", "besuk", "sesuk", "isukan", "nanti"})
_WEEK_AFTER = frozenset({"ke", "pertama", "kedua", "ketiga", "keempat", "terakhir"})
_WEEK_BEFORE = word_set("per sekali dalam satu akhir awal tengah pertengahan beberapa se tiap setiap")


def weekday(line: Line, at: int) -> Parsed[Weekday]:
    """A weekday with the words that tell its week; "minggu depan" is a week, "hari minggu depan" a Sunday."""
    cue = line.phrase(at, _CUE)
    start = cue[1] if cue else at
    if before := line.phrase(start, words.SHIFTS_BEFORE):
        return _english(line, before)
    eve = line.word(start) in _EVENING
    name = start + eve
    day = words.WEEKDAYS.get(line.word(name))
    if (
        day is None
        or (line.word(start - 1) == "pasar" and not cue)
        or (line.word(name) in words.WEEK_WORDS and not cue and not eve and _is_a_week(line, name))
    ):
        return None
    return _which(line, day, name + 1, eve)


def _english(line: Line, before: tuple[int, int]) -> Parsed[Weekday]:
    ahead, at = before
    day = words.WEEKDAYS.get(line.word(at))
    if day is None or line.word(at) in words.WEEK_WORDS:
        return None
    if ahead == 1:
        return Weekday(day, week=1), at + 1
    return Weekday(day, near="this" if ahead == 0 else "last"), at + 1


def _is_a_week(line: Line, at: int) -> bool:
    """Whether "minggu" without "hari" before it is a week: "minggu depan", "per minggu", "minggu ke-2"."""
    if line.phrase(at + 1, words.SHIFTS) or line.word(at + 1) in _WEEK_AFTER:
        return True
    return line.word(at - 1) in _WEEK_BEFORE or bool(line.digits(at - 1))


def _which(line: Line, day: int, after: int, eve: bool) -> tuple[Weekday, int]:
    """The words after a weekday: "depan", "minggu depan", "lalu", "ini", "besok", "dua minggu lagi"."""
    if (week := line.phrase(after, words.WEEK)) and (shift := line.phrase(week[1], words.SHIFTS)):
        return Weekday(day, week=shift[0], eve=eve), shift[1]
    if shift := line.phrase(after, words.SHIFTS):
        ahead, end = shift
        if ahead == 1:
            return Weekday(day, week=1, eve=eve), end
        return Weekday(day, near="this" if ahead == 0 else "last", eve=eve), end
    if line.word(after) in _COMING:
        return Weekday(day, near="coming", eve=eve), after + 1
    counted = counted_shift(line, after)
    if counted and counted[0].days and counted[0].days % 7 == 0:
        return Weekday(day, week=counted[0].days // 7, eve=eve), counted[1]
    return Weekday(day, eve=eve), after
