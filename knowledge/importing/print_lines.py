"""Lines of print: words side by side, and whether a line ends because its column does."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.importing.placed import Box, Word

_MARK = re.compile(r"(?:[a-z]|[A-Z]|\d{1,2}|[ivx]{1,5})[.)]|\(?(?:[a-z]|\d{1,2})\)|[-–—•➢✓*]|\d{1,2}[.)][A-Z]\w+")
_SLACK = 1.5
_APART = 1.35
"""Lines further apart than this many of their column's closest lines are two paragraphs."""
_WIDEST = 2.6
"""The widest line spacing, top to top, in heights of a line."""
_SPACE = 0.25
"""How wide a blank is, in heights of its line, where the line has none."""


@dataclass(frozen=True, slots=True)
class PrintLine(Box):
    """One line of print: its words from left to right; whether it goes on from the line above, is drawn, is apart."""

    words: tuple[Word, ...] = ()
    wrapped: bool = False
    flow: bool = False
    spaced: bool = False

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def lines_of(words: Iterable[Word]) -> list[PrintLine]:
    """The lines that these words form, from top to bottom."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (one.middle[1], one.x0)):
        if lines and _beside(lines[-1][0], word):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [line_of(line) for line in lines]


def line_of(words: Iterable[Word], *, flow: bool = False) -> PrintLine:
    """The line of these words (at least one)."""
    placed = sorted(words, key=lambda word: word.x0)
    return PrintLine(
        placed[0].x0,
        min(word.y0 for word in placed),
        max(word.x1 for word in placed),
        max(word.y1 for word in placed),
        tuple(placed),
        flow=flow,
    )


def with_wraps(lines: list[PrintLine], limit: float, stops: Iterable[float] = ()) -> list[PrintLine]:
    """The same lines, each knowing whether it goes on from the one above, in a column whose words end at `limit`.

    No line goes on over a place in `stops`.
    """
    pitch = _pitch(lines)
    done = lines[:1]
    for above, line in pairwise(lines):
        apart = line.y0 - above.y0 > pitch * _APART
        near = not apart and not any(above.y0 < stop < line.y0 for stop in stops)
        done.append(replace(line, wrapped=near and goes_on(above, line, limit), spaced=apart))
    return done


def goes_on(above: PrintLine, line: PrintLine, limit: float) -> bool:
    """Whether `line` goes on from the one above: its first word is no list mark and would not have fitted there."""
    first = line.words[0]
    if above.flow or line.flow or _MARK.fullmatch(first.text):
        return False
    return above.x1 + _blank(above) + first.width > limit - _SLACK


def _blank(line: PrintLine) -> float:
    """How wide a blank is on this line."""
    gaps = [right.x0 - left.x1 for left, right in pairwise(line.words)]
    return min((gap for gap in gaps if gap > 0), default=_SPACE * line.height)


def _pitch(lines: list[PrintLine]) -> float:
    """From one line to the next where they stand closest."""
    tall = min((line.height for line in lines), default=0.0)
    gaps = [below.y0 - above.y0 for above, below in pairwise(lines)]
    return min((gap for gap in gaps if 0.8 * tall <= gap <= _WIDEST * tall), default=0.0)


def _beside(first: Word, word: Word) -> bool:
    """Whether a word stands on the line that `first` began."""
    shared = min(first.y1, word.y1) - max(first.y0, word.y0)
    return shared > 0.5 * min(first.height, word.height)
