"""One piece of a document: a heading, a title, a label, or words between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from knowledge.importing.source import Line

Kind = Literal["heading", "text", "title", "label", "closing", "header"]

CERTAIN, LIKELY, POSSIBLE = 3, 2, 1
"""How sure a heading is: it stands alone by its full name; it is numbered or has a colon; it only begins a line."""


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a document: `line` carries its words and place; `cut` a row that goes on from the page before.

    `in_heading`: words that stand in the line of the heading before them.
    """

    kind: Kind
    line: Line
    component: str = ""
    sure: int = 0
    score: float = 0
    in_row: bool = False
    cut: bool = False
    number: int | None = None
    in_heading: bool = False
