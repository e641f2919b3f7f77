"""Which conditions of checklists the decrees bear out: each is held to the words that it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from knowledge.checklist_model import Condition, ListQuestion, ServiceList
from knowledge.item_refs import named_items
from knowledge.model import Item, Service


def service_lists(
    questions: Iterable[ListQuestion], conditions: Iterable[Condition], services: Mapping[str, Service]
) -> dict[str, ServiceList]:
    """What the checklist of each service asks, in the order of the questions' file."""
    asked = {question.key: question for question in questions}
    held: dict[str, list[Condition]] = defaultdict(list)
    for condition in conditions:
        service = services.get(condition.service)
        item = borne_out(condition, service) if service is not None else None
        if item is not None:
            held[condition.service].append(replace(condition, item=item))
    return {
        service: ServiceList(
            tuple(question for key, question in asked.items() if any(each.question == key for each in found)),
            tuple(found),
        )
        for service, found in held.items()
    }


def borne_out(condition: Condition, service: Service) -> str | None:
    """The name of the item whose words carry the condition: as the file names it, or the only one that has them.

    None where the decree's words do not carry it, as after an office replaced its decree: the item then stays.
    """
    component = service.components.get(condition.item.partition("/")[0])
    if component is None:
        return None
    named = named_items(component.id, component.items)
    if _says(named.get(condition.item, ()), condition.because):
        return condition.item
    others = [name for name, items in _single(named) if _says(items, condition.because)]
    return others[0] if len(others) == 1 else None


def _single(named: Mapping[str, tuple[Item, ...]]) -> Iterator[tuple[str, tuple[Item, ...]]]:
    yield from ((name, items) for name, items in named.items() if "/" in name)


def _says(items: tuple[Item, ...], words: str) -> bool:
    return len(items) == 1 and _plain(words) in _plain(items[0].text)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
