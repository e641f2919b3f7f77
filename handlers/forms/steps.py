"""Which steps of a form are asked, in which order, given what was answered."""

from __future__ import annotations

from handlers.draft import Draft
from knowledge.form_model import Form, Step


def fits(step: Step, draft: Draft) -> bool:
    """Whether a step applies to what was answered so far."""
    return step.when is None or draft.value(step.when.step) in step.when.values


def asked_steps(form: Form, draft: Draft) -> tuple[Step, ...]:
    """The steps that are asked one by one."""
    return tuple(step for step in form.steps if not step.in_review and fits(step, draft))


def correctable_steps(form: Form, draft: Draft) -> tuple[Step, ...]:
    """The steps that the review offers to correct or to add."""
    return tuple(step for step in form.steps if fits(step, draft))


def unanswered_steps(form: Form, draft: Draft) -> tuple[Step, ...]:
    """The steps still to be asked."""
    return tuple(
        step for step in asked_steps(form, draft) if draft.value(step.key) is None and step.key not in draft.skipped
    )


def next_step(form: Form, draft: Draft) -> Step | None:
    """The step to ask now; None when the form can be reviewed."""
    return next(iter(unanswered_steps(form, draft)), None)


def step_before(form: Form, draft: Draft) -> Step | None:
    """The step that *kembali* leads to: the one before the open step, or the last when all are answered."""
    asked = asked_steps(form, draft)
    keys = [step.key for step in asked]
    place = keys.index(draft.step) if draft.step in keys and draft.asking == "step" else len(asked)
    return asked[place - 1] if place > 0 else None


def open_step(form: Form, draft: Draft) -> Step | None:
    """The step that was asked last, as long as it still applies."""
    step = form.step(draft.step) if draft.step is not None else None
    return step if step is not None and fits(step, draft) else None
