"""Parts the rows of a table that is drawn with lines between its columns but none between its rows."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from knowledge.importing.page_layout import Lines, PrintTable

_NUMBER = re.compile(r"\(?(\d{1,3})[.)]?")


def with_rows(table: PrintTable) -> PrintTable:
    """The same table, with each drawn row parted where the numbers in its first column count on."""
    return replace(table, rows=[part for row in table.rows for part in _parted(row)])


def _parted(row: list[Lines]) -> list[list[Lines]]:
    starts = _starts(row)
    if len(starts) < 2 or not any(row[1:]):
        return [row]
    bounds = [float("-inf"), *starts[1:], float("inf")]
    return [[[line for line in cell if low <= line.y0 < high] for cell in row] for low, high in pairwise(bounds)]


def _starts(row: list[Lines]) -> list[float]:
    """The tops of the numbers in the first column, if it holds only numbers that count on, each beside a text."""
    first = row[0] if row else []
    numbers = [_NUMBER.fullmatch(line.text) for line in first]
    counts = [int(number[1]) for number in numbers if number]
    if len(counts) != len(first) or counts != list(range(counts[0], counts[0] + len(counts))) if counts else True:
        return []
    beside = [any(abs(other.y0 - line.y0) < line.height / 2 for cell in row[1:] for other in cell) for line in first]
    return [line.y0 - line.height / 4 for line in first] if all(beside) else []
