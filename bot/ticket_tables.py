"""Shows tickets on an officer's terminal: the list, and one with all that is kept of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.table import Table

from bot.delivery_words import fate_of
from bot.files.naming import size_text
from bot.store.tickets import FiledTicket, TicketFile
from bot.ticket_words import EVENTS, FILE_STATES, KINDS, STATES, class_name, state_text, who_text
from handlers.deadline_text import deadline_lines
from handlers.facts import AT_REST, Ticket
from handlers.ticket_alarms import standing
from handlers.ticket_limits import TicketLimits, ticket_deadline
from knowledge.library import Library
from locales.formats import long_moment

_LATE = "terlambat: "


def show_list(tickets: Iterable[FiledTicket], library: Library, now: dt.datetime, *, all_offices: bool) -> None:
    """The list; a column names the office where all are shown."""
    table = Table(box=None, pad_edge=False)
    for heading in ("Nomor", *(["Kantor"] if all_offices else []), "Perihal", "Keadaan", "Batas", "Petugas"):
        table.add_column(heading, no_wrap=heading in {"Nomor", "Batas"})
    for filed in tickets:
        ticket = filed.ticket
        cells = [ticket.number, *([ticket.office] if all_offices else [])]
        cells += [ticket.about, state_text(filed), _due(filed, library, now), filed.assigned_to or ""]
        table.add_row(*map(plain, cells))
    _console().print(table)


def show_ticket(file: TicketFile, library: Library) -> None:
    """Everything kept of a ticket: what it is, what the citizen filled in, what happened, and its limits."""
    console = _console()
    parts: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
        ("", tuple(_facts(file, library))),
        ("Isian", tuple(_answers(file))),
        ("Lampiran", tuple(_files(file))),
        ("Riwayat", tuple(_history(file, library))),
    )
    for heading, rows in parts:
        if not rows:
            continue
        if heading:
            console.print(f"\n{heading}", style="bold")
        table = Table(box=None, show_header=False, pad_edge=False)
        for row in rows:
            table.add_row(*map(plain, row))
        console.print(table)
    filed = file.filed
    deadline = ticket_deadline(library, filed.ticket, filed.ticket_class, file.events)
    if deadline is not None:
        console.print("\nBatas waktu", style="bold")
        for line in deadline_lines(deadline, lambda text, **values: text.format(**values), "id"):
            console.print(line)


def plain(text: str) -> str:
    """A text without control characters: nothing that a citizen types steers an officer's terminal."""
    return "".join(character if character.isprintable() or character == "\n" else " " for character in text)


def _facts(file: TicketFile, library: Library) -> Iterator[tuple[str, str]]:
    filed, ticket = file.filed, file.filed.ticket
    service = library.services.get(ticket.service or "")
    yield "Nomor", ticket.number
    yield "Jenis", KINDS[ticket.kind]
    yield "Kantor", ticket.office
    if ticket.service is not None:
        yield "Layanan", service.name if service is not None else ticket.service
    yield "Perihal", ticket.about
    yield "Keadaan", state_text(filed)
    if filed.ticket_class is not None:
        yield "Golongan", class_name(filed, library)
    if filed.assigned_to is not None:
        yield "Petugas", filed.assigned_to
    yield "Pelapor", "anonim" if filed.anonymous else "lihat isian"
    yield "Diajukan", _moment(ticket.opened_at, ticket, library)
    yield "Berubah", _moment(ticket.changed_at, ticket, library)
    if ticket.rating is not None or filed.rating_word is not None:
        yield "Penilaian", " · ".join(str(each) for each in (ticket.rating, filed.rating_word) if each is not None)
    if filed.conversation is None:
        yield "Obrolan", "sudah dihapus: hubungi warga lewat kontak pada isian"


def _answers(file: TicketFile) -> Iterator[tuple[str, str]]:
    return ((answer.label, answer.text) for answer in file.answers)


def _files(file: TicketFile) -> Iterator[tuple[str, str, str]]:
    """The files by the numbers that `tanya ticket file` takes."""
    for place, filed in enumerate(file.files, 1):
        note = filed.note
        fares = size_text(note.size or 0) if note.state == "stored" else FILE_STATES[note.state]
        yield str(place), note.name, fares


def _history(file: TicketFile, library: Library) -> Iterator[tuple[str, str, str]]:
    for event in file.events:
        told = file.told.get(event.position)
        lines = [f"{who_text(event)} {EVENTS[event.kind]}", *([event.text] if event.text else [])]
        if told is not None:
            lines.append(f"[{fate_of(told, library.zone(file.filed.ticket.office)).words}]")
        yield _moment(event.at, file.filed.ticket, library), "\n".join(lines), STATES[event.state]


def _due(filed: FiledTicket, library: Library, now: dt.datetime) -> str:
    """The earlier of both limits, a missed one marked; the law's goes on while the decree's stands still."""
    ticket = filed.ticket
    if ticket.state in AT_REST:
        return ""
    due = TicketLimits(ticket.due_at, ticket.law_due_at).earliest
    if due is None:
        return "berhenti" if ticket.state == "waiting" else ""
    stands, local = standing(ticket, library, now), due.astimezone(library.zone(ticket.office))
    return f"hari ini {local:%H.%M}" if stands == "today" else f"{_LATE if stands else ''}{local:%d-%m-%Y %H.%M}"


def _moment(moment: dt.datetime, ticket: Ticket, library: Library) -> str:
    return long_moment(moment, library.zone(ticket.office))


def _console() -> Console:
    """Citizens' words are shown as written: their brackets and colons mean nothing here."""
    return Console(markup=False, emoji=False, highlight=False)
