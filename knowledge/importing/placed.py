"""What stands where on a printed page: words and ruled lines. Units are points, x from the left, y from the top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def holds(self, x: float, y: float, by: float = 0.0) -> bool:
        """Whether the point stands inside, or outside by no more than `by`."""
        return self.x0 - by <= x <= self.x1 + by and self.y0 - by <= y <= self.y1 + by

    def within(self, other: Box, by: float = 0.0) -> bool:
        """Whether all of it stands inside `other`, or outside by no more than `by`."""
        return other.holds(self.x0, self.y0, by) and other.holds(self.x1, self.y1, by)


@dataclass(frozen=True, slots=True)
class Word(Box):
    """A word; its height is that of its font, not of its letters."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line along an axis: `at` is its place across, `start` to `end` its reach along."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Page:
    """One page, upright as a reader holds it; `shapes` are its closed outlines with curves or slants."""

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    shapes: list[Box] = field(default_factory=list)
    pictured: bool = False


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box around all of them."""
    return Box(
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )
