"""What is said of a ticket without its number."""

from __future__ import annotations

import pytest

from handlers.ticket_talk import meant

CASES = [
    ("belum selesai", "unsettled"),
    ("belum beres juga kak", "unsettled"),
    ("tiketnya kok belum selesai ya", "unsettled"),
    ("durung rampung", "unsettled"),
    ("teu acan réngsé", "unsettled"),
    ("not settled yet", None),
    ("sudah selesai", "settled"),
    ("udah beres, makasih ya", "settled"),
    ("wis rampung", "settled"),
    ("tambahan: saya sudah telpon 2 kali", "more"),
    ("tambahan info, berkasnya ada di rumah", "more"),
    ("mau nambahin, kejadiannya jam 9", "more"),
    ("saya mau menambahkan foto kuitansinya besok", "more"),
    ("tambahan", None),
    ("tambah modal", None),
    ("tambahan: bisa lewat email?", None),
    ("izin koperasi saya belum selesai padahal sudah lengkap", None),
    ("berapa lama sampai selesai", None),
    ("syarat tambahan apa saja", None),
]


@pytest.mark.parametrize(("text", "kind"), CASES)
def test_what_is_meant(text: str, kind: str | None) -> None:
    """A matter of its own is none of it."""
    assert meant(text) == kind
