"""The documents that the import is measured by, each read and recognised once in a test run."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from benchmarks.importing import CASES, Case, cases
from knowledge.draft_file import DraftFile
from knowledge.importing.reading import read_document
from knowledge.importing.recognising import recognise
from knowledge.importing.source import Document

PICTURES = {"25-dinsos-sleman-pindai"}
"""Cases that Tesseract would take seconds to read; the benchmark has them."""
ALL: dict[str, Case] = {case.name: case for case in cases(CASES, None) if case.name not in PICTURES}
"""The five decrees, then every other case, by name."""


@cache
def read(path: Path) -> Document:
    """The document at a path."""
    return read_document(path)


@cache
def drafted(path: Path) -> DraftFile:
    """The draft of the document at a path."""
    return recognise(read(path))
