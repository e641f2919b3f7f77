"""Draws one page of a PDF in a process of its own, `python -m bot.decrees.page_apart FILE PAGE` to standard output."""

from __future__ import annotations

import sys
from io import BytesIO

import pypdfium2

_WIDTH = 1100
"""Pixels: small print is legible on a desk's half screen, and a page is some 100 kB."""
_MOST_PIXELS = 12_000_000


def drawn(path: str, page: int) -> bytes:
    """A page, from 1, as PNG; raises IndexError and whatever pdfium raises."""
    with pypdfium2.PdfDocument(path) as document:
        found = document[page - 1]
        width, height = found.get_size()
        scale = _WIDTH / max(width, 1.0)
        scale *= min(1.0, (_MOST_PIXELS / max(1.0, width * height * scale * scale)) ** 0.5)
        picture = found.render(scale=scale).to_pil().convert("L").quantize(16)
        file = BytesIO()
        picture.save(file, "PNG", optimize=False)
        return file.getvalue()


if __name__ == "__main__":
    sys.stdout.buffer.write(drawn(sys.argv[1], int(sys.argv[2])))
