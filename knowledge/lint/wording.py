"""Texts of a decree as lint compares and shows them."""

from __future__ import annotations

import re

_LONGEST = 90


def plain(text: str) -> str:
    """The letters and digits of a text, in small letters, with single spaces."""
    return re.sub(r"[\W_]+", " ", text).strip().casefold()


def shortened(text: str, longest: int = _LONGEST) -> str:
    """A text as it is quoted, cut after `longest` characters."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
