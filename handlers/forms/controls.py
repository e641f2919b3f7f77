"""Words that steer a form wherever it stands: *kembali*, *lewati*, *batal*, *ulangi*, *kirim*, *perbaiki*."""

from __future__ import annotations

import re
from typing import Literal

from handlers.forms.anonymity import name_wish
from handlers.forms.courtesy import AFTER, BEFORE, words

Control = Literal[
    "back",
    "skip",
    "empty",
    "unnamed",
    "named",
    "drop",
    "restart",
    "send",
    "correct",
    "go-on",
    "later",
    "yes",
    "no",
    "thanks",
]
"""`skip` passes over a step, `empty` says that there is nothing to answer, `unnamed` that the citizen wants to stay
anonymous, `named` that not; `later` leaves the form for another time."""

_WORDS: dict[Control, str] = {
    "back": "kembali, mundur, sebelumnya, balik, balek, back, go back, previous, mbalik, bali maneh, wangsul, mangsul, "
    "ka tukang, pertanyaan sebelumnya, yang tadi",
    "skip": "lewati, lewatin, lewat, skip, dilewati, langkahi, liwati, liwatan, langkungan, pass",
    "empty": "kosongkan, kosongin, kosong, dikosongkan, hapus, dihapus, nihil, none, "
    "ga usah, gak usah, nggak usah, ngga usah, tidak usah, tdk usah, gausah, gakusah, ga perlu, "
    "gak perlu, nggak perlu, "
    "tidak perlu, tidak ada, tdk ada, ga ada, gak ada, nggak ada, ngga ada, gaada, tidak punya, ga punya, gak punya, "
    "nggak punya, ngga punya, belum punya, blm punya, belum ada, blm ada, tidak tahu, tidak tau, ga tau, gak tau, "
    "nggak tau, gatau, gatahu, belum tahu, belum tau, lupa, entah, ora ana, ora ono, ora duwe, "
    "ora usah, mboten wonten, "
    "mboten gadhah, teu aya, teu gaduh, teu boga, teu kedah, i do not have one, i don't have one",
    "drop": "batal, batalkan, batalin, dibatalkan, dibatalin, cancel, ga jadi, gak jadi, nggak jadi, "
    "ngga jadi, gk jadi, "
    "ndak jadi, tidak jadi, tdk jadi, gajadi, gakjadi, urung, wurung, ora sido, gak sido, ora sios, mboten siyos, "
    "mboten sios, teu jadi, teu janten, bolay, bolaykeun, batalkeun, batalna, batalke, stop, berhenti, keluar, exit, "
    "quit, abort, never mind, nevermind, hapus semua",
    "restart": "ulangi, ulang, diulang, mulai ulang, mulai lagi, ulang dari awal, ulangi dari awal, mulai dari awal, "
    "mulai lagi dari awal, dari awal, dari awal lagi, restart, reset, start over, start again, balen, baleni, "
    "ti mimiti",
    "send": "kirim, kirimkan, kirimin, dikirim, kirimlah, send, submit, kirimna, kirimke, kirimen, kirimkeun, kintun, "
    "kintunkeun, ajukan",
    "correct": "perbaiki, perbaikin, diperbaiki, ubah, diubah, ganti, diganti, koreksi, edit, ralat, benerin, betulin, "
    "correct, change, fix, salah, keliru, ada yang salah, ada yg salah, masih salah, masih ada yang salah, "
    "ada yang keliru, belum benar, belum bener, ana sing salah, wonten sing salah, aya nu salah, robih, gentos",
    "go-on": "lanjut, lanjutkan, lanjutin, teruskan, terusin, terus, continue, go on, next, berikutnya, "
    "selanjutnya, lajeng, lajengaken, "
    "terusna, teraskeun, teruskeun, tetap, tetep, biarkan, biarin, tidak berubah",
    "later": "nanti, nanti lagi, nantian, lain kali, kapan kapan, kapan-kapan, later, mengko, mangke, engke, tunda, "
    "sebentar, bentar, tunggu, wait, jangan dulu, jangan dikirim, jangan dikirim dulu, belum dikirim",
    "yes": "ya, iya, iyah, iyaa, y, iyo, yo, yes, yep, yup, betul, benar, bener, oke, ok, okay, okey, sip, "
    "siap, boleh, "
    "setuju, sesuai, sudah, udah, sudah sesuai, inggih, nggih, njih, leres, muhun, sumuhun, enya",
    "no": "tidak, tdk, ga, gak, gk, nggak, ngga, enggak, engga, kagak, ndak, no, nope, jangan, bukan, belum, blm, ora, "
    "mboten, dereng, henteu, teu, moal",
    "thanks": "makasih, makasi, mksh, terima kasih, terimakasih, trims, thanks, thx, thank you, tengkyu, suwun, "
    "matur nuwun, matur suwun, nuhun, hatur nuhun",
}
_MEANING: dict[str, Control] = {word: control for control, said in _WORDS.items() for word in said.split(", ")}
_MOST_WORDS = 8
_PARTS = re.compile(r"[,.;!\n]+")
_BESIDE: frozenset[Control] = frozenset({"yes", "no", "thanks"})
"""What may stand beside a steering word: "ya, kirim", "tidak, batal"."""


def control(text: str) -> Control | None:
    """What a text steers, when it is nothing but such a word, with or without words of courtesy round it."""
    if not text or len(text) > 80:
        return None
    stripped = text.strip()
    if stripped and set(stripped) <= set("-–—. ") and "-" in stripped.replace("–", "-").replace("—", "-"):
        return "empty"
    return name_wish(stripped) or _steered(stripped) or _in_parts(stripped)


def _steered(text: str) -> Control | None:
    said = words(text)
    if not 0 < len(said) <= _MOST_WORDS:
        return None
    for first in range(len(said)):
        for after in range(len(said), first, -1):
            meaning = _MEANING.get(" ".join(said[first:after]))
            if meaning is not None and AFTER.issuperset(said[after:]):
                return meaning
            if said[after - 1] not in AFTER:
                break
        if said[first] not in BEFORE:
            return None
    return None


def _in_parts(text: str) -> Control | None:
    """The one thing that the parts of a text steer: "udah bener, kirim aja"."""
    steered = [_steered(part) for part in _PARTS.split(text) if not _calls(words(part))]
    if None in steered:
        return None
    meant = {each for each in steered if each not in _BESIDE} or set(steered)
    return meant.pop() if len(meant) == 1 else None


def _calls(said: list[str]) -> bool:
    """Whether a part only calls on somebody: "kak, batal"."""
    return AFTER.issuperset(said) and not _MEANING.keys() & {" ".join(said)}
