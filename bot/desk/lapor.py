"""One ticket as SP4N-LAPOR! asks for a report: who, what, when, where, to whom, with its history and attachments.

What is the office's own stays here: notes, who of the officers wrote, warnings. Who did not want to be named is not.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.masking import masked
from bot.store.files import FiledFile
from bot.store.tickets import TicketFile
from bot.ticket_words import EVENTS, KINDS, class_name, state_text
from handlers.file_note import FileKind
from handlers.redaction import without_person
from handlers.ticket_history import EventKind, TicketEvent
from knowledge.form_model import FormKind
from knowledge.library import Library

_SORTS: dict[FormKind, str] = {"complaint": "pengaduan", "request": "permintaan informasi"}
"""What LAPOR! calls it; it has "aspirasi" besides (PermenPAN RB 62/2018)."""
_PERSONAL = {
    "name": "nama",
    "nama": "nama",
    "contact": "kontak",
    "kontak": "kontak",
    "phone": "kontak",
    "email": "kontak",
}
"""Kinds of steps, or keys where the form is gone, that tell who filed it."""
_SHOWN: frozenset[EventKind] = frozenset(
    {"opened", "said", "answered", "asked", "class", "rejected", "rated", "reopened", "closed", "corrected"}
)
_WORDLESS: frozenset[EventKind] = frozenset({"class", "corrected"})
_WHO = {"citizen": "Pelapor", "officer": "Petugas", "system": "Sistem"}
_ENDINGS: dict[FileKind | None, str] = {"jpeg": ".jpg", "png": ".png", "webp": ".webp", "pdf": ".pdf"}
_LONGEST_STEM = 40


@dataclass(frozen=True, slots=True)
class Passage:
    """One thing that happened to the ticket."""

    at: dt.datetime
    who: str
    what: str
    words: str


@dataclass(frozen=True, slots=True)
class Enclosed:
    """An attachment as it was called, and the safe name under which it lies in the package; None where it cannot."""

    file: FiledFile
    called: str
    name: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """A ticket as a report; moments are by the clock of its office, `details` are what the form asked besides."""

    number: str
    sort: str
    title: str
    story: str
    when: str
    where: str
    office: str
    address: str
    kind: str
    service: str
    category: str
    anonymous: bool
    name: str
    contact: str
    state: str
    filed_at: dt.datetime
    due_at: dt.datetime | None
    law_due_at: dt.datetime | None
    details: tuple[tuple[str, str], ...]
    history: tuple[Passage, ...]
    enclosed: tuple[Enclosed, ...]


def report_of(file: TicketFile, library: Library) -> Report:
    """The report of a ticket; identity numbers stay hidden, and so does whoever filed it without a name."""
    filed, ticket = file.filed, file.filed.ticket
    office, service = library.offices.get(ticket.office), library.services.get(ticket.service or "")
    zone = library.zone(ticket.office)
    parts = _parts(file, library)
    known = [text for key, text in parts.person.items() if key == "nama"]

    def clean(text: str) -> str:
        return masked(without_person(text, known) if filed.anonymous else text)

    return Report(
        number=ticket.number,
        sort=_SORTS[ticket.kind],
        title=clean(ticket.about),
        story=clean(parts.story or ticket.about),
        when=clean(parts.when),
        where=clean(parts.where),
        office=office.name if office is not None else ticket.office,
        address=office.address if office is not None else "",
        kind=KINDS[ticket.kind],
        service=service.name if service is not None else ticket.service or "",
        category=class_name(filed, library),
        anonymous=filed.anonymous,
        name="" if filed.anonymous else masked(parts.person.get("nama", "")),
        contact="" if filed.anonymous else masked(parts.person.get("kontak", "")),
        state=state_text(filed),
        filed_at=ticket.opened_at.astimezone(zone),
        due_at=ticket.due_at.astimezone(zone) if ticket.due_at is not None else None,
        law_due_at=ticket.law_due_at.astimezone(zone) if ticket.law_due_at is not None else None,
        details=tuple((label, clean(text)) for label, text in parts.details),
        history=tuple(_passages(file.events, zone, clean)),
        enclosed=tuple(_enclosed(place, each, clean(each.note.name)) for place, each in enumerate(file.files, 1)),
    )


@dataclass(slots=True)
class _Parts:
    """What the form was filled in with, sorted by what it tells."""

    person: dict[str, str]
    story: str = ""
    when: str = ""
    where: str = ""
    details: tuple[tuple[str, str], ...] = ()


def _parts(file: TicketFile, library: Library) -> _Parts:
    form = library.forms.get(file.filed.ticket.form)
    kinds = {step.key: step.kind for step in form.steps} if form is not None else {}
    parts, details = _Parts({}), []
    for answer in file.answers:
        kind = kinds.get(answer.key, answer.key)
        if kind in _PERSONAL:
            parts.person.setdefault(_PERSONAL[kind], answer.text)
        elif kind in {"story", "cerita"} and not parts.story:
            parts.story = answer.text
        elif kind == "date" and not parts.when:
            parts.when = answer.text
        elif answer.key == "where":
            parts.where = answer.text
        else:
            details.append((answer.label, answer.text))
    parts.details = tuple(details)
    return parts


def _passages(events: tuple[TicketEvent, ...], zone: dt.tzinfo, clean: Callable[[str], str]) -> Iterator[Passage]:
    for event in events:
        if event.kind in _SHOWN:
            words = clean(event.text) if event.text and event.kind not in _WORDLESS else ""
            yield Passage(event.at.astimezone(zone), _WHO[event.actor], EVENTS[event.kind], words)


def _enclosed(place: int, filed: FiledFile, called: str) -> Enclosed:
    stored = filed.note.state == "stored" and filed.sha256 is not None
    return Enclosed(filed, called, safe_name(place, called, filed.note.kind) if stored else None)


def safe_name(place: int, name: str, kind: FileKind | None) -> str:
    """The name of an attachment that every system takes: number, plain letters, the ending of what it is."""
    last = re.split(r"[/\\]", name)[-1]
    plain = re.sub(r"\.\w{1,5}$", "", unicodedata.normalize("NFKD", last).encode("ascii", "ignore").decode())
    stem = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:_LONGEST_STEM].strip("-")
    return f"{place:02}-{stem or 'lampiran'}{_ENDINGS.get(kind, '.bin')}"
