"""What a press of one of a form's choices does; each names the step it was for, so that a late one is known."""

from __future__ import annotations

from handlers.choices import Action
from handlers.forms import attachments, service_step
from handlers.forms.steps import next_step
from handlers.forms.walk import Walk
from handlers.turn import Outcome
from knowledge.form_model import Step


def press(walk: Walk, pressed: Action) -> Outcome:
    """What the press does; one for an earlier question is told apart in words."""
    key, *more = (*pressed.arguments, "")
    if pressed.verb == "draft":
        return _steer(walk, key)
    step = walk.form.step(key)
    if step is None:
        return _late(walk)
    if more[0] == "edit":
        return walk.open(step, revising=next_step(walk.form, walk.draft) is None)
    if walk.draft.step != key or walk.draft.asking not in {"step", "away"}:
        return _late(walk)
    return _answer(walk, step, *more)


def _answer(walk: Walk, step: Step, what: str, option: str = "", *_more: str) -> Outcome:
    if what == "keep":
        return walk.go_on()
    if what == "skip":
        return walk.skip(step)
    if what == "pick" and step.key == service_step.KEY:
        return walk.with_draft(service_step.picked(walk.context, walk.draft, option)).go_on()
    if what == "pick" and option in {"yes", "no", *(each.id for each in step.options)}:
        return walk.with_draft(walk.draft.with_value(step.key, option)).go_on()
    return _late(walk)


def _steer(walk: Walk, what: str) -> Outcome:
    match what, walk.draft.asking:
        case "yes", "drop":
            return walk.dropped()
        case "yes", "beyond":
            return walk.accepted()
        case "drop", _:
            return walk.drop()
        case "back", _:
            return walk.back()
        case "go-on", _:
            return walk.resume()
        case "send", "review":
            return walk.send(walk.context, walk.form, walk.draft)
        case "without", "review":
            return attachments.send_without(walk.context, walk.form, walk.draft)
        case "correct", "review" | "away":
            return walk.ask_correction()
        case _:
            return _late(walk)


def _late(walk: Walk) -> Outcome:
    return walk.resume(walk.context.say("Pilihan itu untuk pertanyaan sebelumnya."))
