"""Numbers in Indonesian words, as decrees write them in brackets after the figure: "3 (tiga) hari"."""

from __future__ import annotations

_ONES = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_SMALL = {word: value for value, word in enumerate(_ONES)} | {
    "sepuluh": 10,
    "sebelas": 11,
    "seratus": 100,
    "seribu": 1000,
}
_SCALES = {"ribu": 1_000, "juta": 1_000_000, "miliar": 1_000_000_000, "milyar": 1_000_000_000}


def number_of(words: str) -> int | None:
    """The number that words say ("dua puluh lima"), None where a word is no number."""
    total, group = 0, 0
    last = 0
    for word in words.casefold().split():
        if word in _SMALL:
            last = _SMALL[word]
            group += last
        elif word == "belas":
            group += 10
        elif word in {"puluh", "ratus"}:
            group += last * ((10 if word == "puluh" else 100) - 1)
        elif word in _SCALES:
            total += max(group, 1) * _SCALES[word]
            group = 0
        else:
            return None
    return total + group if words.strip() else None
