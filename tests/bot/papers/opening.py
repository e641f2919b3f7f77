"""Opens rendered papers again, as the one who gets them does: their words, and where their codes lead."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
import zxingcpp
from PIL import Image

_SHARP = 3.0
"""Times 72 dots an inch: a code on paper that a phone reads."""


def words(content: bytes) -> str:
    """The text of a PDF file, every run of blanks as one."""
    return " ".join(" ".join(pages(content)).split())


def pages(content: bytes) -> list[str]:
    """The text of each page of a PDF file."""
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_range() for page in document]


def links(content: bytes) -> list[str]:
    """Where the QR codes of a PDF file or a picture lead, in order from the top left."""
    pictures = _printed(content) if content.startswith(b"%PDF") else [Image.open(BytesIO(content)).convert("L")]
    found = [code for picture in pictures for code in zxingcpp.read_barcodes(picture)]
    return [code.text for code in found]


def _printed(content: bytes) -> list[Image.Image]:
    with pypdfium2.PdfDocument(content) as document:
        return [page.render(scale=_SHARP).to_pil().convert("L") for page in document]
