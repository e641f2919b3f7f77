"""Finds the items of a long list that a question is about, so that a citizen reads the answer first."""

from __future__ import annotations

from collections import Counter

from knowledge.model import Item, Service
from knowledge.search import Search

_LONG_LIST = 8
"""Items from which a list does not fit one screen of a phone."""
_RARE = 2
"""A word that stands in more items than this does not tell them apart."""
_MOST = 3
_TELL_NOTHING = frozenset({"tidak", "ada", "perlu", "harus", "minta", "bawa", "dari", "jika"})
_ENOUGH = 0.5
"""One word that stands in two items, or in this one alone."""


def asked_items(search: Search, question: str, service: Service, items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The items of a long list that hold the rare words of a question, at most three; none when it asks for all."""
    if len(items) < _LONG_LIST or not question:
        return ()
    naming = frozenset().union(*(search.words(wording) for wording in service.wordings))
    words = search.words(question) - naming - _TELL_NOTHING
    words = frozenset(word for word in words if not word.isdigit())
    held = [search.words(item.text) & words for item in items]
    uses = Counter(word for shared in held for word in shared)
    scores = [sum(1 / uses[word] for word in shared if uses[word] <= _RARE) for shared in held]
    best = max(scores)
    if best < _ENOUGH:
        return ()
    found = tuple(item for item, score in zip(items, scores, strict=True) if score >= _ENOUGH)
    return found if len(found) <= _MOST else ()
