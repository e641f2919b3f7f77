"""Takes the citizen's name out of a form, or asks for it after all, at whatever step that is wished."""

from __future__ import annotations

from dataclasses import replace

from handlers.forms.anonymity import NameWish
from handlers.forms.bounds import Needed
from handlers.forms.filling import Filled
from handlers.forms.steps import next_step
from handlers.forms.walk import Walk
from handlers.turn import Outcome
from knowledge.form_model import Step


def meanwhile(walk: Walk, step: Step, wish: NameWish) -> Outcome:
    """A wish about the name while a step is asked; how to be reached is left out with the name, other steps stay."""
    name = _name_step(walk)
    if name is None or (wish == "unnamed" and not name.optional):
        return walk.skip(step) if wish == "unnamed" and step.optional else walk.ask(step)
    if wish == "named":
        return walk.ask(step) if walk.draft.value(name.key) is not None else _ask_name(walk, name)
    nameless = walk.with_draft(walk.draft.without(name.key))
    if step.optional and step.kind in {"name", "contact"}:
        return nameless.skip(step)
    return nameless.ask(step, walk.context.say("Baik, nama Anda tidak saya sertakan."))


def at_review(walk: Walk, wish: NameWish) -> Outcome:
    """A wish about the name when all is answered: "ga jadi nama asli, anonim aja"."""
    name = _name_step(walk)
    if name is None:
        return walk.resume()
    if wish == "named":
        return walk.go_on() if walk.draft.value(name.key) is not None else _ask_name(walk, name)
    if not name.optional:
        return walk.filled(Filled(replace(walk.draft, step=name.key), refused=Needed()))
    nameless = walk.with_draft(walk.draft.without(name.key))
    return nameless.go_on(walk.context.say("Sudah saya perbaiki."))


def _ask_name(walk: Walk, name: Step) -> Outcome:
    return walk.open(name, revising=next_step(walk.form, walk.draft) is None)


def _name_step(walk: Walk) -> Step | None:
    return next((each for each in walk.form.steps if each.kind == "name"), None)
