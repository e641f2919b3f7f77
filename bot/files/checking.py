"""Tells what a file is by its content, never by its name, and what of it is kept."""

from __future__ import annotations

from dataclasses import dataclass

from bot.files.documents import check_document
from bot.files.pictures import rewritten
from bot.files.refusing import RefusedFile
from handlers.file_note import FileKind

_BEGINNINGS: tuple[tuple[FileKind, bytes, int, bytes], ...] = (
    ("jpeg", b"\xff\xd8\xff", 0, b""),
    ("png", b"\x89PNG\r\n\x1a\n", 0, b""),
    ("webp", b"RIFF", 8, b"WEBP"),
    ("pdf", b"%PDF-", 0, b""),
)
"""How each kind begins; some have more at a place further on."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be kept: its kind, and the bytes to keep."""

    kind: FileKind
    content: bytes


def check(content: bytes) -> Checked:
    """What a file is; raises RefusedFile. Takes up to some seconds for a large picture."""
    if not content:
        raise RefusedFile("empty")
    kind = _kind(content)
    if kind is None:
        raise RefusedFile("type")
    if kind == "pdf":
        check_document(content)
        return Checked(kind, content)
    return Checked(kind, rewritten(kind, content))


def _kind(content: bytes) -> FileKind | None:
    return next(
        (
            kind
            for kind, begin, place, more in _BEGINNINGS
            if content.startswith(begin) and content[place : place + len(more)] == more
        ),
        None,
    )
