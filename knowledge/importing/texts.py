"""Reads text and Markdown: lines, rows parted by tabs or pipes, HTML tables and fragments in the middle of text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace

from knowledge.importing.columns_by_blanks import BlankRow, Columns, columns_of, is_page_line, repeated_edges, rows
from knowledge.importing.component_names import named
from knowledge.importing.markup import clean, lines_of
from knowledge.importing.source import Block, Document, Line, Row

_BARS = re.compile(r"^[^|]*\|[^|]+\|[^|]*$")
_BARRED = 4
"""Rows that name components among lines with bars, for the bars to be the rules of a table."""
_MOST = 0.6
"""Share of the lines with bars that must be rows: a scan strews single ones."""
_TITLE_WORDS = 14
_PIPE_ROW = re.compile(r"^\s*\|.*\|\s*$")
_PIPE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$")
_ESCAPED = re.compile(r"\\([.()\[\]*_#+!>~|-])")
_MATHS = re.compile(r"\$([^$\n]{1,60})\$")
_SIGNS = {
    "\\pm": "±",
    "\\geq": "≥",
    "\\leq": "≤",
    "\\ge": "≥",
    "\\le": "≤",
    "\\times": "×",
    "\\%": "%",
    "\\rightarrow": "→",
    "\\to": "→",
}
_BEGUN_STRONG = re.compile(r"^\s*((?:\d{1,2}|[A-Z])[.)]\s+)?(?:\*\*|__)(?=\S)([^*_]+?)(?:\*\*|__)\s*(:?\s*\S.*)$")
_RULE = re.compile(r"^\s*(?:[-=_*]\s?){3,}\s*$")
_UNDERLINE = re.compile(r"^\s*(?:-{3,}|={3,})\s*$")
_FENCE = re.compile(r"^\s*(?:```|~~~)\s*(\w*)\s*$")
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_ALL_STRONG = re.compile(r"^\s*(?:\*\*|__)(.+?)(?:\*\*|__)\s*:?\s*$")


def read_text(name: str, content: bytes) -> Document:
    """The document that UTF-8 text holds, form feeds parting its pages; raises UnicodeDecodeError."""
    text = content.decode("utf-8-sig")
    pages = text.split("\f")
    every = text.splitlines()
    columns = columns_of(every)
    edges = {every[position] for position in repeated_edges(every)}
    blocks: list[Block] = []
    number = 0
    table = 0
    for page, part in enumerate(pages, start=1):
        lines = ["" if line in edges else line for line in part.splitlines()]
        reader = _Lines(lines, number, page if len(pages) > 1 else None, table, columns)
        blocks += reader.blocks()
        table = reader.table
        number += len(lines)
    return Document(
        name, hashlib.sha256(content).hexdigest(), tuple(blocks), len(pages) if len(pages) > 1 else 0, loose=True
    )


class _Lines:
    """The lines of one page and the tables met so far."""

    def __init__(
        self, lines: list[str], before: int, page: int | None, table: int, columns: list[Columns] | None = None
    ) -> None:
        self._columns = columns or []
        self._lines = lines
        self._before = before
        self._page = page
        self._in_table = False
        self.table = table

    def blocks(self) -> Iterator[Block]:
        """Every line as a row or as lines."""
        if self._columns:
            yield from self._blank_columns()
            return
        piped = _piped(self._lines)
        fenced = ""
        until = 0
        for position, text in enumerate(self._lines):
            number = self._before + position + 1
            if position < until:
                continue
            fence = _FENCE.match(text)
            if fence:
                fenced = "" if fenced else fence[1] or "text"
            elif fenced == "mermaid":
                yield from (replace(line, flow=True) for line in lines_of(text, number, self._page))
            elif "<table" in text.lower():
                until = self._table_end(position)
                yield from self._html(position, until, number)
            elif position in piped:
                yield from self._piped_row(text, number)
            elif "\t" in text:
                yield self._row(text.split("\t"), number)
            else:
                yield from self._paragraph(position, number)

    def _piped_row(self, text: str, number: int) -> Iterator[Row]:
        if not _PIPE_RULE.match(text):
            yield self._row(_pipe_cells(text), number)

    def _paragraph(self, position: int, number: int) -> Iterator[Line]:
        """A line outside tables; one that only rules off holds nothing."""
        text = self._lines[position]
        self._in_table = False
        if not text.strip() or _RULE.match(text):
            return
        spaced = position > 0 and not self._lines[position - 1].strip()
        for line in self._plain(text, number):
            yield replace(line, spaced=spaced, heading=line.heading or self._is_underlined(position))
            spaced = False

    def _is_underlined(self, position: int) -> bool:
        """Whether a line is a heading by the rule under it, as Markdown and typists have it."""
        below = self._lines[position + 1] if position + 1 < len(self._lines) else ""
        return bool(_UNDERLINE.match(below)) and len(self._lines[position].split()) <= _TITLE_WORDS

    def _table_end(self, position: int) -> int:
        """The line after the HTML table that begins in a line; the next line if it never ends."""
        depth = 0
        for at in range(position, len(self._lines)):
            text = self._lines[at].lower()
            depth += text.count("<table") - text.count("</table")
            if depth <= 0:
                return at + 1
        return position + 1

    def _html(self, position: int, until: int, number: int) -> Iterator[Block]:
        from knowledge.importing.html import blocks_of

        for block in blocks_of(_plain_words("\n".join(self._lines[position:until])), number, self._page):
            if isinstance(block, Row):
                yield replace(block, table=self.table + block.table)
            else:
                yield block
        self.table += 1
        self._in_table = False

    def _blank_columns(self) -> Iterator[Block]:
        """The lines of a page whose tables are kept apart by blanks."""
        numbered = [(self._before + position + 1, text) for position, text in enumerate(self._lines)]
        kept = [(number, "" if is_page_line(text) else text) for number, text in numbered]
        spaced = False
        for part in rows(kept, self._columns[0], self._page):
            if isinstance(part, BlankRow):
                yield Row(part.cells(), 1)
            elif part[1].strip():
                for line in self._plain(part[1], part[0]):
                    yield replace(line, spaced=spaced)
            spaced = True

    def _row(self, cells: list[str], number: int) -> Row:
        if not self._in_table:
            self.table += 1
            self._in_table = True
        return Row(tuple(tuple(lines_of(_plain_words(cell), number, self._page)) for cell in cells), self.table)

    def _plain(self, text: str, number: int) -> Iterator[Line]:
        begun = _BEGUN_STRONG.match(text)
        if begun and named(begun[2].rstrip(" :")) is not None:
            text = f"{begun[1] or ''}{begun[2].rstrip(' :')}: {begun[3].lstrip(' :')}"
            yield from (replace(line, heading=True) for line in lines_of(_plain_words(text), number, self._page))
            return
        heading = _HEADING.match(text)
        bold = _ALL_STRONG.match(text)
        if heading:
            yield Line(clean(_plain_words(heading[2])), number, self._page, heading=True)
        else:
            for line in lines_of(_plain_words(text), number, self._page):
                yield replace(line, heading=line.heading or bool(bold))


def _piped(lines: list[str]) -> set[int]:
    """The lines that are rows of Markdown tables: a rule of dashes among neighbours that begin and end with a pipe."""
    rows = {position for position, line in enumerate(lines) if _PIPE_ROW.match(line) or _BARS.match(line)}
    runs: list[list[int]] = []
    for position in sorted(rows):
        if runs and position - runs[-1][-1] == 1:
            runs[-1].append(position)
        else:
            runs.append([position])
    strays = sum("|" in line for line in lines)
    barred = len(rows) > _MOST * strays and sum(_names_component(lines[position]) for position in rows) >= _BARRED
    return {
        position for run in runs if barred or any(_PIPE_RULE.match(lines[each]) for each in run) for position in run
    }


def _names_component(text: str) -> bool:
    """Whether one of the first cells of a row drawn with bars names a component."""
    return any(named(cell.strip(" .0123456789")) is not None for cell in _pipe_cells(text)[:2])


def _pipe_cells(text: str) -> list[str]:
    body = text.strip()
    if body.startswith("|") and body.endswith("|"):
        body = body[1:-1]
    return [cell.replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", body)]


def _plain_words(text: str) -> str:
    """Markdown's emphasis taken off, also where it goes over several lines."""
    return _MATHS.sub(_sign, _ESCAPED.sub(r"\1", _STRONG.sub(r"\2", text).replace("**", "")))


def _sign(found: re.Match[str]) -> str:
    """A formula as plain signs."""
    text = found[1]
    for name, sign in _SIGNS.items():
        text = text.replace(name, sign)
    return re.sub(r"\\(?:text|mathrm|mathbf)\{([^}]*)\}", r"\1", text)
