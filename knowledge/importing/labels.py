"""Counts written as list labels: letters and Roman numerals, as browsers and word processors write them."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def letters(count: int) -> str:
    """1 is a, 26 is z, 27 is aa; nothing below 1."""
    text = ""
    while count > 0:
        count, rest = divmod(count - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


def roman(count: int) -> str:
    """The Roman numeral in small letters, digits where there is none (below 1 and above 3999)."""
    if not 0 < count < 4000:
        return str(count)
    text = ""
    for value, sign in _ROMAN:
        times, count = divmod(count, value)
        text += sign * times
    return text
