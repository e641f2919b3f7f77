"""Cuts the source text of a decree into words: what service and component they stand under, and where."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

CASES = Path(__file__).parents[1] / "cases"

_MARKUP = re.compile(
    r"<[^>]*>"  # the tags of the scan's tables
    r"|\bgraph LR\b|-->|\b[A-Z](?=\[| -->)"  # flow charts drawn as text: graph LR A[...] --> B[...]
)
_WORD = re.compile(r"\d+|[^\W\d_]+|±")

Columns = Literal["kept", "mixed"]
"""Whether the scan kept the two columns of a table apart, or ran their lines into each other."""

Cell = tuple[str, str]
"""A service and one of its components; where the columns are mixed, a service and ""."""


class Word(NamedTuple):
    """A word of the source in lower case, with its line, counted from 1."""

    text: str
    line: int


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Scan(_Table):
    """How one source is cut: its columns, and the line that starts each service."""

    columns: Columns
    services: dict[str, str]


class Sections(_Table):
    """The table decree_sections.yaml: component headings, and one scan per decree."""

    components: dict[str, str]
    decrees: dict[str, Scan]


class LeftOut(_Table):
    """A reviewed difference: words in a line, lines from `start` up to `stop`, or a text restored by hand."""

    words: str | None = None
    start: str | None = None
    stop: str | None = None
    service: str | None = None
    restored: str | None = None
    reason: str


@dataclass(frozen=True, slots=True)
class Source:
    """The words of a source by cell, those under no heading, and patterns of the tables that met nothing."""

    columns: Columns
    cells: dict[Cell, list[Word]]
    astray: list[Word]
    idle: list[str]
    restored: frozenset[tuple[str, str]]


@dataclass(slots=True)
class _Cutter:
    """Walks the lines of one source and remembers under which heading it is."""

    scan: Scan
    headings: dict[str, str]
    service: str = ""
    component: str = ""
    met: set[str] = field(default_factory=set)

    def below_heading(self, line: str) -> str:
        """The line without the heading that it starts with, after taking note of that heading."""
        for service, pattern in self.scan.services.items():
            if re.search(pattern, line):
                self.met.add(pattern)
                self.service, self.component = service, ""
                return ""
        return line if self.scan.columns == "mixed" else self._below_component(line)

    def _below_component(self, line: str) -> str:
        for component, pattern in self.headings.items():
            heading = re.match(rf"\s*(\d\.?)?\s*(?:{pattern})(?!\w)", line, re.IGNORECASE)
            if heading:
                self.component = component
                return line[heading.end() :]
        return line


def read_sections() -> Sections:
    """The table of sections."""
    return Sections.model_validate(yaml.safe_load((CASES / "decree_sections.yaml").read_text("utf-8")))


def read_left_out() -> dict[str, list[LeftOut]]:
    """The reviewed differences by decree."""
    content = yaml.safe_load((CASES / "decree_left_out.yaml").read_text("utf-8"))
    return TypeAdapter(dict[str, list[LeftOut]]).validate_python(content)


def source_path(file: str) -> Path:
    """The copy of a source text that the tests read."""
    return CASES / "decrees" / file


def words_of(text: str) -> list[str]:
    """The words and numbers of a text in lower case, parted from each other and from all punctuation."""
    return _WORD.findall(text.lower().replace("\\pm", "±"))


def cut(text: str, scan: Scan, headings: dict[str, str], left_out: list[LeftOut]) -> Source:
    """The words of a source text by service and component, less what is left out on purpose."""
    cutter = _Cutter(scan, headings)
    cells: dict[Cell, list[Word]] = defaultdict(list)
    used: set[str] = set()
    for number, line in _without_blocks(text, left_out, used):
        rest = cutter.below_heading(_without_words(line, left_out, used))
        cells[cutter.service, cutter.component] += [Word(word, number) for word in words_of(rest)]
    astray = [
        word
        for (service, component), words in cells.items()
        for word in words
        if not service or (scan.columns == "kept" and not component)
    ]
    patterns = {*scan.services.values(), *(entry.words or entry.start or "" for entry in left_out)} - {""}
    restored = frozenset((entry.service or "", entry.restored) for entry in left_out if entry.restored)
    return Source(scan.columns, dict(cells), astray, sorted(patterns - cutter.met - used), restored)


def _without_blocks(text: str, left_out: list[LeftOut], used: set[str]) -> Iterator[tuple[int, str]]:
    block: LeftOut | None = None
    for number, raw in enumerate(text.splitlines(), 1):
        line = _MARKUP.sub(" ", raw)
        if block and block.stop and re.search(block.stop, line):
            block = None
        if not block:
            block = next((entry for entry in left_out if entry.start and re.search(entry.start, line)), None)
            if not block:
                yield number, line
            elif block.start:
                used.add(block.start)


def _without_words(line: str, left_out: list[LeftOut], used: set[str]) -> str:
    for entry in left_out:
        if entry.words:
            line, count = re.subn(entry.words, " ", line)
            if count:
                used.add(entry.words)
    return line
