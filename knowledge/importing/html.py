"""Reads a whole HTML page as a browser shows it: paragraphs, headings, lists with their marks, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from knowledge.importing import refusing
from knowledge.importing.encodings import as_utf8
from knowledge.importing.html_lists import Marks
from knowledge.importing.html_tables import is_frame, rows_of
from knowledge.importing.inner_tables import table_lines
from knowledge.importing.limits import USUAL, Limits
from knowledge.importing.line_maker import LineMaker
from knowledge.importing.source import Block, Line, Row

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_UNSEEN = {"head", "script", "style", "title", "template", "noscript", "iframe", "object", "nav", "select", "textarea"}
_LINES = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main",
    "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TOO_DEEP = "Excessive depth"


@dataclass(frozen=True, slots=True)
class _Manner:
    """How the text of an element is shown."""

    depth: int = -1
    heading: bool = False
    flow: bool = False
    kept: bool = False


def read_html(path: Path, limits: Limits) -> tuple[Block, ...]:
    """The blocks of a page; raises Unreadable where it is no text, or nested too deeply."""
    content = as_utf8(path.name, path.read_bytes())
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = document_fromstring(content, parser)
    except (etree.ParserError, ValueError) as fault:
        raise refusing.wordless(path.name) from fault
    if any(_TOO_DEEP in entry.message for entry in parser.error_log) or _depth(root) > limits.depth:
        raise refusing.too_deep(path.name)
    reader = _Reader(LineMaker(path.name, limits))
    reader.take(root, _Manner())
    reader.end()
    return tuple(reader.blocks)


def blocks_of(fragment: str, number: int, page: int | None = None, limits: Limits = USUAL) -> list[Block]:
    """The blocks of HTML that stands in the middle of a text, all at one line of it; too deep nesting is left flat."""
    root = document_fromstring(f"<div>{fragment}</div>")
    if _depth(root) > limits.depth:
        return [Line(" ".join("".join(str(text) for text in root.itertext()).split()), number, page)]
    reader = _Reader(LineMaker("", limits))
    reader.take(root, _Manner())
    reader.end()
    return [_placed(block, number, page) for block in reader.blocks]


def _placed(block: Block, number: int, page: int | None) -> Block:
    if isinstance(block, Line):
        return replace(block, number=number, page=page)
    cells = tuple(tuple(replace(line, number=number, page=page) for line in cell) for cell in block.cells)
    return replace(block, cells=cells)


def _depth(root: HtmlElement) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(depth, deepest)
    return deepest


class _Reader:
    """A page while it is walked through, the line under way included."""

    def __init__(self, make: LineMaker) -> None:
        self.blocks: list[Block] = []
        self._make = make
        self._text: list[str] = []
        self._mark: str | None = None
        self._manner = _Manner()
        self._tables = 0

    def take(self, element: HtmlElement, manner: _Manner) -> None:
        """Takes in one element with all that it holds."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _UNSEEN or _is_hidden(element):
            return
        if tag == "br":
            self.end()
        elif tag == "table" and not is_frame(element):
            self.end()
            self._table(element)
        elif tag in _LINES:
            self.end()
            self._manner = self._inner(element, manner)
            self._contents(element, self._manner)
            self.end()
            self._manner = manner
        else:
            self._contents(element, replace(manner, flow=True) if tag == "svg" else manner)

    def end(self) -> None:
        """Ends the line under way; a list mark waits for the first line of its item."""
        text = "".join(self._text)
        self._text = []
        if not text.strip():
            return
        manner = self._manner
        line = self._make.line(
            text,
            mark=self._mark,
            depth=max(manner.depth, 0) if self._mark else 0,
            heading=manner.heading,
            flow=manner.flow,
        )
        self._mark = None
        self.blocks.append(line)

    def _contents(self, element: HtmlElement, manner: _Manner) -> None:
        marks = Marks(element) if element.tag in {"ol", "ul"} else None
        self._say(element.text, manner)
        for child in element:
            if child.tag == "li":
                self.end()
                self._mark = (marks.next(child) if marks else "-") or None
            if child.tag == "text" and manner.flow:
                self.end()
            self.take(child, manner)
            if child.tag == "li":
                self._mark = None  # an item without words counts in its list, but nobody reads it
            self._say(child.tail, manner)

    def _say(self, text: str | None, manner: _Manner) -> None:
        if not manner.kept:
            self._text.append(text or "")
            return
        first, *others = (text or "").split("\n")
        self._text.append(first)
        for line in others:
            self.end()
            self._text.append(line)

    def _inner(self, element: HtmlElement, manner: _Manner) -> _Manner:
        tag = element.tag
        if tag in {"ol", "ul"}:
            return replace(manner, depth=manner.depth + 1)
        if tag in _HEADINGS:
            return replace(manner, heading=True)
        chart = "mermaid" in (element.get("class") or "").split()
        return replace(manner, kept=manner.kept or tag == "pre", flow=manner.flow or chart)

    def _table(self, table: HtmlElement) -> None:
        self._tables += 1
        number = self._tables
        caption = table.find("caption")
        if caption is not None:
            self.take(caption, _Manner())
        for cells in rows_of(table):
            self.blocks.append(Row(tuple(tuple(self._cell(cell)) for cell in cells), number))

    def _cell(self, cell: HtmlElement | None) -> Iterator[Line]:
        """The lines of a cell; tables inside it are read row by row."""
        if cell is None or _is_hidden(cell):
            return
        inner = _Reader(self._make)
        inner.take(cell, _Manner())
        for table, run in groupby(inner.blocks, key=lambda block: block.table if isinstance(block, Row) else 0):
            if table:
                yield from table_lines([block.cells for block in run if isinstance(block, Row)])
            else:
                yield from (block for block in run if isinstance(block, Line))


def _is_hidden(element: HtmlElement) -> bool:
    return element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "") is not None
