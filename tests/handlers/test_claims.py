"""Claim codes where others read the conversation: the citizen's secret is no officer's."""

from __future__ import annotations

import pytest

from handlers.claims import claim_text, without_codes

CODE = "K4M9TX7A3C"


@pytest.mark.parametrize(
    "text",
    [
        f"ketik “klaim {claim_text(CODE)}” di peramban lain.",
        f"klaim {CODE.lower()}",
        "KLAIM kode k4m9t x7a3c",
        f"https://t.me/bot?start=klaim-{CODE}",
    ],
)
def test_a_code_is_dots_for_others(text: str) -> None:
    """However it is written; the rest stays."""
    head, tail = text[: text.lower().index("k4m9t")], text[text.lower().index("x7a3c") + 5 :]
    assert without_codes(text) == f"{head}•••••{tail}"


@pytest.mark.parametrize("text", ["tiket KAL-7Q4M9X-T", "klaim asuransi anggota koperasi", "pengaduan ABCDE-FGHJK"])
def test_other_words_stay(text: str) -> None:
    """Numbers of tickets and everything that is no code."""
    assert without_codes(text) == text
