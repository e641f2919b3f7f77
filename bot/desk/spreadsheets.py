"""Tables as files for a spreadsheet: CSV and XLSX, written in a thread, in which no cell is ever a formula."""

from __future__ import annotations

import asyncio
import codecs
import csv
import datetime as dt
import io
from collections.abc import AsyncIterable, Callable, Iterable, Sequence
from importlib import import_module
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Literal, Protocol

Cell = str | int | dt.datetime | None
Ending = Literal["csv", "xlsx"]
ENDINGS: tuple[Ending, ...] = ("csv", "xlsx")
MEDIA_TYPES: dict[Ending, str] = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_IN_MEMORY = 2 * 1024 * 1024
"""Bytes of a file before it goes to the disk."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What spreadsheets take for the beginning of a formula (OWASP, CSV injection)."""
_MOMENT = "dd-mm-yyyy hh:mm"
_WIDEST = 60
_LONGEST = 32_767
"""Characters of a cell (Excel's limit)."""


class Table(Protocol):
    """A table that grows by rows; both work on the disk, so they are called from a thread."""

    def add(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Adds rows."""

    def close(self) -> None:
        """Ends the table; the file stands at its beginning."""


async def write_table(
    file: IO[bytes], ending: Ending, columns: Sequence[str], chunks: AsyncIterable[Sequence[Sequence[Cell]]]
) -> int:
    """Writes a table into a file, which then stands at its beginning; returns the number of its rows."""
    if ending == "xlsx":
        await asyncio.to_thread(import_module, "xlsxwriter")  # loaded with the first file
    table: Table = (_Csv if ending == "csv" else _Xlsx)(file, columns)
    count = 0
    try:
        async for chunk in chunks:
            await _finished(table.add, chunk)
            count += len(chunk)
    finally:
        await _finished(table.close)
    return count


async def _finished(work: Callable[..., None], *given: object) -> None:
    """Does something in a thread, to its end also when who waited for it has gone: two threads share no table."""
    doing = asyncio.create_task(asyncio.to_thread(work, *given))
    try:
        await asyncio.shield(doing)
    except asyncio.CancelledError:
        await asyncio.wait([doing])
        raise


def spooled() -> IO[bytes]:
    """A nameless file in memory, and on the disk once it is large; gone when it is closed.

    Who serves it opens it before anything is awaited, in a `with`: an officer's browser may leave at any moment.
    """
    return SpooledTemporaryFile(_IN_MEMORY)


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula when it opens a CSV file."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_FORMULA) else text


def csv_row(cells: Sequence[Cell]) -> list[str]:
    """Cells as CSV has them: moments as ISO 8601 without a zone, which the heading names."""
    return [_csv_cell(cell) for cell in cells]


def _csv_cell(cell: Cell) -> str:
    if isinstance(cell, dt.datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    return guarded(cell) if isinstance(cell, str) else "" if cell is None else str(cell)


class _Csv:
    """RFC 4180 in UTF-8, with the mark by which spreadsheets know it."""

    def __init__(self, file: IO[bytes], columns: Sequence[str]) -> None:
        self._file = file
        self._file.write(codecs.BOM_UTF8)
        self.add([columns])

    def add(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Adds rows."""
        text = io.StringIO(newline="")
        csv.writer(text).writerows(csv_row(row) for row in rows)
        self._file.write(text.getvalue().encode())

    def close(self) -> None:
        """Ends the table; the file stands at its beginning."""
        self._file.seek(0)


class _Xlsx:
    """Rows go to the disk one by one; every text is written as a text, which is no formula whatever it begins with."""

    def __init__(self, file: IO[bytes], columns: Sequence[str]) -> None:
        from xlsxwriter import Workbook

        self._file = file
        self._book: Any = Workbook(self._file, {"constant_memory": True, "strings_to_urls": False})
        self._moment = self._book.add_format({"num_format": _MOMENT, "align": "left"})
        self._sheet = self._book.add_worksheet("Data")
        self._sheet.freeze_panes(1, 0)
        bold = self._book.add_format({"bold": True})
        for place, name in enumerate(columns):
            self._sheet.set_column(place, place, min(_WIDEST, max(16, len(name) + 2)))
            self._sheet.write_string(0, place, name, bold)
        self._next = 1

    def add(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Adds rows."""
        for row in rows:
            for place, cell in enumerate(row):
                self._write(place, cell)
            self._next += 1

    def close(self) -> None:
        """Ends the table; the file stands at its beginning."""
        self._book.close()
        self._file.seek(0)

    def _write(self, place: int, cell: Cell) -> None:
        if isinstance(cell, dt.datetime):
            self._sheet.write_datetime(self._next, place, cell.replace(tzinfo=None), self._moment)
        elif isinstance(cell, int):
            self._sheet.write_number(self._next, place, cell)
        elif cell:
            self._sheet.write_string(self._next, place, cell[:_LONGEST])
