"""Brings text of the encodings that offices use to UTF-8."""

from __future__ import annotations

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from knowledge.importing import refusing


def as_text(name: str, content: bytes) -> str:
    """The text of `content`: UTF-16 with its mark, UTF-8, or else Windows-1252; raises Unreadable for other bytes."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return _decoded(name, content, "utf-16")
    try:
        return content.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError:
        return _decoded(name, content, "cp1252")


def as_utf8(name: str, content: bytes) -> bytes:
    """The same text as UTF-8 bytes."""
    return as_text(name, content).encode()


def _decoded(name: str, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as fault:
        raise refusing.binary(name) from fault
