"""The grammar of times and time ranges: "jam setengah 9", "14.30", "2 siang", "8 pagi s.d. 3 sore", "9-12 siang"."""

from __future__ import annotations

import re
from dataclasses import replace

from locales.reading.calendar_words import WEEKDAYS
from locales.reading.counters import COUNTERS
from locales.reading.joiners import joined, opened
from locales.reading.number_grammar import below_hundred, value
from locales.reading.said_times import Clock, ClockRange, Lasting, Part, SaidTime, VagueTime
from locales.reading.spelled import Spellings, spelled
from locales.reading.standing import ends_alone, is_label
from locales.reading.tokens import Line, Parsed

_HOUR_MINUTE = re.compile(r"([0-9]{1,2})([:.])([0-9]{2})(?:\2[0-9]{2})?(?![0-9])")
_CUE = spelled({True: "jam jm pukul pkl pk jam_. jm_. pukul_. pkl_. pk_. jam_: pukul_: pkl_: jame jamna tabuh"})
_PARTS: Spellings[Part] = spelled(
    {
        "dawn": "subuh dini_hari shubuh",
        "morning": "pagi pg pgi isuk enjing esuk am a_._m_.",
        "noon": "siang awan beurang siyang",
        "afternoon": "sore petang sonten pm p_._m_.",
        "night": "malam malem mlm bengi dalu peuting wengi semalam smlm tonight",
    }
)
_ZONES = spelled({True: "wib wita wit"})
_HALF = spelled({True: "setengah stengah stgh stg satengah separo"})
_QUARTER = spelled({15: "seperempat sprempat", 30: "setengah", 45: "tiga_perempat"})
_PAST = spelled({1: "lewat lewih liwat lebih lwt past langkung", -1: "kurang krg krng kirang"})
_ENDLESS = spelled({True: "selesai slesai kelar rampung beres akhir_acara tutup"})
_LASTING = spelled({True: "selama slama durasi durasinya lamanya"})
_WHOLE_DAY = spelled(
    {True: "seharian sehari_penuh sepanjang_hari full_day fullday sedinten all_day sapoe_jeput 24_jam"}
)
_MINUTES = {"jam": 60, "menit": 1}
_LAST_HOUR, _LAST_MINUTE = 24, 59


def said_time(line: Line, at: int, asked: bool) -> Parsed[SaidTime]:
    """A time or a range of times; asked for a time, also bare figures ("9 sampai 12") and parts of the day."""
    if ranged := _range(line, at, asked):
        return ranged
    if single := _clock(line, at):
        return _lasting(line, *single)
    if not asked:
        return None
    if bare := _bare(line, at):
        return _lasting(line, *bare)
    if whole := line.phrase(at, _WHOLE_DAY):
        return VagueTime("whole day"), whole[1]
    part = line.phrase(at, _PARTS)
    return (VagueTime("part of day"), part[1]) if part else None


def _range(line: Line, at: int, asked: bool) -> Parsed[SaidTime]:
    """Two times, of which at least one is known as such, or one that has no end."""
    start = opened(line, at)
    first = _clock(line, start)
    certain = asked or first is not None
    first = first or _bare(line, start)
    if first is None:
        return None
    to = joined(line, first[1])
    if to == first[1]:
        return None
    if certain and (endless := line.phrase(to, _ENDLESS)):
        return ClockRange(first[0], None), endless[1]
    last = _clock(line, to) or (_bare(line, to) if certain else None)
    return (ClockRange(first[0], last[0]), last[1]) if last else None


def _lasting(line: Line, clock: Clock, after: int) -> Parsed[SaidTime]:
    """ "selama 3 jam", "selama 1 jam 30 menit" after a time."""
    cue = line.phrase(after, _LASTING)
    minutes, end = 0, cue[1] if cue else after
    while cue and (count := value(line, end)) and (unit := line.phrase(count[1], COUNTERS)):
        if unit[0] not in _MINUTES or count[0].number > _LAST_HOUR * 60:
            break
        minutes, end = minutes + int(count[0].number * _MINUTES[unit[0]]), unit[1]
    return (Lasting(clock, minutes), end) if minutes else (clock, after)


def _clock(line: Line, at: int) -> Parsed[Clock]:
    """A time that shows that it is one: by "jam", minutes, a part of the day or a time zone."""
    before = line.phrase(at, _PARTS)
    cue = line.phrase(before[1] if before else at, _CUE)
    if cue:
        part = before[0] if before else _part_before(line, at)
        found = _hour(line, cue[1], loose=True)
        return _with_part(line, *found, part) if found and ends_alone(line, found[1]) else None
    found = _hour(line, at, loose=False)
    if found is None or is_label(line, at) or _inside_a_name(line, at) or not ends_alone(line, found[1]):
        return None
    clock, after = found
    told = line.phrase(after, _PARTS) is not None or line.phrase(after, _ZONES) is not None
    if not told and (not clock.written or _is_scaled(line, at, after)):
        return None
    return _with_part(line, clock, after, "")


def _bare(line: Line, at: int) -> Parsed[Clock]:
    found = _hour(line, at, loose=True)
    if found is None or is_label(line, at) or _inside_a_name(line, at) or not ends_alone(line, found[1]):
        return None
    if line.phrase(found[1], COUNTERS) or _is_scaled(line, at, found[1]):
        return None
    return _with_part(line, *found, "")


def _with_part(line: Line, clock: Clock, after: int, part: Part) -> tuple[Clock, int]:
    zone = line.skip(after, _ZONES)
    behind = line.phrase(zone, _PARTS)
    if behind and behind[0]:
        return replace(clock, part=behind[0]), line.skip(behind[1], _ZONES)
    return replace(clock, part=part), zone


def _part_before(line: Line, at: int) -> Part:
    """The part of the day in the word before "jam", which a date may have taken: "nanti malam jam 7"."""
    before = line.word(at - 1)
    if before in WEEKDAYS:
        before = line.word(at - 2)
    return _PARTS.get(before, "")


def _hour(line: Line, at: int, loose: bool) -> Parsed[Clock]:
    """Hour and minute; loose also a number word, an hour that no clock has, and "lewat" or "kurang"."""
    if found := line.match(_HOUR_MINUTE, at):
        hour, sign, minute = found[0][1], found[0][2], found[0][3]
        possible = int(hour) <= _LAST_HOUR and int(minute) <= _LAST_MINUTE
        if not possible and not loose and sign == ".":
            return None
        return Clock(int(hour), int(minute), written=True, padded=hour.startswith("0")), found[1]
    if half := line.phrase(at, _HALF):
        hour_said = below_hundred(line, half[1])
        if hour_said is None or not 1 <= hour_said[0] <= 12:
            return None
        return Clock(hour_said[0] - 1 or 12, 30), hour_said[1]
    said = below_hundred(line, at)
    if said is None or (said[0] > _LAST_HOUR and not loose):
        return None
    clock = Clock(said[0], padded=line.word(at).startswith("0"))
    return _past_or_before(line, clock, said[1])


def _past_or_before(line: Line, clock: Clock, after: int) -> tuple[Clock, int]:
    """ "9 lewat 15", "9 lewat seperempat", "10 kurang 5 menit"."""
    way = line.phrase(after, _PAST)
    if way is None:
        return clock, after
    minutes = line.phrase(way[1], _QUARTER) or below_hundred(line, way[1])
    if minutes is None or minutes[0] > _LAST_MINUTE:
        return clock, after
    end = minutes[1] + (line.word(minutes[1]) in {"menit", "mnt"})
    total = (clock.hour * 60 + way[0] * minutes[0]) % (_LAST_HOUR * 60)
    return replace(clock, hour=total // 60, minute=total % 60), end


def _inside_a_name(line: Line, at: int) -> bool:
    return line.glued(at) and (line.word(at - 1).isalnum() or line.word(at - 1) in {"/", "_", ".", ":"})


def _is_scaled(line: Line, at: int, after: int) -> bool:
    """Whether the figure is a number with its thousand or million: "2.50 juta"."""
    found = value(line, at)
    return found is not None and found[1] > after
