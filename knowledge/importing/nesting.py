"""How deep list items stand in each other, told by level within a list and by indent between lists."""

from __future__ import annotations

from dataclasses import dataclass, field

_SAME = 113
"""Indents closer than 2 mm (113 twips) are the same edge."""


@dataclass(slots=True)
class Nesting:
    """The open items of one cell or of the body, outermost first."""

    _open: list[tuple[str, int, int]] = field(default_factory=list)

    def depth(self, group: str, level: int, indent: int) -> int:
        """The depth of the next item: of list `group`, at `level` in it, `indent` twips from the left."""
        while self._open and not self._inside(self._open[-1], group, level, indent):
            self._open.pop()
        self._open.append((group, level, indent))
        return len(self._open) - 1

    @staticmethod
    def _inside(outer: tuple[str, int, int], group: str, level: int, indent: int) -> bool:
        if outer[0] == group:
            return outer[1] < level
        return indent > outer[2] + _SAME
