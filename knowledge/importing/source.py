"""What every reader makes of a document: lines and table rows in reading order, each knowing where it stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One line or paragraph, without marks of its format.

    `number` counts the lines of the document from 1; `page` is given where the format has pages. `mark` is the label of
    a list item that the format itself keeps ("1.", "a.", "-"; not part of `text`), `depth` its nesting from 0;
    `heading` where the format says so. `wrapped` tells that the line goes on from the one before it (a line of a
    paragraph broken by the edge of its column, where the reader can tell). `flow` marks text of a drawing: the words of
    a flow chart, a text box that floats over the page. A line with `depth` but no `mark` stands in a list whose items
    the document runs together. `spaced` tells that an empty line stands before it.
    """

    text: str
    number: int
    page: int | None = None
    mark: str | None = None
    depth: int = 0
    heading: bool = False
    wrapped: bool = False
    flow: bool = False
    spaced: bool = False

    @property
    def place(self) -> str:
        """Where a person finds it."""
        return f"halaman {self.page}, baris {self.number}" if self.page else f"baris {self.number}"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its cells from left to right, each with its lines.

    A cell spanning columns stands once, followed by empty ones; one spanning rows stands in its first row, empty below.
    `table` counts the tables of the document from 1; one that goes on over a page keeps its number where that shows.
    """

    cells: tuple[tuple[Line, ...], ...]
    table: int


Block = Line | Row


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document: its file name, the SHA-256 of its bytes, its blocks, its pages (0 where it has none).

    `scanned` tells that the words were read from pictures, so that misread letters are to be expected. `loose` tells
    that lines may be broken anywhere, as in plain text, so that `wrapped` says nothing. `unread` are the pages that
    hold a picture and no words, where there is nothing on the machine to read pictures with.
    """

    name: str
    sha256: str
    blocks: tuple[Block, ...]
    pages: int = 0
    scanned: bool = False
    unread: tuple[int, ...] = ()
    loose: bool = False
