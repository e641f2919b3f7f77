"""The grammar of one time: "jam setengah 9", "14.30", "2 siang", "9 lewat seperempat", "10 kurang 5"."""

from __future__ import annotations

import re
from dataclasses import replace

from locales.reading.calendar_words import MONTHS, WEEKDAYS
from locales.reading.counters import COUNTERS
from locales.reading.number_grammar import below_hundred, value
from locales.reading.said_times import Clock, Part
from locales.reading.spelled import Spellings, spelled
from locales.reading.standing import ends_alone, is_label
from locales.reading.tokens import Line, Parsed

_HOUR_MINUTE = re.compile(r"([0-9]{1,2})([:.])([0-9]{2})(?:\2[0-9]{2})?(?![0-9])")
_HOUR_COMMA_MINUTE = re.compile(r"([0-9]{1,2})[, ]([0-5][05])(?![0-9])")
_FOUR_DIGITS = re.compile(r"([01][0-9]|2[0-3])([0-5][0-9])(?![0-9])")
_CUE = spelled({True: "jam jm pukul pkl pk jam_. jm_. pukul_. pkl_. pk_. jam_: pukul_: pkl_: jame jamna tabuh"})
PARTS: Spellings[Part] = spelled(
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
_NIGHTS = range(1, 6)
"""Figures that count nights: "dua malam" without "jam" is no time."""
_LAST_HOUR, _LAST_MINUTE = 24, 59


def clock(line: Line, at: int) -> Parsed[Clock]:
    """A time that shows that it is one: by "jam", minutes, a part of the day or a time zone."""
    before = line.phrase(at, PARTS)
    cue = line.phrase(before[1] if before else at, _CUE)
    if cue:
        part = before[0] if before else _part_before(line, at)
        found = _hour(line, cue[1], loose=True)
        if found is None or not ends_alone(line, found[1]) or _counts(line, *found):
            return None
        return _with_part(line, *found, part)
    found = _hour(line, at, loose=False)
    if found is None or is_label(line, at) or _inside_a_name(line, at) or not ends_alone(line, found[1]):
        return None
    said, after = found
    part_told = line.phrase(after, PARTS)
    if not part_told and not line.phrase(after, _ZONES) and (not said.written or _is_scaled(line, at, after)):
        return None
    if part_told and part_told[0] == "night" and said.hour in _NIGHTS:
        return None
    return _with_part(line, said, after, "")


def _counts(line: Line, said: Clock, after: int) -> bool:
    """Whether the hour counts something: "PKL tiga bulan" is an internship."""
    return not said.written and line.phrase(after, COUNTERS) is not None


def bare_clock(line: Line, at: int) -> Parsed[Clock]:
    """A figure that is an hour only where a time was asked or stands beside it."""
    found = _hour(line, at, loose=True)
    if found is None or is_label(line, at) or _inside_a_name(line, at) or not ends_alone(line, found[1]):
        return None
    if _counts(line, *found) or _is_scaled(line, at, found[1]):
        return None
    return _with_part(line, *found, "")


def _with_part(line: Line, said: Clock, after: int, part: Part) -> tuple[Clock, int]:
    zone = line.skip(after, _ZONES)
    behind = line.phrase(zone, PARTS)
    if behind and behind[0]:
        return replace(said, part=behind[0]), line.skip(behind[1], _ZONES)
    return replace(said, part=part), zone


def _part_before(line: Line, at: int) -> Part:
    """The part of the day in the word before "jam", which a date may have taken: "nanti malam jam 7"."""
    before = line.word(at - 1)
    if before in WEEKDAYS:
        before = line.word(at - 2)
    return PARTS.get(before, "")


def _hour(line: Line, at: int, loose: bool) -> Parsed[Clock]:
    """Hour and minute; loose also a number word, an hour that no clock has, and "lewat" or "kurang"."""
    if found := line.match(_HOUR_MINUTE, at):
        hour, sign, minute = found[0][1], found[0][2], found[0][3]
        possible = int(hour) <= _LAST_HOUR and int(minute) <= _LAST_MINUTE
        if not possible and not loose and sign == ".":
            return None
        return Clock(int(hour), int(minute), written=True, padded=hour.startswith("0")), found[1]
    if loose and (apart := _minutes_apart(line, at)):
        return apart
    if half := line.phrase(at, _HALF):
        hour_said = below_hundred(line, half[1])
        if hour_said is None or not 1 <= hour_said[0] <= 12:
            return None
        return Clock(hour_said[0] - 1 or 12, 30), hour_said[1]
    said = below_hundred(line, at)
    if said is None or (said[0] > _LAST_HOUR and not loose):
        return None
    if _goes_on(line, said[1]):
        return None
    return _past_or_before(line, Clock(said[0], padded=line.word(at).startswith("0")), said[1])


def _goes_on(line: Line, at: int) -> bool:
    """Whether more figures hang on: "9.5" is no time, nor is its 9; "jam 9,40 orang" only lacks a space."""
    if line.word(at) not in {".", ",", ":"} or not (line.glued(at) and line.glued(at + 1) and line.digits(at + 1)):
        return False
    counted = value(line, at + 1) if line.word(at) == "," else None
    return counted is None or line.phrase(counted[1], COUNTERS) is None


def _minutes_apart(line: Line, at: int) -> Parsed[Clock]:
    """ "9,30", "9 30" and "0930", unless what stands there for minutes counts something."""
    found = line.match(_HOUR_COMMA_MINUTE, at) or line.match(_FOUR_DIGITS, at)
    if found is None or int(found[0][1]) > _LAST_HOUR:
        return None
    if line.phrase(found[1], COUNTERS) or line.word(found[1]) in MONTHS or _is_scaled(line, found[1] - 1, found[1]):
        return None
    return Clock(int(found[0][1]), int(found[0][2]), written=True, padded=found[0][1].startswith("0")), found[1]


def _past_or_before(line: Line, said: Clock, after: int) -> tuple[Clock, int]:
    """ "9 lewat 15", "9 lewat seperempat", "10 kurang 5 menit"."""
    way = line.phrase(after, _PAST)
    if way is None:
        return said, after
    minutes = line.phrase(way[1], _QUARTER) or below_hundred(line, way[1])
    if minutes is None or minutes[0] > _LAST_MINUTE:
        return said, after
    end = minutes[1] + (line.word(minutes[1]) in {"menit", "mnt"})
    total = (said.hour * 60 + way[0] * minutes[0]) % (_LAST_HOUR * 60)
    return replace(said, hour=total // 60, minute=total % 60), end


def _inside_a_name(line: Line, at: int) -> bool:
    return line.glued(at) and (line.word(at - 1).isalnum() or line.word(at - 1) in {"/", "_", ".", ":"})


def _is_scaled(line: Line, at: int, after: int) -> bool:
    """Whether the figure is a number with its thousand or million: "2.50 juta"."""
    found = value(line, at)
    return found is not None and found[1] > after
