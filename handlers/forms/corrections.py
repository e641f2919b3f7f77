"""Reads a correction said in words at the review: "yang bener 4 minggu, bukan 3", "pesertanya jadi 90"."""

from __future__ import annotations

import datetime as dt
import re

from handlers.draft import Draft
from handlers.forms.bounds import checked
from handlers.forms.filling import Filled, assigned
from handlers.forms.readers import FREE, read
from handlers.forms.steps import correctable_steps
from knowledge.form_model import Form, Step
from locales.reading.refusals import Refused

_RATHER = re.compile(
    r"(?:\b(?:yang|yg)\s+)?\b(?:bener|benar|betul|harusnya|seharusnya|mestinya|maksud(?:nya|ku|\s+saya)?|ralat|koreksi)\b"
    r"\s*(?:itu|adalah|:)?\s*(?P<new>.+?)(?:\s*,?\s*\b(?:bukan|bkn|dudu|sanes)\b\s+(?P<old>.+?))?[.!]*$",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:bukan|bkn)\s+(?P<old>.+?)\s*,?\s*\b(?:tapi|tetapi|melainkan|harusnya|yang benar)\b\s+(?P<new>.+?)[.!]*$",
    re.IGNORECASE,
)
_PLAIN_NOT = re.compile(r"^(?P<new>.+?)\s*,?\s*\b(?:bukan|bkn)\s+(?P<old>.+?)[.!]*$", re.IGNORECASE)
_SETS = (
    r"(?:nya|ku|\s+saya)?\s*(?:salah\s*,?\s*)?"
    r"(?:(?:di)?(?:ganti|ubah)(?:\s+jadi)?|jadi|(?:se)?harusnya|adalah|itu|:|=|ke)?\s+"
)
_ASKS_TO = re.compile(r"^\s*(?:tolong\s+)?(?:perbaiki|ubah|ganti|koreksi|ralat)\s+", re.IGNORECASE)


def correct(form: Form, draft: Draft, text: str, today: dt.date) -> Filled | None:
    """The draft corrected, or None when the text corrects nothing."""
    steps = correctable_steps(form, draft)
    replaced = _replaced(steps, draft, text)
    if replaced is not None:
        return replaced
    return _typed(steps, draft, text, today) or _named(steps, draft, text, today)


def named_step(form: Form, draft: Draft, text: str) -> Step | None:
    """The step that a text only names: "nomornya salah", "perbaiki tanggal"."""
    said = _ASKS_TO.sub("", text).strip().lower()
    for step in correctable_steps(form, draft):
        if re.fullmatch(rf"(?:{_called(step)})(?:nya|ku)?(?:\s+(?:salah|keliru))?[.!]*", said):
            return step
    return None


def _replaced(steps: tuple[Step, ...], draft: Draft, text: str) -> Filled | None:
    """Words inside a free answer put right."""
    found = _NOT.search(text) or _RATHER.search(text) or _PLAIN_NOT.match(text)
    if found is None:
        return None
    new, old = found["new"].strip(" ,"), (found["old"] or "").strip(" ,")
    for step in steps:
        value = draft.value(step.key)
        if step.kind in FREE and value is not None:
            changed = _put_right(value, new, old)
            if changed is not None and changed != value:
                return Filled(draft.with_value(step.key, changed), (step.key,))
    return None


def _put_right(value: str, new: str, old: str) -> str | None:
    """The value with `old` replaced; a number may stand for what it counts ("4 minggu" for the 3 in "3 minggu")."""
    first, _, counted = new.partition(" ")
    wanted = [old] if old else []
    if first.isdecimal() and counted:
        number = re.escape(old) if old.isdecimal() else r"\d+"
        pattern = rf"\b{number}\s+{re.escape(counted)}\b"
        if len(re.findall(pattern, value, re.IGNORECASE)) == 1:
            return re.sub(pattern, new, value, flags=re.IGNORECASE)
    for words in wanted:
        pattern = rf"(?<!\w){re.escape(words)}(?!\w)"
        if len(re.findall(pattern, value, re.IGNORECASE)) == 1:
            return re.sub(pattern, lambda _: new, value, flags=re.IGNORECASE)
    return None


def _typed(steps: tuple[Step, ...], draft: Draft, text: str, today: dt.date) -> Filled | None:
    """Values that say by themselves what they are: a date, a telephone number, a number with its word."""
    numbers = [step for step in steps if step.kind == "number"]
    only = numbers[0] if len(numbers) == 1 else None
    found = [(step, mention) for step, mention in assigned(steps, text, today, open_step=only) if mention.apart]
    filled = Filled(draft)
    for step, mention in found:
        filled = filled.set(step, mention.value)
    return filled if found else None


def _named(steps: tuple[Step, ...], draft: Draft, text: str, today: dt.date) -> Filled | None:
    """A step by its name and what it should be."""
    said = _ASKS_TO.sub("", text).strip()
    for step in steps:
        found = re.match(rf"(?:{_called(step)}){_SETS}(?P<new>\S.*)$", said, re.IGNORECASE)
        if found is None:
            continue
        new = found["new"].strip(" .!")
        value = checked(step, read(step, new, today), today)
        if isinstance(value, Refused):
            return Filled(draft, refused=value)
        return Filled(draft).set(step, value)
    return None


def _called(step: Step) -> str:
    return "|".join(re.escape(word) for word in sorted({step.label.lower(), *step.words}, key=len, reverse=True))
