"""The pure core: a turn in, an outcome out. Reads the message, completes it from the conversation, routes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from handlers.choices import action
from handlers.commands import command
from handlers.context import Context
from handlers.facts import Facts, Needs
from handlers.followup import chosen_place, fill_from_context, picked_choice, wants_more
from handlers.presses import press
from handlers.routing import route
from handlers.topics import choosing, fallback, language, staff, wordless
from handlers.turn import Message, Outcome, Turn
from knowledge.search import Search
from knowledge.understanding import Understanding

Load = Callable[[Needs], Facts]
"""Loads what the core asks for."""


def complete(turn: Turn, search: Search, load: Load = lambda _needs: Facts()) -> Outcome:
    """What a message comes to, with the facts that it takes; without `load` nothing is known of the citizen.

    Raises RuntimeError when the core asks again for what it was given.
    """
    came = take_turn(turn, search)
    if isinstance(came, Needs):
        came = take_turn(replace(turn, facts=load(came)), search)
    if isinstance(came, Needs):
        raise RuntimeError("the core asks for facts twice")
    return came


def take_turn(turn: Turn, search: Search) -> Outcome | Needs:
    """What a message comes to, or what must be known first. Pure: the same turn and library give the same outcome."""
    message = turn.message
    if message.kind == "staff":
        return staff.tell(_context(turn, search, Understanding("help")))
    if message.kind == "unreadable":
        return wordless.answer(_context(turn, search, Understanding("help")), message.sort)
    chosen = message.choice
    if message.kind == "text":
        picked = picked_choice(message.text, turn.conversation.shown)
        chosen = picked.id if picked is not None else command(message.text)
        if chosen is None and turn.conversation.shown and chosen_place(message.text) is not None:
            return fallback.no_such_choice(_context(turn, search, Understanding("help")))
        if chosen is None and wants_more(message.text):
            return fallback.nothing_more(_context(turn, search, Understanding("help")))
        if chosen is None:
            return _say(turn, search)
    context = replace(_context(turn, search, Understanding("help")), asked=turn.conversation.question or "")
    return press(context, action(chosen or ""), lambda again: _say(again, search))


def _context(turn: Turn, search: Search, understood: Understanding) -> Context:
    """The context, without an office or service that a newer knowledge.db no longer has."""
    conversation = turn.conversation
    if conversation.office is not None and conversation.office not in search.library.offices:
        conversation = replace(conversation, office=None)
    if conversation.service is not None and conversation.service not in search.library.services:
        conversation = replace(conversation, service=None, component=None)
    return Context(turn, conversation, search, understood)


def _say(turn: Turn, search: Search) -> Outcome:
    context = _context(turn, search, Understanding("help"))
    understood = search.understand(turn.message.text, context.conversation.office)
    context = replace(context, understood=understood, asked=turn.message.text)
    if not understood.readable:
        return fallback.unreadable(context)
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
        return _say(replace(turn, message=Message("text", question), conversation=conversation), search)
    return route(context)
