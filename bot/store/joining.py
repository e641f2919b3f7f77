"""Makes one conversation of two, once a channel tells that both are the same citizen's."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa

from bot.store.conversations import Held
from bot.store.handover_schema import handovers
from bot.store.office_schema import answer_flags, unanswered_questions
from bot.store.schema import (
    announcement_deliveries,
    checklists,
    consents,
    conversations,
    erasures,
    files,
    messages,
    outbox,
    privacy_tasks,
    subscriptions,
    ticket_events,
    tickets,
)
from bot.store.unit import Unit
from bot.store.whatsapp_schema import other_ids, whatsapp_messages
from handlers.state import dump

_NUMBERED: tuple[tuple[sa.Table, str], ...] = (
    (messages, "event"),
    (outbox, "event"),
    (announcement_deliveries, "event"),
    (whatsapp_messages, "event"),
    (handovers, "first_event"),
    (privacy_tasks, "message_event"),
    (erasures, "event"),
)
"""Tables that name messages by their number within the conversation."""
_MOVED = (subscriptions, consents, checklists, tickets, files, answer_flags, unanswered_questions, other_ids)
_ONCE: tuple[tuple[sa.Table, tuple[str, ...]], ...] = (
    (subscriptions, ("office", "topic")),
    (consents, ("kind", "version")),
    (checklists, ("service",)),
    (announcement_deliveries, ("announcement_id",)),
)
"""Tables of which a conversation has one row of a kind: the kept conversation's own stays."""


def join(unit: Unit, kept: Held, other: Held) -> Held:
    """Moves everything of the other conversation behind what the kept one has, and deletes it; as it stands then."""
    connection = unit.connection
    for table, kind in _ONCE:
        own = table.alias()
        same = sa.exists().where(own.c.conversation_id == kept.id, *(own.c[name] == table.c[name] for name in kind))
        connection.execute(table.delete().where(table.c.conversation_id == other.id, same))
    chat = sa.exists().where(handovers.alias().c.conversation_id == kept.id)
    connection.execute(handovers.delete().where(handovers.c.conversation_id == other.id, chat))
    of_tickets = sa.select(tickets.c.id).where(tickets.c.conversation_id == other.id)
    connection.execute(
        ticket_events.update()
        .where(ticket_events.c.ticket_id.in_(of_tickets), ticket_events.c.message_event.is_not(None))
        .values(message_event=ticket_events.c.message_event + kept.last_event)
    )
    for table, number in _NUMBERED:
        moved = {"conversation_id": kept.id, number: table.c[number] + kept.last_event}
        connection.execute(table.update().where(table.c.conversation_id == other.id).values(moved))
    for table in _MOVED:
        connection.execute(table.update().where(table.c.conversation_id == other.id).values(conversation_id=kept.id))
    connection.execute(conversations.delete().where(conversations.c.id == other.id))
    return _as_joined(unit, kept, other)


def _as_joined(unit: Unit, kept: Held, other: Held) -> Held:
    mine, theirs = kept.conversation, other.conversation
    state = replace(
        mine,
        last_ticket=mine.last_ticket or theirs.last_ticket,
        answered_ticket=mine.answered_ticket or theirs.answered_ticket,
        lists=tuple(dict.fromkeys((*mine.lists, *theirs.lists))),
        follows=tuple(dict.fromkeys((*mine.follows, *theirs.follows))),
        notice=mine.notice or theirs.notice,
        draft=mine.draft or theirs.draft,
        handover=mine.handover or theirs.handover,
    )
    joined = replace(kept, conversation=state, last_event=kept.last_event + other.last_event)
    unit.connection.execute(
        conversations.update()
        .where(conversations.c.id == kept.id)
        .values(state=dump(state), last_event=joined.last_event)
    )
    return joined
