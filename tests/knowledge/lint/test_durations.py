"""Durations, money and numbers in words as decrees write them."""

from __future__ import annotations

import pytest

from knowledge.lint.durations import durations, rupiah
from knowledge.lint.number_words import number_of


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3 (tiga) hari kerja", [(3, 3, "hari kerja")]),
        ("1-2 jam, lalu 5 Hari", [(1, 2, "jam"), (5, 5, "hari")]),
        ("2 s/d 3 bulan", [(2, 3, "bulan")]),
        ("Sesuai materi, lantai 3", []),
        (f"{'9' * 5000} hari", []),
    ],
)
def test_durations(text: str, said: list[tuple[int, int, str]]) -> None:
    """Amount, end of a span, and unit."""
    assert [each.plain for each in durations(text)] == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Rp2.500.000.000,00 (dua miliar)", [2_500_000_000]),
        ("Rp. 10.000,- dan Rp.0", [10_000, 0]),
        ("Rp 2,5 juta", [2_500_000]),
        ("Rp 2,5,5 juta", [2_550_000]),
        ("Rp 15 milyar", [15_000_000_000]),
        ("NIB 1234", []),
    ],
)
def test_rupiah(text: str, said: list[int]) -> None:
    """In rupiah, whatever the scale."""
    assert list(rupiah(text)) == said


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("tiga", 3),
        ("dua belas", 12),
        ("dua puluh lima", 25),
        ("seratus lima puluh", 150),
        ("dua miliar lima ratus juta", 2_500_000_000),
        ("seribu dua ratus", 1_200),
        ("Satu", 1),
        ("tiga orang", None),
        ("", None),
    ],
)
def test_number_words(words: str, number: int | None) -> None:
    """Or none, where a word is no number."""
    assert number_of(words) == number
