"""Names as people are shown them, and sizes in words."""

from __future__ import annotations

import pytest

from bot.files.naming import shown_name, size_text
from handlers.file_note import FileKind


@pytest.mark.parametrize(
    ("given", "kind", "shown"),
    [
        ("surat.pdf", "pdf", "surat.pdf"),
        ("Surat Permohonan.PDF", "pdf", "Surat Permohonan.PDF"),
        ("../../etc/passwd.pdf", "pdf", "passwd.pdf"),
        ("C:\\Users\\Siti\\foto.jpeg", "jpeg", "foto.jpeg"),
        ("..", None, "berkas"),
        ("", "jpeg", "foto.jpg"),
        (None, "pdf", "dokumen.pdf"),
        (None, None, "berkas"),
        ("a\x00b\x1b[2Jc.pdf", "pdf", "a b [2Jc.pdf"),
        ("foto\u202egpj.exe", "jpeg", "foto gpj.exe.jpg"),
        ("virus.exe", "pdf", "virus.exe.pdf"),
        ("e\u0301.pdf", "pdf", "é.pdf"),
        ("ktp_3174012345678901.jpg", "jpeg", "ktp_••••••••••••8901.jpg"),
        ("x" * 500 + ".pdf", "pdf", "x" * 55 + "….pdf"),
        ("x" * 500, None, "x" * 59 + "…"),
        ("  \t spasi   banyak .pdf ", "pdf", "spasi banyak .pdf"),
    ],
)
def test_a_name_is_safe_to_show(given: str | None, kind: FileKind | None, shown: str) -> None:
    """No folder, nothing that steers a terminal or turns the reading direction, no identity number, no end in sight."""
    assert shown_name(given, kind) == shown


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "1 kB"), (1, "1 kB"), (1499, "1 kB"), (230_000, "230 kB"), (2_340_000, "2,3 MB"), (10_485_760, "10,5 MB")],
)
def test_a_size_in_words(size: int, text: str) -> None:
    """Never nothing, and as it is said here: with a comma."""
    assert size_text(size) == text
