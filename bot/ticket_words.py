"""What a ticket, its history and the fate of its messages are called before officers, on every surface."""

from __future__ import annotations

from bot.store.tickets import FiledTicket
from handlers.file_note import FileState
from handlers.officers.words import KINDS as KINDS
from handlers.officers.words import STATES as STATES
from handlers.ticket_history import EventKind, TicketEvent
from knowledge.library import Library

EVENTS: dict[EventKind, str] = {
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
    "noted": "mencatat untuk petugas",
    "unit": "meneruskan ke",
    "moved": "meneruskan ke",
    "merged": "menggabungkan ke tiket",
    "joined": "menggabungkan tiket",
    "split": "membuka lagi: tiket tempat ini digabungkan ditutup tanpa jawaban",
}
FILE_STATES: dict[FileState, str] = {
    "pending": "masih diambil",
    "stored": "tersimpan",
    "refused": "tidak disimpan: bukan foto atau PDF yang dapat dipakai",
    "gone": "tidak dapat diambil; warga sudah diminta mengirim lagi",
}
CHANNELS = {"telegram": "Telegram", "web": "Obrolan web", "terminal": "Terminal", "whatsapp": "WhatsApp"}


def state_text(filed: FiledTicket) -> str:
    """The state in words, and whether the citizen has the last word on it."""
    state = STATES[filed.ticket.state]
    again = filed.last == "said" and filed.ticket.answer is not None
    return f"{state}, belum dijawab lagi" if again else state


def who_text(event: TicketEvent) -> str:
    """Who made an event happen."""
    if event.actor == "citizen":
        return "Warga"
    return event.who or ("Petugas" if event.actor == "officer" else "Sistem")


def class_name(filed: FiledTicket, library: Library) -> str:
    """The decree's name of a ticket's class; its id where the decree is gone."""
    office = library.offices.get(filed.ticket.office)
    names = {each.id: each.name for each in office.complaint_classes} if office is not None else {}
    return names.get(filed.ticket_class or "", filed.ticket_class or "")
