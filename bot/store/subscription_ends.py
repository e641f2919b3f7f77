"""Ends subscriptions; what is on its way to the citizen for them goes no further."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from bot.store.schema import announcement_deliveries as deliveries
from bot.store.schema import announcements, messages, outbox, subscriptions
from bot.store.unit import Unit

OPTED_OUT = "tidak lagi berlangganan"


def end_subscriptions(unit: Unit, conversation: int, kept: tuple[tuple[str, str], ...], now: dt.datetime) -> None:
    """Ends all subscriptions of a conversation but the pairs of office and topic that are kept."""
    pair = sa.tuple_(subscriptions.c.office, subscriptions.c.topic)
    others = pair.not_in(list(kept)) if kept else sa.true()
    gone = unit.connection.execute(
        subscriptions.delete().where(subscriptions.c.conversation_id == conversation, others)
    )
    if gone.rowcount:
        _skip_waiting(unit, conversation, {office for office, _ in kept}, now)


def _skip_waiting(unit: Unit, conversation: int, followed: set[str], now: dt.datetime) -> None:
    """What waits of offices that are followed no more; the rest is looked at again before it is sent."""
    connection = unit.connection
    waiting = connection.execute(
        sa.select(deliveries.c.id, deliveries.c.event)
        .join(announcements, announcements.c.id == deliveries.c.announcement_id)
        .where(
            deliveries.c.conversation_id == conversation,
            deliveries.c.state == "waiting",
            announcements.c.office.not_in(sorted(followed)),
        )
    ).all()
    if not waiting:
        return
    connection.execute(
        deliveries.update()
        .where(deliveries.c.id.in_([row.id for row in waiting]))
        .values(state="skipped", reason=OPTED_OUT, event=None, changed_at=now)
    )
    events = [row.event for row in waiting if row.event is not None]
    for table in (outbox, messages):
        connection.execute(table.delete().where(table.c.conversation_id == conversation, table.c.event.in_(events)))
