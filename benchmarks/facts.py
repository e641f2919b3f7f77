"""Compares facts with answers in one spelling, so that "Rp.0" and "gratis" are the same fact."""

from __future__ import annotations

import re

_FREE = re.compile(r"rp\.? ?0(?:,00)?(?![\d.])|(?:tanpa|tidak) ?(?:di ?pungut|dipungut) biaya|tanpa di pungut biaya")
_NUMBER_WORD = re.compile(r"(?<=\d) ?\([a-z ]+\)")
_DASH = re.compile(r"(?<=\d) ?[-–—] ?(?=\d)")


def one_spelling(text: str) -> str:
    """Lower case, single spaces, number words dropped, "gratis" for every way to say free of charge."""
    lower = re.sub(r"\s+", " ", text.lower()).replace("milyar", "miliar")
    return _DASH.sub("-", _FREE.sub("gratis", _NUMBER_WORD.sub("", lower)))


def holds(answer: str, fact: str) -> bool:
    """Whether a fact stands in an answer as whole words and numbers: "3 hari" is not in "13 hari"."""
    wanted = one_spelling(fact)
    before = r"(?<!\d)(?<!\d[.,])" if wanted[:1].isdigit() else r"(?<!\w)"
    return re.search(rf"{before}{re.escape(wanted)}(?!\w)", one_spelling(answer)) is not None
