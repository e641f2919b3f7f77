"""Ticket numbers: how they are made, and how one is found in what a citizen types."""

from __future__ import annotations

import re

SYMBOLS = "34679ACDEFHJKMNPQRTVWXY"
"""No two look alike on paper; a prime number of them, so that one check character finds every single slip and swap."""
RANDOM_SYMBOLS = 6
"""148 million numbers an office: what cannot be guessed, and hardly drawn twice."""
_PREFIX = 3
_NUMBER = re.compile(
    rf"\b([a-z]{{{_PREFIX}}})(?:[ -](?=[{SYMBOLS}]{{{RANDOM_SYMBOLS}}}[ -])|(?=[a-z]*\d))[ -]?"
    rf"([{SYMBOLS}]{{{RANDOM_SYMBOLS}}})[ -]?([{SYMBOLS}])\b",
    re.IGNORECASE,
)
"""Written with its two marks, or in one piece with a figure in it: "diserahkan" is a word."""
_LIKE_A_NUMBER = re.compile(
    r"\b[a-z]{3}-(?=[a-z]*\d)[a-z0-9]{5,7}-?[a-z0-9]?\b"
    r"|\btiket\s+(?:nomor\s+|no\.?\s*)?#?[a-z-]*\d{3,}"
    r"|\btiket\s+(?=[a-z0-9 ]*\d)[a-z]{3} [a-z0-9]{5,7} ?[a-z0-9]?\b"
    r"|^\W*(?:nomor|no\.?)\s+#?\d{4,8}\W*$",
    re.IGNORECASE,
)
"""With the marks of a number, or called a ticket: decrees, telephones and places in a list have numbers too."""


def ticket_number(office: str, drawn: str) -> str:
    """The number of a ticket: three letters of its office, the drawn symbols, and a check character."""
    prefix = office[:_PREFIX].upper().ljust(_PREFIX, "X")
    return f"{prefix}-{drawn}-{_check(drawn)}"


def find_number(text: str) -> str | None:
    """The first ticket number in a text, however it is spaced, as it is written here; None where its check fails."""
    for found in _NUMBER.finditer(text):
        prefix, drawn, check = (part.upper() for part in found.groups())
        if _check(drawn) == check:
            return f"{prefix}-{drawn}-{check}"
    return None


def resembles_number(text: str) -> bool:
    """Whether a text names a ticket by something like a number: a slip in one is told apart from a question."""
    return bool(_LIKE_A_NUMBER.search(text))


def _check(drawn: str) -> str:
    """Weighted modulo 23: no single symbol and no neighbouring pair can be mistaken unseen."""
    total = sum(place * SYMBOLS.index(symbol) for place, symbol in enumerate(drawn, 2))
    return SYMBOLS[total % len(SYMBOLS)]
