"""Reads a document of any format that an office may hold into lines and table rows, or refuses it in words."""

from __future__ import annotations

import hashlib
from pathlib import Path

from knowledge.importing import refusing
from knowledge.importing.apart import read_apart
from knowledge.importing.formats import Format, format_of
from knowledge.importing.limits import USUAL, Limits
from knowledge.importing.parcels import Found
from knowledge.importing.scans import read_scan
from knowledge.importing.source import Block, Document, Line
from knowledge.progress import Progress


def read_document(path: Path, progress: Progress | None = None, limits: Limits = USUAL) -> Document:
    """Every line and row of the document at `path`, in reading order; raises Unreadable saying why and what to do."""
    content = _content(path, limits)
    kind = format_of(path.name, content, limits)
    if kind is Format.TEXT:
        document = _read_text(path.name, content, limits)
    else:
        document = _read_apart(path, kind, content, progress, limits)
    if not any(line.text.strip() for block in document.blocks for line in lines_within(block)):
        raise refusing.wordless(path.name)
    return document


def lines_within(block: Block) -> list[Line]:
    """The lines of a block: itself, or those of its cells."""
    return [block] if isinstance(block, Line) else [line for cell in block.cells for line in cell]


def _content(path: Path, limits: Limits) -> bytes:
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise refusing.folder(name)
        size = path.stat().st_size
        if size > limits.file_size:
            raise refusing.too_large(name, limits.file_size)
        content = path.read_bytes()
    except FileNotFoundError as fault:
        raise refusing.missing(name) from fault
    except OSError as fault:
        raise refusing.forbidden(name) from fault
    if not content.strip(b"\0 \t\r\n"):
        raise refusing.empty(name)
    return content


def _read_apart(path: Path, kind: Format, content: bytes, progress: Progress | None, limits: Limits) -> Document:
    found = Found(pictured=(1,)) if kind is Format.PICTURE else read_apart(path, kind.value, progress, limits)
    if found.pictured:
        found = read_scan(path, found, progress, limits)
    return Document(
        path.name, hashlib.sha256(content).hexdigest(), found.blocks, found.pages, found.scanned, found.pictured
    )


def _read_text(name: str, content: bytes, limits: Limits) -> Document:
    from knowledge.importing.encodings import as_utf8
    from knowledge.importing.texts import read_text

    plain = as_utf8(name, content)
    if plain.count(b"\n") > limits.text_lines:
        raise refusing.too_many_lines(name, limits.text_lines)
    longest = max(map(len, plain.splitlines()), default=0)
    if longest > limits.line:
        raise refusing.too_long(name, limits.line)
    return read_text(name, plain)
