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


def blocks_of(layouts: list[Layout], make: LineMaker) -> tuple[Block, ...]:
    """The blocks of all pages in reading order."""
    pages = [_with_wraps(layout) for layout in with_columns(without_furniture(layouts))]
    for page in pages:
        page.tables = [with_rows(table) for table in page.tables]
    return tuple(_blocks(_over_pages(parts_of(pages)), make))


def _with_wraps(layout: Layout) -> Layout:
    """The lines outside tables know whether they go on; the rightmost of them shows where the page's text ends."""
    stops = [table.box.y0 for table in layout.tables]
    return Layout(layout.page, with_wraps(layout.lines, _limit(layout), stops), layout.tables)


def _limit(layout: Layout) -> float:
    edges = [line.x1 for line in layout.lines] + [table.box.x1 - 6 for table in layout.tables]
    return max(edges, default=layout.page.width)


def _over_pages(parts: list[Part | Chain]) -> list[Part | Chain]:
    """A paragraph cut by a page goes on at the top of the next."""
    for above, part in pairwise(parts):
        if isinstance(above, Chain) or isinstance(part, Chain) or part.page == above.page:
            continue
        if above.line is not None and part.line is not None:
            part.line = replace(part.line, wrapped=_continued(above.line, part.line))
    return parts


def _continued(above: PrintLine, line: PrintLine) -> bool:
    unfinished = not above.text.endswith((".", ":", ";"))
    return unfinished and goes_on(above, line, max(above.x1, line.x1))


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
        yield make.line(line.text, page=page, wrapped=line.wrapped, flow=line.flow)
