"""Parts what a document ran together: lone paragraphs that hold a list, lists that lost their marks, contacts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from knowledge.importing.contacts import contacts
from knowledge.importing.content import Content, Item
from knowledge.importing.splitting import parted


def part(content: Content, component: str) -> None:
    """Parts runs of words that no mark parts: a single run, or the run of a list that lost its borders."""
    lone = content.items[0] if len(content.items) == 1 else None
    if lone is not None and lone.mark is None and not lone.items and component != "pengaduan":
        content.items = _parts_of(lone, component)
        return
    if component == "pengaduan":
        content.items = _with_contacts(content.items)
    content.items = [part for item in content.items for part in (_parts_of(item, component) if _lost(item) else [item])]
    for item in content.items:
        item.items = [part for each in item.items for part in (_parts_of(each, component) if _lost(each) else [each])]


def _with_contacts(items: Sequence[Item]) -> list[Item]:
    """Runs of items without marks, one contact each."""
    made: list[Item] = []
    for bare, run in groupby(items, key=lambda item: item.mark is None and not item.items and not item.depth):
        if not bare:
            made += run
            continue
        each = list(run)
        numbers = [number for item in each for number in item.numbers]
        parts = [Item(text, each[0].place, numbers=numbers) for text in contacts([item.text for item in each])]
        parts[-1].flow = [box for item in each for box in item.flow]
        made += parts
    return made


def _lost(item: Item) -> bool:
    return item.mark is None and item.depth > 0 and not item.items


def _parts_of(item: Item, component: str) -> list[Item]:
    parts = parted(item.text, component, lost_borders=item.depth > 0)
    if len(parts) == 1:
        return [item]
    why = "Batas butir tidak terbaca; dipisah menurut isinya."
    sure = item.depth == 0
    made = [
        Item(part, item.place, depth=item.depth, doubts=[] if sure else [(part, why)], numbers=item.numbers)
        for part in parts
    ]
    made[-1].flow = item.flow
    return made
