"""Where forms and tickets meet the rest of the conversation: whose message it is, and what waits meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from handlers.choices import Action, choice
from handlers.context import Context
from handlers.facts import Needs
from handlers.forms import hearing, pressing
from handlers.forms.attachments import send
from handlers.forms.controls import control
from handlers.forms.filing import already_sent
from handlers.forms.steps import open_step
from handlers.forms.walk import Walk
from handlers.tickets import find_number, resembles_number
from handlers.topics import tickets
from handlers.turn import Outcome, Reply, Section
from knowledge.form_model import Form

VERBS = frozenset({"step", "draft"})
"""Verbs of choices that belong to the open form."""
_NUMBERED = frozenset({"number", "date", "times", "phone", "contact", "nib"})

Route = Callable[[Context], Outcome | Needs]


def say(context: Context, route: Route) -> Outcome | None:
    """What a text does to the open form; None when it is not for the form."""
    return hearing.say(_walk(context, route), context.text)


def press(context: Context, pressed: Action, route: Route) -> Outcome:
    """What a press of a form's choice does; after the form is gone, a word on what became of it."""
    if context.conversation.draft is None:
        if pressed.arguments[:1] == ("send",) and context.conversation.last_ticket is not None:
            return already_sent(context)
        return _no_form(context)
    return pressing.press(_walk(context, route), pressed)


def wants_number(context: Context) -> bool:
    """Whether the open step asks for something that a bare number may be."""
    draft = context.conversation.draft
    form = context.library.forms[draft.form] if draft is not None else None
    step = open_step(form, draft) if form is not None and draft is not None else None
    return step is not None and step.kind in _NUMBERED and draft is not None and draft.asking in {"step", "beyond"}


def wants_files(context: Context) -> bool:
    """Whether the open step asks for files."""
    draft = context.conversation.draft
    step = open_step(context.library.forms[draft.form], draft) if draft is not None else None
    return step is not None and step.kind == "files" and draft is not None and draft.asking == "step"


def go_on(context: Context, *before: str, answered: bool = False) -> Outcome:
    """Asks the open question of the form again, or the next one where that is `answered`. Raises ValueError without."""
    walk = _walk(context, lambda asked: asked.answered())
    return walk.go_on(*before) if answered else walk.resume(*before)


def set_aside(outcome: Outcome | Needs) -> Outcome | Needs:
    """Marks that something else was talked about while a form waits."""
    if isinstance(outcome, Needs) or outcome.conversation.draft is None:
        return outcome
    draft = replace(outcome.conversation.draft, asking="away")
    return replace(outcome, conversation=replace(outcome.conversation, draft=draft))


def on_ticket(context: Context) -> Outcome | Needs | None:
    """A message that joins the ticket an officer wrote on last, or a second *kirim*; None for everything else."""
    conversation, understood = context.conversation, context.understood
    if control(context.text) == "send" and conversation.last_ticket is not None:
        return already_sent(context)
    if find_number(context.text) is not None or resembles_number(context.text):
        return tickets.status(context)
    number = conversation.answered_ticket
    if number is None or understood.intent in {"status", "complaint", "request", "greeting", "language"}:
        return None
    if understood.names_service and understood.components:
        return None
    if context.turn.facts is None:
        return Needs()
    if all(each.number != number for each in context.turn.facts.tickets):
        return None  # it was kept as long as tickets are
    if understood.intent == "thanks" and not understood.residue and "?" not in context.text:
        return tickets.thanked(context, number)
    return tickets.add(context, number)


def held(context: Context) -> Outcome | None:
    """Another form cannot be opened while one is: says so, and offers to go on with it or to drop it."""
    draft = context.conversation.draft
    if draft is None:
        return None
    walk = Walk(context, context.library.forms[draft.form], draft, send, lambda asked: asked.answered())
    return walk.offer(context.say("Selesaikan atau batalkan dulu isian yang terbuka."))


def _walk(context: Context, route: Route) -> Walk:
    draft = context.conversation.draft
    if draft is None:
        raise ValueError("no form is open")
    form: Form = context.library.forms[draft.form]
    draft = replace(draft, sending=False)  # whatever is done now, it is no longer waited for

    def aside(asked: Context) -> Outcome:
        outcome = route(asked)
        return outcome if isinstance(outcome, Outcome) else tickets.offer_status(asked)

    return Walk(context, form, draft, send, aside)


def _no_form(context: Context) -> Outcome:
    text = context.say("Isian itu sudah tidak terbuka. Silakan mulai lagi atau tulis pertanyaan Anda.")
    return context.answered(Reply((Section(paragraphs=(text,)),), choices=(choice(context.say("Menu"), "menu"),)))
