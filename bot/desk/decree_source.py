"""The source document beside a draft: the page of a PDF, or the lines around a place with the one that is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.store.decree_drafts import DecreeDraft, SourceLine

_AROUND = 14
"""Lines shown before and after the one that is meant."""
_PAGE = re.compile(r"halaman (\d{1,5})")
_LINE = re.compile(r"baris (\d{1,7})")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a source document, as far as it is known; 0 is none."""

    page: int = 0
    line: int = 0

    @property
    def query(self) -> str:
        """As an address names it."""
        return f"page={self.page}&line={self.line}"


@dataclass(frozen=True, slots=True)
class Source:
    """What is shown of the document: a picture of a page where it is a PDF, and lines; `about` names the place."""

    name: str
    about: str
    place: Place
    picture: bool
    pages: int
    lines: tuple[SourceLine, ...]
    has_document: bool

    @property
    def before(self) -> Place | None:
        """The page, or the lines, before."""
        if self.picture:
            return Place(self.place.page - 1) if self.place.page > 1 else None
        return Place(0, max(1, self.place.line - 2 * _AROUND)) if self.lines and self.lines[0].number > 1 else None

    def after(self, last: int) -> Place | None:
        """The page, or the lines, after; `last` is the number of the last line."""
        if self.picture:
            return Place(self.place.page + 1) if self.place.page < self.pages else None
        more = self.lines and self.lines[-1].number < last
        return Place(0, min(last, self.place.line + 2 * _AROUND)) if more else None


def place_of(words: str | None) -> Place:
    """The place that a draft's own words name: "halaman 3, baris 120"."""
    page, line = _PAGE.search(words or ""), _LINE.search(words or "")
    return Place(int(page[1]) if page else 0, int(line[1]) if line else 0)


def source_of(draft: DecreeDraft, lines: Sequence[SourceLine], wanted: Place) -> Source:
    """The document at a place; its beginning where the place is not known."""
    numbers = {line.number: line for line in lines}
    first = lines[0].number if lines else 0
    meant = numbers.get(wanted.line)
    page = wanted.page or (meant.page if meant is not None and meant.page else 0)
    pages = max((line.page or 0 for line in lines), default=0)
    picture = draft.kind == "pdf" and draft.sha256 is not None
    if picture:
        page = max(1, page)
        shown = tuple(line for line in lines if line.page == page)
        return Source(draft.name, f"halaman {page}", Place(page, wanted.line), True, max(pages, page), shown, True)
    at = wanted.line or next((line.number for line in lines if page and line.page == page), first)
    shown = tuple(line for line in lines if at - _AROUND <= line.number <= at + _AROUND)
    about = f"baris {at}" + (f", halaman {page}" if page else "")
    return Source(draft.name, about, Place(page, at), False, pages, shown, draft.sha256 is not None)
