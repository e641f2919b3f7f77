"""What a typed text means to the open form, by what was asked last."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from handlers.draft import Asking
from handlers.forms import further, naming, service_step
from handlers.forms.asides import is_aside, is_greeting
from handlers.forms.bounds import checked
from handlers.forms.controls import Control, control
from handlers.forms.corrections import correct, correct_meanwhile, named_step, step_to_mend
from handlers.forms.filling import Filled, fill
from handlers.forms.readers import FREE, read
from handlers.forms.steps import next_step, open_step
from handlers.forms.walk import Walk
from handlers.turn import Outcome
from knowledge.form_model import Step
from locales.reading.refusals import NothingRead

_HERE = re.compile(
    r"\W*(?:(?:balas|jawab|kabari|hubungi|lewat|di|ke|via|pakai|pake)\s+)*(?:(?:nomor|no|wa|whatsapp|chat|hp)\s*)?(?:yang\s+)?"
    r"(?:sini|ini|chat ini|nomor ini|wa ini)(?:\s+(?:aja|saja|ya|dong|kak|juga))*\W*",
    re.IGNORECASE,
)
"""The chat itself named as the way to reach its citizen: "balas di sini aja"."""
_MOST_OF_A_NAME = 2
"""Words that may be a name, whatever they are."""
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
    if steered == "unnamed" or steered == "named":
        return naming.meanwhile(walk, step, steered)
    if steered is not None:
        outcome = _steer_step(walk, step, steered)
        if outcome is not None:
            return outcome
    if is_greeting(walk.context, step):
        return walk.offer(walk.context.say("Halo!"))
    if is_aside(walk.context, step):
        return _answered_aside(walk, step, text)
    return _corrected_meanwhile(walk, step, text) or _fill(walk, step, text)


def _steer_step(walk: Walk, step: Step, steered: Control) -> Outcome | None:
    """What a steering word does while a step is asked; None where it is the answer."""
    answered, finished = walk.draft.value(step.key) is not None, next_step(walk.form, walk.draft) is None
    match steered:
        case "back":
            return walk.back()
        case "later":
            return walk.offer()
        case "thanks":
            return walk.ask(step)
        case "skip" | "go-on" if answered:
            return walk.go_on()
        case "skip":
            return walk.skip(step)
        case "empty" if step.kind != "yes-no":
            return walk.skip(step)
        case "send" | "go-on":
            return walk.go_on() if finished else walk.ask(step)
        case "correct":
            return walk.ask_correction() if walk.draft.answers else walk.ask(step)
        case "yes" | "no" if step.kind in FREE:
            return walk.skip(step) if step.optional and steered == "no" else walk.refuse(step, NothingRead())
        case _:
            return None


def _corrected_meanwhile(walk: Walk, step: Step, text: str) -> Outcome | None:
    filled = correct_meanwhile(walk.form, walk.draft, step, text, walk.today)
    if filled is None:
        earlier = step_to_mend(walk.form, walk.draft, step, text)
        return walk.open(earlier, revising=next_step(walk.form, walk.draft) is None) if earlier is not None else None
    said = walk.context.say("Sudah saya perbaiki.")
    if filled.outside is None and filled.draft.value(step.key) is not None:
        return walk.with_draft(_known_service(walk, filled).draft).ask(step, said)
    return walk.filled(_known_service(walk, filled), said)


def _answered_aside(walk: Walk, step: Step, text: str) -> Outcome:
    """A question asked in between is answered; what was answered beside it ("12 juli, biayanya berapa?") is kept."""
    told, comma, _ = text.rpartition(",")
    if step.kind in FREE or not comma:
        return walk.answer_aside()
    filled = fill(walk.form, walk.draft, step, told, walk.today)
    if filled.refused is not None or filled.outside is not None or step.key not in filled.taken:
        return walk.answer_aside()
    return walk.with_draft(filled.draft).answer_aside(go_on=True)


def _fill(walk: Walk, step: Step, text: str) -> Outcome:
    if step.key == service_step.KEY and any(each.isalnum() for each in text):
        return walk.with_draft(service_step.said(walk.context, walk.draft, text)).go_on()
    if step.kind == "contact" and step.optional and _HERE.fullmatch(text):
        return walk.skip(step)
    more = further.add(walk, text)
    if more is not None:
        return more
    if step.kind == "name" and _tells_another_matter(walk, text):
        return walk.hold()
    filled = fill(walk.form, walk.draft, step, text, walk.today)
    if isinstance(filled.refused, NothingRead) and step.kind not in FREE and _tells_another_matter(walk, text):
        return walk.hold()
    if isinstance(filled.refused, NothingRead) and is_aside(walk.context, None):
        return walk.answer_aside()
    if step.kind == "story" and walk.form.kind == "complaint":
        filled = replace(filled, draft=further.with_service(walk.context, filled.draft))
    return walk.filled(filled)


def _tells_another_matter(walk: Walk, text: str) -> bool:
    """Whether a complaint or a request is told where a name is asked."""
    told = walk.context.understood.signals & {"complaint", "request", "order", "officer"}
    return bool(told) and len(text.split()) > _MOST_OF_A_NAME


def _to_review(walk: Walk, text: str, steered: Control | None) -> Outcome | None:
    match steered:
        case "send" | "yes":
            return walk.send(walk.context, walk.form, walk.draft)
        case "correct" | "no":
            return walk.ask_correction()
        case "back":
            return walk.back()
        case "later":
            return walk.offer()
        case "thanks" | "skip" | "empty":
            return walk.resume()
        case "unnamed" | "named":
            return naming.at_review(walk, steered)
        case _:
            return _say_beside_review(walk, text)


def _say_beside_review(walk: Walk, text: str) -> Outcome:
    if is_greeting(walk.context, None):
        return walk.offer(walk.context.say("Halo!"))
    if "?" in text and is_aside(walk.context, None):
        return walk.answer_aside()
    return _correct(walk, text) or further.add(walk, text) or _not_a_correction(walk)


def _to_correction(walk: Walk, text: str, steered: Control | None) -> Outcome | None:
    match steered:
        case "back" | "send" | "no" | "yes" | "thanks" | "skip" | "empty":
            return walk.go_on()
        case "unnamed" | "named":
            return naming.at_review(walk, steered)
        case "later":
            return walk.offer()
        case "correct":
            return walk.ask_correction()
        case _:
            return _say_beside_review(walk, text)


def _not_a_correction(walk: Walk) -> Outcome:
    if is_aside(walk.context, None):
        return walk.answer_aside()
    return walk.ask_correction(walk.context.say("Saya belum mengerti apa yang perlu diperbaiki."))


def _correct(walk: Walk, text: str) -> Outcome | None:
    filled = correct(walk.form, walk.draft, text, walk.today)
    if filled is not None:
        put_right = not (filled.refused or filled.outside)
        said = (walk.context.say("Sudah saya perbaiki."),) if put_right else ()
        return walk.filled(_known_service(walk, filled), *said)
    step = named_step(walk.form, walk.draft, text)
    return walk.open(step, revising=next_step(walk.form, walk.draft) is None) if step is not None else None


def _known_service(walk: Walk, filled: Filled) -> Filled:
    """A service told in words is looked for among those of the office."""
    told = filled.draft.value(service_step.KEY)
    if service_step.KEY not in filled.taken or told is None:
        return filled
    return replace(filled, draft=service_step.said(walk.context, filled.draft, told))


def _to_beyond(walk: Walk, text: str, steered: Control | None) -> Outcome | None:
    step = open_step(walk.form, walk.draft)
    if steered == "yes":
        return walk.accepted()
    if step is None:
        return walk.go_on()
    if steered == "later" or is_greeting(walk.context, step):
        return walk.offer()
    if steered == "unnamed" or steered == "named":
        return naming.meanwhile(walk, step, steered)
    if steered is not None:
        return walk.ask(step)
    if is_aside(walk.context, step):
        return walk.answer_aside()
    return walk.filled(fill(walk.form, walk.draft, step, text, walk.today))


def _to_drop(walk: Walk, text: str, steered: Control | None) -> Outcome | None:
    if steered == "yes":
        return walk.dropped()
    if steered in {"no", "send"}:
        return walk.resume()
    if not any(each.isalnum() for each in text):
        return walk.drop_asked()
    return say(walk.with_draft(replace(walk.draft, asking=_asked_before(walk))), text)


def _asked_before(walk: Walk) -> Asking:
    """What was open when the citizen was asked whether to drop it all; a review must be seen again before sending."""
    return "step" if open_step(walk.form, walk.draft) is not None else "correct"


def _to_something_else(walk: Walk, text: str, steered: Control | None) -> Outcome | None:
    """Back from something else: only what plainly answers the open step, or corrects an answer, is taken."""
    step = open_step(walk.form, walk.draft)
    if steered == "unnamed" or steered == "named":
        return naming.meanwhile(walk, step, steered) if step is not None else naming.at_review(walk, steered)
    if steered in {"back", "send", "correct", "skip"}:
        return walk.resume()
    if steered is not None or "?" in text or is_aside(walk.context, None):
        return None
    if step is not None and step.kind not in FREE and len(text.split()) <= _SHORT:
        value = checked(step, read(step, text, walk.today), walk.today)
        if not isinstance(value, NothingRead):
            return walk.filled(Filled(walk.draft).set(step, value))
    if step is None:
        filled = correct(walk.form, walk.draft, text, walk.today)
        return walk.filled(_known_service(walk, filled), walk.context.say("Sudah saya perbaiki.")) if filled else None
    return _corrected_meanwhile(walk, step, text)


_BY_QUESTION: Mapping[Asking, Callable[[Walk, str, Control | None], Outcome | None]] = {
    "step": _to_step,
    "review": _to_review,
    "correct": _to_correction,
    "beyond": _to_beyond,
    "drop": _to_drop,
    "away": _to_something_else,
}
