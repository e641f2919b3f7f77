"""Takes answers out of a message: that of the open step, and whatever else the form would ask."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.draft import Draft
from handlers.forms.bounds import checked, outside
from handlers.forms.readers import FREE, Mention, find, read
from handlers.forms.steps import fits
from knowledge.form_model import Form, Step
from locales.reading.found import rest
from locales.reading.refusals import NothingRead, Refused

_NEAR = 12
"""Characters between a number and the word that says what it counts: "pesertanya nanti 40"."""


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
    left = rest(text, [mention.found for _, mention in found])
    free = [each for each in pending if each.kind in FREE and not each.in_review]
    if step.kind in FREE and not _only_besides(step, found, left):
        return Filled(draft.with_value(step.key, text.strip()), (step.key,))
    filled = Filled(draft)
    for each, mention in found:
        filled = filled.set(each, mention.value)
    if step.kind not in FREE and step.key not in filled.taken and filled.refused is None:
        read_whole = checked(step, read(step, text, today), today)
        if isinstance(read_whole, Refused):
            refused = None if filled.taken and isinstance(read_whole, NothingRead) else read_whole
            filled = replace(filled, refused=refused)
        else:
            return filled.set(step, read_whole)
    if found and left:
        for each, part in zip(free, _as_many(left, len(free)), strict=False):
            filled = filled.set(each, part)
    return filled


def prefill(form: Form, draft: Draft, text: str, today: dt.date) -> Filled:
    """The draft with what the first sentence already says: dates, numbers and the like, never free text."""
    filled = Filled(draft)
    for step, mention in assigned(form.steps, text, today):
        if isinstance(mention.value, Refused) or not outside(step, mention.value):
            filled = filled.set(step, mention.value)
    return filled


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


def _names(step: Step, mention: Mention, text: str) -> bool:
    around = text[max(0, mention.found.start - _NEAR) : mention.found.end + _NEAR].lower()
    return any(word in around for word in step.words)


def _waits(step: Step, draft: Draft) -> bool:
    return draft.value(step.key) is None and fits(step, draft)


def _only_besides(step: Step, found: list[tuple[Step, Mention]], left: Sequence[str]) -> bool:
    """Whether a text for a free step holds answers to others, set apart from it, or nothing else."""
    if found and not left and step.kind != "story":
        return True
    others = [mention for each, mention in found if each.key != step.key and not isinstance(mention.value, Refused)]
    return bool(others) and step.kind != "story" and (len(left) != 1 or all(mention.apart for mention in others))


def _as_many(parts: Sequence[str], most: int) -> list[str]:
    """The parts, the last ones put together where there are more than steps."""
    if most == 0 or len(parts) <= most:
        return list(parts)
    return [*parts[: most - 1], ", ".join(parts[most - 1 :])]
