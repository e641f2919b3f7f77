"""Which component of a service a question echoes: the words it shares with its items, rare words counting more."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from knowledge.model import Component, Item, Service

_MOST = 3.0
"""Most that shared words add to a component: as much as one strong cue."""
_RARE = 2.2
"""Score of a word that stands in a single component of the service and nowhere else in it."""

Roots = Callable[[str], tuple[str, ...]]


class ItemWords:
    """The roots of every component's items, read once a service."""

    def __init__(self, roots: Roots) -> None:
        self._roots = roots
        self._read: dict[str, dict[str, frozenset[str]]] = {}
        self._rarity: dict[str, dict[str, float]] = {}

    def learn(self, services: Iterable[Service]) -> None:
        """Reads services ahead of the first question about them."""
        for service in services:
            self._of(service)

    def echoes(self, service: Service, words: frozenset[str]) -> dict[str, float]:
        """The score of each component by the words of a question that its items hold."""
        components = self._of(service)
        rarity = self._rarity[service.id]
        scores = {}
        for component, held in components.items():
            shared = sum(rarity[word] for word in words & held)
            if shared:
                scores[component] = min(_MOST, shared)
        return scores

    def _of(self, service: Service) -> dict[str, frozenset[str]]:
        known = self._read.get(service.id)
        if known is None:
            known = {key: frozenset(self._words(part)) for key, part in service.components.items()}
            uses = Counter(word for words in known.values() for word in words)
            self._rarity[service.id] = {word: _RARE / math.pow(2, count - 1) for word, count in uses.items()}
            self._read[service.id] = known
        return known

    def _words(self, component: Component) -> Iterator[str]:
        for text in (*_texts(component.items), *component.flow, component.remark or ""):
            yield from self._roots(text)


def _texts(items: Iterable[Item]) -> Iterator[str]:
    for item in items:
        yield item.text
        yield from item.flow
        yield from _texts(item.items)
