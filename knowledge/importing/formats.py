"""Tells the format of a document by its content, never by its name alone."""

from __future__ import annotations

import re
import zipfile
from enum import Enum
from io import BytesIO

from knowledge.importing import refusing
from knowledge.importing.limits import Limits

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_HTML = re.compile(rb"<(!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_OTHERS = {
    "xl/": "lembar kerja (Excel)",
    "ppt/": "presentasi (PowerPoint)",
    "content.opf": "buku elektronik",
    "META-INF/container.xml": "buku elektronik",
}
_ODF = {
    b"application/vnd.oasis.opendocument.text": "dokumen OpenDocument (ODT)",
    b"application/vnd.oasis.opendocument.spreadsheet": "lembar kerja (ODS)",
    b"application/vnd.oasis.opendocument.presentation": "presentasi (ODP)",
}
_HEAD = 4096


class Format(Enum):
    """What a reader exists for."""

    PDF = "PDF"
    DOCX = "DOCX"
    HTML = "HTML"
    PICTURE = "gambar"
    TEXT = "teks"


def format_of(name: str, content: bytes, limits: Limits) -> Format:
    """The format of `content`; raises Unreadable for what has no reader."""
    head = content[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    if head.startswith(_PICTURES):
        return Format.PICTURE
    if head.startswith(_OLE):
        raise _inside_ole(name, content)
    if head.startswith(b"PK"):
        return _inside_zip(name, content, limits)
    if head.startswith(b"{\\rtf"):
        raise refusing.other_document(name, "dokumen RTF")
    if _is_html(name, head):
        return Format.HTML
    return _text(name, content)


def _inside_ole(name: str, content: bytes) -> refusing.Unreadable:
    """OLE holds the old Office formats, and new ones locked with a password."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return refusing.encrypted(name)
    if "Workbook".encode("utf-16-le") in content:
        return refusing.other_document(name, "lembar kerja (Excel lama)")
    if "PowerPoint Document".encode("utf-16-le") in content:
        return refusing.other_document(name, "presentasi (PowerPoint lama)")
    return refusing.old_word(name)


def _inside_zip(name: str, content: bytes, limits: Limits) -> Format:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            kind = archive.read("mimetype", pwd=None)[:80] if _has_mimetype(members) else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as fault:
        raise refusing.damaged(name, "DOCX") from fault
    names = [member.filename for member in members]
    if any(member.flag_bits & 1 for member in members):
        raise refusing.encrypted(name)
    if "word/document.xml" not in names:
        raise _no_docx(name, names, kind.strip())
    _bounded(name, members, limits)
    return Format.DOCX


def _has_mimetype(members: list[zipfile.ZipInfo]) -> bool:
    return any(member.filename == "mimetype" and member.file_size < _HEAD for member in members)


def _no_docx(name: str, names: list[str], kind: bytes) -> refusing.Unreadable:
    if kind in _ODF:
        return refusing.other_document(name, _ODF[kind])
    for start, other in _OTHERS.items():
        if any(member.startswith(start) for member in names):
            return refusing.other_document(name, other)
    return refusing.other_document(name, "arsip ZIP")


def _bounded(name: str, members: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Refuses a DOCX that would unpack to more than the limits (a zip bomb)."""
    total = sum(member.file_size for member in members)
    largest = max((member.file_size for member in members if "/media/" not in member.filename), default=0)
    if total > limits.unpacked or largest > limits.member or len(members) > limits.members:
        raise refusing.too_packed(name)


def _is_html(name: str, head: bytes) -> bool:
    """A whole HTML page, not Markdown that holds a table in HTML; where only a fragment stands, the name decides."""
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"")
    named = name.lower().endswith((".html", ".htm", ".xhtml"))
    return start.startswith(b"<") and (named or _HTML.search(start) is not None)


def _text(name: str, content: bytes) -> Format:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Format.TEXT
    if b"\0" in content or _strange(content[: 16 * _HEAD]) > 0.02:
        pretends = name.lower().endswith((".txt", ".md", ".html", ".htm", ".csv"))
        raise refusing.binary(name) if pretends else refusing.unknown(name)
    return Format.TEXT


def _strange(sample: bytes) -> float:
    """The share of control bytes, which no text holds."""
    control = sum(byte < 32 and byte not in (9, 10, 12, 13) for byte in sample)
    return control / max(len(sample), 1)
