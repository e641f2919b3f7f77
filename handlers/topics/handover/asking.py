"""A citizen asks for an officer: queued and told so once, with the opening hours when the office is closed."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.context import Context
from handlers.deadline_text import moment_text
from handlers.facts import Needs
from handlers.handover import Handover
from handlers.handover_clock import due_at
from handlers.handover_effects import QueueChat
from handlers.office_hours import office_calendar
from handlers.topics.handover.leaving import leave
from handlers.topics.handover.words import back, current, office_name, said, ticket_instead
from handlers.turn import Outcome

_TALKS = re.compile(
    r"\b(?:ber)?(?:bicara|ngobrol|ngomong|chat|cakap)\w*\b|\b(?:di)?(?:sambung|hubung)\w*\b|\b(?:orang|petugas) asli\b"
    r"|\bmanusia\b|\bpanggil\w*\b|\bcustomer service\b|\boperator\b"
    r"|\b(?:tanya|nanya) langsung\b|\blangsung\b.*\bpetugas\b"
    r"|\b(?:talk|speak|human)\b",
    re.IGNORECASE,
)
_PASSES_ON = re.compile(r"\b(?:di)?terus\w*\b|\btitip\w*\b|\bsampaikan\b", re.IGNORECASE)
_MOST_OF_A_WISH = 7
"""Words of a message that only asks for an officer; in a longer one it may be part of what happened."""


def wants_to_talk(text: str) -> bool:
    """Whether a message that asks for officers wants to talk with one, rather than leave something with them."""
    return bool(_TALKS.search(text)) and not _PASSES_ON.search(text)


def only_wishes(text: str) -> bool:
    """Whether a message does nothing but ask to talk with an officer."""
    return wants_to_talk(text) and len(text.split()) <= _MOST_OF_A_WISH


def ask(context: Context, office: str) -> Outcome | Needs | None:
    """Queues the citizen; None where the office has nobody at the desk who could come."""
    if context.conversation.handover is not None:
        return _already(context)
    facts = context.turn.facts
    if facts is None or facts.answers.staffed != office:
        return Needs(staffed=office)
    return _queue(context, office) if facts.staffed else None


def pressed(context: Context, *arguments: str) -> Outcome:
    """The choice that leads back to the bot, the only one of this topic."""
    del arguments
    return leave(context)


def _queue(context: Context, office: str) -> Outcome:
    handover = Handover(office, context.now, context.now)
    queued = context.say(
        "Anda dalam antrean untuk berbicara dengan petugas {office}. Begitu ada yang siap, ia menulis di sini.",
        office=office_name(context, office),
    )
    meanwhile = context.say("Tulis dulu pertanyaan Anda agar petugas siap; sambil menunggu saya tetap menjawab.")
    choices = (*ticket_instead(context, office), back(context))
    reply = said(queued, *_closed(context, office), meanwhile, choices=choices)
    outcome = context.changed(handover=handover).answered(reply)
    return replace(outcome, effects=(QueueChat(office, due_at(handover, context.library)),))


def _closed(context: Context, office: str) -> tuple[str, ...]:
    """When an office opens that is closed now, so that nobody waits at night for an officer to come."""
    calendar = office_calendar(context.office(office), context.library.calendar)
    if calendar.is_open(context.now):
        return ()
    opens = moment_text(calendar.opening(context.now), context.say, context.conversation.language)
    return (context.say("Kantornya sedang tutup dan buka lagi {moment}; pesan Anda menunggu di sana.", moment=opens),)


def _already(context: Context) -> Outcome:
    office = current(context).office
    text = context.say("Anda masih dalam antrean petugas {office}.", office=office_name(context, office))
    choices = (*ticket_instead(context, office), back(context))
    return context.answered(
        said(text, *(_closed(context, office) if office in context.library.offices else ()), choices=choices)
    )
