"""Reads scans through Tesseract, an optional extra of the machine."""

from __future__ import annotations

from pathlib import Path

from knowledge.importing.limits import Limits
from knowledge.importing.parcels import Found
from knowledge.progress import Progress


def read_pictures(path: Path, limits: Limits, progress: Progress) -> Found:
    raise NotImplementedError
