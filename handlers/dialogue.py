"""The pure core: a turn in, an outcome out. Reads the message, completes it from the conversation, routes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from handlers import checklist_talk, expiry, file_turns, intake, officer_talk
from handlers.choices import Action, action
from handlers.claims import typed_claim
from handlers.commands import command
from handlers.context import Context
from handlers.effects import forget
from handlers.facts import Facts, Needs
from handlers.followup import chosen_place, fill_from_context, picked_choice, wants_more
from handlers.forms import notices
from handlers.forms.controls import control
from handlers.officers import door
from handlers.presses import press
from handlers.reckoning import awaits_number, recognised
from handlers.routing import route
from handlers.topics import (
    announcements,
    choosing,
    fallback,
    following,
    handover,
    language,
    privacy,
    staff,
    wordless,
    wrong_answer,
)
from handlers.turn import Choice, Message, Outcome, Turn
from knowledge.search import Search
from knowledge.understanding import Understanding

_SWAP = Action("draft", ("swap",))
Load = Callable[[Needs], Facts]
"""Loads what the core asks for."""


def complete(turn: Turn, search: Search, load: Load = lambda _needs: Facts()) -> Outcome:
    """What a message comes to, with the facts that it takes; without `load` nothing is known of the citizen.

    Raises RuntimeError when the core asks again for what it was given.
    """
    came, needs = take_turn(turn, search), Needs(tickets=False)
    while isinstance(came, Needs):
        if came.beside(needs) == needs:
            raise RuntimeError("the core asks for facts twice")
        needs = came.beside(needs)
        came = take_turn(replace(turn, facts=replace(load(needs), answers=needs)), search)
    return came


def take_turn(turn: Turn, search: Search) -> Outcome | Needs:
    """What a message comes to, or what must be known first. Pure: the same turn and library give the same outcome."""
    message = turn.message
    context = _context(turn, search, Understanding("help"))
    to_officer = officer_talk.heard(context, _press)
    if to_officer is not None:
        return to_officer
    if message.kind == "unreadable":
        return wordless.answer(context, message.sort)
    if message.kind == "staff":
        return _told(context)
    if message.kind == "timer":
        return _on_time(context)
    context, dropped = expiry.without_stale_draft(context)
    outcome = door.heard(context, _heard)
    return expiry.told_first(outcome, dropped) if dropped is not None and isinstance(outcome, Outcome) else outcome


def _told(context: Context) -> Outcome | Needs:
    """What the citizen reads of an officer's act; a form that waits is offered again, not in the midst of a chat."""
    done = action(context.turn.message.choice or "")
    if done.verb == handover.VERB:
        outcome = handover.told(context, done)
        return intake.set_aside(context, outcome) if outcome.conversation.handover is None else outcome
    return intake.set_aside(
        context, privacy.told(context, done) if done.verb in privacy.OF_OFFICERS else staff.tell(context)
    )


def _on_time(context: Context) -> Outcome | Needs:
    """What is due by the clock; a form that waits is offered again under what is told."""
    due = action(context.turn.message.choice or "")
    if due.verb in privacy.ON_TIME:
        return privacy.on_time(context, due)
    if due.verb == handover.DUE:
        outcome = handover.on_time(context)
        return intake.set_aside(context, outcome) if outcome.replies else outcome
    if due.verb in door.ON_TIME:
        return door.on_time(context, due)
    came = checklist_talk.on_time(context)
    if came is None:
        return expiry.on_time(context)
    said = isinstance(came, Outcome) and came.replies
    return intake.set_aside(context, came) if said else came


def _heard(context: Context) -> Outcome | Needs:
    match context.turn.message.kind:
        case "press":
            return _press(context, context.turn.message.choice or "")
        case "file":
            return file_turns.receive(context, _read)
        case _:
            return _read(context)


def _read(context: Context) -> Outcome | Needs:
    """A typed text: for the form that is open, the choice that it means, a command, or something said."""
    text, shown = context.text, context.conversation.shown
    code = typed_claim(text)
    if code is not None:
        return intake.set_aside(context, following.follow(context, code))
    if context.conversation.privacy is not None and picked_choice(text, shown) is None:
        outcome = privacy.heard(
            replace(context, understood=context.search.understand(text, context.conversation.office))
        )
        if outcome is not None:
            return intake.set_aside(context, outcome)
        context = context.changed(privacy=None)
    if context.conversation.draft is not None:
        return _read_in_form(context)
    listed = checklist_talk.typed(context) or _stopped(context)
    if listed is not None:
        return listed
    figure = chosen_place(text) is not None and awaits_number(context)
    picked = picked_choice(text, shown) if not figure else None
    chosen = picked.id if picked is not None else command(text)
    if chosen is not None:
        return _press(context, chosen)
    if shown and chosen_place(text) is not None and not figure:
        return fallback.no_such_choice(context)
    if wants_more(text):
        return fallback.nothing_more(context)
    return wrong_answer.typed(context) or _say(context)


def _stopped(context: Context) -> Outcome | Needs | None:
    """What *berhenti* and its like stop where no form is open, and the answer to what is to stop."""
    picked = announcements.picked(context)
    if picked is not None:
        return _press(context, picked)
    return announcements.stop(context) if announcements.only_stops(context.text) else None


def _read_in_form(context: Context) -> Outcome | Needs:
    """A text while a form is open: its steering words and answers first, then what it would be without the form."""
    understood = context.search.understand(context.text, context.conversation.office)
    own = fill_from_context(replace(context, understood=understood, asked=context.text))
    aside = _on_list_meanwhile(own) or _wish_for_officer(own)
    if aside is not None:
        return intake.set_aside(own, aside)
    picked = _picked_in_form(context)
    stopping = picked.id if picked is not None else announcements.picked(context)
    if stopping is not None:
        return _press(own, stopping)
    chosen = command(context.text)
    if own.understood.intent == "language":
        return _change_language(own)
    if notices.wanted(context):
        return _read_before_agreement(own, chosen)
    if announcements.only_stops(context.text) and own.conversation.follows:
        return intake.set_aside(own, announcements.which(own))
    if intake.is_on_news(own):
        return intake.set_aside(context, announcements.said(own))
    if intake.is_on_own_data(own):
        return intake.correct(own, route) or intake.set_aside(context, privacy.said(own))
    outcome = intake.say(own, route) if chosen is None or control(context.text) is not None else None
    if outcome is not None:
        return outcome
    if chosen is not None:
        return _press(context, chosen)
    return intake.reoffer(own, route) or intake.set_aside(context, _say(context))


def _read_before_agreement(context: Context, chosen: str | None) -> Outcome | Needs:
    """A text while a form waits for the changed privacy notice to be agreed to; other matters are talked about."""
    outcome = intake.agreement(context, route)
    if outcome is not None:
        return outcome
    return _press(context, chosen) if chosen is not None else intake.set_aside(context, _say(context))


def _on_list_meanwhile(context: Context) -> Outcome | Needs | None:
    """A checklist asked for while a form waits, or gone on with when it was looked at last."""
    draft = context.conversation.draft
    if context.understood.intent == "checklist" and "checklist" in context.understood.signals:
        return route(context)
    return checklist_talk.typed(context) if draft is not None and draft.asking == "away" else None


def _wish_for_officer(context: Context) -> Outcome | Needs | None:
    """An officer asked for while a form is open: the form waits, where somebody can come at all."""
    draft = context.conversation.draft
    if draft is None or context.understood.intent != "officer" or not handover.only_wishes(context.text):
        return None
    return handover.ask(context, draft.office) if draft.office in context.library.offices else None


def _change_language(context: Context) -> Outcome | Needs:
    """Another language while a form is open: its question is asked again in it."""
    wanted = language.wanted(context.text)
    if wanted is None:
        return intake.set_aside(context, language.ask(context))
    return intake.resume(language.switch(context, wanted), route)


def _picked_in_form(context: Context) -> Choice | None:
    """A choice by its number or label, unless a bare number is what the open step asks for."""
    if chosen_place(context.text) is not None and intake.wants_number(context):
        return None
    return picked_choice(context.text, context.conversation.shown)


def _press(context: Context, chosen: str) -> Outcome | Needs:
    context = replace(context, asked=context.conversation.question or "")
    pressed = action(chosen)
    if pressed == _SWAP:
        return _swap(context)
    if pressed.verb != "privacy":
        context = context.changed(privacy=None)
    outcome = press(context, pressed, lambda again: _say(_context(again, context.search, Understanding("help"))))
    waiting = context.conversation.draft is not None and pressed.verb not in intake.VERBS
    return intake.set_aside(context, outcome) if waiting else outcome


def _swap(context: Context) -> Outcome | Needs:
    """Drops the open form for the other matter that waits; what was said of that is taken as if it came now."""
    draft, waiting = context.conversation.draft, context.conversation.question
    offered = any(each.id == "draft:swap" for each in context.conversation.shown)
    if draft is None or waiting is None or not offered:
        return intake.press(context, action("draft:drop"), route)
    conversation = replace(context.conversation, draft=None, question=None, unanswered=None, shown=())
    turn = replace(context.turn, message=Message("text", waiting), conversation=conversation)
    outcome = _say(_context(turn, context.search, Understanding("help")))
    return outcome if isinstance(outcome, Needs) else replace(outcome, effects=(*outcome.effects, *forget(draft)))


def _context(turn: Turn, search: Search, understood: Understanding) -> Context:
    """The context, without an office or service that a newer knowledge.db no longer has."""
    conversation = turn.conversation
    if conversation.office is not None and conversation.office not in search.library.offices:
        conversation = replace(conversation, office=None)
    if conversation.service is not None and conversation.service not in search.library.services:
        conversation = replace(conversation, service=None, component=None)
    return Context(turn, conversation, search, understood)


def _say(context: Context) -> Outcome | Needs:
    understood = context.search.understand(context.text, context.conversation.office)
    context = replace(context, understood=understood, asked=context.text)
    if not understood.readable:
        joined = intake.on_ticket(context) if any(each.isalnum() for each in context.text) else None  # "ya"
        return joined or fallback.unreadable(context)
    stopping = announcements.picked_office(context)
    if stopping is not None:
        return announcements.pressed(context, "off", stopping)
    if "language" in understood.signals:
        wanted = language.wanted(context.text)
        context = language.switch(context, wanted) if wanted is not None else context
    if "switch-office" in understood.signals and len(understood.named) == 1:
        context = context.changed(office=understood.named[0])
        if not (understood.names_service or understood.components):
            return choosing.confirm_office(context, understood.named[0])
    context = fill_from_context(context)
    question, named = context.conversation.question or context.conversation.unanswered, context.understood.named
    if context.understood.intent == "choose-office" and question is not None and len(named) == 1:
        conversation = replace(context.conversation, office=named[0], question=None, unanswered=None, shown=())
        turn = replace(context.turn, message=Message("text", question), conversation=conversation)
        return _say(_context(turn, context.search, understood))
    return intake.on_ticket(context) or intake.kept_open(context) or route(recognised(context))
