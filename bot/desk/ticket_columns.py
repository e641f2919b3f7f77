"""The columns of an export of tickets: how they stand, without names, contacts and the form's answers."""

from __future__ import annotations

import datetime as dt

from bot.desk.clock_words import clock_of
from bot.desk.spreadsheets import Cell
from bot.store.tickets import FiledTicket
from bot.ticket_words import CHANNELS, KINDS, class_name, state_text
from knowledge.library import Library

COLUMNS = (
    "Nomor", "Jenis", "Kantor", "Layanan", "Golongan", "Perihal", "Keadaan", "Petugas", "Pelapor", "Saluran",
    "Diajukan", "Berubah", "Batas keputusan", "Batas undang-undang", "Zona waktu", "Batas", "Lampiran", "Penilaian",
    "Kata penilai",
)  # fmt: skip


def ticket_cells(filed: FiledTicket, channel: str | None, library: Library, now: dt.datetime) -> list[Cell]:
    """A ticket as a row of COLUMNS; moments are by the clock of its office."""
    ticket, zone = filed.ticket, library.zone(filed.ticket.office)
    service = library.services.get(ticket.service or "")

    def local(moment: dt.datetime | None) -> dt.datetime | None:
        return moment.astimezone(zone) if moment is not None else None

    return [
        ticket.number,
        KINDS[ticket.kind],
        library.place(ticket.office),
        service.name if service is not None else ticket.service,
        class_name(filed, library),
        ticket.about,
        state_text(filed),
        filed.assigned_to,
        "anonim" if filed.anonymous else "bernama",
        CHANNELS.get(channel, channel) if channel is not None else "obrolan dihapus",
        local(ticket.opened_at),
        local(ticket.changed_at),
        local(ticket.due_at),
        local(ticket.law_due_at),
        zone.key,
        clock_of(filed, library, now).words,
        ticket.files,
        ticket.rating,
        filed.rating_word,
    ]
