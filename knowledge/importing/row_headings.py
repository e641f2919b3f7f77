"""Reads rows of a table: the component that a row names, the content beside it, rows that go on over a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.importing import marks
from knowledge.importing.component_names import Named, named, named_first
from knowledge.importing.inner_tables import row_lines
from knowledge.importing.source import Block, Line, Row

_NARROW = 4
"""Most letters that a scan makes of a number of two figures and its point."""


def headed_rows(blocks: Sequence[Block]) -> int:
    """How many rows of a document name a component."""
    return sum(1 for block in blocks if isinstance(block, Row) and row_heading(block) is not None)


def joined(cell: Sequence[Line]) -> str:
    """The words of a cell in one line."""
    return " ".join(line.text for line in cell)


def row_heading(row: Row) -> tuple[Named, int | None, list[Line]] | None:
    """The component that a row names in its first wordy cell, its number, and the lines after the name."""
    number: int | None = None
    for position, cell in enumerate(row.cells[:4]):
        text = joined(cell)
        bare = text.strip(" .)(")
        if not bare or re.fullmatch(r"[\dIVXivx]{1,5}|[A-Za-z]", bare) or _misread_number(row, position, bare):
            number = int(bare) if bare.isdigit() else number
            continue
        rest = [line for after in row.cells[position + 1 :] for line in after]
        return _cell_heading(cell, rest, number)
    return None


def _misread_number(row: Row, position: int, bare: str) -> bool:
    """Whether a first narrow cell before a name holds what a scan made of a number: "ah", "5,", "P3"."""
    return position == 0 and len(bare) <= _NARROW and len(row.cells) > 2 and named(bare) is None


def _cell_heading(
    cell: Sequence[Line], rest: list[Line], number: int | None
) -> tuple[Named, int | None, list[Line]] | None:
    best: tuple[Named, int, int] | None = None
    for count in range(min(len(cell), 5), 0, -1):
        text = joined(cell[:count])
        start = marks.after_mark(text)
        found = named(text[start:].rstrip(" :"))
        if found and (best is None or found.score > best[0].score):
            best = found, count, start
    if best is None:
        return _heading_run_in(cell, rest, number)
    found, count, start = best
    mark = re.match(r"\s*(\d{1,2})", joined(cell[:count])[:start])
    return found, int(mark[1]) if mark else number, [*cell[count:], *rest]


def _heading_run_in(
    cell: Sequence[Line], rest: list[Line], number: int | None
) -> tuple[Named, int | None, list[Line]] | None:
    """A numbered cell that runs on from the name of its component to the content."""
    text = cell[0].text
    start = marks.after_mark(text)
    found = named_first(text[start:])
    if found is None or found.short or (number is None and not start):
        return None
    after = text[start + found.end :]
    if not begins_content(after):
        return None
    return found, number, [replace(cell[0], text=after.strip(" :)")), *cell[1:], *rest]


def name_cell(row: Row) -> str:
    """The words of the first wordy cell of a row."""
    for cell in row.cells:
        text = joined(cell)
        start = marks.after_mark(text)
        if text[start:].strip() and not re.fullmatch(r"[\dIVX]{1,5}[.)]?", text.strip()):
            return text[start:]
    return ""


def row_number(row: Row) -> int:
    """The number of the first line of a row."""
    return next((line.number for cell in row.cells for line in cell), 0)


def content_lines(row: Row, *, named: bool) -> list[Line]:
    """The lines of a row without a component; `named`: its first cell ends the name in the row before it."""
    if not named:
        return row_lines(row.cells) if joined(row.cells[0]) else row_lines(row.cells[1:])
    first = next(position for position, cell in enumerate(row.cells) if cell)
    return [line for cell in row.cells[first + 1 :] for line in cell]


def begins_content(rest: str) -> bool:
    """Whether what follows a name looks like the beginning of its content, not like more words of a sentence."""
    words = rest.strip(" |).{}[]'‘’\"-~*?:")
    return bool(words) and (
        words[0].isupper() or words[0].isdigit() or marks.leading(words) is not None or words[0] in "±("
    )
