"""The list items that are open while lines are taken in, outermost first, and where the next one belongs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.importing import marks
from knowledge.importing.content import Item
from knowledge.importing.line_breaks import ENDED
from knowledge.importing.marks import Mark

_LEAD = 70
"""Characters of an item without a mark that may lead in a list."""
_DAY = re.compile(r"\s*(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|\d{1,2}[.:]\d\d)", re.IGNORECASE)
"""What a dash before is "until": Senin - Kamis, 08.00 - 15.00."""
_LIKE_ONE = {"I", "l", "L", "i", "f", "J"}
"""Letters that a scan makes of the figure 1."""


class OpenItems:
    """Opens items in the tree `items`; `scanned`: letters may be misread figures."""

    def __init__(self, items: list[Item], *, scanned: bool) -> None:
        self.open: list[Item] = []
        self._items = items
        self._scanned = scanned

    def read_as(self, readings: Sequence[Mark]) -> Mark:
        """The reading that continues an open list, else one that begins a list, else the first."""
        styles = {item.mark.style: item.mark.order for item in self.open if item.mark}
        if self._scanned and readings[0].label in _LIKE_ONE and not any(style[0] in "aAiI" for style in styles):
            return Mark("1", f"1{readings[0].style[1:]}", 1)
        for reading in readings:
            if styles.get(reading.style) == reading.order - 1:
                return reading
        for reading in readings:
            if reading.style in styles:
                return reading
        return next((reading for reading in readings if reading.order == 1), readings[0])

    def begin(self, mark: Mark | None, place: str, depth: int) -> None:
        """Opens an item where its mark belongs."""
        item = Item("", place, mark, depth=depth)
        parent = self._parent_of(item)
        (parent.items if parent else self._items).append(item)
        self.open = [*self.open[: self.open.index(parent) + 1], item] if parent else [item]

    def _parent_of(self, item: Item) -> Item | None:
        if item.mark is None:
            return self._parent_of_loose(item)
        for position, open_item in enumerate(self.open):
            if open_item.mark is None or open_item.mark.style != item.mark.style:
                continue
            if open_item.depth == item.depth or open_item.mark.order + 1 == item.mark.order:
                return self.open[position - 1] if position else None
        last = self.open[-1] if self.open else None
        if last is None:
            return None
        if last.mark is None:
            return (
                last
                if last.text.rstrip().endswith(":") or (item.mark.order in {0, 1} and self._leads(last))
                else self._above(last)
            )
        return last

    def _leads(self, last: Item) -> bool:
        """Whether an item without a mark introduces a list: a short line such as "Perorangan"."""
        return len(last.text) < _LEAD and not ENDED.search(last.text.rstrip(": "))

    def _above(self, item: Item) -> Item | None:
        position = self.open.index(item)
        return self.open[position - 1] if position else None

    def _parent_of_loose(self, item: Item) -> Item | None:
        """Lines without a mark stand beside the outermost item, or under a lead-in that ends with a colon."""
        for open_item in reversed(self.open):
            if (
                open_item.text.rstrip().endswith(":")
                and not open_item.items
                and (open_item.mark or item.depth > open_item.depth)
            ):
                return open_item
        last = self.open[-1] if self.open else None
        if last is not None and last.mark is None and len(self.open) > 1 and self.open[-2].text.rstrip().endswith(":"):
            return self.open[-2]
        return None

    def inner_mark(self, readings: Sequence[Mark], before: str, after: str, *, glued: bool) -> Mark | None:
        """A mark in the middle of words counts if it is the next of an open list, or the first after a colon."""
        for reading in readings:
            for item in reversed(self.open):
                if item.mark and item.mark.style == reading.style and item.mark.order + 1 == reading.order:
                    return reading
        if glued:
            return None
        styles = {item.mark.style for item in self.open if item.mark}
        lead = (before or (self.open[-1].text if self.open else "")).rstrip()
        for reading in readings:
            if reading.order != 1 or reading.style in styles:
                continue
            second = re.search(rf"\s\(?(?:2|b|B|ii|II){re.escape(reading.style[1:])}\s", f" {after}")
            listed = second is not None and second[0].strip("() .")[:1].isdigit() == reading.label.isdigit()
            if lead.endswith((":", ";")) or listed:
                return reading
        return self._misprinted(readings, before, after)

    def _misprinted(self, readings: Sequence[Mark], before: str, after: str) -> Mark | None:
        """A letter out of order, such as "e. ... d. ...": a mark if a capital follows and a whole word comes before."""
        innermost = next((item for item in reversed(self.open) if item.mark), None)
        if (
            innermost is None
            or innermost.mark is None
            or not after[:1].isupper()
            or not re.search(r"[a-z);]{2}\s*$", before)
        ):
            return None
        for reading in readings:
            near = reading.order - innermost.mark.order in {-1, 2}
            if reading.style == innermost.mark.style and reading.style[0] in "aA" and near:
                return reading
        return None


def bulleted(text: str, mark: Mark) -> list[str]:
    """The words of a line that begins with a bullet, parted where the same bullet stands again."""
    if not mark.is_bullet or len(mark.label) != 1 or mark.label.isalnum():
        return [text]
    if mark.label not in "-–—":
        return [part for part in re.split(rf"\s*{re.escape(mark.label)}\s*", text) if part.strip()] or [text]
    loose = re.split(rf"\s+{mark.label}\s+(?=\w)", text)
    if len(loose) > 2 and not any(_DAY.match(part) for part in loose):
        return [part for part in loose if part.strip()]
    tight = re.split(rf"\s*{mark.label}\s+(?=[A-Z0-9(])", text)
    return [part for part in tight if part.strip()] if not any(_DAY.match(part) for part in tight[1:]) else [text]


def mark_of(label: str, depth: int) -> Mark:
    """The mark that a format gave to a list item."""
    found = marks.leading(f"{label} x") or marks.leading(f"{label}. x")
    if found is None:
        return Mark(label, f"format {depth}", 0)
    return Mark(found[0][0].label, f"{depth}{found[0][0].style}", found[0][0].order)
