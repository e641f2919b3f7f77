"""Numbers the lines of one document as they are read, and refuses a document that goes on for too long."""

from __future__ import annotations

import re

from knowledge.importing import refusing
from knowledge.importing.limits import Limits
from knowledge.importing.source import Line

_BLANKS = re.compile(r"[\s\u200b\u2060\ufeff]+")
_BULLETS = str.maketrans(
    {
        **dict.fromkeys("\uf0b7\uf0a7\uf076\uf06c\uf0a8\uf06e\uf0d8\uf0e8\uf0fc\uf0de\uf02d\uf0be●■◼▪", "•"),
        "\u00ad": None,
        "\ufffe": "-",
    }
)
"""Bullets of Symbol and Wingdings, which have no letters of their own; a hyphen that a PDF keeps for a line's end."""


def plain(text: str) -> str:
    """Text with single blanks, no invisible letters, and bullets that every font has."""
    return _BLANKS.sub(" ", text.translate(_BULLETS)).strip()


class LineMaker:
    """Makes the lines of one document; raises Unreadable where a line or the document is too long."""

    def __init__(self, name: str, limits: Limits) -> None:
        self._name = name
        self._limits = limits
        self._made = 0

    def line(
        self,
        text: str,
        *,
        page: int | None = None,
        mark: str | None = None,
        depth: int = 0,
        heading: bool = False,
        wrapped: bool = False,
        flow: bool = False,
        spaced: bool = False,
    ) -> Line:
        """The next line."""
        if len(text) > self._limits.line:
            raise refusing.too_long(self._name, self._limits.line)
        self._made += 1
        if self._made > self._limits.lines:
            raise refusing.too_many_lines(self._name, self._limits.lines)
        return Line(plain(text), self._made, page, mark, depth, heading, wrapped, flow, spaced)
