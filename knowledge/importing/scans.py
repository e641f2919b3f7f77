"""Decides whether the pictures of a document can and must be read by OCR, or names what the machine lacks for it."""

from __future__ import annotations

from pathlib import Path

from knowledge.importing import refusing
from knowledge.importing.apart import read_apart
from knowledge.importing.limits import Limits
from knowledge.importing.parcels import Found
from knowledge.importing.tesseract import lacking
from knowledge.progress import Progress

_FEW = 0.5
"""Above this share of pages without words a PDF is a scan, whatever words the other pages hold."""


def read_scan(path: Path, found: Found, progress: Progress | None, limits: Limits) -> Found:
    """`found` with the words of its pictures.

    Without OCR on this machine it stays as it is if most pages have words, else raises Unreadable.
    """
    missing = lacking()
    if missing is None:
        pages = max(len(found.pictured), 1)
        return read_apart(path, "OCR", progress, limits, max(limits.seconds, pages * limits.page_seconds))
    if found.blocks and len(found.pictured) < _FEW * found.pages:
        return found
    raise refusing.needs_ocr(path.name, missing)
