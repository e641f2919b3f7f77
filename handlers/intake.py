"""Where forms and tickets meet the rest of the conversation: whose message it is, and what waits meanwhile."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from handlers import ratings
from handlers.choices import Action, action, choice
from handlers.context import Context
from handlers.facts import Needs
from handlers.forms import hearing, notices, pressing
from handlers.forms.asides import is_greeting
from handlers.forms.attachments import send
from handlers.forms.controls import Control, control
from handlers.forms.courtesy import says_nothing
from handlers.forms.filing import already_sent
from handlers.forms.steps import open_step
from handlers.forms.walk import Walk
from handlers.ticket_talk import meant
from handlers.tickets import find_number, resembles_number
from handlers.topics import complaint, tickets
from handlers.turn import Choice, Outcome, Reply, Section
from knowledge.form_model import Form

VERBS = frozenset({"step", "draft"})
"""Verbs of choices that belong to the open form."""
_NUMBERED = frozenset({"number", "date"})
"""Kinds that a bare number of one or two figures may answer."""
_SENDS = re.compile(r"kirim|kintun|send|submit", re.IGNORECASE)
_AGREES = re.compile(r"\W*(?:(?:ya|iya|oke|ok|baik|saya)\W+)*(?:setuju|agree|sarujuk|sepakat)\b.{0,20}", re.IGNORECASE)
_OWN_DATA = re.compile(r"\b(?:data\w*|chat|percakapan|obrolan|akun|persetujuan|privasi|consent)\b", re.IGNORECASE)
"""What a wish about the own data names; without it a name or number of the form itself is meant."""
_MOST_OF_A_WISH = 6
"""Words of a wish about the own data; a longer text that speaks of data is an answer to the form."""
_FEW = 6
"""Words of a message that only asks for a ticket by its number."""
_MOST_CHOICES = 10
"""Rows of one WhatsApp list."""
_OPENING = frozenset({"complaint", "request", "officer"})
"""Intents that open a form."""
_OTHERWISE = frozenset({"help", "list-services", "compare", "readiness", *_OPENING})
"""Intents that no message to an officer has, unless it was asked for."""
_COMPLAINS = re.compile(r"\b(?:\w*ngadu\w*|adukan|pengaduan|\w*lapor\w*|komplain|keluhan)\b", re.IGNORECASE)
"""Says that something is to be complained of; other grumbling after an answer is about the answer."""
_STEERING = frozenset({"send", "back", "drop", "restart", "go-on"})
"""What steers a form that waits; *ya* and *tidak* may answer an officer."""
_NO_WORD: frozenset[Control | None] = frozenset({"skip", "no", "empty", "unnamed", "named", "thanks", "later"})
_THANKED = "banyak sekali atas jawaban jawabannya info infonya informasinya responnya penjelasannya membantu cepat"
"""Words beside thanks that say no more."""

Route = Callable[[Context], Outcome | Needs]


def say(context: Context, route: Route) -> Outcome | None:
    """What a text does to the open form; None when it is not for the form."""
    draft, understood = context.conversation.draft, context.understood
    if draft is not None and draft.asking == "away" and _is_for_officer(context):
        return None
    if _asks_for_ticket(context):
        asked = replace(context, understood=replace(understood, intent="status"))
        return _walk(asked, route).answer_aside()
    if draft is not None and draft.asking == "step" and understood.intent in _OPENING:
        if complaint.only_wants(context.text) and draft.form == complaint.FORM:
            return _walk(context, route).resume()
        if complaint.only_wants(context.text):
            return held(context)
    return hearing.say(_walk(context, route), context.text)


def agreement(context: Context, route: Route) -> Outcome | None:
    """What a text does to a form that waits for the changed privacy notice to be agreed to; None for another matter."""
    steered, draft = control(context.text), context.conversation.draft
    if draft is not None and draft.asking == "drop" and steered in {"yes", "drop"}:
        return _walk(context, route).dropped()
    if steered in {"yes", "go-on", "send"} or _AGREES.fullmatch(context.text):
        return agreed(context, route)
    if steered in {"no", "drop"}:
        return _walk(context, route).drop()
    return None


def agreed(context: Context, route: Route) -> Outcome:
    """Goes on with the form, the notice being agreed to."""
    now = context.changed(notice=context.turn.notice.version)
    return notices.shown(_walk(now, route).resume(), context, "agreed")


def resume(context: Context, route: Route) -> Outcome:
    """Asks again what the open form asked last."""
    return _walk(context, route).resume()


def reoffer(context: Context, route: Route) -> Outcome | None:
    """The open form offered again to one who talked about something else and now says what nobody understands."""
    draft, understood = context.conversation.draft, context.understood
    known = (understood.services, understood.components, understood.elsewhere, understood.named, understood.matter)
    if (
        draft is None
        or understood.intent != "out-of-scope"
        or understood.place
        or any(known)
        or context.conversation.answered_ticket is not None
        or not understood.readable
    ):
        return None
    return _walk(context, route).offer()


def press(context: Context, pressed: Action, route: Route) -> Outcome:
    """What a press of a form's choice does; after the form is gone, a word on what became of it."""
    if context.conversation.draft is None:
        if pressed.arguments[:1] == ("send",) and context.conversation.last_ticket is not None:
            return already_sent(context)
        return _no_form(context)
    if pressed.arguments[:1] == ("agree",):
        return agreed(context, route)
    if notices.wanted(context) and pressed.arguments[:1] not in {("drop",), ("yes",)}:
        return notices.ask(context)
    return pressing.press(_walk(context, route), pressed)


def is_on_own_data(context: Context) -> bool:
    """Whether a text in a form is a wish about the own data, and no answer that speaks of data."""
    few = len(context.text.split()) <= _MOST_OF_A_WISH
    return few and context.understood.intent == "privacy" and bool(_OWN_DATA.search(context.text))


def is_on_news(context: Context) -> bool:
    """Whether a text in a form is a wish about announcements, and no answer that speaks of one."""
    few = len(context.text.split()) <= _MOST_OF_A_WISH
    return few and context.understood.intent == "announcements"


def correct(context: Context, route: Route) -> Outcome | None:
    """“Perbaiki data saya” in a form: what is filled in is corrected at once; None for another wish."""
    draft, signals = context.conversation.draft, context.understood.signals
    if draft is None or "data-correct" not in signals or {"data-delete", "data-withdraw"} & signals:
        return None
    return _walk(context, route).ask_correction() if draft.answers else resume(context, route)


def wants_number(context: Context) -> bool:
    """Whether the open step asks for something that a bare number may be."""
    draft = context.conversation.draft
    form = context.library.forms[draft.form] if draft is not None else None
    step = open_step(form, draft) if form is not None and draft is not None else None
    return step is not None and step.kind in _NUMBERED and draft is not None and draft.asking == "step"


def wants_files(context: Context) -> bool:
    """Whether the open step asks for files."""
    draft = context.conversation.draft
    step = open_step(context.library.forms[draft.form], draft) if draft is not None else None
    return step is not None and step.kind == "files" and draft is not None and draft.asking == "step"


def go_on(context: Context, *before: str, answered: bool = False) -> Outcome:
    """Asks the open question of the form again, or the next one where that is `answered`. Raises ValueError without."""
    walk = _walk(context, lambda asked: asked.answered())
    return walk.go_on(*before) if answered else walk.resume(*before)


def set_aside(context: Context, outcome: Outcome | Needs) -> Outcome | Needs:
    """Marks that something else was talked about while a form waits, and offers the way back to it."""
    if isinstance(outcome, Needs) or outcome.conversation.draft is None:
        return outcome
    draft = replace(outcome.conversation.draft, asking="away")
    *others, last = outcome.replies
    choices = _with_way_back(context, last)
    conversation = replace(outcome.conversation, draft=draft, shown=choices)
    return replace(outcome, conversation=conversation, replies=(*others, replace(last, choices=choices)))


def _with_way_back(context: Context, reply: Reply) -> tuple[Choice, ...]:
    shown = reply.choices
    most = min(_MOST_CHOICES, context.turn.most_choices or _MOST_CHOICES)
    if len(shown) >= most or any(each.id == "draft:go-on" for each in shown):
        return shown
    place = len(shown) - reply.turning
    return (*shown[:place], choice(context.say("Lanjutkan isian"), "draft", "go-on"), *shown[place:])


def on_ticket(context: Context) -> Outcome | Needs | None:
    """A message that joins the ticket an officer wrote on last, or a second *kirim*; None for everything else."""
    conversation = context.conversation
    filed = conversation.last_ticket is not None and conversation.draft is None
    if filed and control(context.text) == "send" and _SENDS.search(context.text):
        return already_sent(context)
    if find_number(context.text) is not None or resembles_number(context.text):
        return tickets.status(context)
    rated = ratings.asked_word(context)
    if rated is not None and _is_about_rating(context):
        nothing = control(context.text) in _NO_WORD or _only_thanks(context)
        return ratings.end(context) if nothing else ratings.add_word(context, rated)
    number, said = conversation.answered_ticket, meant(context.text) if filed else None
    if said is not None:
        return tickets.talked(context, said)
    if number is None or not _is_for_officer(context):
        return None
    if context.turn.facts is None:
        return Needs()
    if all(each.number != number for each in context.turn.facts.tickets):
        return None  # it was kept as long as tickets are
    if _only_thanks(context):
        return tickets.thanked(context, number)
    return tickets.add(context, number)


def kept_open(context: Context) -> Outcome | None:
    """A message that would open another form while one is open; None for everything else."""
    return held(context) if context.understood.intent in _OPENING else None


def held(context: Context) -> Outcome | None:
    """Another form cannot be opened while one is: says so, and offers to go on with it or to drop it."""
    draft = context.conversation.draft
    if draft is None:
        return None
    walk = Walk(context, context.library.forms[draft.form], draft, send, lambda asked: asked.answered())
    return walk.hold()


def _is_for_officer(context: Context) -> bool:
    """Whether a message is meant for the officer who wrote last, and not a question of its own."""
    understood = context.understood
    if context.conversation.answered_ticket is None or control(context.text) in _STEERING:
        return False
    if (
        is_greeting(context, None)
        or understood.intent in {"status", "language", "announcements"}
        or is_on_own_data(context)
    ):
        return False
    if _is_promised(context) or "thanks" in understood.signals:
        return True
    if understood.intent == "complaint":
        return not _COMPLAINS.search(context.text)
    if understood.intent in _OTHERWISE or (understood.intent in {"contact", "hours"} and understood.named):
        return False
    return not (understood.names_service and understood.components)


def _is_promised(context: Context) -> bool:
    """Whether the last reply asked to write on the ticket: what comes next belongs there, whatever it is."""
    return all(action(each.id).verb in {"ticket", "draft"} for each in context.conversation.shown)


def _is_about_rating(context: Context) -> bool:
    """Whether a message says how the handling of a ticket was, and is not a matter of its own."""
    understood = context.understood
    if "?" in context.text or understood.intent in {"status", "language", "help", "list-services", "compare"}:
        return False
    return not (understood.names_service and understood.components) and meant(context.text) is None


def _only_thanks(context: Context) -> bool:
    return context.understood.intent == "thanks" and says_nothing(context.text, _THANKED)


def _asks_for_ticket(context: Context) -> bool:
    """Whether a message is nothing but the number of a ticket, or something like one."""
    text = context.text
    named = find_number(text) is not None or (resembles_number(text) and "tiket" in text.lower())
    return named and len(text.split()) <= _FEW


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
