"""The desk's audit in words: what was done, and with what."""

from __future__ import annotations

from bot.desk.inbox_page import VIEW_NAMES
from knowledge.library import Library

WHAT: dict[str, str] = {
    "login": "masuk",
    "login-failed": "gagal masuk",
    "logout": "keluar",
    "password-set": "memilih kata sandi",
    "password-changed": "mengganti kata sandi",
    "password-wrong": "salah menulis kata sandinya sendiri",
    "totp-set": "memasang kode autentikator",
    "totp-removed": "melepas kode autentikator",
    "session-ended": "mengeluarkan satu perangkatnya",
    "sessions-ended": "mengeluarkan semua perangkatnya",
    "officer-added": "menambah petugas",
    "officer-deactivated": "menonaktifkan petugas",
    "password-reset": "menghapus kata sandi petugas",
    "totp-reset": "menghapus kode autentikator petugas",
    "tickets-listed": "melihat daftar tiket",
    "tickets-searched": "mencari tiket",
    "tickets-exported": "mengunduh daftar tiket",
    "ticket-seen": "membuka tiket",
    "ticket-answered": "menjawab tiket",
    "ticket-asked": "meminta keterangan warga",
    "ticket-rejected": "menolak tiket",
    "ticket-closed": "menutup tiket",
    "ticket-class": "menggolongkan tiket",
    "ticket-assigned": "menyerahkan tiket",
    "ticket-noted": "mencatat pada tiket",
    "ticket-packaged": "mengunduh paket LAPOR!",
    "file-seen": "membuka lampiran",
    "ticket-filed": "memasukkan tiket di loket",
    "ticket-unit": "menyerahkan tiket ke bagian lain",
    "ticket-moved": "meneruskan tiket ke kantor lain",
    "ticket-merged": "menggabungkan tiket duplikat",
    "receipt-given": "mencetak tanda terima",
    "chats-listed": "melihat daftar obrolan",
    "chat-seen": "membuka obrolan",
    "chat-take": "mengambil obrolan",
    "chat-take-over": "mengambil alih obrolan",
    "chat-say": "menulis dalam obrolan",
    "chat-return": "mengembalikan obrolan ke antrean",
    "chat-end": "mengakhiri obrolan",
    "chat-ticket": "menjadikan obrolan tiket",
    "canned-added": "menambah templat jawaban",
    "canned-changed": "mengubah templat jawaban",
    "canned-deleted": "menghapus templat jawaban",
    "announcement-draft": "menulis pengumuman",
    "announcement-revise": "mengubah pengumuman",
    "announcement-correct": "menulis ralat pengumuman",
    "announcement-attach": "menyertakan berkas pada pengumuman",
    "announcement-detach": "melepas berkas dari pengumuman",
    "announcement-test": "mengirim uji pengumuman",
    "announcement-send": "mengirim pengumuman",
    "announcement-approve": "menyetujui pengumuman",
    "announcement-pause": "menjeda pengumuman",
    "announcement-resume": "melanjutkan pengumuman",
    "announcement-cancel": "membatalkan pengumuman",
    "announcement-retry": "mengirim ulang pengumuman yang gagal",
    "announcement-resend": "mengirim ulang pengumuman yang tidak pasti",
    "questions-seen": "melihat pertanyaan yang tidak terjawab",
    "flags-seen": "melihat jawaban yang disebut keliru",
    "flag-new": "menandai jawaban keliru sebagai baru",
    "flag-seen": "menandai jawaban keliru sudah dilihat",
    "flag-mended": "menandai jawaban keliru sudah diperbaiki",
    "flag-right": "menandai jawaban sudah benar",
    "telegram-code": "membuat kode Telegram",
    "telegram-linked": "menautkan Telegram",
    "telegram-unlinked": "memutus Telegram",
    "group-code": "membuat kode grup",
    "group-linked": "menautkan grup",
    "group-unlinked": "memutus grup",
    "notice-added": "memasang pemberitahuan kantor",
    "notice-ended": "mengakhiri pemberitahuan kantor",
    "office-changed": "mengubah info kantor",
    "whatsapp-templates": "memilih templat WhatsApp",
    "decree-uploaded": "mengunggah keputusan",
    "decree-reopened": "membuka versi keputusan sebagai draf",
    "decree-edited": "mengubah draf keputusan",
    "decree-dropped": "membuang draf keputusan",
    "decree-published": "menerbitkan keputusan",
    "bank-added": "menambah bank pertanyaan",
    "bank-changed": "mengubah pertanyaan dalam bank",
    "bank-removed": "menghapus pertanyaan dari bank",
    "privacy-listed": "melihat permintaan data pribadi",
    "privacy-seen": "membuka permintaan data pribadi",
    "privacy-done": "mengerjakan permintaan data pribadi",
    "privacy-refused": "menolak permintaan data pribadi",
    "audit-seen": "melihat catatan ini",
    "audit-exported": "mengunduh catatan ini",
}
"""What each sort of line says was done; one that is not named here is shown as it is kept."""
_NAMED = frozenset({"officer", "task", "audit"})
"""Sorts of objects that the words of what was done name already."""
_VIEWS: dict[str, str] = {str(view): name for view, name in VIEW_NAMES.items()}


def what_words(what: str) -> str:
    """What was done."""
    return WHAT.get(what, what.replace("-", " "))


def who_words(who: str) -> str:
    """Who did it; a command is told with the machine's user."""
    return who.replace("perintah:", "perintah, pengguna ", 1) if who else "tidak dikenal"


def object_words(about: str) -> str:
    """With what it was done, beside the words that say what."""
    sort, _, name = about.partition(":")
    if sort == "ticket":
        number, _, place = name.partition("/")
        return f"{number}, lampiran {place}" if place else number
    if sort == "view":
        view, _, rest = name.partition(" ")
        return " · ".join(part for part in (_VIEWS.get(view, view), rest) if part)
    if sort == "decree-draft":
        return f"draf {name}"
    if sort == "decree":
        office, _, version = name.partition(" ")
        return f"versi {version} ({office})"
    if sort == "bank":
        return f"pertanyaan {name}"
    if sort == "officer" and name == "?":
        return "nama yang tidak ada"
    return name if sort in _NAMED else f"{sort} {name}".strip()


def ticket_of(about: str) -> str | None:
    """The number of the ticket that a line is about."""
    sort, _, name = about.partition(":")
    return name.partition("/")[0] if sort == "ticket" else None


def place_words(office: str | None, library: Library) -> str:
    """The office that a line is about."""
    return library.place(office or "")
