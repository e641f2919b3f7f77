"""Takes one page apart: tables drawn with lines, flow charts inside their cells, and the lines of print beside them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

from knowledge.importing.grids import Cell, Grid, grids_of
from knowledge.importing.placed import Box, Page, Word
from knowledge.importing.print_lines import PrintLine, line_of, lines_of, with_wraps

Lines = list[PrintLine]
Strip = tuple[float, float]

_PADDING = (1.5, 8.0)
"""The least and most (points) that cells leave free at their edges; Word's usual is 5.4."""
_FRAME = 0.85
"""A box as wide as this share of its cell frames the cell's text; a narrower one is a step of a flow chart."""


@dataclass(slots=True)
class PrintTable:
    """A table of one page: its box, the edges of its columns, and the lines of each cell (a spanned field is empty).

    `limits` are where the words of each column end at the latest; `strips` part the columns of a table without rules.
    """

    box: Box
    columns: tuple[float, ...]
    rows: list[list[Lines]]
    limits: list[float] = field(default_factory=list)
    strips: list[Strip] = field(default_factory=list)


@dataclass(slots=True)
class Layout:
    """One page: its lines outside tables from top to bottom, and its tables."""

    page: Page
    lines: Lines
    tables: list[PrintTable]


def laid_out(page: Page) -> Layout:
    """The page taken apart."""
    grids = [grid for grid in grids_of(page.across, page.down) if _holds_words(grid, page.words)]
    tables = [grid for grid in grids if _is_table(grid)]
    tables = [grid for grid in tables if not any(_inside(grid, other) for other in tables if other is not grid)]
    boxes = _steps(page, grids, tables)
    inside: dict[int, list[Word]] = defaultdict(list)
    outside: list[Word] = []
    for word in page.words:
        at = next((at for at, grid in enumerate(tables) if grid.box.holds(*word.middle, by=1.0)), None)
        if at is None:
            outside.append(word)
        else:
            inside[at].append(word)
    found = [_table(grid, inside[at], boxes) for at, grid in enumerate(tables)]
    return Layout(page, _apart(outside, boxes), found)


def _holds_words(grid: Grid, words: list[Word]) -> bool:
    return any(grid.box.holds(*word.middle) for word in words)


def _is_table(grid: Grid) -> bool:
    return len(grid.cells) > 1 and grid.closed


def _inside(grid: Grid, other: Grid) -> bool:
    """Whether a grid stands inside one cell of another."""
    return grid.box.within(other.box, 1.0) and any(grid.box.within(cell.box, 1.0) for cell in other.cells)


def _steps(page: Page, grids: list[Grid], tables: list[Grid]) -> list[Box]:
    """The areas of flow charts: boxes and shapes that are neither a table nor the frame of one text."""
    cells = [cell.box for grid in tables for cell in grid.cells]
    whole = Box(0, 0, page.width, page.height)
    areas: dict[Box, list[Box]] = defaultdict(list)
    joined = {grid.box for grid in grids if len(grid.cells) > 1}
    for grid in grids:
        if not _is_table(grid) and not any(table.box.within(grid.box, 1.0) for table in tables):
            areas[next((cell for cell in cells if grid.box.within(cell, 1.0)), whole)].append(grid.box)
    for shape in page.shapes:
        if any(shape.holds(*word.middle) for word in page.words):
            areas[next((cell for cell in cells if shape.within(cell, 1.0)), whole)].append(shape)
    found: list[Box] = []
    for area, boxes in areas.items():
        frames = area is whole or boxes[0].width >= _FRAME * area.width
        alone = len(boxes) == 1 and frames and boxes[0] not in joined
        found += [] if alone else [_around(boxes)] if area is not whole else boxes
    return found


def _around(boxes: list[Box]) -> Box:
    return Box(min(b.x0 for b in boxes), min(b.y0 for b in boxes), max(b.x1 for b in boxes), max(b.y1 for b in boxes))


def _apart(words: list[Word], boxes: list[Box]) -> Lines:
    """The lines of these words; those inside the boxes of a flow chart are lines of their own."""
    drawn: dict[Box, list[Word]] = defaultdict(list)
    running: list[Word] = []
    for word in words:
        box = next((box for box in boxes if box.holds(*word.middle)), None)
        (running if box is None else drawn[box]).append(word)
    lines = lines_of(running)
    for part in drawn.values():
        lines += [line_of(line.words, flow=True) for line in lines_of(part)]
    return sorted(lines, key=lambda line: line.middle[1])


def _table(grid: Grid, words: list[Word], boxes: list[Box]) -> PrintTable:
    held: dict[Cell, list[Word]] = defaultdict(list)
    for word in words:
        held[grid.cell_at(*word.middle)].append(word)
    wide = len(grid.columns) - 1
    rows: list[list[Lines]] = [[[] for _ in range(wide)] for _ in range(len(grid.rows) - 1)]
    lines = {cell: _apart(found, boxes) for cell, found in held.items()}
    limits = _limits(grid, lines)
    for cell, found in lines.items():
        rows[cell.row][cell.column] = with_wraps(found, limits[cell.column + cell.columns - 1])
    return PrintTable(grid.box, grid.columns, [row for row in rows if any(row)], limits)


def _limits(grid: Grid, lines: dict[Cell, Lines]) -> list[float]:
    """Where the words of each column end at the latest: as far from its right edge as they begin from its left."""
    least, most = _PADDING
    padding = [most] * (len(grid.columns) - 1)
    for cell, found in lines.items():
        if found:
            left = min(line.x0 for line in found) - cell.box.x0
            padding[cell.column] = min(padding[cell.column], max(left, least))
    return [right - free for right, free in zip(grid.columns[1:], padding, strict=True)]


def moved(table: PrintTable, columns: tuple[float, ...], places: list[int]) -> PrintTable:
    """The same table with more columns: its column i stands at places[i]."""
    rows: list[list[Lines]] = []
    limits = [edge - _PADDING[0] for edge in columns[1:]]
    for row in table.rows:
        wide: list[Lines] = [[] for _ in range(len(columns) - 1)]
        for cell, place in zip(row, places, strict=True):
            wide[place] = cell
        rows.append(wide)
    for limit, place in zip(table.limits, places, strict=True):
        limits[place] = limit
    return replace(table, columns=columns, rows=rows, limits=limits)
