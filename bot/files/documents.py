"""Looks at PDF files without reading them deep: whole, openable without a password, and nothing else besides.

They are kept byte for byte, since a signature covers every byte.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from bot.files.refusing import RefusedFile

_BEGIN = re.compile(rb"%PDF-[12]\.\d")
_OBJECT = re.compile(rb"\b\d+\s+\d+\s+obj\b")
_ENCRYPTED = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")
_TAIL = 1024
"""Bytes at the end within which the end of the file is marked (ISO 32000-1, annex H, implementation note 18)."""


def check_document(content: bytes) -> None:
    """Passes a PDF file; raises RefusedFile (type, broken, locked)."""
    if not _BEGIN.match(content):
        raise RefusedFile("type")
    if zipfile.is_zipfile(BytesIO(content)):  # two files in one: what opens depends on who opens it
        raise RefusedFile("type")
    tail = content[-_TAIL:]
    if b"%%EOF" not in tail or b"startxref" not in tail or not _OBJECT.search(content):
        raise RefusedFile("broken")
    if _ENCRYPTED.search(content):
        raise RefusedFile("locked")
