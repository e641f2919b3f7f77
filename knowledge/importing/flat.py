"""The plain form of a draft that other programs read: services with the texts of each component, in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from knowledge.decree_file import ItemPart
from knowledge.draft_file import DraftFile


def as_json(draft: DraftFile, year: int | None = None) -> dict[str, Any]:
    """Office, number, year and services; items flat, parents first; services only named in the decree are left out."""
    date = draft.decree.date
    return {
        "office": draft.office.name,
        "number": draft.decree.number,
        "year": date.year if date else year,
        "services": [
            {
                "name": service.name,
                "components": {name: texts_of(part.items) for name, part in service.components.items()},
            }
            for service in draft.services
            if not service.listed_only
        ],
    }


def texts_of(items: Sequence[ItemPart]) -> list[str]:
    """Every text in reading order, parents before their sub-items."""
    return [text for item in items for text in (item.text, *texts_of(item.items))]
