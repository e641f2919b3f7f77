"""Answers in the citizen's own words: what is kept of them, and which step a part of a message names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from handlers.forms.courtesy import AFTER, says_nothing, words
from knowledge.form_model import Step
from locales.reading.refusals import NothingRead, Refused

_INTRODUCES = re.compile(
    r"^\W*(?:(?:halo|hai|hi|hello|pagi|siang|sore|malam|assalamualaikum|selamat \w+)\b[\s,.!]*)?"
    r"(?:(?:(?:oh|eh|o|ah)\s+)?(?:iya|ya|oke|ok|baik|hmm+|eh|oh)\b[\s,.]+)?"
    r"(?:(?:perkenalkan|kenalin|kenalkan)\b[\s,]*)?"
    r"(?:(?:nama\s*(?:lengkap\s*)?(?:nya|ku|saya|aku|sy|kami)?(?:\s+(?:adalah|itu|yaitu))?|atas\s+nama|a/n|a\.n\.|an\.|"
    r"dengan|panggil(?:\s+(?:aja|saja))?|my name is|i am|i'm|jenengku|jeneng\s+kula|asma\s+kula|nami\s+abdi|abdi|kula|"
    r"(?:saya|aku|sy)(?!\s+(?:sendiri|ga|gak|nggak|tidak|tdk|mau|ingin|yang|belum|sudah|dari)\b))\s*[:=]?\s+|nama\s*[:=]\s*)?",
    re.IGNORECASE,
)
"""What people say before their name: "halo, nama saya Yanti"."""
_LAST = frozenset({"ya", "yaa", "kak", "kakak", "aja", "saja", "dong", "deh", "nih", "min"})
_NAME = re.compile(
    r"^(?:atas nama|a/n|a\.n|nama|pak|bu|ibu|bapak|bpk|umkm|cv|pt|ud|koperasi|kop|kopwan|ksp|kspps|ksu|kud|kelompok|"
    r"komunitas|paguyuban|yayasan|karang taruna|pkk)\b",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"^(?:untuk|utk|buat|acara|kegiatan|rapat|pelatihan|seminar|workshop|lokakarya|sosialisasi|penyuluhan|bimtek|"
    r"musyawarah|rat|pertemuan|kelas|kursus|bazar|pameran|diskusi|arisan|syukuran|halal bihalal|gathering|latihan)\b",
    re.IGNORECASE,
)
_FOR_AN_EVENT = re.compile(
    rf"\b(?:buat|untuk|utk|acara|kegiatan|kanggo|pikeun)\s+(?P<event>{_EVENT.pattern[1:]}.*)", re.IGNORECASE
)
_MOST_OF_A_NAME = 5
"""Words of "umkm keripik bu ida jaya"; longer ones tell something about a cooperative."""


def own_words(step: Step, text: str) -> str | Refused:
    """What a text says as the answer to a step that takes any words; a sign or a picture says nothing."""
    said = text.strip()
    if not any(each.isalnum() for each in said):
        return NothingRead()
    if step.kind == "story":
        return said
    if step.kind == "name":
        return _name(said)
    named = label(step, said)
    return named or said


def label(step: Step, part: str) -> str | None:
    """What follows where a part names its step: "keperluannya rapat", "usaha saya keripik", "lokasi: Beji"."""
    found = _label(called(step), step.kind == "name").match(part)
    if found is None:
        return None
    said = found["said"].strip(" .,")
    if not words(said) or says_nothing(said):
        return None
    return said


def called(step: Step) -> str:
    """A pattern of everything that a step is called, the longest first."""
    return _called(step.label, step.words)


def cued(step: Step, part: str) -> bool:
    """Whether a part looks like the answer to a step: "umkm melati" like a name, "rapat anggota" like an event."""
    if step.kind == "name":
        return bool(_NAME.match(part)) and len(part.split()) <= _MOST_OF_A_NAME
    return "acara" in step.words and bool(_EVENT.match(part))


def looks_like_an_answer(part: str) -> bool:
    """Whether a part looks like a name or an event, whatever is asked."""
    return bool(_EVENT.match(part)) or (bool(_NAME.match(part)) and len(part.split()) <= _MOST_OF_A_NAME)


def event_in(step: Step, part: str) -> str | None:
    """The event that a part of a sentence says something is for: "pinjam ruang buat rapat anggota"."""
    found = _FOR_AN_EVENT.search(part) if "acara" in step.words else None
    return found["event"].strip(" .") if found is not None else None


def holds_commas(step: Step) -> bool:
    """Whether the answer to a step is often written with commas: places are."""
    return not {"lokasi", "alamat", "tempat"}.isdisjoint(step.words)


def first_cued(steps: Iterable[Step], part: str) -> Step | None:
    """The first step that a part looks like the answer to."""
    return next((step for step in steps if cued(step, part)), None)


def _name(said: str) -> str | Refused:
    if said.endswith("?"):
        return NothingRead()
    shorter = said[_INTRODUCES.match(said).end() :].strip(" ,.;:")  # type: ignore[union-attr]
    kept = shorter.split() or said.split()
    while len(kept) > 1 and kept[-1].lower().strip(".,!") in _LAST:
        kept.pop()
    name = " ".join(kept).rstrip(",") if shorter else said
    return name if any(each.isalpha() for each in name) and not AFTER.issuperset(words(name)) else NothingRead()


@lru_cache(maxsize=256)
def _called(name: str, said: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted({name.lower(), *said}, key=len, reverse=True))


@lru_cache(maxsize=256)
def _label(names: str, of_person: bool) -> re.Pattern[str]:
    person = r"atas\s+nama\s*[:=]?\s+|a/n\s+|a\.n\.?\s+|" if of_person else ""
    return re.compile(
        rf"^\W*(?:{person}(?:{names})(?:\s+(?:{names}))?"
        r"(?:(?:nya|\s+saya|\s+aku|\s+kami|\s+sy|ku)\s*(?:adalah\b|itu\b|yaitu\b|[:=])?\s*|\s*[:=]\s*))(?P<said>\S.*)$",
        re.IGNORECASE | re.DOTALL,
    )
