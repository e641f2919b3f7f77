"""The marks that a browser shows before list items."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.importing.labels import letters, roman

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z- ]+)")
_TYPES = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman", "1": "decimal"}
_BULLETS = {"disc", "circle", "square"}


class Marks:
    """Counts through the items of one list."""

    def __init__(self, listed: HtmlElement) -> None:
        self._listed = listed
        self._ordered = listed.tag == "ol"
        items = sum(1 for child in listed if child.tag == "li")
        self._step = -1 if self._ordered and listed.get("reversed") is not None else 1
        self._count = _whole(listed.get("start"), 1 if self._step > 0 else items)

    def next(self, item: HtmlElement) -> str | None:
        """The mark of the next item; None where the page shows none."""
        count = _whole(item.get("value"), self._count)
        self._count = count + self._step
        kind = _kind(item) or _kind(self._listed) or ("decimal" if self._ordered else "disc")
        if kind == "none":
            return None
        return "-" if kind in _BULLETS else f"{_written(count, kind)}."


def _kind(element: HtmlElement) -> str | None:
    style = _STYLE.search((element.get("style") or "").lower())
    if style is not None:
        known = [word for word in style[1].split() if word not in {"inside", "outside"}]
        if known:
            return known[0]
    kind = element.get("type") or ""
    return _TYPES.get(kind) or (kind.lower() if kind.lower() in _BULLETS else None)


def _written(count: int, kind: str) -> str:
    if kind in {"lower-alpha", "lower-latin"}:
        return letters(count)
    if kind in {"upper-alpha", "upper-latin"}:
        return letters(count).upper()
    if kind == "lower-roman":
        return roman(count)
    return roman(count).upper() if kind == "upper-roman" else str(count)


def _whole(value: str | None, otherwise: int) -> int:
    return int(value) if value is not None and re.fullmatch(r"\s*-?\d{1,6}\s*", value) else otherwise
