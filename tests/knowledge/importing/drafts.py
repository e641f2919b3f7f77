"""The documents that the import is measured by, each read and recognised once in a test run."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from benchmarks.importing import CASES, Case, cases
from knowledge.draft_file import DraftFile
from knowledge.importing.reading import read_document
from knowledge.importing.recognising import recognise
from knowledge.importing.source import Document
from tests.knowledge.importing.test_refusing import tesseract_or_skip

ALL: dict[str, Case] = {case.name: case for case in cases(CASES, None)}
"""The five decrees, then every case, by name."""
PICTURES = {"25-dinsos-sleman-pindai"}


@cache
def read(path: Path) -> Document:
    """The document at a path; one that is a picture needs Tesseract."""
    if path.parent.name in PICTURES:
        tesseract_or_skip()
    return read_document(path)


@cache
def drafted(path: Path) -> DraftFile:
    """The draft of the document at a path."""
    return recognise(read(path))
