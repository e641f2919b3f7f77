"""One ticket as the desk's page shows it: everything in words, nothing for the template to work out."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.desk.clock_words import Clock, clock_of, clock_sum
from bot.files.naming import size_text
from bot.reply_json import load
from bot.store.inbox import Passed
from bot.store.officer_acts import ActKind
from bot.store.tickets import FiledTicket, TicketFile, Told
from bot.ticket_words import EVENTS, FILE_STATES, KINDS, STATES, TOLD, class_name, state_text, who_text
from handlers.file_note import FileNote
from handlers.ticket_history import EventKind, TicketEvent
from handlers.ticket_states import state_after
from handlers.turn import Reply
from knowledge.library import Library
from locales.formats import long_date

_TO_CITIZEN: tuple[ActKind, ...] = ("answered", "asked", "rejected", "closed")
_ACTS: tuple[ActKind, ...] = (*_TO_CITIZEN, "class", "assigned", "noted")


@dataclass(frozen=True, slots=True)
class Happened:
    """A line of the history; `fared` is what became of the words on their way, `failed` whether they did not arrive."""

    at: str
    what: str
    kind: EventKind
    text: str | None
    state: str
    fared: str
    failed: bool


@dataclass(frozen=True, slots=True)
class Attached:
    """An attachment; `place` is its number on the ticket, and only what is `stored` can be opened."""

    place: int
    name: str
    fares: str
    stored: bool
    picture: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A message of the conversation: the citizen's `text`, or what was `said` to the citizen and how it fared."""

    at: str
    text: str | None
    said: Reply | None
    fared: str
    failed: bool


@dataclass(frozen=True, slots=True)
class TicketView:
    """The page's content; `possible` are the acts that the state allows."""

    number: str
    about: str
    state: str
    version: int
    facts: tuple[tuple[str, str], ...]
    clock: Clock
    clock_sum: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]
    files: tuple[Attached, ...]
    history: tuple[Happened, ...]
    possible: frozenset[ActKind]
    classes: tuple[tuple[str, str], ...]
    ticket_class: str | None
    assigned: str | None
    anonymous: bool


def ticket_view(file: TicketFile, library: Library, now: dt.datetime, channel: str) -> TicketView:
    """The view of a ticket; `channel` says in words how its citizen is reached."""
    filed, ticket = file.filed, file.filed.ticket
    office = library.offices.get(ticket.office)
    decreed = office.complaint_classes if office is not None and ticket.kind == "complaint" else ()
    possible = frozenset(kind for kind in _ACTS if state_after("officer", kind, ticket.state) is not None)
    return TicketView(
        ticket.number, ticket.about, state_text(filed), filed.version,
        facts=tuple(_facts(filed, library, channel)),
        clock=clock_of(filed, library, now), clock_sum=clock_sum(filed, file.events, library),
        answers=tuple((each.label, each.text) for each in file.answers),
        files=tuple(_attached(place, each.note) for place, each in enumerate(file.files, 1)),
        history=tuple(happened(file.events, file.told, filed, library)),
        possible=possible if decreed else possible - {"class"},
        classes=tuple((each.id, each.name) for each in decreed),
        ticket_class=filed.ticket_class, assigned=filed.assigned_to, anonymous=filed.anonymous,
    )  # fmt: skip


def happened(
    events: Iterable[TicketEvent], told: dict[int, Told], filed: FiledTicket, library: Library
) -> Iterator[Happened]:
    """Events in words, in their order."""
    for event in events:
        fared, failed = _fared(told.get(event.position))
        text = class_name(filed, library) if event.kind == "class" and event.text == filed.ticket_class else event.text
        what = f"{who_text(event)} {EVENTS[event.kind]}"
        if event.kind == "assigned":
            what, text = f"{what} {text}", None
        yield Happened(_moment(event.at, filed, library), what, event.kind, text, STATES[event.state], fared, failed)


def conversation_lines(passed: Iterable[Passed], filed: FiledTicket, library: Library) -> tuple[Line, ...]:
    """The conversation in words; a press is told by the label of the choice that was offered before."""
    labels: dict[str, str] = {}
    lines = []
    for each in passed:
        at = _moment(each.at, filed, library)
        if each.direction == "in":
            lines.append(Line(at, _said(json.loads(each.body), labels), None, "", failed=False))
            continue
        reply = load(each.body)
        labels = {choice.id: choice.label for choice in reply.choices}
        fared, failed = _fared(Told(each.status, each.error) if each.status is not None else None)
        lines.append(Line(at, None, reply, fared, failed))
    return tuple(lines)


def _facts(filed: FiledTicket, library: Library, channel: str) -> Iterator[tuple[str, str]]:
    ticket = filed.ticket
    office, service = library.offices.get(ticket.office), library.services.get(ticket.service or "")
    yield "Jenis", KINDS[ticket.kind]
    yield "Kantor", office.place if office is not None else ticket.office
    if ticket.service is not None:
        yield "Layanan", service.name if service is not None else ticket.service
    if filed.ticket_class is not None:
        yield "Golongan", class_name(filed, library)
    yield "Petugas", filed.assigned_to or "belum ada"
    yield "Pelapor", "anonim" if filed.anonymous else "lihat isian"
    yield "Dijangkau lewat", channel
    yield "Diajukan", _moment(ticket.opened_at, filed, library)
    yield "Berubah", _moment(ticket.changed_at, filed, library)
    if ticket.rating is not None or filed.rating_word is not None:
        yield "Penilaian", " · ".join(str(each) for each in (ticket.rating, filed.rating_word) if each is not None)


def _attached(place: int, note: FileNote) -> Attached:
    stored = note.state == "stored"
    fares = size_text(note.size or 0) if stored else FILE_STATES[note.state]
    return Attached(place, note.name, fares, stored, stored and note.is_picture)


def _fared(told: Told | None) -> tuple[str, bool]:
    """How words fared, and whether they did not arrive."""
    if told is None:
        return "", False
    suffix = f": {told.error}" if told.error else ""
    return f"{TOLD.get(told.status, told.status)}{suffix}", told.status in {"failed", "expired", "uncertain"}


def _said(document: dict[str, object], labels: dict[str, str]) -> str:
    file = document.get("file")
    if file is not None:
        return "mengirim berkas"
    choice = document.get("choice")
    return str(document.get("text") or (labels.get(choice, "menekan tombol") if isinstance(choice, str) else ""))


def _moment(moment: dt.datetime, filed: FiledTicket, library: Library) -> str:
    local = moment.astimezone(library.zone(filed.ticket.office))
    return f"{long_date(local.date(), 'id')} {local:%H.%M}"
