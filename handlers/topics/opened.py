"""*Buka*: the citizen opens the chat again, and what waited for that arrives by itself."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.choices import choice
from handlers.context import Context
from handlers.facts import Needs
from handlers.offices import ways_on
from handlers.turn import Choice, Outcome, Reply, Section


def opened(context: Context) -> Outcome | Needs:
    """Says nothing where something arrives: each message costs the office; otherwise that nothing waits."""
    facts = context.turn.facts
    if facts is None or not facts.answers.released:
        return Needs(tickets=False, released=True)
    if facts.released:
        return Outcome(context.conversation, ())
    nothing = context.say("Tidak ada kabar yang menunggu. Ada yang bisa saya bantu?")
    choices = (*_where_news_may_be(context), *ways_on(context))
    return context.answered(Reply((Section(paragraphs=(nothing,)),), choices=choices))


def _where_news_may_be(context: Context) -> Iterator[Choice]:
    """What was told of may have come to rest elsewhere: an answer on its ticket, an announcement among the others."""
    if context.conversation.last_ticket is not None:
        yield choice(context.say("Lihat tiket"), "tickets")
    if context.conversation.follows:
        yield choice(context.say("Lihat pengumuman"), "news", "show")
