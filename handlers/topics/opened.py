"""*Buka*: the citizen opens the chat again, and what waited for that arrives by itself."""

from __future__ import annotations

from handlers.context import Context
from handlers.facts import Needs
from handlers.offices import ways_on
from handlers.turn import Outcome, Reply, Section


def opened(context: Context) -> Outcome | Needs:
    """Says nothing where something arrives: each message costs the office; otherwise that nothing waits."""
    facts = context.turn.facts
    if facts is None or not facts.answers.released:
        return Needs(tickets=False, released=True)
    if facts.released:
        return Outcome(context.conversation, ())
    nothing = context.say("Tidak ada kabar yang menunggu. Ada yang bisa saya bantu?")
    return context.answered(Reply((Section(paragraphs=(nothing,)),), choices=ways_on(context)))
