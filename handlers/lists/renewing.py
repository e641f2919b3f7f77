"""Brings a checklist to a changed decree: what is unchanged keeps its tick, and the owner is told what is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from handlers.checklist import Checklist, ListItem
from handlers.lists.making import make, reapplied, version
from knowledge.library import Library

_REWORDED = 70.0
"""rapidfuzz ratio from which two items are one in other words: "paling sedikit 100 orang" and "150 orang" are 97, two
different papers of one list 60 at most."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed for the owner of a list; items that do not apply by the answers are left out.

    `reworded` are pairs of the old and the new item, the new one unticked; `gone` says that the decree has no such
    requirements any more.
    """

    added: tuple[ListItem, ...] = ()
    removed: tuple[ListItem, ...] = ()
    reworded: tuple[tuple[ListItem, ListItem], ...] = ()
    gone: bool = False

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.added or self.removed or self.reworded or self.gone)


def is_stale(library: Library, checklist: Checklist) -> bool:
    """Whether the knowledge has changed since the list was made or renewed."""
    return version(library, checklist.service) != checklist.version


def renewed(library: Library, checklist: Checklist) -> tuple[Checklist, Changes]:
    """The list by today's decree, and what changed; the list of a service that is gone stays as it was."""
    if not version(library, checklist.service):
        return replace(checklist, version=""), Changes(gone=True)
    fresh = make(library, library.services[checklist.service])
    same, alike = _matched(checklist.items, fresh.items)
    items = tuple(_carried(item, same.get(item.number)) for item in fresh.items)
    known = {question.key for question in library.checklist_of(checklist.service).questions}
    answers = tuple(pair for pair in checklist.answers if pair[0] in known)
    new = reapplied(library, replace(fresh, items=items, answers=answers, remind_at=checklist.remind_at))
    return new, _changes(checklist, new, same, alike)


def _carried(item: ListItem, before: ListItem | None) -> ListItem:
    return replace(item, ready=before.ready) if before is not None else item


def _changes(old: Checklist, new: Checklist, same: dict[int, ListItem], alike: dict[int, ListItem]) -> Changes:
    kept = {item.number for item in (*same.values(), *alike.values())}
    return Changes(
        tuple(item for item in new.applying if item.number not in same and item.number not in alike),
        tuple(item for item in old.applying if item.number not in kept),
        tuple((alike[item.number], item) for item in new.applying if item.number in alike),
    )


def _matched(old: tuple[ListItem, ...], new: tuple[ListItem, ...]) -> tuple[dict[int, ListItem], dict[int, ListItem]]:
    """For new items by their number the old one that says the same, and the one that says it in other words."""
    left = list(old)
    same: dict[int, ListItem] = {}
    for item in new:
        found = next((each for each in left if _plain(each.text) == _plain(item.text)), None)
        if found is not None:
            same[item.number] = found
            left.remove(found)
    alike: dict[int, ListItem] = {}
    for _likeness, item, before in sorted(
        _likenesses((item for item in new if item.number not in same), left), key=lambda each: -each[0]
    ):
        if item.number not in alike and before in left:
            alike[item.number] = before
            left.remove(before)
    return same, alike


def _likenesses(new: Iterable[ListItem], old: list[ListItem]) -> Iterator[tuple[float, ListItem, ListItem]]:
    texts = [_plain(item.text) for item in old]
    for item in new:
        for _text, likeness, place in process.extract(
            _plain(item.text), texts, scorer=fuzz.ratio, score_cutoff=_REWORDED, limit=None
        ):
            yield likeness, item, old[place]


def _plain(text: str) -> str:
    """A text without what changes no meaning: case, spaces, the signs at its end."""
    return " ".join(text.casefold().split()).rstrip(" .;,:")
