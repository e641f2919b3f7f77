"""Reads a born-digital PDF: words and ruled lines from PDFium, taken apart into lines and table rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2

from knowledge.importing import refusing
from knowledge.importing.limits import Limits
from knowledge.importing.line_maker import LineMaker
from knowledge.importing.page_layout import laid_out
from knowledge.importing.parcels import Found
from knowledge.importing.pdf_blocks import blocks_of
from knowledge.importing.pdf_rules import Drawn
from knowledge.importing.pdf_words import letters_of, turn_of, words_of
from knowledge.importing.placed import Box, Page
from knowledge.progress import Progress

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_FEW_LETTERS = 12
"""A page with fewer letters than this under a picture is a scan with a stamp of the scanner."""
_UNKNOWN = 0.3
"""Above this share of letters without meaning, a page's fonts tell nothing about its text."""


def read_pdf(path: Path, limits: Limits, progress: Progress) -> Found:
    """What stands in a PDF; raises Unreadable where it is locked, damaged or too long."""
    layouts, pictured, scanned = [], [], False
    with opened(path, limits) as document:
        count = len(document)
        for number in range(1, count + 1):
            page = page_of(document, number)
            if is_unread(page):
                pictured.append(number)
                page.words = []
            scanned = scanned or (page.pictured and bool(page.words))
            layouts.append(laid_out(page))
            progress("halaman", number, count)
    blocks = blocks_of(layouts, LineMaker(path.name, limits))
    return Found(blocks, count, scanned, tuple(pictured))


@contextmanager
def opened(path: Path, limits: Limits) -> Iterator[PdfDocument]:
    """The PDF at `path`; raises Unreadable where it cannot be opened or has too many pages."""
    try:
        with pypdfium2.PdfDocument(path) as document:
            if len(document) > limits.pages:
                raise refusing.too_many_pages(path.name, len(document), limits.pages)
            if not len(document):
                raise refusing.damaged(path.name, "PDF")
            yield document
    except pypdfium2.PdfiumError as fault:
        locked = "password" in str(fault).lower() or "security" in str(fault).lower()
        raise refusing.encrypted(path.name) if locked else refusing.damaged(path.name, "PDF") from fault


def page_of(document: PdfDocument, number: int) -> Page:
    """One page (from 1) with its words and rules."""
    page = document[number - 1]
    text = page.get_textpage()
    try:
        letters = letters_of(text)
        turn = turn_of(letters, Box(*page.get_bbox()), page.get_rotation() // 90)
        drawn = Drawn(page, turn)
        width, height = turn.size
        return Page(
            number, width, height, words_of(letters, turn), drawn.across, drawn.down, drawn.shapes, drawn.pictured()
        )
    finally:
        text.close()
        page.close()


def is_unread(page: Page) -> bool:
    """Whether a page shows words that its text layer does not hold: a picture, or letters without meaning."""
    letters = "".join(word.text for word in page.words)
    unknown = sum(letter in "\ufffd\ufffe" or "\ue000" <= letter <= "\uf8ff" for letter in letters)
    if letters and unknown > _UNKNOWN * len(letters):
        return True
    return page.pictured and len(letters) < _FEW_LETTERS
