"""The plain form of a draft that other programs read: services with the texts of each component, in reading order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from knowledge.decree_file import ItemPart
from knowledge.draft_file import DraftFile


def as_json(draft: DraftFile) -> dict[str, Any]:
    """Office, number, year and services; items flat, parents first; services only named in the decree are left out."""
    return {
        "office": draft.office.name,
        "number": draft.decree.number,
        "year": _year(draft),
        "services": [
            {
                "name": service.name,
                "components": {name: texts_of(part.items) for name, part in service.components.items()},
            }
            for service in draft.services
            if not service.listed_only
        ],
    }


def _year(draft: DraftFile) -> int | None:
    """The year of the date, else the one that number or title end with."""
    if draft.decree.date:
        return draft.decree.date.year
    told = [re.findall(r"(?:19|20)\d\d", text or "") for text in (draft.decree.number, draft.decree.title)]
    return next((int(years[-1]) for years in told if years), None)


def texts_of(items: Sequence[ItemPart]) -> list[str]:
    """Every text in reading order, parents before their sub-items."""
    return [text for item in items for text in (item.text, *texts_of(item.items))]
