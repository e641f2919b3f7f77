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
_NAME_WORDS = 5
"""Words of a name in one line of a narrow column."""
_SAME = 95
"""Least likeness of a name put together from several rows."""
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
            table = _whole_names([row for row in rows if isinstance(row, Row)])
            made += _side_by_side(table) or _in_rows(table) or _named_beside(table) or _titled(table) or table
        else:
            made += rows
    return made


def _titled(table: Sequence[Row]) -> list[Block] | None:
    """A head row whose last column has the name of the one service instead of "Uraian"."""
    for position, row in enumerate(table[:3]):
        texts = [joined(cell) for cell in row.cells]
        plain = [" ".join(text.lower().split()).strip(".: ") for text in texts]
        others = [at for at, text in enumerate(plain) if text and text not in _PLAIN]
        if "komponen" in plain and len(others) == 1 and others[0] == len(texts) - 1 and named(texts[others[0]]) is None:
            title = replace(row.cells[others[0]][0], text=f"{_TITLE}{texts[others[0]]}", heading=True)
            return [*table[:position], title, *table[position + 1 :]]
    return None


def _whole_names(table: Sequence[Row]) -> list[Row]:
    """Rows whose name goes on in the rows below, beside more content, made one."""
    made: list[Row] = []
    position = 0
    while position < len(table):
        row = table[position]
        taken = _rows_of_name(table, position)
        if taken > 1:
            parts = table[position : position + taken]
            width = max(len(part.cells) for part in parts)
            cells = [
                tuple(line for part in parts if at < len(part.cells) for line in part.cells[at]) for at in range(width)
            ]
            row = Row(tuple(cells), row.table)
        made.append(row)
        position += taken
    return made


def _rows_of_name(table: Sequence[Row], position: int) -> int:
    """How many rows the name of a component that begins in a row takes."""
    row = table[position]
    column = next((at for at, cell in enumerate(row.cells[:2]) if _name_in(cell)), None)
    if column is None:
        return 1
    name, taken, best = _bare(row.cells[column]), 1, 1
    alone = named(name)
    if alone is not None and not alone.short:
        return 1
    for count, below in enumerate(table[position + 1 : position + 4], start=2):
        words = joined(below.cells[column]) if column < len(below.cells) else ""
        if not words or len(words.split()) > _NAME_WORDS or any(joined(cell) for cell in below.cells[:column]):
            break
        name = f"{name} {words}"
        taken = count
        whole = named(name)
        if whole is not None and not whole.short and whole.score > _SAME and named(words) is None:
            best = taken
    return best


def _name_in(cell: Sequence[Line]) -> bool:
    text = _bare(cell)
    return bool(text) and text[0].isupper() and len(text.split()) <= _NAME_WORDS


def _side_by_side(table: Sequence[Row]) -> list[Block] | None:
    """A head row with the names of services, then a row a component."""
    head, columns = _head_of(table)
    if head is None:
        return None
    headed = [row for row in table if row_heading(row) is not None]
    if headed and table.index(headed[0]) < table.index(head):
        return None  # the head of a table within a component
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


def _head_of(table: Sequence[Row]) -> tuple[Row | None, dict[int, Line]]:
    """The row with the names of services: itself the head of the table, or right below it."""
    for position, row in enumerate(table):
        if row_heading(row) is not None:
            continue
        columns = _names(row)
        if not columns and position:
            above = [joined(cell).lower().strip(".: ") for cell in table[position - 1].cells]
            last = above.index("komponen") if "komponen" in above else len(above)
            filled = {at: cell for at, cell in enumerate(row.cells) if joined(cell)}
            if len(filled) > 1 and min(filled) > last:
                columns = {at: _title_line(cell) for at, cell in filled.items()}
        if columns:
            return row, columns
    return None, {}


def _title_line(cell: Sequence[Line]) -> Line:
    return Line(f"{_TITLE}{joined(cell)}", cell[0].number, cell[0].page, heading=True)


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
        title = _title_of(row, min(components), _numbers(table))
        if title is not None:
            made += _turned(told, components, row.table)
            told = {at: [] for at in components}
            made.append(title)
        if not all(joined(cell).strip(" .()").isdigit() for cell in row.cells if joined(cell)):
            for at in components:
                cell = row.cells[at] if at < len(row.cells) else ()
                told[at] += [replace(line, spaced=line.spaced or not position) for position, line in enumerate(cell)]
    return [*made, *_turned(told, components, head.table)]


def _numbers(table: Sequence[Row]) -> int:
    """How many columns from the left hold numbers by their head, whatever a scan has made of the numbers."""
    heads = [joined(cell).lower().strip(".: ") for row in table[:1] for cell in row.cells]
    return next((at for at, head in enumerate(heads) if head not in {"no", "nomor", "nr"}), 0)


def _title_of(row: Row, first: int, start: int = 0) -> Line | None:
    words = [cell for cell in row.cells[start:first] if joined(cell) and not joined(cell).strip(" .").isdigit()]
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
        title = _title_of(row, column, _numbers(table)) if headed else None
        if title is not None and named(title.text.removeprefix(_TITLE)) is None:
            made.append(title)
            found = True
        made.append(Row(row.cells[column:], row.table) if headed or not any(row.cells[:column]) else row)
    return made if found else None


def _bare(cell: Sequence[Line]) -> str:
    text = joined(cell)
    mark = marks.leading(text)
    return text[mark[1] :] if mark else text
