"""Forgets what is kept no longer: old messages and chats, tickets that ended, settled rows; the audit says how many."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from bot.store.auditing import note
from bot.store.flags import forget_flags
from bot.store.handover_schema import handovers
from bot.store.questions import forget_old_questions
from bot.store.schema import (
    checklists,
    conversations,
    failed_turns,
    messages,
    outbox,
    privacy_tasks,
    rate_limits,
    seen,
    subscriptions,
    tickets,
)
from bot.store.staff_chat_schema import staff_chats, staff_groups
from bot.store.unit import Unit
from bot.store.whatsapp_schema import whatsapp_messages
from handlers.facts import AT_REST

KEYS_KEPT = dt.timedelta(days=8)
"""Longer than the longest retry of a platform: WhatsApp sends again for 7 days, Telegram for 24 hours."""
_UNSETTLED = ("waiting", "sending", "held")
_SILENT = "warga tidak menulis lagi"
"""Why a message expired that was held until the citizen writes."""


def forget_old(unit: Unit, now: dt.datetime, kept: dt.timedelta) -> int:
    """Deletes messages older than `kept`, with their settled outbox rows, and chats of which nothing else is left.

    Returns how many messages went.
    """
    unit.connection.execute(seen.delete().where(seen.c.at < now - KEYS_KEPT))
    unit.connection.execute(rate_limits.delete().where(rate_limits.c.taken_until < now))
    _expire_held(unit, now)
    _forget_parts(unit, now, kept)
    before = now - kept
    waits = sa.exists().where(
        outbox.c.conversation_id == messages.c.conversation_id,
        outbox.c.event == messages.c.event,
        outbox.c.status.in_(_UNSETTLED),
    )
    gone = unit.connection.execute(messages.delete().where(messages.c.at < before, ~waits))
    unit.connection.execute(outbox.delete().where(outbox.c.settled_at < before))
    unit.connection.execute(failed_turns.delete().where(failed_turns.c.at < before))
    unit.connection.execute(privacy_tasks.delete().where(privacy_tasks.c.settled_at < before))
    unit.connection.execute(handovers.delete().where(handovers.c.ended_at < before))
    chats = unit.connection.execute(conversations.delete().where(conversations.c.updated_at < before, *_left_empty()))
    asked = forget_old_questions(unit, now, kept) + forget_flags(unit.connection, before)
    for what, count in (("messages", gone.rowcount), ("questions", asked), ("chats", chats.rowcount)):
        if count:
            note(unit.connection, "", "retention", f"{what} deleted", now, count=count)
            unit.scrub()
    return gone.rowcount


def _expire_held(unit: Unit, now: dt.datetime) -> None:
    """What waited in vain for the citizen to write is told to officers as such."""
    unit.connection.execute(
        outbox.update()
        .where(outbox.c.status == "held", outbox.c.expires_at < now)
        .values(status="expired", settled_at=now, error=_SILENT)
    )


def _forget_parts(unit: Unit, now: dt.datetime, kept: dt.timedelta) -> None:
    """Forgets what became of messages at WhatsApp: with the messages, and sooner where nobody knows whose they were."""
    nobodys = sa.and_(whatsapp_messages.c.conversation_id.is_(None), whatsapp_messages.c.delivery_id.is_(None))
    at = whatsapp_messages.c.at
    over = sa.or_(at < now - kept, sa.and_(nobodys, at < now - KEYS_KEPT))
    unit.connection.execute(whatsapp_messages.delete().where(over))


def _left_empty() -> tuple[sa.ColumnElement[bool], ...]:
    """A chat with no message, ticket, task, subscription or officer left: what is remembered of it serves nobody."""
    rests = (messages, tickets, privacy_tasks, subscriptions, staff_chats, staff_groups)
    return tuple(~sa.exists().where(each.c.conversation_id == conversations.c.id) for each in rests)


def forget_tickets(unit: Unit, now: dt.datetime, kept: dt.timedelta) -> int:
    """Deletes tickets that ended and on which nothing happened for `kept`, with all that is kept of them.

    One that was answered has ended, though nobody closed it; what waits for the office or the citizen stays however old
    it is. Returns how many went.
    """
    old = sa.and_(tickets.c.state.in_(AT_REST), tickets.c.changed_at < now - kept)
    gone = unit.connection.execute(tickets.delete().where(old))
    if gone.rowcount:
        note(unit.connection, "", "retention", "tickets deleted", now, count=gone.rowcount)
        unit.scrub()
    return gone.rowcount


def forget_checklists(unit: Unit, now: dt.datetime, kept: dt.timedelta) -> int:
    """Deletes checklists that nobody touched for `kept` and that remind nobody any more; returns how many went."""
    old = sa.and_(checklists.c.changed_at < now - kept, checklists.c.remind_at.is_(None))
    gone = unit.connection.execute(checklists.delete().where(old))
    if gone.rowcount:
        note(unit.connection, "", "retention", "checklists deleted", now, count=gone.rowcount)
        unit.scrub()
    return gone.rowcount
