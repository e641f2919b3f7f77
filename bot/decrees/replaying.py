"""Replays an office's question bank on two states of the knowledge, and tells what got worse and what got better."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.plain_text import render
from bot.questions import ask
from bot.store.decree_questions import BankQuestion
from handlers.names import COMPONENT_NAMES
from knowledge.library import Library
from knowledge.model import COMPONENTS
from knowledge.search import Search

_USUAL = ("persyaratan", "jangka-waktu", "biaya")
"""Components of which the first questions of an empty bank ask, where the decree fills them."""
_ASKED = {"persyaratan": "syarat", "jangka-waktu": "berapa lama", "biaya": "biaya"}


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of one question: nothing `wrong` where all is as wanted; `text` is the answer."""

    wrong: str
    text: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One question on both: what was wrong before and what is wrong after, "" where nothing."""

    question: str
    before: str
    after: str

    @property
    def worse(self) -> bool:
        """Whether it was right and is so no more."""
        return not self.before and bool(self.after)

    @property
    def better(self) -> bool:
        """Whether it was wrong and is right now."""
        return bool(self.before) and not self.after


def answered(search: Search, office: str, asked: BankQuestion, now: dt.datetime) -> Answered:
    """Asks one question as a citizen of the office would, and holds the answer against what is wanted."""
    known = office if office in search.library.offices else None
    understood = search.understand(asked.question, known)
    text = "\n\n".join(render(reply) for reply in ask(search, asked.question, known, now).replies)
    found = understood.services[0] if understood.services else None
    plain = text.casefold()
    if found != asked.service:
        return Answered(f"dipahami sebagai {_service(search.library, found)}", text)
    if asked.component is not None and understood.component != asked.component:
        component = understood.component
        return Answered(f"dipahami tentang {COMPONENT_NAMES[component] if component else 'layanannya saja'}", text)
    missing = [word for word in asked.words if word.casefold() not in plain]
    if missing:
        return Answered(f"jawabannya tidak memuat {', '.join(f'“{word}”' for word in missing)}", text)
    return Answered("", text)


def compared(
    running: Search, candidate: Search, office: str, bank: Iterable[BankQuestion], now: dt.datetime
) -> list[Compared]:
    """Every active question on both; some milliseconds each, so call it from a thread."""
    return [
        Compared(
            each.question, answered(running, office, each, now).wrong, answered(candidate, office, each, now).wrong
        )
        for each in bank
        if each.active
    ]


def first_questions(library: Library, office: str) -> Iterator[BankQuestion]:
    """A few plain questions on each service, for a bank that is empty."""
    for service in library.of_office(office):
        if service.listed_only:
            continue
        for component in (each for each in COMPONENTS if each in _USUAL):
            part = service.components.get(component)
            if part is not None and not part.blank:
                yield BankQuestion(f"{_ASKED[component]} {service.label.lower()}", service.id, component)


def _service(library: Library, service: str | None) -> str:
    if service is None:
        return "pertanyaan tanpa layanan"
    found = library.services.get(service)
    return f"layanan {found.label}" if found is not None else service
