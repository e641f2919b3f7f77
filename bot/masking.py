"""Hides identity numbers before anything is written: NIK and NPWP always, account numbers where they are named so."""

from __future__ import annotations

import re

_HIDDEN = "•"
_KEPT = 4
"""Last digits left readable, so that a citizen recognises what was hidden."""
_LONG_NUMBER = re.compile(r"(?<![\d.,-])\d(?:[ .-]?\d){14,15}(?![\d])")
"""15 or 16 digits, also in groups: NIK (16, UU 24/2013 art. 13), NPWP (15, since 2024 16; PMK 112/2022)."""
_ACCOUNT = re.compile(
    r"(\b(?:no(?:mor|\.)?\s*)?(?:rek(?:ening)?|norek)\b\D{0,20}?)(\d(?:[ .-]?\d){7,15})", re.IGNORECASE
)
"""8 to 16 digits after a word for a bank account; the same digits elsewhere may be a telephone or a ticket."""


def masked(text: str) -> str:
    """The text with identity numbers hidden but for their last four digits."""
    text = _LONG_NUMBER.sub(lambda found: _hide(found[0]), text)
    return _ACCOUNT.sub(lambda found: found[1] + _hide(found[2]), text)


def _hide(number: str) -> str:
    digits = [character for character in number if character.isdigit()]
    return _HIDDEN * (len(digits) - _KEPT) + "".join(digits[-_KEPT:])
