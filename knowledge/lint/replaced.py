"""Laws that a decree rests on although others have taken their place."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from knowledge.lint.citations import citations
from knowledge.lint.finding import Trace
from knowledge.lint.laws import Replaced
from knowledge.lint.subject import Subject, components, texts
from knowledge.lint.wording import shortened


def find(subject: Subject) -> Iterator[Trace]:
    """Citations of laws that the table says were replaced by today; one inside another law's title rests on nothing."""
    table = {row.law: row for row in subject.laws}
    decree = subject.file.decree.date
    for component in components(subject):
        for text in texts(component):
            for clause in text.text.split(";"):
                cited = next(citations(clause), None)
                row = table.get(cited.law) if cited is not None else None
                if cited is None or row is None or row.since_at_latest > subject.today:
                    continue
                yield Trace(
                    "peraturan",
                    "periksa",
                    text.location,
                    f"{row.law} sudah diganti {row.new}, {_since(row)}{_when(row, decree)}",
                    "periksa di peraturan.go.id dan usulkan perubahan keputusan; teks keputusan sendiri jangan diubah"
                    + (f". {row.note}" if row.note else ""),
                    words=shortened(cited.words),
                    told_by=re.compile(
                        rf"\b{row.law.number}\b.*\b{row.law.year}\b.*(?:diganti|dicabut|tidak berlaku)", re.IGNORECASE
                    ),
                )


def _since(row: Replaced) -> str:
    when = f"{row.since:%d-%m-%Y}" if isinstance(row.since, dt.date) else str(row.since)
    return f"sejak {when} ({row.source})"


def _when(row: Replaced, decree: dt.date | None) -> str:
    return ", sebelum keputusan ini ditetapkan" if decree is not None and row.since_at_latest < decree else ""
