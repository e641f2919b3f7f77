"""Last touches to the services of a draft: names in ordinary case, labels for buttons, one doubt where one will do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from knowledge.decree_file import ComponentPart, DoubtPart, ItemPart, ServicePart
from knowledge.importing.capitals import ordinary
from knowledge.importing.service_labels import labels_of


def finished(services: Sequence[ServicePart]) -> list[ServicePart]:
    """The services as a person meets them."""
    names = [ordinary(service.name) for service in services]
    return [
        service.model_copy(
            update={
                "name": name,
                "label": label,
                "components": {component: _gathered(part) for component, part in service.components.items()},
            }
        )
        for service, name, label in zip(services, names, labels_of(names), strict=True)
    ]


def _gathered(part: ComponentPart) -> ComponentPart:
    """A component in which what is doubted of several items for the same reason is one doubt of the component."""
    counts = Counter(doubt.why for doubt in _doubts(part.items))
    often = {why for why, count in counts.items() if count > 1}
    if not often:
        return part
    made = [
        _gathered_doubt(why, [each for each in _doubts(part.items) if each.why == why])
        for why in counts
        if why in often
    ]
    return part.model_copy(
        update={"doubts": [*part.doubts, *made], "items": [_without(item, often) for item in part.items]}
    )


def _gathered_doubt(why: str, doubts: Sequence[DoubtPart]) -> DoubtPart:
    printed = " ".join(dict.fromkeys(doubt.printed for doubt in doubts if doubt.printed))
    return DoubtPart(place=doubts[0].place, printed=printed or None, why=f"{why.rstrip('.')} ({len(doubts)} butir).")


def _doubts(items: Sequence[ItemPart]) -> Iterator[DoubtPart]:
    for item in items:
        yield from item.doubts
        yield from _doubts(item.items)


def _without(item: ItemPart, whys: set[str]) -> ItemPart:
    update: dict[str, Any] = {
        "doubts": [doubt for doubt in item.doubts if doubt.why not in whys],
        "items": [_without(each, whys) for each in item.items],
    }
    return item.model_copy(update=update)
