"""Turns tables that set services side by side, or one under another in rows, into one table a service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from knowledge.importing import marks
from knowledge.importing.component_names import named
from knowledge.importing.group_labels import is_header
from knowledge.importing.row_headings import joined, row_heading
from knowledge.importing.source import Block, Line, Row

_LEAST = 3
"""Components that a table must name to be one of services."""
_TITLE = "Nama Layanan : "
_PLAIN = {
    "uraian",
    "keterangan",
    "penjelasan",
    "deskripsi",
    "isi",
    "standar",
    "komponen",
    "no",
    "nomor",
    "uraian layanan",
}


def one_service_a_table(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, tables of several services told apart; everything else as it is."""
    made: list[Block] = []
    for number, run in groupby(blocks, key=lambda block: block.table if isinstance(block, Row) else 0):
        rows = list(run)
        if number:
            table = [row for row in rows if isinstance(row, Row)]
            made += _side_by_side(table) or _in_rows(table) or _named_beside(table) or table
        else:
            made += rows
    return made


def _side_by_side(table: Sequence[Row]) -> list[Block] | None:
    """A head row with the names of services, then a row a component."""
    head = next((row for row in table if row_heading(row) is None and _names(row)), None)
    if head is None:
        return None
    columns = _names(head)
    headed = [row for row in table if row_heading(row) is not None]
    if len(columns) < 2 or len(headed) < _LEAST:
        return None
    first = min(columns)
    if not all(any(joined(cell) for cell in row.cells[:first]) for row in headed):
        return None
    made: list[Block] = list(table[: table.index(head)])
    for column, title in columns.items():
        made.append(title)
        made += [_narrowed(row, first, column) for row in table[table.index(head) + 1 :]]
    return made


def _names(row: Row) -> dict[int, Line]:
    """The columns of a head row that carry the name of a service."""
    texts = [joined(cell) for cell in row.cells]
    known = [position for position, text in enumerate(texts) if " ".join(text.lower().split()).strip(".: ") in _PLAIN]
    if not known or (is_header(texts) and len(texts) - len(known) < 2):
        return {}
    last = max((position for position in known if position < len(texts) - 1), default=-1)
    names = {
        position: Line(f"{_TITLE}{text}", row.cells[position][0].number, row.cells[position][0].page, heading=True)
        for position, text in enumerate(texts)
        if position > last and position not in known and text and named(text) is None
    }
    return names if len(names) > 1 else {}


def _narrowed(row: Row, first: int, column: int) -> Row:
    """A row with only one of its services; a cell spanning several services belongs to each."""
    cells = row.cells[:first]
    content = row.cells[column] if column < len(row.cells) else ()
    spanning = next((cell for cell in reversed(row.cells[first : column + 1]) if cell), ())
    alone = sum(1 for cell in row.cells[first:] if cell) == 1
    return Row((*cells, content or (spanning if alone else ())), row.table)


def _in_rows(table: Sequence[Row]) -> list[Block] | None:
    """A head row with the names of components, then a row a service."""
    position = next(
        (at for at, row in enumerate(table) if sum(1 for cell in row.cells if named(joined(cell))) >= _LEAST), None
    )
    if position is None or (row_heading(table[position]) is not None and len(table[position].cells) <= _LEAST):
        return None
    head = table[position]
    components = {at: cell for at, cell in enumerate(head.cells) if named(joined(cell))}
    made: list[Block] = list(table[:position])
    told: dict[int, list[Line]] = {at: [] for at in components}
    for row in table[position + 1 :]:
        title = _title_of(row, min(components))
        if title is not None:
            made += _turned(told, components, row.table)
            told = {at: [] for at in components}
            made.append(title)
        if not all(joined(cell).strip(" .()").isdigit() for cell in row.cells if joined(cell)):
            for at in components:
                cell = row.cells[at] if at < len(row.cells) else ()
                told[at] += [replace(line, spaced=line.spaced or not position) for position, line in enumerate(cell)]
    return [*made, *_turned(told, components, head.table)]


def _title_of(row: Row, first: int) -> Line | None:
    words = [cell for cell in row.cells[:first] if joined(cell) and not joined(cell).strip(" .").isdigit()]
    if not words:
        return None
    return Line(f"{_TITLE}{joined(words[-1])}", words[-1][0].number, words[-1][0].page, heading=True)


def _turned(told: dict[int, list[Line]], components: dict[int, tuple[Line, ...]], table: int) -> list[Row]:
    """A row a component; none before the first service is told."""
    return [Row(((), name, tuple(told[at])), table) for at, name in components.items()] if any(told.values()) else []


def _named_beside(table: Sequence[Row]) -> list[Block] | None:
    """Rows of a component each, with the service it belongs to in a cell before it."""
    width = max(len(row.cells) for row in table)
    counts = [sum(1 for row in table if at < len(row.cells) and named(_bare(row.cells[at]))) for at in range(width)]
    column = counts.index(max(counts))
    if not column or counts[column] < _LEAST:
        return None
    made: list[Block] = []
    found = False
    for row in table:
        headed = column < len(row.cells) and named(_bare(row.cells[column])) is not None
        title = _title_of(row, column) if headed else None
        if title is not None and named(title.text.removeprefix(_TITLE)) is None:
            made.append(title)
            found = True
        made.append(Row(row.cells[column:], row.table) if headed or not any(row.cells[:column]) else row)
    return made if found else None


def _bare(cell: Sequence[Line]) -> str:
    text = joined(cell)
    mark = marks.leading(text)
    return text[mark[1] :] if mark else text
