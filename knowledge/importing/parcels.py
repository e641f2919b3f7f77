"""What a reading process hands over to the one that started it: lines of JSON, never objects."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from typing import Any

from knowledge.importing.source import Block, Line, Row


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a document; `pictured` are the pages (from 1) that hold a picture and no words."""

    blocks: tuple[Block, ...] = ()
    pages: int = 0
    scanned: bool = False
    pictured: tuple[int, ...] = ()


def packed(found: Found) -> str:
    """One line of JSON."""
    blocks = [_packed(block) for block in found.blocks]
    return json.dumps(["found", blocks, found.pages, found.scanned, found.pictured])


def unpacked(parcel: list[Any]) -> Found:
    """What `packed` wrote, after json.loads."""
    _, blocks, pages, scanned, pictured = parcel
    return Found(tuple(_unpacked(block) for block in blocks), int(pages), bool(scanned), tuple(pictured))


def _packed(block: Block) -> list[object]:
    if isinstance(block, Line):
        return list(astuple(block))
    return [block.table, [[list(astuple(line)) for line in cell] for cell in block.cells]]


def _unpacked(block: list[Any]) -> Block:
    if isinstance(block[0], str):
        return Line(*block)
    table, cells = block
    return Row(tuple(_lines(cell) for cell in cells), int(table))


def _lines(cell: Iterable[list[Any]]) -> tuple[Line, ...]:
    return tuple(Line(*line) for line in cell)
