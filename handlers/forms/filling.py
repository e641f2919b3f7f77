"""Takes answers out of a message: that of the open step, and whatever else the form would ask."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.draft import Draft
from handlers.forms.bounds import checked, outside
from handlers.forms.courtesy import says_nothing
from handlers.forms.leanings import leaning_by_name
from handlers.forms.own_words import cued, event_in, first_cued, holds_commas, label, looks_like_an_answer, own_words
from handlers.forms.readers import FREE, Mention, find, read
from handlers.forms.steps import fits
from knowledge.form_model import Form, Step
from locales.reading.found import rest
from locales.reading.refusals import NothingRead, Refused

_NEAR = 12
"""Characters between a number and the word that says what it counts: "pesertanya nanti 40"."""
_REACHED = re.compile(
    r"\b(?:saya|sy|aku|kami|hubungi|kontak|kabari|no|nomor|hp|wa|whatsapp|telp|telepon|email|surel)\W+(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)
_THEIRS = re.compile(r"\b(?:petugas\w*|admin\w*|pegawai\w*|dinas|kantor|dia|beliau|mereka|oknum)\b", re.IGNORECASE)
_ABBREVIATED = re.compile(r"\b[^\W\d_]{1,3}$")
_FEW = 3
"""Words of an answer that is given by the way, where nothing else tells what it is."""
_FAR = 40
"""Characters before a telephone number in which its owner is named."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What a message gave: the draft with it, the steps it answered, and why the open step's answer was not taken.

    `outside` is a step whose number lies outside its bounds but may be meant all the same.
    """

    draft: Draft
    taken: tuple[str, ...] = ()
    refused: Refused | None = None
    outside: Step | None = None

    def set(self, step: Step, value: str | Refused) -> Filled:
        """With one more answer, or with why it was not taken."""
        if isinstance(value, Refused):
            return replace(self, refused=value, draft=replace(self.draft, step=step.key))
        draft = self.draft.with_value(step.key, value)
        if outside(step, value):
            return replace(self, draft=draft, outside=step)
        return replace(self, draft=draft, taken=(*self.taken, step.key))


def fill(form: Form, draft: Draft, step: Step, text: str, today: dt.date) -> Filled:
    """The draft after a message that answers the open step, several steps, or none."""
    pending = (step, *(each for each in form.steps if each.key != step.key and _waits(each, draft)))
    found = assigned(pending, text, today, open_step=step)
    if step.kind == "story":
        return _told(draft, step, text, found)
    if step.kind in FREE:
        found = [(each, mention) for each, mention in found if _stands_out(each, mention, text)]
    filled = Filled(draft)
    for each, mention in found:
        filled = filled.set(each, mention.value)
    parts = _parts(text, found)
    filled, parts = _named_parts(filled, pending if found else pending[1:], parts)
    if step.kind in FREE and not filled.taken and filled.refused is None and filled.outside is None:
        meant = _meant(step, pending, text)
        return filled.set(meant, own_words(meant, text))
    if step.kind not in FREE and step.key not in filled.taken and filled.refused is None and filled.outside is None:
        filled = _read_whole(filled, step, text, today)
    if not filled.taken and filled.outside is None:
        return filled
    parts = _worth_keeping(step, text, parts, [each for each, _ in found])
    if found:
        return _in_order(filled, step, pending, parts)
    return filled.set(step, own_words(step, ", ".join(parts))) if step.kind in FREE and parts else filled


def _meant(step: Step, pending: Sequence[Step], text: str) -> Step:
    """The step that free words answer: "koperasi mawar" is a name, also where an event is asked."""
    name = next((each for each in pending if each.kind == "name"), None)
    event = "acara" in step.words and not cued(step, text)
    return name if name is not None and event and cued(name, text) and len(text.split()) > 1 else step


def prefill(form: Form, draft: Draft, text: str, today: dt.date) -> Filled:
    """The draft with what the first sentence already says: dates, numbers and the like, and what the event is."""
    filled, found = Filled(draft), assigned(form.steps, text, today)
    for step, mention in found:
        if step.kind != "contact" or mention.apart or _is_own(mention, text):
            filled = filled.set(step, mention.value)
    told = [(each, event_in(each, part)) for each in form.steps for part in _parts(text, found)]
    return next((filled.set(each, event) for each, event in told if event is not None), filled)


def assigned(
    steps: Sequence[Step], text: str, today: dt.date, open_step: Step | None = None
) -> list[tuple[Step, Mention]]:
    """Which value in a text answers which step: by what it is, and for numbers by the words beside it."""
    taken: list[tuple[Step, Mention]] = []
    for mention in find({step.kind for step in steps}, text, today, past=any(step.past for step in steps)):
        fitting = [step for step in steps if mention.fits(step) and step.key not in {each.key for each, _ in taken}]
        named = [step for step in fitting if _names(step, mention, text)]
        if mention.kind == "number":
            fitting = named or [step for step in fitting if open_step is not None and step.key == open_step.key]
        chosen = next(iter(named or fitting), None)
        if chosen is not None:
            taken.append((chosen, replace(mention, value=checked(chosen, mention.value, today))))
    return taken


def _told(draft: Draft, step: Step, text: str, found: list[tuple[Step, Mention]]) -> Filled:
    """A story is kept whole; what it plainly says besides is taken too."""
    filled = Filled(draft).set(step, own_words(step, text))
    for each, mention in found:
        plain = mention.apart or (each.kind == "contact" and _is_own(mention, text))
        if plain and not isinstance(mention.value, Refused) and not outside(each, mention.value):
            filled = filled.set(each, mention.value)
    return filled


def _is_own(mention: Mention, text: str) -> bool:
    """Whether a telephone number in a story is the citizen's own: "hubungi saya di", not "petugas ... tidak balas"."""
    before = text[max(0, mention.found.start - _FAR) : mention.found.start]
    within = text[mention.found.start : mention.found.end]
    return not _THEIRS.search(before) and bool(_REACHED.search(before) or re.match(r"[^\W\d]", within))


def _stands_out(step: Step, mention: Mention, text: str) -> bool:
    """Whether a value in a text of free words is an answer of its own."""
    if mention.apart or step.kind in {"contact", "phone", "email", "nib"}:
        return True
    if isinstance(mention.value, Refused) or not mention.at_edge(text):
        return False
    return mention.is_named(text)


def _named_parts(filled: Filled, pending: Sequence[Step], parts: Sequence[str]) -> tuple[Filled, list[str]]:
    """Parts that say themselves which step they answer: "atas nama umkm melati", "bukan asn"."""
    left = []
    for part in parts:
        step, value = _answer_by_name(pending, filled, part)
        if step is None:
            left.append(part)
        else:
            filled = filled.set(step, value)
    return filled, left


def _answer_by_name(pending: Sequence[Step], filled: Filled, part: str) -> tuple[Step | None, str]:
    for step in pending:
        if step.key in filled.taken or step.kind == "story":
            continue
        said = label(step, part) if step.kind in FREE else None
        said = leaning_by_name(step, part) if step.kind == "yes-no" else said
        if said is not None:
            return step, said
    return None, ""


def _read_whole(filled: Filled, step: Step, text: str, today: dt.date) -> Filled:
    value = checked(step, read(step, text, today), today)
    if isinstance(value, NothingRead) and filled.taken:
        return filled
    return filled.set(step, value)


def _parts(text: str, found: list[tuple[Step, Mention]]) -> list[str]:
    """What stands between the values, cut at commas and sentence ends; "CV. Maju" stays together."""
    parts: list[str] = []
    for part in rest(text, [mention.found for _, mention in found]):
        if parts and _ABBREVIATED.search(parts[-1]) and f"{parts[-1]}. {part}" in text:
            parts[-1] = f"{parts[-1]}. {part}"
        else:
            parts.append(part)
    return parts


def _worth_keeping(step: Step, text: str, parts: Sequence[str], found: Sequence[Step]) -> list[str]:
    """The parts that may answer steps in free words; beside one value only few words that commas set off."""
    besides = [word for each in (step, *found) for word in each.words]
    said = [part for part in parts if not says_nothing(part, *besides)]
    if step.kind in FREE:
        return said
    if "?" in text:
        return []
    return [
        part
        for part in said
        if len(found) > 1 or looks_like_an_answer(part) or (_set_off(part, text) and len(part.split()) <= _FEW)
    ]


def _set_off(part: str, text: str) -> bool:
    return bool(re.search(rf"(?:^|[,;\n])\s*{re.escape(part)}\s*(?:[,;\n]|$)", text))


def _in_order(filled: Filled, step: Step, pending: Sequence[Step], parts: list[str]) -> Filled:
    """The parts for the free steps that are left: what looks like a name to the name, the others in order."""
    free = [each for each in pending if each.kind in FREE and not each.in_review and each.key not in filled.taken]
    kept: list[tuple[Step, str]] = []
    if parts and free and free[0].key == step.key:
        count = _open_share(free, parts)
        kept.append((free.pop(0), ", ".join(parts[:count])))
        parts = parts[count:]
    uncued = []
    for part in parts:
        meant = first_cued(free, part)
        if meant is None:
            uncued.append(part)
        else:
            free.remove(meant)
            kept.append((meant, part))
    kept += zip(free, _as_many(uncued, len(free)), strict=False)
    for each, part in kept:
        value = own_words(each, part)
        filled = filled if isinstance(value, Refused) else filled.set(each, value)
    return filled


def _open_share(free: Sequence[Step], parts: Sequence[str]) -> int:
    """How many of the first parts answer the open step: places are written with commas."""
    if not holds_commas(free[0]):
        return 1
    others = (place for place, part in enumerate(parts) if place and any(cued(each, part) for each in free[1:]))
    return next(others, len(parts))


def _names(step: Step, mention: Mention, text: str) -> bool:
    around = text[max(0, mention.found.start - _NEAR) : mention.found.end + _NEAR].lower()
    return any(word in around for word in step.words)


def _waits(step: Step, draft: Draft) -> bool:
    return draft.value(step.key) is None and fits(step, draft)


def _as_many(parts: Sequence[str], most: int) -> list[str]:
    """The parts, the last ones put together where there are more than steps."""
    if most == 0 or len(parts) <= most:
        return list(parts)
    return [*parts[: most - 1], ", ".join(parts[most - 1 :])]
