"""Copies that must not leave because the platform holds an account back: ended, and an officer may try them again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.store.schema import announcement_deliveries as deliveries
from bot.store.schema import announcements, conversations
from bot.store.unit import Unit
from bot.store.whatsapp_schema import whatsapp_messages


def failed_of_late(connection: Connection, account: str, codes: Collection[int], since: dt.datetime) -> int | None:
    """One of the codes by which a message of an account failed since a moment; None where none did."""
    found: int | None = connection.execute(
        sa.select(whatsapp_messages.c.error_code)
        .where(
            whatsapp_messages.c.at > since,
            whatsapp_messages.c.account == account,
            whatsapp_messages.c.error_code.in_(list(codes)),
        )
        .limit(1)
    ).scalar_one_or_none()
    return found


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
