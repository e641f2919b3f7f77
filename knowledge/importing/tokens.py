"""Cuts a document into tokens: headings of components, titles of services, group labels, and the words between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.importing import marks
from knowledge.importing.cleaning import plain
from knowledge.importing.component_names import folded, named
from knowledge.importing.group_labels import closes, is_header, is_label
from knowledge.importing.inner_tables import is_head
from knowledge.importing.line_headings import JUNK, NAME_LINES, LineHeadings
from knowledge.importing.row_headings import content_lines, headed_rows, joined, name_cell, row_heading, row_number
from knowledge.importing.service_titles import NAMED_TITLE, is_office_title, title_of
from knowledge.importing.source import Block, Line, Row
from knowledge.importing.token import CERTAIN, Token

_SAME_NAME = 97
"""Least likeness of a name that a page cut in two: the rest must be its own words."""
_HEADED_ROWS = 4
"""Rows that name components in a document whose tables do so: lines outside them rarely do."""


def tokens_of(blocks: Sequence[Block], services: Sequence[str] = (), *, noisy: bool = False) -> list[Token]:
    """The tokens of a document in reading order; `services` are names that the decree itself lists."""
    cutter = _Cutter(list(services), noisy=noisy, in_rows=headed_rows(blocks) >= _HEADED_ROWS)
    lines = list(blocks)
    position = 0
    while position < len(lines):
        block = lines[position]
        if isinstance(block, Row):
            cutter.row(block)
            position += 1
        else:
            follows = [each for each in lines[position + 1 : position + NAME_LINES] if isinstance(each, Line)]
            position += cutter.line(block, follows)
    return cutter.tokens


class _Cutter:
    """Turns blocks into tokens one after another."""

    def __init__(self, services: list[str], *, noisy: bool, in_rows: bool) -> None:
        self.tokens: list[Token] = []
        self._services = [folded(name) for name in services]
        self._noisy = noisy
        self._headings = LineHeadings(noisy=noisy, in_rows=in_rows)
        self._table = 0
        self._component = ""
        self._row_name = ""
        self._name_follows = False

    def row(self, row: Row) -> None:
        """Takes in a table row."""
        cells = [joined(cell) for cell in row.cells]
        filled = [cell for cell in row.cells if joined(cell)]
        if not filled:
            return
        first = Line(" | ".join(cell for cell in cells if cell), filled[0][0].number, filled[0][0].page)
        goes_on, self._table = self._table == row.table, row.table
        found = None if self._ends_name(row) else row_heading(row)
        repeated = found is not None and found[0].component == self._component and found[1] is None and not cells[0]
        if found and not is_header(cells) and not repeated:
            name, number, lines = found
            self._component = name.component
            self._row_name = name_cell(row)
            self._add(Token("heading", first, name.component, CERTAIN, name.score, in_row=True, number=number))
            self._content(lines, cut=False)
        elif found and repeated and len(filled) > 1:
            self._content(found[2], cut=True)
        elif is_header(cells):
            self._add(Token("header", first))
        elif len(filled) == 1 and is_label(joined(filled[0])):
            self._add(Token("label", first))
        elif len(filled) == 1 and self._is_title_row(row, joined(filled[0])):
            self._titled(replace(filled[0][0], text=joined(filled[0])))
        elif not self._is_head_within(row, goes_on=goes_on):
            self._content(content_lines(row, named=self._ends_name(row)), cut=True)

    def _ends_name(self, row: Row) -> bool:
        """Whether a row that a page cut begins with the rest of the name in the row before it."""
        rest = name_cell(row)
        if not rest or not self._row_name or joined(row.cells[0]) or re.search(r"\d", rest):
            return False
        whole, alone = named(f"{self._row_name} {rest}"), named(rest)
        if alone is not None and not alone.short and alone.component != self._component:
            return False
        return whole is not None and whole.component == self._component and whole.score > _SAME_NAME and not whole.short

    def _is_head_within(self, row: Row, *, goes_on: bool) -> bool:
        """Whether a row is the head of a table inside a component."""
        texts = [joined(cell) for cell in row.cells if joined(cell)]
        within = goes_on and self.tokens and self.tokens[-1].kind != "heading"
        if within or not is_head(texts):
            return False
        self._add(Token("header", Line(" | ".join(texts), row_number(row))))
        return True

    def _is_title_row(self, row: Row, text: str) -> bool:
        return bool(joined(row.cells[0])) and title_of(Line(text, 0), self._services) is not None

    def _content(self, lines: Sequence[Line], *, cut: bool) -> None:
        for position, line in enumerate(lines):
            if is_label(line.text):
                self._add(Token("label", line))
            else:
                self._add(Token("text", line, in_row=True, cut=cut and position == 0))

    def line(self, line: Line, follows: Sequence[Line]) -> int:
        """Takes in a line, and the next ones if they end a heading begun here; returns how many were taken."""
        self._table = 0
        if line.flow:
            self._add(Token("text", line))
            return 1
        if self._name_follows and not NAMED_TITLE.match(line.text):
            self._name_follows = False
            if not is_label(line.text) and not is_header([line.text]) and named(line.text) is None:
                self._add(Token("title", line, score=80))
                return 1
        if is_header([line.text]) or is_office_title(line.text):
            self._add(Token("header", line))
        elif is_label(line.text):
            self._add(Token("label", line))
        elif closes(JUNK.sub("", line.text).lstrip(" .") if self._noisy else line.text):
            self._add(Token("closing", line))
        else:
            return self._worded(line, follows)
        return 1

    def _worded(self, line: Line, follows: Sequence[Line]) -> int:
        if NAMED_TITLE.match(line.text[marks.after_mark(line.text) :]):
            self._titled(line)
            return 1
        heading = self._headings.heading_of(line, follows)
        if heading:
            token, rest, taken = heading
            self._add(token)
            rest = re.sub(r"^\W*\w\s+(?=1[.)]\s)", "", plain(rest)) if self._noisy else rest
            if rest:
                self._add(Token("text", replace(line, text=rest, mark=None), in_heading=True))
            return taken
        if not self._titled(line):
            self._add(Token("text", line))
        return 1

    def _titled(self, line: Line) -> bool:
        title = title_of(line, self._services)
        if title is None:
            return False
        name, score = title
        if not name:
            self._name_follows = True
            self._add(Token("header", line))
            return True
        self._add(Token("title", replace(line, text=name), score=score, number=marks.number_before(line.text)))
        return True

    def _add(self, token: Token) -> None:
        self.tokens.append(token)
