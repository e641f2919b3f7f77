"""Tables without ruled lines: rows of words that leave the same strips of the page free, one below the other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from knowledge.importing.page_layout import Layout, Lines, PrintTable
from knowledge.importing.placed import Box, around
from knowledge.importing.print_lines import PrintLine, line_of, with_wraps

Strip = tuple[float, float]

_FREE = 7.0
"""A strip between columns is free of words by at least this width, in points; blanks of a justified line are narrower."""
_FEWEST_ROWS = 3
_NARROW = 40.0
"""A column narrower than this holds numbers or marks; two columns, of which one is so narrow, are a list."""
_MARK = re.compile(r"[\s(]*(?:[a-zA-Z]|\d{1,3}|[ivxIVX]{1,5})?[.):]*|[-–—•➢✓*]")
_LABELLED = 0.5
"""Above this share of cells that begin with a colon, the lines are labels with their values, no table."""
_PITCH = 1.45
"""A gap of this many usual line pitches begins a new row."""


@dataclass(slots=True)
class _Block:
    """Lines that leave the same strips free."""

    strips: list[Strip]
    lines: Lines


def with_columns(layout: Layout) -> Layout:
    """The same page with its unruled tables told from its lines."""
    lines: Lines = []
    tables = list(layout.tables)
    for block in _blocks(layout.lines, [table.box.y0 for table in layout.tables]):
        table = _table(block)
        if table is None:
            lines += block.lines
        else:
            tables.append(table)
    return Layout(layout.page, lines, tables)


def _blocks(lines: Lines, stops: list[float]) -> list[_Block]:
    """The lines in groups; a group without strips is running text. No group goes on over a ruled table."""
    blocks: list[_Block] = []
    for line in lines:
        last = blocks[-1] if blocks else None
        if last and last.strips and not line.flow and not _stopped(last.lines[-1], line, stops):
            kept = [free for strip in last.strips for free in _still_free(strip, line)]
            if len(kept) == len(last.strips) or (kept and len(last.lines) < _FEWEST_ROWS):
                last.strips = kept
                last.lines.append(line)
                continue
        blocks.append(_Block([] if line.flow else _strips(line), [line]))
    return blocks


def _stopped(above: PrintLine, line: PrintLine, stops: list[float]) -> bool:
    return any(above.y0 < stop < line.y0 for stop in stops)


def _strips(line: PrintLine) -> list[Strip]:
    return [(left.x1, right.x0) for left, right in pairwise(line.words) if right.x0 - left.x1 >= _FREE]


def _still_free(strip: Strip, line: PrintLine) -> list[Strip]:
    """The widest part of a strip that this line leaves free too."""
    start, end = strip
    edges = [start]
    for word in line.words:
        if word.x1 > start and word.x0 < end:
            edges += [max(word.x0, start), min(word.x1, end)]
    edges.append(end)
    free = max(zip(edges[::2], edges[1::2], strict=True), key=lambda part: part[1] - part[0])
    return [free] if free[1] - free[0] >= _FREE else []


def _table(block: _Block) -> PrintTable | None:
    if not block.strips or len(block.lines) < _FEWEST_ROWS:
        return None
    box = around(list(block.lines))
    inner = [(start + end) / 2 for start, end in block.strips]
    edges = (box.x0 - 1, *inner, box.x1 + 1)
    cut = [_cut(line, inner) for line in block.lines]
    if not _tabular(cut, edges):
        return None
    limits = [max((line.x1 for row in cut for line in row[at]), default=edges[at + 1]) for at in range(len(inner) + 1)]
    rows = [
        [with_wraps([line for line in cell], limit) for cell, limit in zip(row, limits, strict=True)]
        for row in _rows(cut, block.lines)
    ]
    return PrintTable(Box(edges[0], box.y0, edges[-1], box.y1), edges, rows, limits)


def _cut(line: PrintLine, inner: list[float]) -> list[Lines]:
    """The parts of one line, column by column."""
    edges = [float("-inf"), *inner, float("inf")]
    cells = []
    for left, right in pairwise(edges):
        words = [word for word in line.words if left <= word.middle[0] < right]
        cells.append([line_of(words)] if words else [])
    return cells


def _tabular(cut: list[list[Lines]], edges: tuple[float, ...]) -> bool:
    """Whether these columns are a table, not a list with its marks nor labels with their values."""
    together = sum(sum(bool(cell) for cell in row) > 1 for row in cut)
    if together < _FEWEST_ROWS:
        return False
    columns = [[row[at][0] for row in cut if row[at]] for at in range(len(edges) - 1)]
    if any(_colons(column) > _LABELLED for column in columns[1:]):
        return False
    real = [column for column in columns if not all(_MARK.fullmatch(line.text) for line in column)]
    wide = [column for column in real if median(line.width for line in column) > _NARROW]
    return len(wide) > 1


def _colons(column: Lines) -> float:
    return sum(line.text.startswith(":") for line in column) / max(len(column), 1)


def _rows(cut: list[list[Lines]], lines: Lines) -> list[list[Lines]]:
    """The lines gathered into rows: one begins with a number in the first column, or after a gap."""
    pitch = median([below.y0 - above.y0 for above, below in pairwise(lines)])
    rows: list[list[Lines]] = []
    for at, row in enumerate(cut):
        gap = lines[at].y0 - lines[at - 1].y0 if at else 0.0
        if not rows or _begins(row, cut[at - 1], gap > _PITCH * pitch):
            rows.append([list(cell) for cell in row])
            continue
        for cell, more in zip(rows[-1], row, strict=True):
            cell += more
    return rows


def _begins(row: list[Lines], above: list[Lines], apart: bool) -> bool:
    first = row[0]
    if not first:
        return False
    numbered = _MARK.fullmatch(first[0].text) is not None
    return numbered or apart or not above[0]
