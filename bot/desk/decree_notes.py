"""What is odd in a decree, and what was repaired of its scan, gathered from its file in the decree's own order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from handlers.names import COMPONENT_NAMES
from knowledge.library import Library
from knowledge.model import Component, Item, Office, Service

Sort = Literal["odd", "repaired"]
_REPAIRS = re.compile(r"hasil pindai|dibaca|dipulihkan|dikembalikan|disambung", re.IGNORECASE)
"""How a file tells that damage of the scan was made good; whatever else it tells is odd in the decree itself."""
_DOUBTS = re.compile(r"perlu diperiksa|mungkin|tidak (?:diketahui|terbaca)", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-Z\"“])")


@dataclass(frozen=True, slots=True)
class Note:
    """One note: `place` is which part and item it stands beside, `text` what it says."""

    sort: Sort
    place: str
    text: str


def notes_of_decree(office: Office) -> Iterator[Note]:
    """The notes on the decree as a whole and on the office."""
    for each in office.decree.notes:
        yield _note("Keputusan", each)
    for each in office.notes:
        yield _note("Kantor", each)


def notes_of_service(service: Service) -> Iterator[Note]:
    """The notes on a service and all its parts."""
    for each in service.notes:
        yield _note("Layanan", each)
    for component in service.components.values():
        yield from notes_of_component(component)


def notes_of_component(component: Component) -> Iterator[Note]:
    """The notes on a part of a service and on its items."""
    name = COMPONENT_NAMES[component.id]
    for each in component.notes:
        yield _note(name, each)
    yield from _of_items(component.items, name)


def count_notes(library: Library, office: Office) -> tuple[int, int]:
    """How many odd points and repairs the file of an office's decree tells."""
    found = [*notes_of_decree(office)]
    for service in library.of_office(office.slug):
        found += notes_of_service(service)
    odd = sum(note.sort == "odd" for note in found)
    return odd, len(found) - odd


def _of_items(items: Iterable[Item], part: str, marks: tuple[str, ...] = ()) -> Iterator[Note]:
    for item in items:
        path = marks if item.mark is None else (*marks, item.mark)
        if item.note is not None:
            yield _note(f"{part}, butir {'.'.join(path)}" if path else part, item.note)
        yield from _of_items(item.items, part, path)


def _note(place: str, text: str) -> Note:
    sentences = [each for each in _SENTENCE.split(text) if each]
    repaired = all(_REPAIRS.search(each) for each in sentences) and not _DOUBTS.search(text)
    return Note("repaired" if repaired else "odd", place, text)
