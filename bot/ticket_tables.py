"""Shows tickets on an officer's terminal: the list, and one with all that is kept of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.table import Table

from bot.files.naming import size_text
from bot.store.tickets import FiledTicket, TicketFile
from handlers.deadline_text import deadline_lines
from handlers.facts import AT_REST, Ticket, TicketState
from handlers.file_note import FileState
from handlers.ticket_alarms import standing
from handlers.ticket_history import EventKind, TicketEvent
from handlers.ticket_limits import TicketLimits, ticket_deadline
from knowledge.library import Library
from locales.formats import long_date

_LATE = "terlambat: "
STATES: dict[TicketState, str] = {
    "received": "baru",
    "checking": "diperiksa",
    "waiting": "menunggu warga",
    "in-progress": "ditangani",
    "answered": "dijawab",
    "reopened": "dibuka lagi",
    "closed": "ditutup",
    "rejected": "ditolak",
}
_KINDS = {"complaint": "pengaduan", "request": "permohonan"}
_EVENTS: dict[EventKind, str] = {
    "opened": "mengajukan",
    "said": "menulis",
    "answered": "menjawab",
    "asked": "meminta keterangan",
    "class": "menggolongkan",
    "assigned": "menyerahkan kepada",
    "rejected": "menolak",
    "rated": "menilai",
    "reopened": "membuka lagi",
    "closed": "menutup",
    "warned": "mengingatkan: batas waktu mendekat",
    "overdue": "mencatat: batas waktu lewat",
    "claimed": "melanjutkan di percakapan lain dengan kode klaim",
    "corrected": "memperbaiki isian",
}
FILE_STATES: dict[FileState, str] = {
    "pending": "masih diambil",
    "stored": "tersimpan",
    "refused": "tidak disimpan: bukan foto atau PDF yang dapat dipakai",
    "gone": "tidak dapat diambil; warga sudah diminta mengirim lagi",
}
_TOLD = {
    "waiting": "menunggu dikirim",
    "sending": "sedang dikirim",
    "available": "tersedia di obrolan web, belum dibuka",
    "sent": "terkirim",
    "uncertain": "tidak pasti sampai",
    "failed": "GAGAL dikirim",
    "expired": "TIDAK terkirim, kedaluwarsa",
}


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


def state_text(filed: FiledTicket) -> str:
    """The state in words, and whether the citizen has the last word on it."""
    state = STATES[filed.ticket.state]
    again = filed.last == "said" and filed.ticket.answer is not None
    return f"{state}, belum dijawab lagi" if again else state


def plain(text: str) -> str:
    """A text without control characters: nothing that a citizen types steers an officer's terminal."""
    return "".join(character if character.isprintable() or character == "\n" else " " for character in text)


def _facts(file: TicketFile, library: Library) -> Iterator[tuple[str, str]]:
    filed, ticket = file.filed, file.filed.ticket
    service = library.services.get(ticket.service or "")
    yield "Nomor", ticket.number
    yield "Jenis", _KINDS[ticket.kind]
    yield "Kantor", ticket.office
    if ticket.service is not None:
        yield "Layanan", service.name if service is not None else ticket.service
    yield "Perihal", ticket.about
    yield "Keadaan", state_text(filed)
    if filed.ticket_class is not None:
        yield "Golongan", _class_name(filed, library)
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
        lines = [f"{_who(event)} {_EVENTS[event.kind]}", *([event.text] if event.text else [])]
        if told is not None:
            lines.append(f"[{_TOLD.get(told.status, told.status)}{f': {told.error}' if told.error else ''}]")
        yield _moment(event.at, file.filed.ticket, library), "\n".join(lines), STATES[event.state]


def _who(event: TicketEvent) -> str:
    if event.actor == "citizen":
        return "Warga"
    return event.who or ("Petugas" if event.actor == "officer" else "Sistem")


def _class_name(filed: FiledTicket, library: Library) -> str:
    office = library.offices.get(filed.ticket.office)
    names = {each.id: each.name for each in office.complaint_classes} if office is not None else {}
    return names.get(filed.ticket_class or "", filed.ticket_class or "")


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
    local = moment.astimezone(library.zone(ticket.office))
    return f"{long_date(local.date(), 'id')} {local:%H.%M}"


def _console() -> Console:
    """Citizens' words are shown as written: their brackets and colons mean nothing here."""
    return Console(markup=False, emoji=False, highlight=False)
