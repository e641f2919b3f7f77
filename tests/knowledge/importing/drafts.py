"""The documents that the import is measured by, each read and recognised once in a test run."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from benchmarks.importing import CASES, Case, cases
from knowledge.draft_file import DraftFile
from knowledge.importing.reading import read_document
from knowledge.importing.recognising import recognise
from knowledge.importing.source import Document

ALL: dict[str, Case] = {case.name: case for case in cases(CASES, None)}
"""The five decrees, then every case, by name."""


@cache
def read(path: Path) -> Document:
    """The document at a path."""
    return read_document(path)


@cache
def drafted(path: Path) -> DraftFile:
    """The draft of the document at a path."""
    return recognise(read(path))
