"""Puts the tables of pages together: one that goes on over a page keeps its number, without its repeated header."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from knowledge.importing.page_layout import Layout, Lines, PrintTable, moved
from knowledge.importing.print_lines import PrintLine, goes_on

_SAME = 6.0
"""Edges of columns closer than this (points) are the same edge."""


@dataclass(slots=True)
class Part:
    """A stretch of one page: a line outside tables, or a table or its part."""

    page: int
    line: PrintLine | None = None
    table: PrintTable | None = None


@dataclass(slots=True)
class Chain:
    """A table with its parts on one page or on several."""

    parts: list[Part] = field(default_factory=list)


def parts_of(layouts: list[Layout]) -> list[Part | Chain]:
    """Lines and whole tables in reading order."""
    done: list[Part | Chain] = []
    for layout in layouts:
        for at, part in enumerate(_in_order(layout)):
            if part.table is None:
                done.append(part)
                continue
            last = done[-1] if done else None
            if at == 0 and isinstance(last, Chain) and last.parts[-1].page == part.page - 1 and _continued(last, part):
                continue
            done.append(Chain([part]))
    return done


def _in_order(layout: Layout) -> list[Part]:
    parts = [Part(layout.page.number, line=line) for line in layout.lines]
    parts += [Part(layout.page.number, table=table) for table in layout.tables]
    return sorted(parts, key=_top)


def _top(part: Part) -> float:
    if part.table is not None:
        return part.table.box.y0
    return part.line.middle[1] if part.line is not None else 0.0


def _continued(chain: Chain, part: Part) -> bool:
    """Adds a part to a table if its columns are the same, or some of them; tells whether it did."""
    tables = [one.table for one in (chain.parts[0], part) if one.table is not None]
    known, new = (_relative(table.columns) for table in tables)
    more, fewer = (known, new) if len(known) >= len(new) else (new, known)
    places = [_place(edge, more) for edge in fewer]
    if None in places or places[0] != 0 or places[-1] != len(more) - 1 or (len(fewer) == 2 < len(more)):
        return False
    columns = tuple(more)
    starts = [place for place in places[:-1] if place is not None]
    for one in (*chain.parts, part):
        if one.table is not None and len(one.table.columns) == len(fewer) < len(more):
            one.table = moved(one.table, columns, starts)
    table = _without_header(chain.parts[0].table, part.table)
    chain.parts.append(Part(part.page, table=_glued(chain.parts[-1].table, table)))
    return True


def _relative(columns: tuple[float, ...]) -> list[float]:
    """Edges counted from the first: facing pages may have other margins."""
    return [edge - columns[0] for edge in columns]


def _place(edge: float, edges: list[float]) -> int | None:
    return next((at for at, other in enumerate(edges) if abs(edge - other) <= _SAME), None)


def _without_header(first: PrintTable | None, table: PrintTable | None) -> PrintTable | None:
    """The part without the rows at its top that repeat those at the top of the table."""
    if first is None or table is None:
        return table
    same = 0
    for head, row in zip(first.rows, table.rows, strict=False):
        if _texts(head) != _texts(row):
            break
        same += 1
    return replace(table, rows=table.rows[same:])


def _texts(row: list[Lines]) -> list[str]:
    return [" ".join(line.text for line in cell) for cell in row]


def _glued(above: PrintTable | None, table: PrintTable | None) -> PrintTable | None:
    """The part whose first lines know whether they go on from the last ones on the page before."""
    if above is None or table is None or not above.rows or not table.rows:
        return table
    first = table.rows[0]
    if first[0]:
        return table
    cells = [_goes_on(*pair) for pair in zip(above.rows[-1], first, above.limits, strict=True)]
    return replace(table, rows=[cells, *table.rows[1:]])


def _goes_on(above: Lines, cell: Lines, limit: float) -> Lines:
    if not above or not cell:
        return cell
    return [replace(cell[0], wrapped=goes_on(above[-1], cell[0], limit)), *cell[1:]]


def chained_rows(chain: Chain) -> Iterator[tuple[int, list[Lines]]]:
    """The rows of a table with their pages."""
    for part in chain.parts:
        for row in part.table.rows if part.table is not None else ():
            yield part.page, row
