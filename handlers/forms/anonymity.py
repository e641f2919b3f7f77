"""Tells a message that is nothing but a wish about the own name: "ga jadi nama asli, anonim aja"."""

from __future__ import annotations

import re
from typing import Literal

from handlers.forms.courtesy import AFTER, BEFORE, words

_UNNAMED = frozenset({
    "anonim", "anonym", "anonymous", "anonymously", "anonimous", "anonimkan", "dianonimkan", "samaran", "samarkan",
    "disamarkan", "samarin", "nameless",
})  # fmt: skip
"""Words that ask for it by themselves."""
_HIDE = frozenset({
    "rahasia", "rahasiakan", "rahasiain", "rahasiakeun", "dirahasiakan", "dirahasiain", "dirahasiakeun",
    "merahasiakan", "sembunyikan", "sembunyiin", "disembunyikan", "umpetin", "tutupi", "tutupin", "ditutupi", "hapus",
    "hapusin", "dihapus", "hilangkan", "hilangin", "dihilangkan", "buang", "kosongkan", "kosongin", "dikosongkan",
    "hide", "remove", "delete",
})  # fmt: skip
_HIDES_ALONE = frozenset(word for word in _HIDE if "rahasia" in word)
"""A name need not be said beside them: "dirahasiakan aja"."""
_NAME = frozenset({
    "nama", "namaku", "namanya", "namane", "nami", "jeneng", "jenengku", "jenenge", "asma", "ngaran", "identitas",
    "identitasku", "identitasnya", "name", "identity",
})  # fmt: skip
_NOT = frozenset({
    "ga", "gak", "gk", "nggak", "ngga", "enggak", "engga", "kagak", "ndak", "tidak", "tdk", "jangan", "jgn", "tanpa",
    "bukan", "batal", "gajadi", "gakjadi", "ora", "ojo", "mboten", "sampun", "teu", "moal", "ulah", "tong",
    "no", "not", "dont", "don't", "without",
})  # fmt: skip
_GIVE = frozenset({
    "sebut", "sebutin", "sebutkan", "disebut", "disebutin", "disebutkan", "nyebut", "nyebutin", "menyebut",
    "menyebutkan", "pakai", "pake", "dipakai", "dipake", "memakai", "tulis", "tulisin", "ditulis", "nulis", "menulis",
    "cantumkan", "cantumin", "dicantumkan", "mencantumkan", "tampilkan", "tampilin", "ditampilkan", "kasih", "kasi",
    "dikasih", "ngasih", "beri", "diberi", "memberi", "bawa", "bawa-bawa", "dibawa", "masukin", "masukkan",
    "dimasukkan", "ada", "nganggo", "dianggo", "disebatkeun", "nyebatkeun", "use", "using", "give", "show", "mention",
})  # fmt: skip
_USE = frozenset({"pakai", "pake", "dipakai", "dipake", "sebutkan", "sebutin", "cantumkan", "cantumin", "tampilkan"})
"""What is said of a name that may stand: "pakai nama asli aja"."""
_BARE = frozenset({"tanpa", "without", "no"})
"""What stands before a name that is left out: "tanpa nama"."""
_TELL = frozenset({
    "sebut", "sebutin", "sebutkan", "disebut", "disebutin", "disebutkan", "nyebut", "nyebutin", "menyebut",
    "menyebutkan", "nyebatkeun", "disebatkeun",
})  # fmt: skip
"""What is not to be said needs no naming: "ga mau nyebut"."""
_LINKS = frozenset({"jadi", "usah", "perlu", "mau", "ingin", "pengen", "boleh", "lagi", "kudu", "kedah", "hoyong"})
"""Words between a negation and what it denies: "ga jadi anonim"."""
_BESIDE = (BEFORE | AFTER | _NOT | _GIVE | _NAME | _LINKS) | frozenset({
    "asli", "sebenarnya", "lengkap", "lengkapnya", "saya", "sy", "aku", "ku", "saja", "biar", "biarkan", "dibuat",
    "buat", "bikin", "dibikin", "jadikan", "dijadikan", "secara", "sebagai", "dengan", "kalau", "kalo", "klo", "bisa",
    "lebih", "baik", "mending", "mendingan", "ralat", "ganti", "diganti", "ubah", "diubah", "tapi", "kirim",
    "kirimkan", "kirimin", "dikirim", "lapor", "laporan", "laporannya", "pengaduan", "pengaduannya", "aduan", "diri",
    "data", "pelapor", "pengadu", "tau", "tahu", "dari", "di", "yang", "yg", "untuk", "abdi", "kulo", "my", "me",
    "as", "keep", "stay", "the", "in", "do", "make", "report", "a", "ngirim", "isi", "diisi",
})  # fmt: skip
_MOST_WORDS = 14
_PARTS = re.compile(r"[,.;!?\n]+")


NameWish = Literal["unnamed", "named"]


def name_wish(text: str) -> NameWish | None:
    """What a text that says nothing else wants for the name: "anonim aja", or the opposite, "jangan anonim"."""
    said = words(text)
    if not 0 < len(said) <= _MOST_WORDS or not all(word in _BESIDE or word in _UNNAMED | _HIDE for word in said):
        return None
    wishes = {_wish(words(part)) for part in _PARTS.split(text)} - {None}
    return wishes.pop() if len(wishes) == 1 else None


def _wish(said: list[str]) -> NameWish | None:
    named = not _NAME.isdisjoint(said)
    for place, word in enumerate(said):
        if word in _UNNAMED or word in _HIDES_ALONE or (word in _HIDE and named):
            return "named" if _denied(said, place) else "unnamed"
    told = _GIVE if named else _TELL
    if any(word in told and _denied(said, place) for place, word in enumerate(said)):
        return "unnamed"
    if named and not _BARE.isdisjoint(said):
        return "unnamed"
    return "named" if named and not _USE.isdisjoint(said) else None


def _denied(said: list[str], place: int) -> bool:
    """Whether a negation stands before a word, with nothing but linking words between."""
    before = place - 1
    while before >= 0 and said[before] in _LINKS:
        before -= 1
    return before >= 0 and said[before] in _NOT
