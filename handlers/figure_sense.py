"""What a number that a citizen names comes to as a figure, with "kurang dari" and "sekitar", or why it is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from handlers.figures import Figure
from knowledge.thresholds import MONEY, Measure
from locales.reading.numbers import Number
from locales.reading.refusals import Negative, Refused

Why = Literal["not-positive", "too-large", "no-unit", "several", "unclear"]
"""Why a number was not taken: nought or less; beyond anything there is; "modal 2" without its miliar; two of them."""

_LESS = re.compile(r"(?:kurang dari|krg dr|di ?bawah|belum sampai|less than|under|below)\s*$", re.IGNORECASE)
_MORE = re.compile(r"(?:lebih dari|lbh dr|lebih dr|di ?atas|more than|over|above)\s*$", re.IGNORECASE)
_LEADING = re.compile(r"^\W*[^\d\s]+(?:\s+(?:dari|dr|than))?\s*")
_MINUS = re.compile(r"(?:^|\s)[-−]$")
_ABOUT = Decimal("0.1")
"""Share by which a number said with "sekitar" may be off, either way: near a bound the exact one is asked for."""
_LEAST_UNSCALED = 100_000
"""Rupiah below which a sum without its thousand or million is taken to lack it: "modal 2", "modal 500"."""
_MOST: dict[Measure, int] = {"members": 300_000_000, "capital": 10**15, "turnover": 10**15, "age": 120}
"""More than Indonesia has people; about a third of the state's budget of a year; the oldest age known."""


@dataclass(frozen=True, slots=True)
class Around:
    """A number as typed, with what stands before it and after it in its own part of the sentence."""

    before: str
    said: str
    behind: str


def figure_of(measure: Measure, value: Number | Refused, around: Around, scaled: bool) -> Figure | Why:
    """A number as a figure of its measure, or why it is none; `scaled` is said with its thousand or million."""
    if isinstance(value, Refused):
        return "not-positive" if isinstance(value, Negative) else "unclear"
    low, high = value.low, value.high
    if high <= 0 or _MINUS.search(around.before):
        return "not-positive"
    if measure not in MONEY and (low % 1 or high % 1):
        return "unclear"
    if measure in MONEY and not scaled and value.unit != "rupiah" and high < _LEAST_UNSCALED:
        return "no-unit"
    if high > _MOST[measure]:
        return "too-large"
    return _bounded(measure, int(low), int(high), value.about, around)


def _bounded(measure: Measure, low: int, high: int, about: bool, around: Around) -> Figure:
    """The figure with the ends that "kurang dari", "lebih dari", "lebih" and "sekitar" give it."""
    leading = _LEADING.match(around.said)
    opening = around.before + (leading[0] if leading else "")
    following = around.behind.split()[:1]
    if _LESS.search(opening) or following == ["kurang"]:
        return Figure(measure, 1, max(1, high - 1))
    if _MORE.search(opening):
        return Figure(measure, low + 1, None)
    if following == ["lebih"]:
        return Figure(measure, low, None)
    if about and low == high:
        off = int(low * _ABOUT)
        return Figure(measure, low - off, high + off, low)
    return Figure(measure, low, high)
