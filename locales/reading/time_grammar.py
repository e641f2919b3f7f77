"""The grammar of times and time ranges: "8 pagi s.d. 3 sore", "9-12 siang", "jam 9 selama 3 jam", "seharian"."""

from __future__ import annotations

from locales.reading.clock_grammar import PARTS, bare_clock, clock
from locales.reading.counters import COUNTERS
from locales.reading.joiners import added, joined, opened
from locales.reading.number_grammar import value
from locales.reading.said_times import Clock, ClockRange, EitherClock, Lasting, SaidTime, VagueTime
from locales.reading.spelled import spelled
from locales.reading.tokens import Line, Parsed

_ENDLESS = spelled({True: "selesai slesai kelar rampung beres akhir_acara tutup"})
_LASTING = spelled({True: "selama slama durasi durasinya lamanya"})
_WHOLE_DAY = spelled(
    {True: "seharian sehari_penuh sepanjang_hari full_day fullday sedinten all_day sapoe_jeput 24_jam"}
)
_MINUTES = {"jam": 60, "menit": 1}
_DAY = 24 * 60
"""Minutes of a day."""


def said_time(line: Line, at: int, asked: bool) -> Parsed[SaidTime]:
    """A time or a range of times; asked for a time, also bare figures ("9 sampai 12") and parts of the day."""
    if ranged := _range(line, at, asked):
        return ranged
    if single := clock(line, at):
        return _lasting(line, *single)
    if not asked:
        return None
    if bare := bare_clock(line, at):
        return _lasting(line, *bare)
    if whole := line.phrase(at, _WHOLE_DAY):
        return VagueTime("whole day"), whole[1]
    part = line.phrase(at, PARTS)
    return (VagueTime("part of day"), part[1]) if part else None


def _range(line: Line, at: int, asked: bool) -> Parsed[SaidTime]:
    """Two times, of which at least one is known as such, or one that has no end."""
    start = opened(line, at)
    first = clock(line, start)
    certain = asked or first is not None
    first = first or bare_clock(line, start)
    if first is None:
        return None
    to = joined(line, first[1])
    if to == first[1] and line.word(start - 1) in {"antara", "between"}:
        to = added(line, first[1])
    if to == first[1]:
        return _either(line, *first) if certain else None
    if certain and (endless := line.phrase(to, _ENDLESS)):
        return ClockRange(first[0], None), endless[1]
    last = clock(line, to) or (bare_clock(line, to) if certain else None)
    return (ClockRange(first[0], last[0]), last[1]) if last else None


def _either(line: Line, first: Clock, after: int) -> Parsed[SaidTime]:
    """ "jam 8 atau 9": both, so that neither is taken for the answer."""
    other = bare_clock(line, after + 1) if line.word(after) in {"atau", "ato", "or"} else None
    return (EitherClock(first, other[0]), other[1]) if other else None


def _lasting(line: Line, said: Clock, after: int) -> Parsed[SaidTime]:
    """ "selama 3 jam", "selama 1 jam 30 menit" after a time."""
    cue = line.phrase(after, _LASTING)
    minutes, end = 0, cue[1] if cue else after
    while cue and (count := value(line, end)) and (unit := line.phrase(count[1], COUNTERS)):
        if unit[0] not in _MINUTES or count[0].number > _DAY:
            break
        minutes, end = minutes + int(count[0].number * _MINUTES[unit[0]]), unit[1]
    return (Lasting(said, minutes), end) if minutes else (said, after)
