"""Tables inside a component, such as its tariffs: a row says one thing, its head names the columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from knowledge.importing.source import Line

_COLUMN = re.compile(
    r"\W*(?:no|nomor|jenis|uraian|tarif|biaya|besaran|satuan|keterangan|skala|nama|kategori|golongan|waktu|jumlah|kelas|layanan|lama)\b",
    re.IGNORECASE,
)
_LONGEST_HEAD = 5
"""Words of a column's name."""
_LONGEST = 120
"""Characters of a cell that says what something is, or what it costs."""
_MARK = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z])[.)]?|[-•–]")


def is_head(cells: Sequence[str]) -> bool:
    """Whether the cells of a row only name columns: No, Jenis, Tarif."""
    filled = [cell for cell in cells if cell.strip()]
    named = all(
        len(cell.split()) <= _LONGEST_HEAD and not re.search(r"\d{2,}|\brp\b", cell, re.IGNORECASE) for cell in filled
    )
    return len(filled) > 1 and named and any(_COLUMN.match(cell) for cell in filled)


def row_lines(cells: Sequence[Sequence[Line]]) -> list[Line]:
    """The lines of one row: "what it is: what it costs" where each cell is one short line, else line after line."""
    filled = [list(cell) for cell in cells if any(line.text.strip() for line in cell)]
    mark: str | None = None
    if (
        len(filled) > 1
        and len(filled[0]) == 1
        and filled[0][0].mark is None
        and _MARK.fullmatch(filled[0][0].text.strip())
    ):
        mark = filled.pop(0)[0].text.strip()
    if not filled:
        return []
    first = filled[0][0]
    short = all(len(cell) == 1 and len(cell[0].text) < _LONGEST for cell in filled)
    if len(filled) > 1 and short:
        said = f"{first.text.rstrip(' :')}: {', '.join(cell[0].text for cell in filled[1:])}"
        return [replace(first, text=said, mark=mark or first.mark, spaced=True)]
    lines = [line for cell in filled for line in cell]
    return [replace(lines[0], mark=mark or lines[0].mark), *lines[1:]]


def table_lines(rows: Iterable[Sequence[Sequence[Line]]]) -> Iterator[Line]:
    """The lines of a whole table inside a cell; its head, if it has one, as a heading."""
    for position, cells in enumerate(rows):
        texts = [" ".join(line.text for line in cell) for cell in cells]
        if position == 0 and is_head(texts):
            first = next(line for cell in cells for line in cell)
            yield replace(first, text=" | ".join(text for text in texts if text), heading=True)
        else:
            yield from row_lines(cells)
