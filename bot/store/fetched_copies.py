"""Copies of announcements for chats that fetch what is said: written for them, without a platform to call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from bot.store.copy_messages import bodies_of, write_messages
from bot.store.saying import LIFETIMES, NEWS_LANE
from bot.store.schema import announcement_deliveries as deliveries
from bot.store.schema import announcements, conversations, outbox, subscriptions
from bot.store.subscription_ends import OPTED_OUT
from bot.store.unit import Unit

CHUNK = 200
"""Copies written in one unit of work: some ten milliseconds, in which turns wait."""


def write_fetched(unit: Unit, number: int, channel: str, now: dt.datetime, most: int = CHUNK) -> int:
    """Writes the next copies of one that is being sent; returns how many were looked at."""
    announcement = unit.connection.execute(
        sa.select(announcements.c.office)
        .where(announcements.c.id == number, announcements.c.state == "sending", announcements.c.open_until > now)
        .with_for_update(read=True)
    ).one_or_none()
    if announcement is None:
        return 0
    rows = unit.connection.execute(_next(number, announcement.office, channel).limit(most)).all()
    going = [row for row in rows if row.conversation_id is not None and row.follows]
    if gone := [row.id for row in rows if row.conversation_id is None or not row.follows]:
        unit.connection.execute(
            deliveries.update()
            .where(deliveries.c.id.in_(gone))
            .values(state="skipped", reason=OPTED_OUT, changed_at=now)
        )
    if going:
        _write(unit, number, going, channel, now)
    return len(rows)


def _next(number: int, office: str, channel: str) -> sa.Select[Any]:
    follows = sa.exists().where(
        subscriptions.c.conversation_id == deliveries.c.conversation_id, subscriptions.c.office == office
    )
    return (
        sa.select(
            deliveries.c.id,
            deliveries.c.conversation_id,
            deliveries.c.event,
            conversations.c.account,
            conversations.c.external_id,
            conversations.c.language,
            follows.label("follows"),
        )
        .outerjoin(conversations, conversations.c.id == deliveries.c.conversation_id)
        .where(
            deliveries.c.announcement_id == number,
            deliveries.c.state == "waiting",
            deliveries.c.channel == channel,
        )
        .order_by(deliveries.c.due_at, deliveries.c.id)
    )


def _write(unit: Unit, number: int, going: Sequence[sa.Row[Any]], channel: str, now: dt.datetime) -> None:
    events = write_messages(unit, going, bodies_of(unit.connection, number), now)
    unit.connection.execute(
        outbox.insert(),
        [
            {
                "conversation_id": row.conversation_id, "event": events[row.id], "channel": channel,
                "account": row.account, "lane": NEWS_LANE, "status": "available", "attempts": 0, "due_at": now,
                "expires_at": now + LIFETIMES["news"],
            }
            for row in going
        ],
    )  # fmt: skip
    unit.connection.execute(_SENT, [{"row": row.id, "at_event": events[row.id], "at": now} for row in going])
    for row in going:
        unit.wake(f"{channel}:{row.external_id}")


_SENT = (
    deliveries.update()
    .where(deliveries.c.id == sa.bindparam("row"))
    .values(state="sent", event=sa.bindparam("at_event"), changed_at=sa.bindparam("at"))
)
