"""Reads the figures that citizens tell of themselves: "anggota kami 60, modal 2,5 M", "seratus orang", "umur 36"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from handlers.figure_sense import Around, Why, figure_of
from handlers.figures import Figure
from knowledge.search import Search
from knowledge.thresholds import MONEY, Measure
from locales.reading.amounts import find_amounts, read_amount
from locales.reading.found import Found, Range
from locales.reading.numbers import Number, find_numbers, read_number_range
from locales.reading.refusals import Refused

CUES: dict[str, Measure] = {"anggota": "members", "modal": "capital", "omzet": "turnover", "umur": "age"}
"""Roots before or after a number that tell what it counts."""
_OTHER_MONEY = {
    "aset": "aset", "kekayaan": "kekayaan", "simpan": "simpanan", "tabungan": "tabungan", "dana": "dana",
    "uang": "uang", "laba": "laba", "untung": "untung", "pendapatan": "pendapatan", "pinjam": "pinjaman",
    "hibah": "hibah",
}  # fmt: skip
"""Roots of sums that no decree here counts, and what they are called."""
_OTHER_CAPITAL = {"sendiri": "modal sendiri", "setor": "modal disetor", "pinjam": "modal pinjaman"}
"""Words after *modal* that make it another sum than working capital (PP 7/2021 and the accounts of cooperatives)."""
_NO_MEMBERS = frozenset({"pengurus", "pengawas", "karyawan", "pegawai", "pengelola", "manajer", "petugas", "anak"})
_BREAK = re.compile(r"[,;.\n?!]")
_SMALL_M = re.compile(r"(?<![a-z])m(?![a-z0-9²])")
"""The *miliar* of hurried writers, "2,5 m": elsewhere metres, which nobody's capital is counted in."""
_MONEY_THEN_PEOPLE = re.compile(
    r"(?<![a-z])(M|juta|jt|mil[iy]+ar\w*|mlyr) +"
    r"(?=(?:(?!juta|jt|mil|mod|mdl|om[sz]et)\w+ +){0,5}(?:anggota|orang|org|member))",
    re.IGNORECASE,
)
"""Where a sum ends and the people begin: "modal 2 M anggota 60" tells of no two thousand million members."""
_TOO_LONG = re.compile(r"\d{10,}")


@dataclass(frozen=True, slots=True)
class Told:
    """What a text tells: figures, numbers not taken and why, and sums that go by another name than asked for."""

    figures: tuple[Figure, ...] = ()
    problems: tuple[tuple[Measure, Why], ...] = ()
    others: tuple[str, ...] = ()

    @property
    def measures(self) -> frozenset[Measure]:
        """The measures that are told of, also in vain."""
        return frozenset((*(each.measure for each in self.figures), *(measure for measure, _ in self.problems)))


@dataclass(slots=True)
class _Span:
    """A number in the text with its measure, once that is known, and the text around it."""

    start: int
    end: int
    value: Number | Refused
    scaled: bool
    before: str = ""
    after: str = ""
    measure: Measure | None = None
    other: str | None = None


def read_figures(search: Search, text: str, asking: Measure | None = None) -> Told:
    """The figures in a text; with `asking` a number that counts nothing is the answer to that."""
    text = _MONEY_THEN_PEOPLE.sub(r"\1, ", _SMALL_M.sub("M", text))
    spans = list(_spans(text))
    _name(search, spans)
    named = [span for span in spans if span.measure is not None]
    others = tuple(dict.fromkeys(span.other for span in spans if span.other))
    if not named and asking is not None and not others:
        named = list(_answer(text, asking))
    return replace(_told(named, text), others=others) if named or others else _unread(search, text)


def _spans(text: str) -> Iterator[_Span]:
    """Every number and amount in the text, with what stands around it."""
    amounts = {(each.start, each.end): each.value for each in find_amounts(text)}
    found: dict[tuple[int, int], Number | Refused] = {(one.start, one.end): one.value for one in find_numbers(text)}
    for place, value in amounts.items():
        found.setdefault(place, _as_number(value))
    places = sorted(found)
    for index, (start, end) in enumerate(places):
        begin = places[index - 1][1] if index else 0
        until = places[index + 1][0] if index + 1 < len(places) else len(text)
        yield _Span(start, end, found[start, end], (start, end) in amounts, text[begin:start], text[end:until])


def _as_number(value: int | Range[int] | Refused) -> Number | Refused:
    if isinstance(value, Refused):
        return value
    low, high = (value.first, value.last) if isinstance(value, Range) else (value, value)
    return Number(Decimal(low), Decimal(high), unit="rupiah")


def _name(search: Search, spans: list[_Span]) -> None:
    """Finds what each number counts: by its unit, by the word before it, or by the one right after it."""
    for span in spans:
        unit = span.value.unit if isinstance(span.value, Number) else ""
        if unit in {"orang", "anggota"}:
            span.measure = "members" if _counts_members(search, span) else None
        elif unit in {"", "rupiah", "tahun"}:
            _take(span, _cued(_roots(search, span.before), last=True), unit)
    for span, following in zip(spans, [*spans, None][1:], strict=True):
        behind = _behind(span)
        unit = span.value.unit if isinstance(span.value, Number) else ""
        if behind == span.after and following is not None and following.measure and not _counts_itself(following):
            continue  # the word between them told what the next one counts
        if span.measure is None and span.other is None and unit in {"", "rupiah"}:
            _take(span, _cued(_roots(search, behind), last=False), unit)


def _behind(span: _Span) -> str:
    """What follows a number in its own part of the sentence."""
    return _BREAK.split(span.after, maxsplit=1)[0]


def _counts_members(search: Search, span: _Span) -> bool:
    """Whether people counted are members: not "pengurus 5 orang" nor "5 orang pengurus"."""
    before, after = _roots(search, span.before)[-1:], _roots(search, _behind(span))[:1]
    return after == ("anggota",) or _NO_MEMBERS.isdisjoint((*before, *after))


def _counts_itself(span: _Span) -> bool:
    """Whether a number says by its unit what it counts, and needs no word before it."""
    return isinstance(span.value, Number) and span.value.unit in {"orang", "anggota"}


def _take(span: _Span, cued: tuple[Measure | None, str | None], unit: str) -> None:
    measure, other = cued
    fits = {"": True, "rupiah": measure in MONEY, "tahun": measure == "age"}[unit]
    if other is not None and (unit == "rupiah" or span.scaled):
        span.other = other
    elif other is None and measure is not None and fits:
        span.measure = measure


def _cued(roots: tuple[str, ...], *, last: bool) -> tuple[Measure | None, str | None]:
    """The measure that the last or first cue among some words names, or the other sum that it is."""
    found: list[tuple[Measure | None, str | None]] = []
    for place, root in enumerate(roots):
        following = roots[place + 1] if place + 1 < len(roots) else ""
        if root == "modal" and following in _OTHER_CAPITAL:
            found.append((None, _OTHER_CAPITAL[following]))
        elif root == "anggota" and place and roots[place - 1] in _OTHER_MONEY:
            found.append((None, f"{_OTHER_MONEY[roots[place - 1]]} {root}"))
        elif root in CUES:
            found.append((CUES[root], None))
        elif root in _OTHER_MONEY and roots[max(0, place - 1)] != "modal" and following not in {"pinjam", "anggota"}:
            found.append((None, _OTHER_MONEY[root]))
    return found[-1 if last else 0] if found else (None, None)


def _roots(search: Search, text: str) -> tuple[str, ...]:
    return search.read(text).roots


def _answer(text: str, asking: Measure) -> Iterator[_Span]:
    """The one number of a text that answers what was asked."""
    read: Found[int] | Found[Range[int]] | Refused
    read = read_amount(text) if asking in MONEY else read_number_range(text)
    spans = [span for span in _spans(text) if not isinstance(span.value, Number) or _may_answer(span.value, asking)]
    if len(spans) == 1:
        spans[0].measure = asking
        yield spans[0]
    elif isinstance(read, Found):
        low, high = (read.value, read.value) if isinstance(read.value, int) else (read.value.first, read.value.last)
        scaled = any(each.start <= read.start < each.end for each in find_amounts(text))
        around = text[: read.start], text[read.end :]
        yield _Span(read.start, read.end, Number(Decimal(low), Decimal(high)), scaled, *around, measure=asking)


def _may_answer(value: Number, asking: Measure) -> bool:
    units: dict[Measure, set[str]] = {"members": {"", "orang", "anggota"}, "age": {"", "tahun"}}
    return value.unit in units.get(asking, {"", "rupiah"})


def _told(spans: Iterable[_Span], text: str) -> Told:
    figures: dict[Measure, Figure] = {}
    problems: dict[Measure, Why] = {}
    for span in spans:
        measure = span.measure
        if measure is None:
            continue
        read = figure_of(
            measure, span.value, Around(span.before, text[span.start : span.end], _behind(span)), span.scaled
        )
        if not isinstance(read, Figure):
            problems[measure] = read
        elif figures.setdefault(measure, read) != read:
            problems[measure] = "several"
    kept = tuple(figure for measure, figure in figures.items() if measure not in problems)
    return Told(kept, tuple(problems.items()))


def _unread(search: Search, text: str) -> Told:
    """Figures too long to be read as a number, beside the word for what they count: "anggota 9999999999999"."""
    for piece in _BREAK.split(text):
        if digits := _TOO_LONG.search(piece):
            before, after = _roots(search, piece[: digits.start()]), _roots(search, piece[digits.end() :])
            measure = _cued(before, last=True)[0] or _cued(after, last=False)[0]
            if measure is not None:
                return Told(problems=((measure, "too-large"),))
    return Told()
