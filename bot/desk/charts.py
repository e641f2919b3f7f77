"""Bars for the overview, worked out as numbers for a template to draw: a picture that prints and needs no script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_WIDTH = 480
_HEIGHT = 150
_ROOM = 16
"""Units above the highest column and under the axis, for figures and hours."""
_GAP = 0.2
"""Part of a column's place that stays free."""
_STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Column:
    """One column with its place in the picture; `named` whether its name is written under it."""

    name: str
    count: int
    x: float
    y: float
    width: float
    height: float
    named: bool


@dataclass(frozen=True, slots=True)
class Columns:
    """A picture of columns over an axis; `top` is the round figure at the line above, `top_y` its height."""

    columns: tuple[Column, ...]
    width: int
    height: int
    base: float
    top: int
    top_y: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One lying bar beside its name and count; `part` of 100 is its length."""

    name: str
    count: int
    part: float


def columns(counts: Sequence[int], names: Sequence[str], every: int) -> Columns:
    """Columns side by side, every so-many-th named under the axis."""
    base = float(_HEIGHT - _ROOM)
    top = _round_above(max(counts, default=0))
    place = _WIDTH / max(1, len(counts))
    drawn = []
    for number, (count, name) in enumerate(zip(counts, names, strict=True)):
        height = (base - _ROOM) * count / top
        x = place * (number + _GAP / 2)
        drawn.append(
            Column(
                name, count, round(x, 2), round(base - height, 2), round(place * (1 - _GAP), 2), round(height, 2),
                number % every == 0,
            )
        )  # fmt: skip
    return Columns(tuple(drawn), _WIDTH, _HEIGHT, base, top, float(_ROOM))


def bars(counts: Iterable[tuple[str, int]]) -> tuple[Bar, ...]:
    """Bars, the longest first."""
    found = sorted(counts, key=lambda each: (-each[1], each[0]))
    most = max((count for _, count in found), default=1) or 1
    return tuple(Bar(name, count, round(100 * count / most, 2)) for name, count in found)


def _round_above(most: int) -> int:
    """The first of 1, 2, 5, 10, 20, 50 ... that is not below."""
    step = 1
    while True:
        for each in _STEPS:
            if each * step >= most:
                return each * step
        step *= 10
