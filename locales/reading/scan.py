"""One pass over a text that gives each place to one kind of value: a phone is no number, "12 juli" is not 12."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, TypeAlias

from locales.reading.address_grammar import SaidEmail, SaidWeb, said_email, said_web
from locales.reading.code_grammar import SaidCode, said_code
from locales.reading.date_grammar import said_date
from locales.reading.found import Found
from locales.reading.identity_grammar import SaidIdentity, said_identity
from locales.reading.number_phrases import SaidNumber, number
from locales.reading.phone_grammar import SaidPhone, said_phone
from locales.reading.said_dates import Between, Day, Either, On, SaidDate, Shift, Stretch, Weekday
from locales.reading.said_times import Clock, ClockRange, EitherClock, Lasting, SaidTime, VagueTime
from locales.reading.spelled import Spellings, spelled
from locales.reading.time_grammar import said_time
from locales.reading.tokens import Line, Parsed, read_line

Asked: TypeAlias = Literal["", "date", "time", "number"]
Said: TypeAlias = SaidCode | SaidEmail | SaidWeb | SaidIdentity | SaidPhone | SaidDate | SaidTime | SaidNumber

_NOT = spelled({True: "bukan bkn bukannya sanes dudu not"})
_BECOMES = spelled({True: "jadi menjadi diganti ganti dadi janten jadinya"})
_REPLACED = Spellings({**_BECOMES, **spelled({True: "tapi tp tetapi melainkan but"})})


def scan(text: str, asked: Asked = "") -> tuple[Found[Said], ...]:
    """All values in a text in order; without those that it takes back ("bukan 12 juli", "dari 40 jadi 90")."""
    return _scan(text, asked)


def has_left_over(text: str) -> bool:
    """Whether a text has figures that no value took."""
    return any(isinstance(each.value, SaidCode) for each in scan(text))


@lru_cache(maxsize=4)  # a form asks for several kinds in turn; no more of what people typed is kept
def _scan(text: str, asked: Asked) -> tuple[Found[Said], ...]:
    line = read_line(text)
    found: list[tuple[Said, int, int]] = []
    replacing: dict[int, Asked] = {}
    at = 0
    while at < len(line.tokens):
        said = _claim(line, at, replacing.get(at, asked))
        if said:
            found.append((said[0], at, said[1]))
            replacing[line.skip(said[1], _REPLACED)] = _kind(said[0])
            replacing.pop(said[1], None)
        at = said[1] if said else at + 1
    kept = [each for index, each in enumerate(found) if not _is_taken_back(line, found, index)]
    return tuple(Found(value, *line.span(first, after)) for value, first, after in kept)


def _kind(said: Said) -> Asked:
    """The kind as which a value in the place of this one is read: "tgl 12 jadi 14" tells a date."""
    if isinstance(said, Day | Shift | Weekday | On | Stretch | Between | Either):
        return "date"
    return "time" if isinstance(said, Clock | ClockRange | EitherClock | Lasting | VagueTime) else ""


def _claim(line: Line, at: int, asked: Asked) -> Parsed[Said]:
    """The first kind that a place can be, what is longer or stranger first; the kind that was asked is read loosely."""
    return (
        (said_date(line, at, True) if asked == "date" else None)
        or said_email(line, at)
        or said_identity(line, at)
        or said_phone(line, at, figure=asked == "number")
        or said_web(line, at)
        or said_date(line, at, asked == "date")
        or said_time(line, at, asked == "time")
        or number(line, at, asked == "number")
        or said_code(line, at)
    )


def _is_taken_back(line: Line, found: list[tuple[Said, int, int]], index: int) -> bool:
    value, first, after = found[index]
    if line.phrase(first - 1, _NOT) == (True, first):
        return True
    end = line.skip(after, _BECOMES)
    return end != after and any(type(other) is type(value) and end <= start <= end + 1 for other, start, _ in found)
