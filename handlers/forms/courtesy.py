"""Words of courtesy round what is meant: "eh maaf kak, ... ya, makasih". They say nothing to a form."""

from __future__ import annotations

import re

BEFORE = frozenset({
    "eh", "eeh", "oh", "ooh", "ah", "oke", "ok", "okay", "okey", "ya", "iya", "iyah", "sip", "siap", "baik",
    "baiklah", "yaudah", "udah", "sudah", "dah", "tolong", "tlg", "mohon", "coba", "mau", "mo", "pengen",
    "pengin", "ingin", "minta", "saya", "sy", "aku", "kami", "kak", "kakak", "min", "admin", "maaf", "sori",
    "sorry", "hmm", "hm", "aduh", "wah", "nah", "benar", "bener", "betul", "please", "pls", "i", "want", "to",
    "let", "me", "lets", "monggo", "mangga", "punten", "nyuwun", "hoyong", "arep", "bade",
})  # fmt: skip
"""Titles are not among them: "Pak Terus" is a name."""
AFTER = frozenset({
    "aja", "saja", "ae", "wae", "bae", "dong", "donk", "dongg", "ya", "yaa", "yah", "deh", "dah", "lah", "yuk",
    "kak", "kakak", "pak", "bapak", "bu", "ibu", "min", "admin", "mas", "mbak", "gan", "bang", "sekarang",
    "dulu", "nih", "ini", "itu", "ah", "sih", "kok", "please", "pls", "now", "it", "langsung", "semua",
    "semuanya", "semuane", "sadayana", "atuh", "maneh", "deui", "lagi", "again", "ding", "nggih", "isiannya",
    "formulirnya",
})  # fmt: skip
_ASKING = frozenset({
    "bisa", "boleh", "gak", "ga", "nggak", "enggak", "engga", "tidak", "ngga", "gimana", "kalau", "kalo", "klo",
    "jika", "bila", "gitu", "begitu", "insya", "allah", "insyaallah", "kira", "rencana", "rencananya",
    "sepertinya", "mungkin", "kayaknya", "sekitar", "untuk", "buat", "dan", "sama", "juga", "terus", "lalu",
    "jadi", "jadinya", "total", "totalnya", "setahun", "sebulan", "bantu", "dibantu", "bantuannya", "hari",
    "pak", "bu", "ibu", "bapak", "makasih", "makasi", "terima", "kasih", "terimakasih", "trims", "thanks",
    "thx", "suwun", "matur",
    "nuwun", "nuhun",
})  # fmt: skip
"""Words that may stand beside a value and add nothing to it: "bisa sabtu?"."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def words(text: str) -> list[str]:
    """The words of a text in lower case, without signs and pictures."""
    return _WORD.findall(text.lower())


def says_nothing(text: str, *besides: str) -> bool:
    """Whether a text is nothing but courtesy, and words of `besides` ("umur" beside an age)."""
    allowed = {word for each in besides for word in words(each)}
    return all(_is_empty(word, allowed) for word in words(text))


def _is_empty(word: str, allowed: set[str]) -> bool:
    stem = word.removesuffix("nya").removesuffix("ku")
    return word in BEFORE or word in AFTER or word in _ASKING or word in allowed or stem in allowed
