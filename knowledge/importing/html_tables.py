"""Lays the cells of an HTML table out in rows: spans filled with empty cells, repeated header rows dropped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST = 200
"""Spans are cut to this many fields; a page may claim any."""


def rows_of(table: HtmlElement) -> Iterator[list[HtmlElement | None]]:
    """The rows of a table, each with its cells in their columns, None in the fields that a span covers."""
    below: dict[int, int] = {}
    head: list[list[str]] = []
    for number, row in enumerate(_rows(table)):
        cells = _laid_out(row, below)
        texts = [" ".join(cell.text_content().split()) for cell in cells if cell is not None]
        if _is_head(row):
            if number and texts in head:
                continue
            head.append(texts)
        if cells:
            yield cells


def is_frame(table: HtmlElement) -> bool:
    """Whether a table of one column only frames another table: a page laid out with tables."""
    rows = list(_rows(table))
    return any(True for _ in table.iterdescendants("table")) and all(len(_cells(row)) == 1 for row in rows)


def _rows(table: HtmlElement) -> Iterator[HtmlElement]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from (row for row in child if row.tag == "tr")


def _cells(row: HtmlElement) -> list[HtmlElement]:
    return [cell for cell in row if cell.tag in {"td", "th"}]


def _laid_out(row: HtmlElement, below: dict[int, int]) -> list[HtmlElement | None]:
    """One row; `below` holds for each column how many more rows a cell from above covers."""
    cells: list[HtmlElement | None] = []
    spans: dict[int, int] = {}

    def covered() -> None:
        while below.get(len(cells), 0) > 0:
            below[len(cells)] -= 1
            cells.append(None)

    for cell in _cells(row):
        covered()
        for part in range(_span(cell, "colspan")):
            spans[len(cells)] = _span(cell, "rowspan") - 1
            cells.append(None if part else cell)
    covered()
    below |= spans
    return cells


def _span(cell: HtmlElement, name: str) -> int:
    value = (cell.get(name) or "").strip()
    return min(max(int(value), 1), _MOST) if value.isdecimal() else 1


def _is_head(row: HtmlElement) -> bool:
    cells = _cells(row)
    parent = row.getparent()
    return bool(cells) and (all(cell.tag == "th" for cell in cells) or (parent is not None and parent.tag == "thead"))
