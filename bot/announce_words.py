"""The words in which officers are told of announcements: their states, what became of copies, why one is refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.announcing import LONGEST_TEXT, LONGEST_TITLE
from bot.store.announcements import AnnouncementState
from bot.store.whatsapp_desk import Reach
from locales.formats import whole_number

STATES: dict[AnnouncementState, str] = {
    "draft": "konsep",
    "waiting-approval": "menunggu persetujuan orang kedua",
    "scheduled": "terjadwal",
    "sending": "sedang dikirim",
    "paused": "dijeda",
    "done": "selesai",
    "cancelled": "dibatalkan",
}
RESULTS = {
    "waiting": "menunggu",
    "sending": "sedang dikirim",
    "sent": "terkirim",
    "delivered": "sampai",
    "blocked": "diblokir",
    "failed": "gagal",
    "uncertain": "tidak pasti",
    "skipped": "dilewati",
}
PROBLEMS = {
    "title": f"Judul kosong atau lebih dari {LONGEST_TITLE} karakter.",
    "text": "Isi pengumuman kosong.",
    "long": f"Isi pengumuman lebih dari {LONGEST_TEXT} karakter.",
    "topics": "Pilih sedikitnya satu topik.",
    "office": "Kantor itu tidak dikenal.",
    "link": "Tautan harus dimulai dengan https:// atau http://, paling panjang 300 karakter.",
    "choices": "Paling banyak 3 pilihan, labelnya paling panjang 24 karakter, dan membuka sesuatu di kantor itu.",
    "languages": "Bahasa itu tidak ada.",
    "channels": "Saluran itu tidak ada.",
    "keepers": "Layanan itu bukan layanan kantor ini; daftarnya: tanya services.",
    "file-type": "Berkas itu bukan gambar (JPEG, PNG, WebP) atau PDF.",
    "file-size": "Berkas itu lebih dari 10 MB.",
    "file-empty": "Berkas itu kosong.",
    "file-broken": "Berkas itu rusak atau tidak utuh.",
    "file-pixels": "Gambar itu terlalu besar; kecilkan dulu.",
    "file-locked": "PDF itu terkunci kata sandi.",
    "file-off": "Di sini berkas tidak dapat disertakan.",
    "ended": "Masa berlakunya sudah habis saat akan dikirim.",
}


@dataclass(frozen=True, slots=True)
class ShutWords:
    """What becomes of those at WhatsApp who did not write for a day; `lost` are those who will not get it."""

    words: str
    lost: bool


def shut_words(shut: Iterable[Reach]) -> Iterator[ShutWords]:
    """Before anything goes: who is asked first to open the chat, and who cannot be reached."""
    asked: dict[str, int] = {}
    lost = 0
    for each in shut:
        if each.template is None:
            lost += each.shut
        else:
            asked[each.template] = asked.get(each.template, 0) + each.shut
    for template, count in asked.items():
        yield ShutWords(
            f"{whole_number(count, 'id')} pelanggan WhatsApp tidak menulis selama 24 jam terakhir: mereka diberi tahu"
            f" dulu dengan templat “{template}”, dan membaca isinya begitu membalas BUKA.",
            lost=False,
        )
    if lost:
        yield ShutWords(
            f"{whole_number(lost, 'id')} pelanggan WhatsApp tidak akan menerimanya: mereka tidak menulis selama 24 jam"
            " terakhir, dan belum ada templat pengumuman yang disetujui Meta.",
            lost=True,
        )
