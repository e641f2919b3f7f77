"""What the parts of the topic share: its verb, its choices, the office's name, and going on from here."""

from __future__ import annotations

from dataclasses import replace

from handlers.choices import choice
from handlers.context import Context
from handlers.handover import Handover
from handlers.handover_clock import due_at
from handlers.handover_effects import GoOnChat
from handlers.turn import Choice, Outcome, Reply, Section

VERB = "handover"
"""Of choices, and of officers' acts."""
DUE = "handover"
"""What the clock's message says when a chat is to be looked at."""


def current(context: Context) -> Handover:
    """The chat; raises ValueError where there is none."""
    handover = context.conversation.handover
    if handover is None:
        raise ValueError("no officer was asked for")
    return handover


def office_name(context: Context, slug: str) -> str:
    """The short name of an office; its slug where its decree is gone."""
    office = context.library.offices.get(slug)
    return office.short if office is not None else slug


def back(context: Context) -> Choice:
    """The choice that leads back to the bot."""
    return choice(context.say("Kembali ke bot"), VERB, "end")


def ticket_instead(context: Context, office: str) -> tuple[Choice, ...]:
    """The choice that leaves a ticket with the office; none where its decree is gone."""
    if office not in context.library.offices:
        return ()
    return (choice(context.say("Tinggalkan tiket"), "pass-on", office),)


def moved(context: Context, handover: Handover, *replies: Reply) -> Outcome:
    """The chat goes on as `handover`; what is said, and when the clock looks next."""
    context = context.changed(handover=handover)
    outcome = context.answered(*replies) if replies else Outcome(context.conversation, (), intent="handover")
    unanswered = handover.spoke_at if handover.taken and handover.spoke == "citizen" else None
    effect = GoOnChat(due_at(handover, context.library), unanswered)
    return replace(outcome, effects=(effect,), intent="handover")


def said(*paragraphs: str, choices: tuple[Choice, ...] = ()) -> Reply:
    """One reply of plain sentences."""
    return Reply((Section(paragraphs=paragraphs),), choices=choices)
