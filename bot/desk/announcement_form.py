"""What an officer types to announce something: read from a form, kept as typed, and made into an announcement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bot.announcing import Composed, WrongAnnouncement
from bot.store.announcements import Kept
from handlers.announcement import TOPICS, Announcement
from handlers.choices import LONGEST_ID, action
from handlers.turn import Choice
from knowledge.library import Library

MOST_CHOICES = 3
"""Reply buttons of WhatsApp, the fewest of all channels."""
_LONGEST_LINK = 500
_LONGEST_TYPED = 10_000
"""Characters of one field that are kept for another try; what is more than a message holds is refused anyway."""
_LABELS = {
    "form": "Daftar",
    "ask": "Lihat layanan",
    "requests": "Ajukan permohonan",
    "complain": "Adukan",
    "contact": "Kontak",
    "hours": "Jam layanan",
    "services": "Daftar layanan",
}
"""What a choice is called where its officer gave it no label."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A form's fields as they were typed; `choices` are pairs of what opens and its label."""

    title: str = ""
    text: str = ""
    link: str = ""
    topics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    until: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    keepers_of: str = ""

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """As many pairs as the form has."""
        return (*self.choices, *([("", "")] * MOST_CHOICES))[:MOST_CHOICES]


def typed_of(kept: Kept) -> Typed:
    """What would be typed to get an announcement."""
    told = kept.told
    until = told.ends_on.isoformat() if told.ends_on is not None else ""
    return Typed(
        told.title, "\n".join(told.paragraphs), told.link or "", told.topics, kept.languages, kept.channels, until,
        told.choices, kept.keepers_of or "",
    )  # fmt: skip


def read(form: Any) -> Typed:  # noqa: ANN401 - aiohttp's fields by name, several of a name
    """The fields of a form as it was sent."""

    def one(name: str) -> str:
        value = form.get(name, "")
        return value[:_LONGEST_TYPED] if isinstance(value, str) else ""

    def many(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each for each in form.getall(name, ()) if isinstance(each, str)))

    pairs = ((one(f"opens{place}"), " ".join(one(f"label{place}").split())) for place in range(MOST_CHOICES))
    return Typed(
        " ".join(one("title").split()), one("text").replace("\r\n", "\n"), one("link").strip(), many("topic"),
        many("language"), many("channel"), one("until").strip(), tuple(pair for pair in pairs if any(pair)),
        one("keepers_of").strip(),
    )  # fmt: skip


def composed(typed: Typed, office: str, today: dt.date) -> Composed:
    """The announcement that was typed; raises WrongAnnouncement for what can be told from the form alone."""
    ends_on = _date(typed.until)
    if ends_on is not None and ends_on < today:
        raise WrongAnnouncement("past")
    if any(not opens for opens, _ in typed.choices):
        raise WrongAnnouncement("choices")
    topics = tuple(topic for topic in TOPICS if topic in typed.topics)
    choices = tuple((opens, label or _LABELS.get(action(opens).verb, "")) for opens, label in typed.choices)
    told = Announcement(office, topics, typed.title, _paragraphs(typed.text), _link(typed.link), choices, ends_on)
    return Composed(told, typed.languages, typed.channels, typed.keepers_of or None)


def what_opens(library: Library, office: str) -> list[tuple[str, list[Choice]]]:
    """What a choice may open at an office, in groups."""
    forms = list(_forms(library, office))
    shown = [Choice(f"ask:{service.id}", service.name) for service in library.of_office(office)]
    others = [
        Choice(f"requests:{office}", "Daftar permohonan kantor ini"),
        Choice(f"complain:{office}", "Formulir pengaduan"),
        Choice(f"services:{office}", "Daftar layanan"),
        Choice(f"contact:{office}", "Kontak dan alamat"),
        Choice(f"hours:{office}", "Jam layanan"),
    ]
    groups = (("Formulir permohonan", forms), ("Lainnya", others), ("Penjelasan layanan", shown))
    fits = [(name, [each for each in found if len(each.id.encode()) <= LONGEST_ID]) for name, found in groups]
    return [(name, found) for name, found in fits if found]


def _forms(library: Library, office: str) -> Iterator[Choice]:
    for service in library.of_office(office):
        for form in library.forms_of(service.id):
            if form.instead is None:  # what is truly filed elsewhere asks nothing here
                yield Choice(f"form:{form.id}:{service.id}", f"{form.title}: {service.name}")


def _paragraphs(text: str) -> tuple[str, ...]:
    """Every line is a paragraph; an empty one between two stays, so that the message is parted as it was typed."""
    lines: list[str] = []
    for line in text.strip().split("\n"):
        clean = "".join(each for each in line if each.isprintable() or each == "\t").strip()
        if clean or (lines and lines[-1]):
            lines.append(clean)
    return tuple(lines) if any(lines) else ()


def _link(text: str) -> str | None:
    if not text:
        return None
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        raise WrongAnnouncement("link") from None
    plain = text.isprintable() and not any(each.isspace() or each in "<>\"'\\" for each in text)
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc or not plain:
        raise WrongAnnouncement("link")
    if len(text) > _LONGEST_LINK:
        raise WrongAnnouncement("link")
    return text


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise WrongAnnouncement("until") from None
