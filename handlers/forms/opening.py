"""Opens a form: what is said before its first question, and what the first sentence already answered."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

from handlers.context import Context
from handlers.draft import Draft
from handlers.forms import telling
from handlers.forms.filling import prefill
from handlers.forms.showing import shown
from handlers.forms.steps import next_step
from handlers.turn import Outcome
from knowledge.form_model import Form


def open_form(context: Context, form: Form, draft: Draft, *before: str) -> Outcome:
    """Asks the first open step; dates, numbers and contacts that the message holds are taken and shown."""
    zone = ZoneInfo(context.office(draft.office).timezone)
    today: dt.date = context.now.astimezone(zone).date()
    draft = prefill(form, draft, context.text, today)
    draft = replace(draft, touched_at=context.now)
    context = context.changed(question=None, unanswered=None, service=draft.service or context.conversation.service)
    told = (*before, *(context.say(text) for text in form.opening), *_taken(context, form, draft))
    step = next_step(form, draft)
    if step is None:
        draft = replace(draft, asking="review")
        return telling.review(context.changed(draft=draft), form, draft, *told)
    draft = replace(draft, step=step.key)
    return telling.ask(context.changed(draft=draft), form, draft, step, *told)


def _taken(context: Context, form: Form, draft: Draft) -> tuple[str, ...]:
    """What was taken from the first sentence, shown so that nobody is asked it again or wonders what was read."""
    taken = [
        f"{context.say(step.label)}: {shown(context, step, value)}"
        for step in form.steps
        if step.kind != "story" and (value := draft.value(step.key)) is not None
    ]
    return (context.say("Sudah saya catat: {answers}.", answers="; ".join(taken)),) if taken else ()
