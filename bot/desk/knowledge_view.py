"""The decree of an office as the bot tells it: services with how much of them is filled, and parts as answered."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.desk.decree_notes import Note, notes_of_component, notes_of_service
from bot.export import item_texts
from handlers.dialogue import complete
from handlers.names import COMPONENT_NAMES
from handlers.office_words import OfficeWords
from handlers.turn import Conversation, Message, Reply, Turn
from knowledge.library import Library
from knowledge.model import COMPONENTS, Service
from knowledge.search import Search

MOST_FOUND = 100
NOTHING_SAID = OfficeWords()
_AROUND = 140
"""Characters of an item shown of what was found."""


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service in the list: how many of the 14 parts its decree fills, and how many notes its file has."""

    key: str
    number: int | None
    name: str
    label: str
    filled: int
    missing: tuple[str, ...]
    odd: int
    listed_only: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One of the 14 parts: what a citizen who asks for it reads, and what the file notes beside it."""

    id: str
    name: str
    filled: bool
    reply: Reply
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """An item, a name or a remark in which all words stand, with what stands around the first."""

    key: str
    label: str
    part: str
    component: str
    text: str


def service_row(service: Service) -> ServiceRow:
    """A service for the list."""
    missing = tuple(COMPONENT_NAMES[each] for each in COMPONENTS if not is_filled(service, each))
    odd = sum(note.sort == "odd" for note in notes_of_service(service))
    return ServiceRow(
        service.key, service.number, service.name, service.label,
        len(COMPONENTS) - len(missing), missing, odd, service.listed_only,
    )  # fmt: skip


def is_filled(service: Service, component: str) -> bool:
    """Whether the decree says anything on a part of a service."""
    found = service.components.get(component)
    return found is not None and not found.blank


def parts_of(search: Search, service: Service, now: dt.datetime, words: OfficeWords = NOTHING_SAID) -> Iterator[Part]:
    """The 14 parts of a service, each as the core answers it."""
    for component in COMPONENTS:
        found = service.components.get(component)
        notes = tuple(notes_of_component(found)) if found is not None else ()
        reply = answered(search, service, component, now, words)
        yield Part(component, COMPONENT_NAMES[component], is_filled(service, component), reply, notes)


def answered(
    search: Search, service: Service, component: str, now: dt.datetime, words: OfficeWords = NOTHING_SAID
) -> Reply:
    """What a citizen of the service's office reads, without the choices under it."""
    message = Message("press", choice=f"ask:{service.id}:{component}")
    turn = Turn(message, Conversation(office=service.office), now, office_words=words)
    return replace(complete(turn, search).replies[-1], choices=())


def find(library: Library, office: str, words: str) -> list[Hit]:
    """Where words that begin so stand together in an office's decree, MOST_FOUND places at most."""
    wanted = [_begins(word) for word in words.casefold().split()]
    if not wanted:
        return []
    found: list[Hit] = []
    for service in library.of_office(office):
        for hit in _texts(service):
            text = f"{hit.part} {hit.text}".casefold()
            if all(word.search(text) for word in wanted):
                found.append(replace(hit, text=_around(hit.text, wanted)))
            if len(found) == MOST_FOUND:
                return found
    return found


def _begins(word: str) -> re.Pattern[str]:
    """A word or the beginning of one; a sum of money is one without its "Rp"."""
    before = r"(?<!\d)" if word[0].isdigit() else r"(?<!\w)"
    return re.compile(before + re.escape(word))


def _texts(service: Service) -> Iterator[Hit]:
    yield Hit(service.key, service.label, "Nama layanan", "", service.name)
    for component in service.components.values():
        name = COMPONENT_NAMES[component.id]
        for mark, text in item_texts(component):
            yield Hit(service.key, service.label, name, component.id, f"{mark}. {text}" if mark else text)


def _around(text: str, words: list[re.Pattern[str]]) -> str:
    """The text near the first of the words that stands in it."""
    places = [found.start() for word in words if (found := word.search(text.casefold()))]
    start = max(0, min(places, default=0) - _AROUND // 3)
    cut = text[start : start + _AROUND]
    return f"{'… ' if start else ''}{cut}{' …' if start + _AROUND < len(text) else ''}"
