"""Reads a DOCX: its paragraphs and tables in the order of the body, with the list labels that Word would show."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from posixpath import join, normpath
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from lxml import etree

from knowledge.importing import refusing
from knowledge.importing.docx_numbers import Numbering, W, indent_of
from knowledge.importing.docx_words import words_of
from knowledge.importing.inner_tables import table_lines
from knowledge.importing.limits import Limits
from knowledge.importing.line_maker import LineMaker
from knowledge.importing.nesting import Nesting
from knowledge.importing.source import Block, Line, Row

if TYPE_CHECKING:
    from lxml.etree import _Element

_STRICT = (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode())
_HEADING = re.compile(r"(heading|title|judul)\b", re.IGNORECASE)
_WRAPPERS = {f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
_DOCUMENT = "word/document.xml"


def read_docx(path: Path, limits: Limits) -> tuple[Block, ...]:
    """The blocks of a DOCX; raises Unreadable where it is damaged, too long, or holds only pictures."""
    try:
        with ZipFile(path) as archive:
            return _Reader(path.name, archive, limits).blocks()
    except (BadZipFile, zlib.error, KeyError, OSError, EOFError, etree.XMLSyntaxError, NotImplementedError) as fault:
        raise refusing.damaged(path.name, "DOCX") from fault


class _Reader:
    """One document while it is read."""

    def __init__(self, name: str, archive: ZipFile, limits: Limits) -> None:
        self._name = name
        self._archive = archive
        self._members = set(archive.namelist())
        self._make = LineMaker(name, limits)
        self._tables = 0
        self._pictures = 0
        self._numbering = Numbering(self._optional("word/numbering.xml"), self._optional("word/styles.xml"))
        self._related = self._relations()

    def blocks(self) -> tuple[Block, ...]:
        body = self._parsed(_DOCUMENT).find(f"{W}body")
        if body is None:
            raise refusing.damaged(self._name, "DOCX")
        found = tuple(self._walk(body))
        if self._pictures and not found:
            raise refusing.refusal(
                self._name, "dokumen Word ini hanya berisi gambar", "simpan sebagai PDF, lalu impor PDF itu"
            )
        return found

    def _walk(self, holder: _Element) -> Iterator[Block]:
        nesting = Nesting()
        spaced = False
        for element in _contents(holder):
            if element.tag == f"{W}p":
                lines = list(self._paragraph(element, nesting, spaced=spaced))
                yield from lines
                spaced = not lines
            else:
                nesting, spaced = Nesting(), False
                yield from self._table(element)

    def _paragraph(self, paragraph: _Element, nesting: Nesting, *, spaced: bool = False) -> Iterator[Line]:
        properties = paragraph.find(f"{W}pPr")
        words = words_of(paragraph, self._diagram)
        self._pictures += words.pictured
        lines = [line for line in words.lines if line.strip()]
        removed = properties is not None and properties.find(f"{W}rPr/{W}del") is not None
        numbered = None if removed and not lines else self._numbering.next(properties)
        mark = numbered.mark if numbered else None
        depth = 0
        if numbered is not None:
            own = indent_of(properties)
            indent = numbered.indent if own is None else own
            depth = nesting.depth(numbered.number, numbered.level, indent or 0)
        heading = self._is_heading(properties)
        for at, text in enumerate(lines or ([""] if mark else [])):
            first = at == 0
            yield self._make.line(
                text,
                mark=mark if first else None,
                depth=depth if first else 0,
                heading=heading,
                spaced=spaced and first,
            )
        for text in words.drawn:
            yield self._make.line(text, flow=True)

    def _is_heading(self, properties: _Element | None) -> bool:
        for style in self._numbering.styles_of(properties):
            name = style.find(f"{W}name")
            if name is not None and _HEADING.match(name.get(f"{W}val", "")):
                return True
        return False

    def _table(self, table: _Element) -> Iterator[Block]:
        rows = [row for row in _contents(table) if row.tag == f"{W}tr" and row.find(f"{W}trPr/{W}del") is None]
        if self._is_frame(rows):
            for row in rows:
                for cell in _cells(row):
                    yield from self._walk(cell)
            return
        self._tables += 1
        number = self._tables
        for row in rows:
            yield Row(tuple(self._row(row)), number)

    @staticmethod
    def _is_frame(rows: list[_Element]) -> bool:
        """Whether a table of one column only frames another table."""
        cells = [list(_cells(row)) for row in rows]
        inner = (table for row in cells for cell in row for table in cell.iter(f"{W}tbl"))
        return all(len(row) == 1 for row in cells) and any(
            sum(1 for _ in _cells(row)) > 1 for table in inner for row in table.iter(f"{W}tr")
        )

    def _row(self, row: _Element) -> Iterator[tuple[Line, ...]]:
        properties = row.find(f"{W}trPr")
        yield from [()] * _span(properties, "gridBefore", 0)
        for cell in _cells(row):
            own = cell.find(f"{W}tcPr")
            yield () if _goes_on(own) else tuple(self._lines(cell))
            yield from [()] * (_span(own, "gridSpan", 1) - 1)
        yield from [()] * _span(properties, "gridAfter", 0)

    def _lines(self, cell: _Element) -> Iterator[Line]:
        """The lines of a cell; a table inside it is read row by row."""
        nesting = Nesting()
        for element in _contents(cell):
            if element.tag == f"{W}p":
                yield from self._paragraph(element, nesting)
                continue
            yield from table_lines([list(self._row(row)) for row in _contents(element) if row.tag == f"{W}tr"])

    def _parsed(self, member: str) -> _Element:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
        content = self._archive.read(member).replace(*_STRICT)
        return etree.fromstring(content, parser)

    def _optional(self, member: str) -> _Element | None:
        return self._parsed(member) if member in self._members else None

    def _relations(self) -> dict[str, str]:
        root = self._optional("word/_rels/document.xml.rels")
        found = () if root is None else root
        return {one.get("Id", ""): normpath(join("word", one.get("Target", ""))).lstrip("/") for one in found}

    def _diagram(self, relation: str) -> _Element | None:
        return self._optional(self._related.get(relation, ""))


def _contents(holder: _Element) -> Iterator[_Element]:
    """Paragraphs, tables and rows directly inside, looked for through the wrappers that Word puts around them."""
    for child in holder:
        if child.tag in (f"{W}p", f"{W}tbl", f"{W}tr"):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _contents(child)


def _cells(row: _Element) -> Iterator[_Element]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in _WRAPPERS:
            yield from _cells(child)


def _goes_on(properties: _Element | None) -> bool:
    """Whether a cell belongs to the one above or before it."""
    for name in ("vMerge", "hMerge"):
        merge = None if properties is None else properties.find(f"{W}{name}")
        if merge is not None and merge.get(f"{W}val", "continue") == "continue":
            return True
    return False


def _span(properties: _Element | None, name: str, otherwise: int) -> int:
    found = None if properties is None else properties.find(f"{W}{name}")
    value = "" if found is None else str(found.get(f"{W}val", ""))
    return min(int(value), 64) if value.isdecimal() else otherwise
