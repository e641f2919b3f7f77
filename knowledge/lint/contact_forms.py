"""Whether a text can be a telephone number, an e-mail address or an address on the web at all."""

from __future__ import annotations

import re

import phonenumbers

_EMAIL = re.compile(r"[a-z0-9][\w.+-]*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE)
_WEB = re.compile(r"(?:https?://)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
_CALL_CENTRE = re.compile(r"1\d{2,4}")
"""Short numbers (112, 119, 129, 1500...) are dialled without an area code."""

_SHORTEST = 9
"""Digits of a fixed line with its area code: 0, three of the area, five of the line."""


def is_email(text: str) -> bool:
    """Whether a text has the form of an e-mail address: no space, one @, a domain with its ending."""
    return _EMAIL.fullmatch(text.strip().rstrip(".")) is not None and ".." not in text


def is_web(text: str) -> bool:
    """Whether a text has the form of an address on the web."""
    return _WEB.fullmatch(text.strip()) is not None


def is_phone(text: str) -> bool:
    """Whether a text can be dialled in Indonesia: long enough, not too long, or a call centre's short number."""
    digits = re.sub(r"\D", "", text)
    if _CALL_CENTRE.fullmatch(digits) or re.fullmatch(r"1500\d{3}", digits):
        return True
    try:
        read = phonenumbers.parse(text, "ID")
    except phonenumbers.NumberParseException:
        return False
    if digits.startswith("0") and not digits.startswith("08"):
        return len(digits) >= _SHORTEST and phonenumbers.is_possible_number(read)
    return phonenumbers.is_valid_number(read)


def same_phone(one: str, other: str) -> bool:
    """Whether two texts are one number, however each is written."""
    return _dialled(one) == _dialled(other)


def _dialled(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    return f"0{digits[2:]}" if digits.startswith("62") else digits
