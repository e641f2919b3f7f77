"""The grammar of what is too wide to be a date: "minggu depan", "akhir bulan", "setiap senin", "kapan saja"."""

from __future__ import annotations

from locales.reading import calendar_words as words
from locales.reading.day_grammar import calendar_day, said_year
from locales.reading.said_dates import Stretch
from locales.reading.spelled import spelled
from locales.reading.tokens import Line, Parsed
from locales.reading.weekday_grammar import weekday

_REPEATED = spelled({True: "tiap setiap saban every unggal tiap-tiap tiap_-_tiap"})
_ANY = spelled({True: "kapan_saja kapan_aja kapan_pun terserah secepatnya secepetnya asap kapan_-_kapan anytime"})
_SOME_DAYS = spelled({True: "beberapa_hari_lagi beberapa_hari_lalu beberapa_hari_yang_lalu beberapa_hari_yg_lalu"})
_TOMORROW = spelled({1: "besok bsk besuk"})
""" "bulan besok" is the next month, "minggu besok" mostly the next week."""
_WEEKEND = spelled({True: "weekend akhir_pekan akhir_minggu wiken"})


def stretch(line: Line, at: int, asked: bool) -> Parsed[Stretch]:
    """A stretch of days; asked for a date, also a bare month or "kapan saja"."""
    for rule in (_weekend, _repeated, _wide):
        if found := rule(line, at):
            return found
    if some := line.phrase(at, _SOME_DAYS):
        return Stretch("day"), some[1]
    if not asked:
        return None
    whenever = line.phrase(at, _ANY)
    if whenever:
        return Stretch("any"), whenever[1]
    return None if 0 < len(line.digits(at + 1)) <= 2 else _month(line, at, "")


def _weekend(line: Line, at: int) -> Parsed[Stretch]:
    found = line.phrase(at, _WEEKEND)
    if found is None:
        return None
    ahead, after = line.phrase(found[1], words.SHIFTS) or (0, found[1])
    return Stretch("weekend", ahead), after


def _repeated(line: Line, at: int) -> Parsed[Stretch]:
    found = line.phrase(at, _REPEATED)
    if found is None:
        return None
    said = weekday(line, found[1]) or calendar_day(line, found[1], asked=False)
    return (Stretch("repeated"), said[1]) if said else None


def _wide(line: Line, at: int) -> Parsed[Stretch]:
    edge = line.phrase(at, words.EDGES)
    name: words.Edge = edge[0] if edge else ""
    start = edge[1] if edge else at
    before = line.phrase(start, words.SHIFTS_BEFORE)
    unit = line.phrase(before[1] if before else start, words.WIDE)
    if unit:
        ahead = before or line.phrase(unit[1], words.SHIFTS) or line.phrase(unit[1], _TOMORROW)
        after = unit[1] if before or not ahead else ahead[1]
        if ahead or edge:
            return Stretch(unit[0], ahead[0] if ahead else 0, name), after
    month_cue = line.phrase(start, words.MONTH)
    if edge or month_cue:
        return _month(line, month_cue[1] if month_cue else start, name)
    return None


def _month(line: Line, at: int, edge: words.Edge) -> Parsed[Stretch]:
    """A month by name: "juli", "juli 2027"."""
    month = words.MONTHS.get(line.word(at))
    if month is None:
        return None
    year = said_year(line, at + 1)
    said = Stretch("month", edge=edge, month=month, year=year[0] if year else None)
    return said, year[1] if year else at + 1
