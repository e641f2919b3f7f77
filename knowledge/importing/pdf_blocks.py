"""Makes lines and rows of printed pages: without what repeats at their edges, tables whole over page ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from knowledge.importing.columns import with_columns
from knowledge.importing.furniture import without_furniture
from knowledge.importing.line_maker import LineMaker
from knowledge.importing.page_layout import Layout, Lines
from knowledge.importing.pdf_tables import Chain, Part, chained_rows, parts_of
from knowledge.importing.print_lines import PrintLine, goes_on, with_wraps
from knowledge.importing.rowless import with_rows
from knowledge.importing.source import Block, Line, Row

_PADDING = 6.0
"""Words in a table end about this far (points) from its edge."""
_LEAST = 0.6
"""Text that ends before this share of the page has no line that its edge broke."""


def blocks_of(layouts: list[Layout], make: LineMaker) -> tuple[Block, ...]:
    """The blocks of all pages in reading order."""
    pages = with_columns(without_furniture(layouts))
    widths = {layout.page.width for layout in pages}
    ends = {width: _limit([one for one in pages if one.page.width == width]) for width in widths}
    limits = {layout.page.number: ends[layout.page.width] for layout in pages}
    pages = [_with_wraps(layout, limits[layout.page.number]) for layout in pages]
    for layout in pages:
        layout.tables = [with_rows(table) for table in layout.tables]
    return tuple(_blocks(_over_pages(parts_of(pages), limits), make))


def _with_wraps(layout: Layout, limit: float) -> Layout:
    """The lines outside tables know whether they go on."""
    stops = [table.box.y0 for table in layout.tables]
    return Layout(layout.page, with_wraps(layout.lines, limit, stops), layout.tables)


def _limit(layouts: list[Layout]) -> float:
    """Where the text of the pages ends on the right: as far as its longest line or widest table reaches."""
    edges = [line.x1 for one in layouts for line in one.lines]
    edges += [table.box.x1 - _PADDING for one in layouts for table in one.tables]
    return max([*edges, *(_LEAST * one.page.width for one in layouts)])


def _over_pages(parts: list[Part | Chain], limits: dict[int, float]) -> list[Part | Chain]:
    """A paragraph cut by a page goes on at the top of the next."""
    for above, part in pairwise(parts):
        if isinstance(above, Chain) or isinstance(part, Chain) or part.page == above.page:
            continue
        if above.line is not None and part.line is not None:
            part.line = replace(part.line, wrapped=_continued(above.line, part.line, limits[above.page]))
    return parts


def _continued(above: PrintLine, line: PrintLine, limit: float) -> bool:
    return not above.text.endswith((".", ":", ";")) and goes_on(above, line, limit)


def _blocks(parts: list[Part | Chain], make: LineMaker) -> Iterator[Block]:
    tables = 0
    for part in parts:
        if isinstance(part, Chain):
            tables += 1
            for page, row in chained_rows(part):
                yield Row(tuple(tuple(_lines(cell, page, make)) for cell in row), tables)
        elif part.line is not None:
            yield from _lines([part.line], part.page, make)


def _lines(lines: Lines, page: int, make: LineMaker) -> Iterator[Line]:
    for line in lines:
        yield make.line(line.text, page=page, wrapped=line.wrapped, flow=line.flow, spaced=line.spaced)
