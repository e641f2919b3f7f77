"""The laws that were replaced: laws.yaml, an editable table that an office may put its own in place of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from knowledge.decree_file import Line, Part
from knowledge.errors import BrokenFile, Problem
from knowledge.files import KnowledgeFile
from knowledge.lint.citations import Law, citations
from knowledge.yaml_lines import line_at, read_yaml

_FORM = 'tulis seperti "UU 32/2004" atau "Peraturan Pemerintah Nomor 5 Tahun 2021"'


class ReplacedPart(Part):
    """One law that no longer holds, what took its place, since when, and where that is said."""

    old: Line
    new: Line
    since: dt.date | Annotated[int, Field(ge=1945, le=9999)]
    source: Line
    note: Line | None = None


class LawsFile(Part):
    """laws.yaml"""

    laws: list[ReplacedPart]


@dataclass(frozen=True, slots=True)
class Replaced:
    """A law that no longer holds."""

    law: Law
    new: str
    since: dt.date | int
    source: str
    note: str | None = None

    @property
    def since_at_latest(self) -> dt.date:
        """The day from which it surely no longer held: the last of the year where only the year is known."""
        return dt.date(self.since, 12, 31) if isinstance(self.since, int) else self.since


def replaced_laws(file: KnowledgeFile) -> tuple[Replaced, ...]:
    """The table of laws.yaml; raises BrokenFile."""
    read = read_yaml(file.text, file.name, LawsFile)
    problems: list[Problem] = []
    rows: dict[Law, Replaced] = {}
    for place, row in enumerate(read.laws):
        line = line_at(file.text, ("laws", place))
        law = next((each.law for each in citations(row.old)), None)
        if law is None:
            problems.append(Problem(file.name, line, f"peraturan {row.old!r} tidak dikenali", _FORM))
        elif law in rows:
            problems.append(Problem(file.name, line, f"{law} diberikan dua kali", "hapus salah satunya"))
        else:
            rows[law] = Replaced(law, row.new, row.since, row.source, row.note)
    if problems:
        raise BrokenFile(*problems)
    return tuple(rows.values())
