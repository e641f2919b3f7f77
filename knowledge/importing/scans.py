"""Decides whether the pictures of a document can and must be read by OCR, or names what the machine lacks for it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from knowledge.importing import refusing
from knowledge.importing.apart import read_apart
from knowledge.importing.limits import Limits
from knowledge.importing.parcels import Found
from knowledge.progress import Progress

LANGUAGE = "ind"
_FEW = 0.5
"""Above this share of pages without words a PDF is a scan, whatever words the other pages hold."""


def read_scan(path: Path, found: Found, progress: Progress | None, limits: Limits) -> Found:
    """`found` with the words of its pictures.

    Without OCR on this machine it stays as it is if most pages have words, else raises Unreadable.
    """
    lacking = lacking_for_ocr()
    if lacking is None:
        pages = max(len(found.pictured), 1)
        return read_apart(path, "OCR", progress, limits, max(limits.seconds, pages * limits.page_seconds))
    if found.blocks and len(found.pictured) < _FEW * found.pages:
        return found
    raise refusing.needs_ocr(path.name, lacking)


def lacking_for_ocr() -> str | None:
    """What the machine lacks to read pictures, in words; None if nothing."""
    tesseract = shutil.which("tesseract")
    if tesseract is None:
        return "Tesseract (pembaca gambar) belum terpasang di komputer ini"
    try:
        said = subprocess.run([tesseract, "--list-langs"], capture_output=True, text=True, timeout=30, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return "Tesseract (pembaca gambar) di komputer ini tidak dapat dijalankan"
    if LANGUAGE not in f"{said.stdout}\n{said.stderr}".split():
        return "bahasa Indonesia untuk Tesseract belum terpasang di komputer ini"
    return None
