"""What an officer's acts are called on the ticket page, how they went, and why they were refused."""

from __future__ import annotations

from bot.canned import FIELDS, Unfilled
from bot.staff import LONGEST_UNIT, LONGEST_WORDS, UnknownClass, UnknownOffice, WrongUnit, WrongWords
from bot.store.officer_acts import ActKind, NotPossible, Recorded, StaleTicket, UnknownTicket, WrongMain

SPOKEN: dict[ActKind, str] = {
    "answered": "Jawab",
    "asked": "Minta keterangan atau berkas",
    "rejected": "Tolak dengan alasan",
    "closed": "Tutup",
}
"""Words to the citizen: they are shown before they go."""
PASSED: dict[ActKind, str] = {"moved": "Teruskan ke kantor lain", "merged": "Gabungkan sebagai duplikat"}
"""What the citizen is told of too, in words of the bot's own."""
REFUSALS = (
    NotPossible,
    StaleTicket,
    UnknownTicket,
    WrongWords,
    WrongUnit,
    UnknownOffice,
    WrongMain,
    UnknownClass,
    Unfilled,
)
STALE = "Tiket ini berubah sejak Anda membukanya. Belum ada yang tersimpan; periksa dulu yang baru di bawah."
DONE = {
    "filed": "Tiket tersimpan. Berikan tanda terimanya: dengan kode di situ warga dapat mengikuti tiketnya di obrolan.",
    "class": "Golongan tersimpan; batas waktunya dihitung lagi.",
    "assigned": "Petugas tersimpan.",
    "noted": "Catatan tersimpan. Hanya petugas yang membacanya.",
    "unit": "Diteruskan ke bagian itu. Petugasnya dikosongkan, supaya bagian itu yang mengambil.",
    "sent": "Tersimpan dan dikirim kepada warga. Sampai tidaknya tampak pada riwayat.",
    "web": "Tersimpan, dan tersedia di obrolan web saat warga membukanya.",
    "unreachable": "Tersimpan, tetapi warga tidak dapat dijangkau. Ia membacanya saat menanyakan tiketnya.",
    "moved-untold": "Diteruskan. Tiket ini tidak punya obrolan, jadi warga belum diberi tahu; sampaikan kepadanya.",
    "untold": "Tersimpan, tetapi tiket ini tidak punya obrolan. Hubungi warga lewat kontak pada isiannya.",
}


def why(error: Exception) -> str:
    """Why something was refused, and what to do."""
    match error:
        case NotPossible():
            return "Keadaan tiket ini tidak membolehkannya."
        case UnknownClass():
            return "Golongan itu tidak ada dalam keputusan kantor ini."
        case Unfilled(name=name):
            missing = FIELDS[name].partition(";")[0]
            return f"Tiket ini tidak punya {missing}. Ganti {{{name}}} dengan kata-kata Anda."
        case WrongUnit():
            return f"Tulis nama bagiannya, paling banyak {LONGEST_UNIT} karakter."
        case UnknownOffice():
            return "Pilih kantor lain yang dituju."
        case WrongMain():
            return (
                "Tiket utama itu tidak dapat dipakai: nomornya tidak ada di kantor ini, sama dengan tiket ini, atau"
                " sudah dijawab atau ditutup. Bila sudah dijawab, jawab tiket ini sendiri."
            )
        case _:
            return f"Tulis kata-katanya, paling banyak {LONGEST_WORDS} karakter."


def outcome(kind: ActKind, recorded: Recorded) -> str:
    """The key in DONE of what became of an act."""
    if kind not in {**SPOKEN, **PASSED}:
        return kind
    if recorded.channel is None:
        return "moved-untold" if kind == "moved" else "untold"
    if recorded.unreachable_since is not None:
        return "unreachable"
    return "web" if recorded.channel == "web" else "sent"
