"""What a component says while it is being put together: its items and what stands around them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from knowledge.importing.marks import Mark


@dataclass
class Item:
    """An item under way; `doubts` are words as printed and why they are unsure, `numbers` the lines it stands in."""

    text: str
    place: str
    mark: Mark | None = None
    items: list[Item] = field(default_factory=list)
    flow: list[str] = field(default_factory=list)
    doubts: list[tuple[str, str]] = field(default_factory=list)
    depth: int = 0
    numbers: list[int] = field(default_factory=list)

    def add(self, words: str) -> None:
        """Joins words that a line break parted."""
        if re.search(r"[A-Za-z]-$", self.text) and words[:1].islower() and not self.text.endswith(" -"):
            self.text += words
        else:
            self.text = f"{self.text} {words}"


@dataclass
class Content:
    """What a component says."""

    items: list[Item] = field(default_factory=list)
    intro: str | None = None
    remark: str | None = None
    flow: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
