"""How far the review of a draft is: doubts of a part with all within it, and how much of the 14 components is there."""

from __future__ import annotations

from knowledge.decree_file import ComponentPart, ItemPart, ServicePart
from knowledge.draft_file import DraftFile


def doubts_of_items(items: list[ItemPart]) -> int:
    """The doubts of items and of those below them."""
    return sum(len(item.doubts) + doubts_of_items(item.items) for item in items)


def doubts_of_component(part: ComponentPart) -> int:
    """The doubts of a component."""
    return len(part.doubts) + doubts_of_items(part.items)


def doubts_of_service(service: ServicePart) -> int:
    """The doubts of a service."""
    return len(service.doubts) + sum(doubts_of_component(part) for part in service.components.values())


def doubts_of(draft: DraftFile) -> int:
    """All doubts of a draft."""
    head = len(draft.office.doubts) + len(draft.decree.doubts) + sum(len(each.doubts) for each in draft.left_out)
    return head + sum(doubts_of_service(service) for service in draft.services)


def items_of(items: list[ItemPart]) -> int:
    """How many items there are, those below others included."""
    return sum(1 + items_of(item.items) for item in items)
