"""Yes and no with words of the question in them: "iya ktp depok", "bukan asn", "ga punya"."""

from __future__ import annotations

import re

from handlers.forms.courtesy import words
from handlers.forms.own_words import called
from knowledge.form_model import Step
from locales.reading.found import Found
from locales.reading.yes_no import read_yes_no

_PRONOUNS = frozenset({"saya", "sy", "aku", "kami", "kula", "abdi"})
_AROUND = frozenset({
    "warga", "orang", "punya", "memang", "emang", "ada", "seorang", "ikut", "ikutan", "pernah", "telah",
    "ikuti", "mengikuti", "berstatus", "status", "sebagai", "kok", "sih", "juga", "ber", "dari", "usaha",
    "yang",
})  # fmt: skip
_PARTS = re.compile(r"[,.;\n]+|\b(?:dan|tapi|tetapi)\b", re.IGNORECASE)


def leaning(step: Step, text: str) -> str | None:
    """`yes` or `no` as the answer to the open step; None where a text says neither, or both."""
    parts = [part for part in _PARTS.split(text) if words(part)]
    leant = {said for said in (_leant(step, part, named=False) for part in parts) if said is not None}
    return leant.pop() if len(leant) == 1 else None


def leaning_by_name(step: Step, part: str) -> str | None:
    """`yes` or `no` where a part of a message names the matter of the step: "bukan asn"."""
    return _leant(step, part, named=True)


def _leant(step: Step, part: str, *, named: bool) -> str | None:
    said = " ".join(word for word in words(part) if word not in _PRONOUNS)
    without = re.sub(rf"\b(?:ber)?(?:{called(step)})(?:nya)?\b", " ", said)
    if named and without == said:
        return None
    left = [word for word in without.split() if word not in _AROUND]
    if not left:
        return "yes" if without != said else None
    read = read_yes_no(" ".join(left))
    if not isinstance(read, Found):
        return None
    return "yes" if read.value else "no"
