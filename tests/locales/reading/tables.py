"""The case tables and how a value is written in them."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from locales.reading.found import Found, Range
from locales.reading.numbers import Number
from locales.reading.refusals import Refused

CASES = Path(__file__).parents[2] / "cases" / "reading"


def rows(name: str) -> list[list[str]]:
    """The rows of a table of tests/cases/reading."""
    with (CASES / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row]


def written(value: object) -> str:
    """A value as the tables write it: dates and times in ISO, ranges with "..", refusals by their name and facts."""
    match value:
        case Found():
            return written(value.value)
        case Range():
            return f"{written(value.first)}..{written(value.last)}"
        case Number():
            ends = written(value.low) if value.low == value.high else written(Range(value.low, value.high))
            return f"{'~' if value.about else ''}{ends} {value.unit}".strip()
        case Refused():
            return " ".join([type(value).__name__, *_facts(value)])
        case bool():
            return "yes" if value else "no"
        case dt.time():
            return value.isoformat("minutes")
        case Decimal():
            return f"{value.normalize():f}"
        case _:
            return str(value)


def _facts(refused: Refused) -> Iterator[str]:
    for field in dataclasses.fields(refused):
        value = getattr(refused, field.name)
        if value is not None:
            yield from map(written, value if isinstance(value, tuple) else (value,))
