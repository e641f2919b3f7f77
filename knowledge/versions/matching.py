"""Finds which of two versions' services and items belong together."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

from rapidfuzz import fuzz, utils

from knowledge.decree_file import ItemPart, ServicePart

_SAME_ITEM = 60
"""Similarity (0 to 100) from which two texts count as one item reworded; below it one is gone and the other new."""
_SAME_PLACE = 35
"""The same for two texts between the same neighbours: there even a rewritten sentence is the same item."""
_SAME_NAME = 86
"""Similarity from which two names are one service renamed."""
_NEAR_NAME = 60
_SAME_CONTENT = 80
"""Or two names that are merely near, where what the services ask for is all but equal."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a component: its mark path, its text, and the path of what it stands under by texts."""

    path: str | None
    text: str
    under: str = ""

    @property
    def plain(self) -> str:
        """Its letters and digits alone: two items of the same are at most slightly different."""
        return plain(self.text)


def plain(text: str) -> str:
    """The letters and digits of a text, in small letters, with single spaces."""
    return re.sub(r"[\W_]+", " ", text).strip().casefold()


def entries(items: Sequence[ItemPart], prefix: str = "", under: str = "") -> list[Entry]:
    """Items with their sub-items, flat and in reading order; the steps of an item's flow chart are one entry."""
    found: list[Entry] = []
    for item in items:
        path = f"{prefix}{item.mark}" if item.mark is not None else None
        found.append(Entry(path, item.text, under))
        below = plain(item.text)
        if item.flow:
            found.append(Entry(path, f"Bagan alur: {' → '.join(item.flow)}", below))
        found += entries(item.items, f"{path}." if path is not None else prefix, below)
    return found


def pairs(old: Sequence[Entry], new: Sequence[Entry]) -> list[tuple[int, int]]:
    """Places in the old and the new list that are the same item, in the order of the new."""
    matched: dict[int, int] = {}
    for key in (_identical, _same_words):
        _match_equal(old, new, matched, key)
    _match_similar(old, new, matched)
    _match_between(old, new, matched)
    return sorted(((before, after) for after, before in matched.items()), key=lambda pair: pair[1])


def unmoved(matched: Sequence[tuple[int, int]]) -> set[int]:
    """The places in the new list of the longest run of pairs that kept their order; the others moved."""
    tails: list[int] = []
    last: list[int] = []
    back: dict[int, int | None] = {}
    for position, (before, _) in enumerate(matched):
        at = bisect_left(tails, before)
        back[position] = last[at - 1] if at else None
        tails[at:] = [before, *tails[at + 1 :]]
        last[at:] = [position, *last[at + 1 :]]
    kept: set[int] = set()
    step = last[-1] if last else None
    while step is not None:
        kept.add(matched[step][1])
        step = back[step]
    return kept


def service_pairs(old: Sequence[ServicePart], new: Sequence[ServicePart]) -> list[tuple[int, int]]:
    """Places in the old and the new list that are the same service: by id, else by the best likeness of names."""
    by_id = {service.id: place for place, service in enumerate(old)}
    matched = {after: by_id[service.id] for after, service in enumerate(new) if service.id in by_id}
    free_old = [place for place in range(len(old)) if place not in matched.values()]
    free_new = [place for place in range(len(new)) if place not in matched]
    scored = [
        (likeness, before, after)
        for before, after in product(free_old, free_new)
        if (likeness := _likeness(old[before], new[after])) is not None
    ]
    _take_best(scored, matched)
    return [(matched[after], after) for after in sorted(matched)]


def _identical(entry: Entry) -> tuple[str, ...]:
    return (entry.text, entry.under)


def _same_words(entry: Entry) -> tuple[str, ...]:
    return (entry.plain,)


def _match_equal(
    old: Sequence[Entry], new: Sequence[Entry], matched: dict[int, int], key: Callable[[Entry], tuple[str, ...]]
) -> None:
    """Pairs what is equal, the first with the first."""
    waiting: dict[tuple[str, ...], list[int]] = {}
    taken = set(matched.values())
    for place, entry in enumerate(old):
        if place not in taken:
            waiting.setdefault(key(entry), []).append(place)
    for place, entry in enumerate(new):
        if place not in matched and (places := waiting.get(key(entry))):
            matched[place] = places.pop(0)


def _match_similar(old: Sequence[Entry], new: Sequence[Entry], matched: dict[int, int]) -> None:
    taken = set(matched.values())
    free_old = [place for place in range(len(old)) if place not in taken]
    free_new = [place for place in range(len(new)) if place not in matched]
    scored = [
        (likeness + (1 if old[before].under == new[after].under else 0), before, after)
        for before, after in product(free_old, free_new)
        if (likeness := fuzz.ratio(old[before].plain, new[after].plain, score_cutoff=_SAME_ITEM))
    ]
    _take_best(scored, matched)


def _take_best(scored: list[tuple[float, int, int]], matched: dict[int, int]) -> None:
    taken = set(matched.values())
    for _, before, after in sorted(scored, key=lambda each: (-each[0], each[2], each[1])):
        if before not in taken and after not in matched:
            matched[after] = before
            taken.add(before)


def _match_between(old: Sequence[Entry], new: Sequence[Entry], matched: dict[int, int]) -> None:
    """Pairs what stands alone between the same neighbours: "3 hari" and "5 hari kerja" are one item reworded."""
    taken = set(matched.values())
    for place, entry in enumerate(new):
        before = matched.get(place - 1, -1) + 1 if place == 0 or place - 1 in matched else None
        if place in matched or before is None or before in taken or before >= len(old):
            continue
        follows = matched.get(place + 1, len(old)) if place + 1 < len(new) else len(old)
        alone = follows == before + 1 and old[before].under == entry.under
        if alone and (len(old) == len(new) == 1 or fuzz.ratio(old[before].plain, entry.plain) >= _SAME_PLACE):
            matched[place] = before
            taken.add(before)


def _likeness(old: ServicePart, new: ServicePart) -> float | None:
    """How like two services are, None where they are two."""
    names = fuzz.token_sort_ratio(old.name, new.name, processor=utils.default_process)
    if names < _NEAR_NAME:
        return None
    contents = fuzz.ratio(_asked(old), _asked(new)) if old.components and new.components else names
    if names == 100 or (names >= _SAME_NAME and contents >= _NEAR_NAME) or contents >= _SAME_CONTENT:
        return names + contents
    return None


def _asked(service: ServicePart) -> str:
    """What a service asks for and does, as one text."""
    parts = (service.components.get("persyaratan"), service.components.get("produk"))
    return "\n".join(entry.plain for part in parts if part is not None for entry in entries(part.items))
