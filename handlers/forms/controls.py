"""Words that steer a form wherever it stands: *kembali*, *lewati*, *batal*, *ulangi*, *kirim*, *perbaiki*."""

from __future__ import annotations

from typing import Literal

Control = Literal["back", "skip", "drop", "restart", "send", "correct", "go-on", "yes", "no"]

_WORDS: dict[Control, tuple[str, ...]] = {
    "back": ("kembali", "mundur", "sebelumnya", "balik", "back", "bali", "wangsul"),
    "skip": ("lewati", "skip", "lewatin", "langkahi", "kosongkan", "anonim", "tanpa nama", "anonymous"),
    "drop": ("batal", "batalkan", "batalin", "gak jadi", "ga jadi", "gajadi", "tidak jadi", "cancel", "urung"),
    "restart": ("ulangi", "ulang", "mulai ulang", "ulang dari awal", "dari awal", "restart"),
    "send": ("kirim", "kirimkan", "kirimin", "ya kirim", "send", "submit", "kintun", "sudah benar"),
    "correct": ("perbaiki", "ubah", "ganti", "koreksi", "edit", "ralat", "perbaikin", "correct"),
    "go-on": ("lanjut", "lanjutkan", "teruskan", "terus", "lanjutin", "continue", "lajengaken", "teraskeun"),
    "yes": ("ya", "iya", "y", "iyo", "yes", "betul", "benar", "oke", "ok", "boleh", "inggih", "nggih", "muhun"),
    "no": ("tidak", "ga", "gak", "nggak", "enggak", "tdk", "no", "jangan", "ora", "mboten", "boten", "henteu", "teu"),
}  # fmt: skip
_MEANING = {word: control for control, words in _WORDS.items() for word in words}
_POLITE = ("aja", "saja", "dong", "ya", "deh", "kak", "pak", "bu", "min", "lah", "yuk")


def control(text: str) -> Control | None:
    """What a text steers, when it is nothing but such a word, with or without a polite particle."""
    words = text.strip().lower().strip("/.!").split()
    while len(words) > 1 and words[-1].strip(".!") in _POLITE:
        words.pop()
    return _MEANING.get(" ".join(words).strip(".!,"))
