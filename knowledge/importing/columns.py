"""Tables without ruled lines: rows of words that leave the same strips of the page free, one below the other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from knowledge.importing.page_layout import Layout, Lines, PrintTable, Strip
from knowledge.importing.placed import Box, around
from knowledge.importing.print_lines import PrintLine, line_of, with_wraps

_FREE = 7.0
"""A strip between columns is free of words by at least this width, in points; justified lines have narrower blanks."""
_FEWEST_ROWS = 3
_FULL_ROWS = 2
"""So few lines tell a table where three columns or more are filled in each: a header and its first row."""
_NARROW = 40.0
"""A column narrower than this holds numbers or marks; two columns, of which one is so narrow, are a list."""
_MARK = re.compile(r"[\s(]*(?:[a-zA-Z]|\d{1,3}|[ivxIVX]{1,5})?[.):]*|[-–—•➢✓*]")
_LABELLED = 0.5
"""Above this share of cells that begin with a colon, the lines are labels with their values, no table."""
_FAR = 1.9
_INDENT = 45.0
"""A line this far below the last (in heights) and this far inside its column (in points) is no part of the table."""
_PITCH = 1.45
"""A gap of this many usual line pitches begins a new row."""


@dataclass(slots=True)
class _Block:
    """Lines that leave the same strips free; `before` is the table of the page before that they may go on with."""

    strips: list[Strip]
    lines: Lines
    before: PrintTable | None = None


def with_columns(layouts: list[Layout]) -> list[Layout]:
    """The same pages with their unruled tables told from their lines."""
    done: list[Layout] = []
    before: PrintTable | None = None
    for layout in layouts:
        lines: Lines = []
        tables = list(layout.tables)
        for block in _blocks(layout, before):
            table = _table(block)
            if table is None:
                lines += block.lines
            else:
                tables.append(table)
        done.append(Layout(layout.page, lines, tables))
        before = _last(done[-1])
    return done


def _last(layout: Layout) -> PrintTable | None:
    """The unruled table that ends a page."""
    last = max(layout.tables, key=lambda table: table.box.y1, default=None)
    if last is None or not last.strips or any(line.y0 > last.box.y1 for line in layout.lines):
        return None
    return last


def _blocks(layout: Layout, before: PrintTable | None) -> list[_Block]:
    """The lines in groups; a group without strips is running text. No group goes on over a ruled table."""
    stops = [table.box.y0 for table in layout.tables]
    blocks: list[_Block] = []
    if before is not None:
        blocks.append(_Block(list(before.strips), [], before))
    for line in layout.lines:
        last = blocks[-1] if blocks else None
        if last and last.strips and not line.flow and not _stopped(last, line, stops):
            kept = [free for strip in last.strips for free in _still_free(strip, line)]
            unsure = last.before is None and len(last.lines) < _FEWEST_ROWS
            if len(kept) == len(last.strips) or (kept and unsure):
                last.strips = kept
                last.lines.append(line)
                continue
        blocks.append(_Block([] if line.flow else _strips(line), [line]))
    return [block for block in blocks if block.lines]


def _stopped(block: _Block, line: PrintLine, stops: list[float]) -> bool:
    """Whether a ruled table stands before the line, or the line stands by itself: a signature below the table."""
    above = block.lines[-1] if block.lines else None
    if above is None:
        return any(stop < line.y0 for stop in stops) or _stray(block, line)
    far = line.y0 - above.y0 > _FAR * max(above.height, line.height)
    return any(above.y0 < stop < line.y0 for stop in stops) or (far and _stray(block, line))


def _stray(block: _Block, line: PrintLine) -> bool:
    """Whether a line stands in one column only, and begins far from where that column does."""
    if any(line.x0 < start and line.x1 > end for start, end in block.strips):
        return False
    left = max((end for _, end in block.strips if end <= line.x0 + 1), default=line.x0)
    return line.x0 - left > _INDENT


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
    if not block.strips:
        return None
    box = around(block.lines)
    inner = [(start + end) / 2 for start, end in block.strips]
    edges = (box.x0 - 1, *inner, box.x1 + 1) if block.before is None else block.before.columns
    cut = [_cut(line, inner) for line in block.lines]
    if block.before is None and not _tabular(cut, edges):
        return None
    limits = [max((line.x1 for row in cut for line in row[at]), default=0.0) for at in range(len(inner) + 1)]
    if block.before is not None:
        limits = [max(both) for both in zip(limits, block.before.limits, strict=True)]
    rows = [
        [with_wraps(cell, limit) for cell, limit in zip(row, limits, strict=True)] for row in _rows(cut, block.lines)
    ]
    return PrintTable(Box(edges[0], box.y0, edges[-1], box.y1), edges, rows, limits, block.strips)


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
    full = sum(all(row) for row in cut) if len(edges) > 3 else 0
    if together < _FEWEST_ROWS and full < _FULL_ROWS:
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
    pitch = median([below.y0 - above.y0 for above, below in pairwise(lines)] or [0.0])
    rows: list[list[Lines]] = []
    for at, row in enumerate(cut):
        gap = lines[at].y0 - lines[at - 1].y0 if at else 0.0
        if not rows or _begins(row, cut[at - 1], gap > _PITCH * pitch):
            rows.append([list(cell) for cell in row])
            continue
        rows[-1] = [[*cell, *more] for cell, more in zip(rows[-1], row, strict=True)]
    return rows


def _begins(row: list[Lines], above: list[Lines], apart: bool) -> bool:
    first = row[0]
    if not first:
        return False
    numbered = _MARK.fullmatch(first[0].text) is not None
    return numbered or apart or not above[0]
