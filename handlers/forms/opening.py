"""Opens a form: what is said before its first question, and what the first sentence already answered."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from handlers.context import Context
from handlers.draft import Draft
from handlers.forms import notices, telling
from handlers.forms.filling import prefill
from handlers.forms.refusals import refusal_text
from handlers.forms.steps import next_step
from handlers.turn import Outcome
from knowledge.form_model import Form


def open_form(context: Context, form: Form, draft: Draft, *before: str) -> Outcome:
    """Asks the first open step; dates, numbers and contacts that the message holds are taken and shown."""
    outcome = _opened(context, form, draft, *before, *notices.link_line(context))
    if notices.wanted(context):
        return notices.ask(context.changed(**_kept(outcome)))
    return notices.shown(outcome, context)


def _kept(outcome: Outcome) -> dict[str, object]:
    """What opening the form changed in the conversation."""
    talk = outcome.conversation
    return {"draft": talk.draft, "service": talk.service, "office": talk.office, **dict.fromkeys(_ENDED)}


_ENDED = ("question", "unanswered", "answered_ticket")


def _opened(context: Context, form: Form, draft: Draft, *before: str) -> Outcome:
    zone = context.library.zone(draft.office)
    today: dt.date = context.now.astimezone(zone).date()
    filled = prefill(form, draft, context.asked, today)
    words = tuple(value for _, value in draft.answers)
    draft = replace(filled.draft, begun_at=context.now, begun_with=words, touched_at=context.now)
    context = context.changed(**dict.fromkeys(_ENDED))
    context = context.changed(service=draft.service or context.conversation.service)
    told = (
        *before,
        *telling.hidden(context),
        *(context.say(text) for text in form.opening),
        *telling.noted(context, form, draft, tuple(key for key, _ in draft.answers)),
    )
    if filled.outside is not None and filled.refused is None:
        draft = replace(draft, step=filled.outside.key, asking="beyond")
        value = draft.value(filled.outside.key) or ""
        return telling.ask_beyond(context.changed(draft=draft), filled.outside, value, *told)
    step = next_step(form, draft)
    if filled.refused is not None:
        step = form.step(draft.step or "") or step
    if step is None:
        draft = replace(draft, asking="review")
        return telling.review(context.changed(draft=draft), form, draft, *told)
    draft = replace(draft, step=step.key)
    if filled.refused is not None:
        told = (*told, refusal_text(context, step, filled.refused))
    return telling.ask(context.changed(draft=draft), form, draft, step, *told)
