"""Numbers in figures: "1.500.000", "2,5", "1 500", "2 1/2"; a comma is the decimal sign, a point parts thousands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from locales.reading.number_words import SLASHED
from locales.reading.tokens import Line, Parsed

_FIGURE = re.compile(
    r"(?P<point>[0-9]{1,3}(?:\.[0-9]{3})+(?![0-9]))(?:,(?P<cents>[0-9]+))?"
    r"|(?P<comma>[0-9]{1,3}(?:,[0-9]{3}){2,}(?![0-9])|[0-9]{1,3}(?:,[0-9]{3})+(?=\.[0-9]{1,2}(?![0-9])))(?:\.(?P<rest>[0-9]+))?"
    r"|(?P<decimal>[0-9]{1,15}(?:\.[0-9]{1,2}(?![0-9])|,[0-9]{1,9}))"
    r"|(?P<plain>[0-9]+)"
)
_SPACED = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+(?![0-9.,])")
_FRACTION = re.compile(r"[0-9]/[0-9]")
_COMMA_OR_POINT = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
_MOST_DIGITS = 15
"""Digits of the longest number read; longer ones are identity or account numbers."""


@dataclass(frozen=True, slots=True)
class Value:
    """A number: `scale` is the largest of its thousand, million ... (1 without); `other` is its second reading."""

    number: Decimal
    scale: Decimal = Decimal(1)
    other: Decimal | None = None
    coin: bool = False


def spaced(line: Line, at: int) -> Parsed[Value]:
    """Thousands parted by spaces: "1 500 000"."""
    found = line.match(_SPACED, at)
    return _sized(found[0][0].replace(" ", ""), None, found[1]) if found else None


def slashed(line: Line, at: int) -> Parsed[Value]:
    """Halves and quarters: "1/2", "2 1/2"."""
    whole = Decimal(0)
    if 0 < len(line.digits(at)) <= 2 and not line.glued(at + 1) and line.match(_FRACTION, at + 1):
        whole, at = Decimal(line.digits(at)), at + 1
    if (found := line.match(_FRACTION, at)) and (part := SLASHED.get(found[0][0])):
        return Value(whole + part), found[1]
    return None


def figure(line: Line, at: int) -> Parsed[Value]:
    """A figure with its thousands and decimals; one with a comma before three digits has a second reading."""
    found = line.match(_FIGURE, at)
    if found is None or _goes_on(line, found[1]):
        return None
    read, after = found
    if read["point"]:
        return None if read[0].startswith("0") else _sized(read["point"].replace(".", ""), read["cents"], after)
    if read["comma"]:
        return _sized(read["comma"].replace(",", ""), read["rest"], after)
    if read["decimal"]:
        number = Decimal(read["decimal"].replace(",", "."))
        thousands = _COMMA_OR_POINT.fullmatch(read["decimal"])
        return Value(number, other=number * 1000 if thousands else None), after
    return _sized(read["plain"], None, after)


def _sized(digits: str, cents: str | None, after: int) -> Parsed[Value]:
    if len(digits) > _MOST_DIGITS:
        return None
    return Value(Decimal(f"{digits}.{cents[:9]}" if cents else digits)), after


def _goes_on(line: Line, at: int) -> bool:
    """Whether more figures hang on: "1.5.000" is no number, nor is its beginning."""
    return line.word(at) in {".", ","} and line.glued(at) and line.glued(at + 1) and bool(line.digits(at + 1))
