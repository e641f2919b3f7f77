"""“Perbaiki data saya”: an open form is corrected at once; what is filed already is an officer's to correct in time."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

from handlers.choices import choice
from handlers.context import Context
from handlers.deadline_text import moment_text
from handlers.effects import AskOfficer
from handlers.facts import Needs, TaskKind, Ticket
from handlers.forms.controls import control
from handlers.offices import ask_office
from handlers.tickets import find_number
from handlers.turn import Outcome, Reply, Section

WITHIN = dt.timedelta(hours=3 * 24)
"""3 × 24 hours by the clock, for correction, access and stopping (UU 27/2022 art. 30, 32, 40, 41)."""
_TELLS = 5
"""Words beside a ticket's number from which a message itself says what is to be corrected."""
_OTHERWISE = frozenset({"greeting", "thanks", "help", "language", "choose-office", "status"})
"""Intents of a message that is no correction, though one was waited for."""
_ANOTHER_WISH = frozenset({"data-see", "data-delete", "data-withdraw", "data-use"})
_MOST = 8


def said(context: Context) -> Outcome | Needs:
    """A wish to correct: one that names the ticket and what is wrong goes to the officer at once."""
    if context.conversation.last_ticket is not None and context.turn.facts is None:
        return Needs()
    number = find_number(context.text)
    ticket = _own(context, number) if number is not None else None
    if ticket is not None and len(context.text.split()) > _TELLS:
        return hand_over(context, "correct", ticket.office, ticket.number, context.text.strip())
    return ask(context, *([ticket.number] if ticket is not None else []))


def ask(context: Context, number: str | None = None) -> Outcome | Needs:
    """Asks which ticket, then what is wrong and what is right."""
    if context.conversation.last_ticket is None:
        return _nothing_filed(context)
    if context.turn.facts is None:
        return Needs()
    ticket = _own(context, number) if number is not None else None
    own = context.turn.facts.tickets
    if ticket is None and len(own) == 1:
        ticket = own[0]
    if ticket is not None:
        context = context.changed(privacy=f"correct:{ticket.number}")
        text = context.say(
            "Tiket {number}, “{about}”: tulis apa yang salah dan bagaimana yang benar.",
            number=ticket.number,
            about=ticket.about,
        )
        stop = choice(context.say("Batal"), "privacy", "menu")
        return context.answered(Reply((Section(paragraphs=(text,)),), choices=(stop,)))
    if not own:
        return _nothing_filed(context)
    text = context.say("Data pada tiket yang mana?")
    choices = tuple(choice(each.number, "privacy", "correct", each.number) for each in own[:_MOST])
    return context.answered(Reply((Section(paragraphs=(text,)),), choices=choices))


def heard(context: Context, number: str) -> Outcome | Needs | None:
    """What is to be corrected on a ticket; None for what is something else."""
    understood = context.understood
    if control(context.text) is not None or understood.intent in _OTHERWISE:
        return None
    if understood.intent == "privacy" and understood.signals & _ANOTHER_WISH:
        return None
    if context.turn.facts is None:
        return Needs()
    ticket = _own(context, number)
    if ticket is None:
        return None
    return hand_over(context, "correct", ticket.office, number, context.text.strip())


def ask_for_access(context: Context) -> Outcome | Needs:
    """What the office has of the citizen beside this chat: an officer looks."""
    office = context.conversation.office
    if office is None:
        return ask_office(context, context.say("Data Anda di kantor mana?"))
    return hand_over(context, "access", office, None, "")


def hand_over(context: Context, kind: TaskKind, office: str, number: str | None, text: str) -> Outcome:
    """The task for an officer, and until when it is due."""
    due = context.now + WITHIN
    zone = ZoneInfo(context.office(office).timezone) if office in context.library.offices else context.now.tzinfo
    moment = moment_text(due.astimezone(zone), context.say, context.conversation.language)
    context = context.changed(privacy=None)
    told = context.say(
        "Sudah saya teruskan ke petugas. Paling lambat {moment} Anda mendapat jawabannya di sini.", moment=moment
    )
    reply = Reply((Section(paragraphs=(told,)),), choices=(choice(context.say("Menu"), "menu"),))
    effect = AskOfficer(kind, office, number, text, due, context.turn.who)
    return replace(context.answered(reply), effects=(effect,))


def _nothing_filed(context: Context) -> Outcome:
    text = context.say(
        "Belum ada tiket yang datanya bisa diperbaiki. Kantor dan bahasa dapat Anda ganti langsung di sini."
    )
    choices = (choice(context.say("Ganti kantor"), "offices"), choice(context.say("Ganti bahasa"), "languages"))
    return context.answered(Reply((Section(paragraphs=(text,)),), choices=choices))


def _own(context: Context, number: str | None) -> Ticket | None:
    facts = context.turn.facts
    return next((each for each in facts.tickets if each.number == number), None) if facts is not None else None
