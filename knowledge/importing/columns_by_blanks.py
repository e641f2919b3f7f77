"""Finds tables that a text keeps apart by blanks only, as `pdftotext -layout` writes them, and makes rows of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from knowledge.importing import marks
from knowledge.importing.component_names import folded, named
from knowledge.importing.source import Line

_PIECE = re.compile(r"\S+(?: \S+)*")
_LEAST = 4
"""Rows headed by a component that make a table."""
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[IVX]{1,5}|[A-Za-z])[.)]?")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of a table begin, in characters: number (or the name, where there is none), name, content."""

    name: int
    content: int


@dataclass
class BlankRow:
    """A row under way: the lines of its number, name and content."""

    first: int
    number: list[Line] = field(default_factory=list)
    name: list[Line] = field(default_factory=list)
    content: list[Line] = field(default_factory=list)

    def cells(self) -> tuple[tuple[Line, ...], ...]:
        """The three cells."""
        return tuple(self.number), tuple(self.name), tuple(self.content)


def pieces(text: str) -> list[tuple[int, str]]:
    """The stretches of a line that two blanks or more keep apart, each with its column."""
    return [(found.start(), found[0]) for found in _PIECE.finditer(text.expandtabs())]


def columns_of(lines: Sequence[str]) -> list[Columns]:
    """The columns in which component names stand before their content, the usual ones first."""
    votes: Counter[tuple[int, int]] = Counter()
    for text in lines:
        if "\t" in text or "|" in text:
            continue
        parts = pieces(text)
        if parts and _NUMBER.fullmatch(parts[0][1]):
            parts = parts[1:]
        if len(parts) < 2:
            continue
        start = parts[0][0]
        found = named(_bare(parts[0][1]))
        if found and not (found.short and len(parts[0][1]) < 5):
            votes[start + len(parts[0][1]) - len(_bare(parts[0][1])), parts[1][0]] += 1
    starts = Counter[int]()
    for (_, content), count in votes.items():
        starts[content] += count
    return [
        Columns(min(name for name, content in votes if content == start), start)
        for start, count in starts.most_common()
        if count >= _LEAST
    ]


def _bare(text: str) -> str:
    found = marks.leading(text)
    return text[found[1] :] if found else text


def in_columns(text: str, columns: Columns) -> tuple[str, str, str] | None:
    """The three cells of a line, or None where its words run over the border of the columns."""
    wide = text.expandtabs()
    if not wide.strip():
        return None
    left, right = wide[: columns.content], wide[columns.content :]
    if left.strip() and right.strip() and not left.endswith(" "):
        return None
    if len(wide.rstrip()) > columns.content and not right.strip():
        return None
    if right[:1] == " " and len(right) - len(right.lstrip()) > 24:
        return None
    number, name = left[: columns.name], left[columns.name :]
    if number.strip() and name[:1].strip() and not number.endswith(" ") and not _NUMBER.match(number.strip()):
        return None
    if number.strip() and not _NUMBER.fullmatch(number.strip()):
        number, name = "", left
    return number.strip(), name.strip(), right.rstrip()


def rows(lines: Sequence[tuple[int, str]], columns: Columns, page: int | None) -> Iterator[BlankRow | tuple[int, str]]:
    """The rows of a stretch of lines, each with its number in the document; lines outside the columns as they are."""
    row: BlankRow | None = None
    blank = False
    for number, text in lines:
        if not text.strip():
            blank = True
            continue
        cells = in_columns(text, columns)
        if cells is None or _stands_alone(cells, row, blank=blank):
            if row is not None:
                yield row
            row = None
            yield number, text
        else:
            if row is None or _begins_row(cells, row, blank=blank):
                if row is not None:
                    yield row
                row = BlankRow(number)
            _fill(row, cells, number, page, columns)
        blank = False
    if row is not None:
        yield row


def _stands_alone(cells: tuple[str, str, str], row: BlankRow | None, *, blank: bool) -> bool:
    """Words in the name column only, that name no component and end none: a title or a group label."""
    number, name, content = cells
    if content.strip() or not name:
        return False
    if number or named(_bare(name)):
        return False
    return (
        blank
        or row is None
        or not row.name
        or bool(row.content and len(row.name) < len(row.content) - 1 and not name[0].islower() and name.isupper())
    )


def _begins_row(cells: tuple[str, str, str], row: BlankRow, *, blank: bool) -> bool:
    number, name, content = cells
    if number:
        return True
    if not name:
        return False
    if named(f"{' '.join(line.text for line in row.name)} {name}") is not None and row.name and not blank:
        return False
    return blank or len(row.content) > len(row.name) or (bool(content.strip()) and named(_bare(name)) is not None)


def _fill(row: BlankRow, cells: tuple[str, str, str], number: int, page: int | None, columns: Columns) -> None:
    mark, name, content = cells
    if mark:
        row.number.append(Line(mark, number, page))
    if name:
        row.name.append(Line(" ".join(name.split()), number, page))
    if content.strip():
        row.content.append(_content_line(row.content, content, number, page))
    _ = columns


def _content_line(before: Sequence[Line], content: str, number: int, page: int | None) -> Line:
    """A line of the content; one that hangs under the words of a list item goes on from it."""
    text = " ".join(content.split())
    indent = len(content) - len(content.lstrip())
    marked = marks.leading(text) is not None
    wrapped = bool(before) and not marked and (indent > 0 or bool(text[:1].islower()))
    return Line(text, number, page, wrapped=wrapped)


def is_page_line(text: str) -> bool:
    """Whether a line is only a page number, in its usual dresses."""
    return bool(
        re.fullmatch(
            r"(?:hal(?:aman)?\.?\s*)?[-–—\s]*\d{1,3}\s*(?:(?:/|\||dari|of)\s*\d{1,3})?[-–—\s]*", text.strip().lower()
        )
    )


def repeated_edges(lines: Sequence[str]) -> set[int]:
    """Lines that come again and again but for their page number: running headers and footers."""
    seen: dict[str, list[int]] = {}
    for position, text in enumerate(lines):
        if re.search(
            r"\d{1,3}\s*(?:\||/|dari|of)\s*\d{1,3}\s*$|\bhal(?:aman)?\.?\s*\d+", text, re.IGNORECASE
        ) or is_page_line(text):
            seen.setdefault(re.sub(r"\d+", "#", folded(text)), []).append(position)
    return {position for places in seen.values() if len(places) > 1 for position in places}
