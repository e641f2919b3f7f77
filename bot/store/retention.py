"""Forgets what is kept no longer: old messages, keys of messages that no platform sends again, settled rows."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from bot.store.schema import checklists, failed_turns, messages, outbox, rate_limits, seen, tickets
from bot.store.tickets import DONE
from bot.store.unit import Unit

KEYS_KEPT = dt.timedelta(days=8)
"""Longer than the longest retry of a platform: WhatsApp sends again for 7 days, Telegram for 24 hours."""
_UNSETTLED = ("waiting", "sending")


def forget_old(unit: Unit, now: dt.datetime, kept: dt.timedelta) -> int:
    """Deletes messages older than `kept`, with their settled outbox rows; returns how many messages went."""
    unit.connection.execute(seen.delete().where(seen.c.at < now - KEYS_KEPT))
    unit.connection.execute(rate_limits.delete().where(rate_limits.c.taken_until < now))
    before = now - kept
    waits = sa.exists().where(
        outbox.c.conversation_id == messages.c.conversation_id,
        outbox.c.event == messages.c.event,
        outbox.c.status.in_(_UNSETTLED),
    )
    gone = unit.connection.execute(messages.delete().where(messages.c.at < before, ~waits))
    unit.connection.execute(outbox.delete().where(outbox.c.settled_at < before))
    unit.connection.execute(failed_turns.delete().where(failed_turns.c.at < before))
    if gone.rowcount:
        unit.scrub()
    return gone.rowcount


def forget_tickets(unit: Unit, now: dt.datetime, kept: dt.timedelta) -> int:
    """Deletes tickets that are done and on which nothing happened for `kept`, with all that is kept of them.

    Open ones stay however old they are, answered ones too: their citizen may still write. Returns how many went.
    """
    old = sa.and_(tickets.c.state.in_(DONE), tickets.c.changed_at < now - kept)
    gone = unit.connection.execute(tickets.delete().where(old))
    if gone.rowcount:
        unit.scrub()
    return gone.rowcount


def forget_checklists(unit: Unit, now: dt.datetime, kept: dt.timedelta) -> int:
    """Deletes checklists that nobody touched for `kept` and that remind nobody any more; returns how many went."""
    old = sa.and_(checklists.c.changed_at < now - kept, checklists.c.remind_at.is_(None))
    gone = unit.connection.execute(checklists.delete().where(old))
    if gone.rowcount:
        unit.scrub()
    return gone.rowcount
