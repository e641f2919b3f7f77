"""One ticket as the desk's page shows it: everything in words, nothing for the template to work out."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bot.delivery_words import Fate, FateTone, fate_of
from bot.desk.chat_window import WindowView, window_view
from bot.desk.clock_words import Clock, clock_of, clock_sum
from bot.files.naming import size_text
from bot.reply_json import load
from bot.store.inbox import Passed, Reached
from bot.store.officer_acts import ActKind
from bot.store.tickets import FiledTicket, TicketFile, Told
from bot.ticket_words import CHANNELS, EVENTS, FILE_STATES, KINDS, STATES, class_name, state_text, who_text
from handlers.claims import without_codes
from handlers.file_note import FileNote
from handlers.ticket_history import EventKind, TicketEvent
from handlers.ticket_states import state_after
from handlers.turn import Reply
from knowledge.library import Library
from locales.formats import long_moment

_TO_CITIZEN: tuple[ActKind, ...] = ("answered", "asked", "rejected", "closed")
_ACTS: tuple[ActKind, ...] = (*_TO_CITIZEN, "class", "assigned", "noted", "unit", "moved", "merged")
_NAMING = frozenset({"assigned", "unit", "moved", "merged", "joined"})
"""Events whose first line names whom or what they are about."""


@dataclass(frozen=True, slots=True)
class Happened:
    """A line of the history; `fate` is what became of the words on their way."""

    at: str
    what: str
    kind: EventKind
    text: str | None
    state: str
    fate: Fate


@dataclass(frozen=True, slots=True)
class Attached:
    """An attachment; `place` is its number on the ticket or in the chat, and only what is `stored` can be opened."""

    place: int
    name: str
    fares: str
    stored: bool
    picture: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A message of the conversation: the citizen's `text`, or what was `said` to the citizen and its fate.

    `file` is the id of a file that the citizen sent; `event` is the message's number.
    """

    at: str
    text: str | None
    said: Reply | None
    fate: Fate
    file: str = ""
    event: int = 0


@dataclass(frozen=True, slots=True)
class TicketView:
    """The page's content; `possible` are the acts that the state allows, `unread` why the last words did not arrive,
    `held` why they wait for the citizen, `window` what becomes of words that are written now."""

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
    unread: str
    held: str
    window: WindowView | None
    possible: frozenset[ActKind]
    classes: tuple[tuple[str, str], ...]
    ticket_class: str | None
    assigned: str | None
    anonymous: bool


def ticket_view(
    file: TicketFile, library: Library, now: dt.datetime, reached: Reached | None, template: str | None = None
) -> TicketView:
    """The view of a ticket; `reached` is by which channel its citizen is, None where there is no chat, `template` what
    asks them there to write again."""
    filed, ticket = file.filed, file.filed.ticket
    office = library.offices.get(ticket.office)
    decreed = office.complaint_classes if office is not None and ticket.kind == "complaint" else ()
    possible = frozenset(kind for kind in _ACTS if state_after("officer", kind, ticket.state) is not None)
    return TicketView(
        ticket.number, ticket.about, state_text(filed), filed.version,
        facts=tuple(_facts(file, library, reached)),
        clock=clock_of(filed, library, now), clock_sum=clock_sum(filed, file.events, library),
        answers=tuple((each.label, each.text) for each in file.answers),
        files=tuple(attached(place, each.note) for place, each in enumerate(file.files, 1)),
        history=tuple(happened(file, file.events, library, reached)), unread=_last(file, library, reached, "failed"),
        held=_held(file, library, reached), window=window_of(file, library, now, reached, template),
        possible=possible if decreed else possible - {"class"},
        classes=tuple((each.id, each.name) for each in decreed),
        ticket_class=filed.ticket_class, assigned=filed.assigned_to, anonymous=filed.anonymous,
    )  # fmt: skip


def happened(
    file: TicketFile, events: Iterable[TicketEvent], library: Library, reached: Reached | None
) -> Iterator[Happened]:
    """Events of a ticket in words, in their order."""
    filed = file.filed
    for event in events:
        fate = _fate(file.told.get(event.position), filed, library, reached)
        text = class_name(filed, library) if event.kind == "class" and event.text == filed.ticket_class else event.text
        what = f"{who_text(event)} {EVENTS[event.kind]}"
        if event.kind == "opened" and event.actor == "officer":
            what, text = f"Ditambahkan oleh petugas {event.who}, {text}", None
        if event.kind in _NAMING:
            named, _, text = (text or "").partition("\n")
            what = f"{what} {_moved(named, library) if event.kind == 'moved' else named}"
        yield Happened(_moment(event.at, filed, library), what, event.kind, text, STATES[event.state], fate)


def _moved(offices: str, library: Library) -> str:
    """Where a ticket went, and from where: the first line of a move's words has both slugs."""
    before, _, now = (library.place(slug) for slug in offices.partition(" "))
    return f"{now} (dari {before})"


def conversation_lines(
    passed: Iterable[Passed], filed: FiledTicket, library: Library, reached: Reached | None
) -> tuple[Line, ...]:
    """The conversation in words."""
    return said_lines(
        passed, lambda moment: _moment(moment, filed, library), lambda told: _fate(told, filed, library, reached)
    )


def said_lines(
    passed: Iterable[Passed], moment_words: Callable[[dt.datetime], str], fate: Callable[[Told | None], Fate]
) -> tuple[Line, ...]:
    """Messages in words; a press is told by the label of the choice that was offered before."""
    labels: dict[str, str] = {}
    lines = []
    for each in passed:
        at = moment_words(each.at)
        body = without_codes(each.body)
        if each.direction == "in":
            document = json.loads(body)
            file = document.get("file") or {}
            line = Line(at, _said(document, labels), None, Fate(), file=file.get("id", ""), event=each.event)
            lines.append(line)
            continue
        reply = load(body)
        labels = {choice.id: choice.label for choice in reply.choices}
        lines.append(Line(at, None, reply, fate(each.told), event=each.event))
    return tuple(lines)


def _facts(file: TicketFile, library: Library, reached: Reached | None) -> Iterator[tuple[str, str]]:
    filed, ticket = file.filed, file.filed.ticket
    service = library.services.get(ticket.service or "")
    yield "Jenis", KINDS[ticket.kind]
    yield "Kantor", library.place(ticket.office)
    if ticket.service is not None:
        yield "Layanan", service.name if service is not None else ticket.service
    if filed.ticket_class is not None:
        yield "Golongan", class_name(filed, library)
    if filed.unit is not None:
        yield "Bagian", filed.unit
    yield "Petugas", filed.assigned_to or "belum ada"
    yield "Pelapor", "anonim" if filed.anonymous else "lihat isian"
    yield "Dijangkau lewat", _channel(file, library, reached)
    yield "Diajukan", _moment(ticket.opened_at, filed, library)
    yield "Berubah", _moment(ticket.changed_at, filed, library)
    if ticket.rating is not None or filed.rating_word is not None:
        yield "Penilaian", " · ".join(str(each) for each in (ticket.rating, filed.rating_word) if each is not None)


def attached(place: int, note: FileNote) -> Attached:
    """A file in words."""
    stored = note.state == "stored"
    fares = size_text(note.size or 0) if stored else FILE_STATES[note.state]
    return Attached(place, note.name, fares, stored, stored and note.is_picture)


def window_of(
    file: TicketFile, library: Library, now: dt.datetime, reached: Reached | None, template: str | None
) -> WindowView | None:
    """When the citizen may be written to freely, and what happens else; None where that is always, or never again."""
    if reached is None or reached.unreachable_since is not None:
        return None
    return window_view(reached.window, library.zone(file.filed.ticket.office), now, template)


def _last(file: TicketFile, library: Library, reached: Reached | None, tone: FateTone) -> str:
    """The fate of the last words of an officer, where it has a tone: that the citizen does not have them, and why."""
    fates = [_fate(file.told[event.position], file.filed, library, reached) for event in _told_events(file)]
    return fates[-1].words if fates and fates[-1].tone == tone else ""


def _held(file: TicketFile, library: Library, reached: Reached | None) -> str:
    """That the last words of an officer wait until the citizen writes."""
    told = [file.told[event.position] for event in _told_events(file)]
    return _last(file, library, reached, "waiting") if told and told[-1].status == "held" else ""


def _told_events(file: TicketFile) -> Iterator[TicketEvent]:
    return (event for event in file.events if event.position in file.told)


def _fate(told: Told | None, filed: FiledTicket, library: Library, reached: Reached | None) -> Fate:
    unreachable_since = reached.unreachable_since if reached is not None else None
    return fate_of(told, library.zone(filed.ticket.office), unreachable_since)


def _channel(file: TicketFile, library: Library, reached: Reached | None) -> str:
    if reached is None:
        return "kontak pada isian saja; tiket ini tidak punya obrolan"
    name = CHANNELS.get(reached.channel, reached.channel)
    if reached.unreachable_since is None:
        return name
    return f"{name}, tetapi tidak dapat dijangkau sejak {_moment(reached.unreachable_since, file.filed, library)}"


def _said(document: dict[str, object], labels: dict[str, str]) -> str:
    if document.get("file") is not None:
        return f"mengirim berkas: {document.get('text') or ''}".removesuffix(": ")
    if "sort" in document:
        return "mengirim sesuatu yang tidak dapat dibaca"
    choice = document.get("choice")
    return str(document.get("text") or (labels.get(choice, "menekan tombol") if isinstance(choice, str) else ""))


def _moment(moment: dt.datetime, filed: FiledTicket, library: Library) -> str:
    return long_moment(moment, library.zone(filed.ticket.office))
