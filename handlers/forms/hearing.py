"""What a typed text means to the open form, by what was asked last."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from handlers.draft import Asking
from handlers.forms import service_step
from handlers.forms.asides import is_aside
from handlers.forms.bounds import checked
from handlers.forms.controls import Control, control
from handlers.forms.corrections import correct, named_step
from handlers.forms.filling import Filled, fill
from handlers.forms.readers import FREE, read
from handlers.forms.steps import next_step, open_step
from handlers.forms.walk import Walk
from handlers.turn import Outcome
from knowledge.form_model import Step
from locales.reading.refusals import NothingRead

_SHORT = 6
"""Words of an answer given after something else was talked about; longer texts are about that."""


def say(walk: Walk, text: str) -> Outcome | None:
    """What a typed text does; None when it is not for the form."""
    steered = control(text)
    if steered == "drop":
        return walk.drop()
    if steered == "restart":
        return walk.restart()
    if walk.draft.asking != "step" and steered == "go-on":
        return walk.accepted() if walk.draft.asking == "beyond" else walk.resume()
    return _BY_QUESTION[walk.draft.asking](walk, text, steered)


def _to_step(walk: Walk, text: str, steered: Control | None) -> Outcome | None:
    step = open_step(walk.form, walk.draft)
    if step is None:
        return walk.go_on()
    if steered == "back":
        return walk.back()
    if steered == "skip":
        return walk.skip(step)
    if steered in {"go-on", "send", "correct"}:
        return walk.ask(step) if next_step(walk.form, walk.draft) is not None else walk.go_on()
    if _is_greeting(walk):
        return walk.offer(walk.context.say("Halo!"))
    if is_aside(walk.context, step):
        return walk.answer_aside()
    return _fill(walk, step, text)


def _fill(walk: Walk, step: Step, text: str) -> Outcome:
    if step.key == service_step.KEY:
        return walk.with_draft(service_step.said(walk.context, walk.draft, text)).go_on()
    filled = fill(walk.form, walk.draft, step, text, walk.today)
    if isinstance(filled.refused, NothingRead) and is_aside(walk.context, None):
        return walk.answer_aside()
    return walk.filled(filled)


def _to_review(walk: Walk, text: str, steered: Control | None) -> Outcome | None:
    if steered in {"send", "yes"}:
        return walk.send(walk.context, walk.form, walk.draft)
    if steered in {"correct", "no"}:
        return walk.ask_correction()
    if steered == "back":
        return walk.back()
    if _is_greeting(walk):
        return walk.offer(walk.context.say("Halo!"))
    return _correct(walk, text) or _not_a_correction(walk)


def _to_correction(walk: Walk, text: str, steered: Control | None) -> Outcome | None:
    if steered == "back":
        return walk.go_on()
    return _correct(walk, text) or _not_a_correction(walk)


def _not_a_correction(walk: Walk) -> Outcome:
    if is_aside(walk.context, None):
        return walk.answer_aside()
    return walk.ask_correction(walk.context.say("Saya belum mengerti apa yang perlu diperbaiki."))


def _correct(walk: Walk, text: str) -> Outcome | None:
    filled = correct(walk.form, walk.draft, text, walk.today)
    if filled is not None:
        put_right = not (filled.refused or filled.outside)
        return walk.filled(filled, *((walk.context.say("Sudah saya perbaiki."),) if put_right else ()))
    step = named_step(walk.form, walk.draft, text)
    return walk.open(step, revising=True) if step is not None else None


def _to_beyond(walk: Walk, text: str, steered: Control | None) -> Outcome | None:
    step = open_step(walk.form, walk.draft)
    if steered == "yes":
        return walk.accepted()
    if step is None:
        return walk.go_on()
    if steered in {"no", "back", "correct"}:
        return walk.ask(step)
    return walk.filled(fill(walk.form, walk.draft, step, text, walk.today))


def _to_drop(walk: Walk, text: str, steered: Control | None) -> Outcome | None:
    if steered == "yes":
        return walk.dropped()
    if steered == "no":
        return walk.resume()
    return say(walk.with_draft(replace(walk.draft, asking="step" if walk.draft.step else "review")), text)


def _to_something_else(walk: Walk, text: str, _steered: Control | None) -> Outcome | None:
    """Back from something else: only what plainly answers the open step is taken for it."""
    step = open_step(walk.form, walk.draft)
    if step is None or step.kind in FREE:
        return None
    value = checked(step, read(step, text, walk.today), walk.today)
    if isinstance(value, NothingRead) or is_aside(walk.context, None) or len(text.split()) > _SHORT:
        return None
    return walk.filled(Filled(walk.draft).set(step, value))


def _is_greeting(walk: Walk) -> bool:
    return walk.context.understood.intent == "greeting"


_BY_QUESTION: Mapping[Asking, Callable[[Walk, str, Control | None], Outcome | None]] = {
    "step": _to_step,
    "review": _to_review,
    "correct": _to_correction,
    "beyond": _to_beyond,
    "drop": _to_drop,
    "away": _to_something_else,
}
