"""Writes what was read down as a person would: marks before texts, cells between bars, `~` where a line goes on."""

from __future__ import annotations

from pathlib import Path

from knowledge.importing.limits import USUAL, Limits
from knowledge.importing.reading import read_document
from knowledge.importing.source import Block, Line


def read(path: Path, limits: Limits = USUAL) -> list[str]:
    """Each block of a document in one string."""
    return [shown(block) for block in read_document(path, limits=limits).blocks]


def shown(block: Block) -> str:
    """One block in one string."""
    if isinstance(block, Line):
        return _line(block)
    return f"{block.table}: " + " | ".join(" / ".join(_line(line) for line in cell) for cell in block.cells)


def _line(line: Line) -> str:
    start = "~" * line.wrapped + "#" * line.heading + ">" * line.depth + "°" * line.flow
    return start + " ".join(filter(None, (line.mark, line.text)))
