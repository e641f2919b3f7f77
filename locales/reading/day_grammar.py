"""The grammar of a day in the calendar: "12 juli 2027", "12-jul-27", "tgl 12 bulan depan", "17 agustus tahun lalu"."""

from __future__ import annotations

from dataclasses import replace

from locales.reading import calendar_words as words
from locales.reading.counters import COUNTERS
from locales.reading.number_grammar import below_hundred, said_again, value
from locales.reading.numeric_dates import day_and_month, full_year, goes_on, numeric_date
from locales.reading.said_dates import Day
from locales.reading.spelled import spelled, word_set
from locales.reading.standing import ends_alone
from locales.reading.tokens import Line, Parsed

CUE = spelled({True: "tgl tanggal tg tggl tngl tanggalnya tgl_. tgl_: tanggal_: tanggale tanggalna"})
_YEAR_CUE = spelled({True: "tahun thn taun"})
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_OTHER_MONTHS = word_set(
    "muharram safar rabiul rabiulawal rabiulakhir jumadil jumadilawal rajab syaban ramadan ramadhan puasa syawal "
    "zulkaidah dzulqadah zulhijah dzulhijjah suro sura sapar mulud rejeb ruwah pasa sawal besar"
)
"""Months of the Islamic and the Javanese calendar, whose days are not read."""
_SEPARATORS = frozenset("-/.")
_AFTER_YEAR = frozenset({"", ",", ".", ";", ")", "?", "!", "jam", "jm", "pukul", "pkl"})
_NEAR = spelled(
    {
        "coming": "depan nanti besok bsk besuk mendatang yang_akan_datang yg_akan_datang ntar",
        "last": "lalu kemarin kmrn kemaren yang_lalu yg_lalu tadi wingi kamari",
    }
)
_YEARS = range(1900, 2200)
"""Years that a figure after a month is taken for; others are counts ("12 juli 2500 lembar")."""
_TWO_DIGIT_YEARS = range(20, 40)
"""The same for two digits: "12 juli 27" is a year, "12 juli 40 orang" is not."""
_MOST_DAYS = 31


def calendar_day(line: Line, at: int, asked: bool) -> Parsed[Day]:
    """A day of the calendar; asked for a date, also a bare "12", "12-7" or "12072027"."""
    cue = line.phrase(at, CUE)
    start = cue[1] if cue else at
    sure = asked or cue is not None
    for rule in (
        (numeric_date, _named_month, day_and_month, _bare_day) if line.digits(start) else (_named_month, _bare_day)
    ):
        if found := rule(line, start, sure):
            return _told_near(line, *found)
    return _month_first(line, at, asked)


def _told_near(line: Line, said: Day, after: int) -> Parsed[Day]:
    """ "12 juli tahun depan", "tgl 12 kemarin", "17 agustus nanti"."""
    if said.year is not None:
        return said, after
    if said.month and (year := line.phrase(after, _YEAR_CUE)) and (shift := line.phrase(year[1], words.SHIFTS)):
        return replace(said, years_ahead=shift[0]), shift[1]
    if said.ahead is None and (near := line.phrase(after, _NEAR)):
        return replace(said, near="coming" if near[0] == "coming" else "last"), near[1]
    return said, after


def _named_month(line: Line, at: int, sure: bool) -> Parsed[Day]:
    """ "12 juli 2027", "12-jul-27", "dua belas juli", "tanggal 12 bulan 7"."""
    day = below_hundred(line, at)
    if day is None:
        return None
    after = said_again(line, day[1], day[0])
    after += line.word(after) in _ORDINALS and line.glued(after)
    if ahead := _month_ahead(line, after, sure):
        return Day(day[0], ahead=ahead[0]), ahead[1]
    dashed = line.word(after) in _SEPARATORS and line.glued(after) and line.glued(after + 1)
    after += dashed
    month = named_month(line, after, exact=day[0] > _MOST_DAYS, sure=sure)
    if month is None:
        return None
    year = said_year(line, month[1], dashed)
    return Day(day[0], month[0], year[0] if year else None), year[1] if year else month[1]


def _month_ahead(line: Line, at: int, sure: bool) -> Parsed[int]:
    """ "bulan depan" after a day; without "tgl" only that, since "2 bulan ini" is a stretch of time."""
    month = line.phrase(at, words.MONTH)
    shift = line.phrase(month[1], words.SHIFTS) if month else None
    return shift if shift and (sure or shift[0] == 1) else None


def named_month(line: Line, at: int, exact: bool, sure: bool) -> Parsed[int]:
    """A month by name, or where a date is sure by number: "juli", "bulan juli", "bulan 7"."""
    cue = line.phrase(at, words.MONTH)
    start = cue[1] if cue else at
    if cue and sure and line.digits(start) and len(line.digits(start)) <= 2:
        return int(line.digits(start)), start + 1
    month = words.month_of(line.word(start), exact)
    if month is None:
        return None
    dotted = line.word(start + 1) == "." and line.glued(start + 1) and len(line.word(start)) <= 4
    return month, start + 2 if dotted and not line.digits(start) and line.word(start + 2) else start + 1


def said_year(line: Line, at: int, dashed: bool = False) -> Parsed[int]:
    """The year after a month, also with a sign between them where the day had one ("12-jul-27"); a count is none."""
    cue = line.phrase(at, _YEAR_CUE)
    start = cue[1] if cue else at
    bound = line.word(start) in ({*_SEPARATORS} if dashed else {"'", "’"}) and line.glued(start + 1)
    start += bound or (line.word(start) == "," and len(line.digits(start + 1)) == 4)
    digits, next_word = line.digits(start), line.word(start + 1)
    counts = next_word != "jam" and line.phrase(start + 1, COUNTERS) is not None
    if counts or (next_word in {".", ","} and goes_on(line, start + 1)):
        return None
    if len(digits) == 4:
        return (int(digits), start + 1) if cue or int(digits) in _YEARS else None
    if len(digits) != 2:
        return None
    plain = int(digits) in _TWO_DIGIT_YEARS and next_word in _AFTER_YEAR and line.word(start - 1) != ","
    return (full_year(digits), start + 1) if cue or bound or plain else None


def _bare_day(line: Line, at: int, sure: bool) -> Parsed[Day]:
    """ "tgl 12", and "12" where a date was asked; "40 orang" and "12 ribu" are no days."""
    day = below_hundred(line, at) if sure else None
    if day is None or line.word(day[1]) in _OTHER_MONTHS or not ends_alone(line, day[1]) or goes_on(line, day[1]):
        return None
    if line.glued(at) and line.word(at - 1).isalpha() and line.word(at - 1) not in CUE:
        return None
    larger = value(line, at)
    if line.phrase(day[1], COUNTERS) and line.word(day[1]) != "jam":
        return None
    return (Day(day[0]), day[1]) if larger is None or larger[1] == day[1] else None


def _month_first(line: Line, at: int, asked: bool) -> Parsed[Day]:
    """ "juli tanggal 12", "bulan 7 tgl 12", and where a date was asked "july 12, 2027"."""
    named = named_month(line, at, exact=True, sure=True)
    if named is None:
        return None
    month, after_name = named
    cue = line.phrase(after_name, CUE)
    start = cue[1] if cue else after_name
    digits = line.digits(start)
    if not (cue or asked) or not 0 < len(digits) <= 2:
        return None
    after = start + 2 if line.word(start + 1) in _ORDINALS else start + 1
    year = said_year(line, after)
    return Day(int(digits), month, year[0] if year else None), year[1] if year else after
