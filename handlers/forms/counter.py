"""Forms filled in by an officer for somebody at the counter or on the telephone, all at once, read as in a chat."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from handlers.context import Context
from handlers.draft import Draft
from handlers.effects import OpenTicket
from handlers.forms.bounds import Needed, checked
from handlers.forms.filing import opened
from handlers.forms.readers import read
from handlers.forms.refusals import refusal_text
from handlers.forms.steps import fits
from handlers.turn import Conversation, Message, Turn
from knowledge.form_model import Form, Step
from knowledge.search import Search
from knowledge.understanding import Understanding
from locales.reading.refusals import Refused


@dataclass(frozen=True, slots=True)
class Visit:
    """A form for somebody: at which office, for which service, under which privacy notice."""

    form: Form
    office: str
    service: str | None
    notice: str


@dataclass(frozen=True, slots=True)
class Fresh:
    """What no rule gives: the moment, the random part of the number."""

    now: dt.datetime
    symbols: str


def counter_steps(form: Form) -> tuple[Step, ...]:
    """What is asked at the counter: papers are handed over there, not sent."""
    return tuple(step for step in form.steps if step.kind != "files")


def file(search: Search, visit: Visit, given: Mapping[str, str], fresh: Fresh) -> OpenTicket | dict[str, str]:
    """The ticket, or why answers are not taken, by their steps' keys."""
    conversation = Conversation(office=visit.office, notice=visit.notice)
    turn = Turn(Message("text"), conversation, fresh.now, fresh=fresh.symbols)
    context = Context(turn, conversation, search, Understanding("complaint"))
    draft, refused = _filled(context, visit, given)
    if refused:
        return {key: refusal_text(context, step, why) for key, (step, why) in refused.items()}
    return opened(context, visit.form, draft)


def _filled(context: Context, visit: Visit, given: Mapping[str, str]) -> tuple[Draft, dict[str, tuple[Step, Refused]]]:
    draft, refused = Draft(visit.form.id, visit.office, visit.service), {}
    today = context.now.astimezone(context.library.zone(visit.office)).date()
    for step in counter_steps(visit.form):
        text = given.get(step.key, "").strip()
        if not fits(step, draft):
            continue
        if not text and (step.optional or step.in_review):
            draft = draft.without(step.key)
            continue
        value = _value(step, text, today) if text else Needed()
        if isinstance(value, Refused):
            refused[step.key] = (step, value)
        else:
            draft = draft.with_value(step.key, value)
    return replace(draft, asking="review"), refused


def _value(step: Step, text: str, today: dt.date) -> str | Refused:
    """A value as a field gives it (a date, the id of an option), or as it is said."""
    if step.kind == "yes-no" and text in {"yes", "no"}:
        return text
    if step.kind == "choice" and any(option.id == text for option in step.options):
        return text
    if step.kind == "date" and (date := _iso(text)) is not None:
        return checked(step, date, today)
    return checked(step, read(step, text, today), today)


def _iso(text: str) -> str | None:
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        return None
