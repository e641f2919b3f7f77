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
        broken = re.search(r"([A-Za-z]+)-$", self.text)
        if broken and (words[:1].islower() or words.lower().startswith(broken[1].lower())):
            self.text += words
        else:
            self.text = f"{self.text} {words}"


@dataclass
class Content:
    """What a component says; `numbers` are the lines of its intro and remark."""

    items: list[Item] = field(default_factory=list)
    intro: str | None = None
    remark: str | None = None
    flow: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
