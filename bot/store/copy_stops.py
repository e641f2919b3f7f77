"""Copies that must not leave because the platform holds an account back: ended, and an officer may try them again."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from bot.store.schema import announcement_deliveries as deliveries
from bot.store.schema import announcements, conversations
from bot.store.unit import Unit


def stop_copies(unit: Unit, channel: str, account: str, reason: str, now: dt.datetime) -> int:
    """Ends what still waits for an account, for a reason that officers read; returns how many there were."""
    going = sa.select(announcements.c.id).where(announcements.c.state.in_(("sending", "paused")))
    of_account = sa.select(conversations.c.id).where(
        conversations.c.channel == channel, conversations.c.account == account
    )
    found = unit.connection.execute(
        deliveries.update()
        .where(
            deliveries.c.announcement_id.in_(going),
            deliveries.c.state == "waiting",
            deliveries.c.channel == channel,
            deliveries.c.conversation_id.in_(of_account),
        )
        .values(state="failed", reason=reason, retryable=True, due_at=None, changed_at=now)
    )
    unit.wake("announcements")
    return found.rowcount
