"""Ends subscriptions; what is on its way to the citizen for them goes no further."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from bot.store.copy_ends import drop
from bot.store.schema import announcement_deliveries as deliveries
from bot.store.schema import announcements, consents, messages, outbox, subscriptions
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


def withdraw_announcements(unit: Unit, conversation: int, now: dt.datetime) -> None:
    """The consent to announcements is taken back."""
    unit.connection.execute(
        consents.update()
        .where(consents.c.conversation_id == conversation, consents.c.kind == "announcements")
        .values(outcome="withdrawn", at=now)
    )


def _skip_waiting(unit: Unit, conversation: int, followed: set[str], now: dt.datetime) -> None:
    """What waits of offices that are followed no more; the rest is looked at again before it is sent."""
    others = sa.select(announcements.c.id).where(announcements.c.office.not_in(sorted(followed)))
    of_them = sa.and_(deliveries.c.conversation_id == conversation, deliveries.c.announcement_id.in_(others))
    drop(unit, of_them, OPTED_OUT, now)
    _forget_held(unit, conversation, of_them)


def _forget_held(unit: Unit, conversation: int, of_them: sa.ColumnElement[bool]) -> None:
    """Announcements that a template told of and that wait for the citizen to write: the word *berhenti* is no wish to
    read them, though it opens the chat."""
    connection = unit.connection
    rows = connection.execute(
        sa.select(outbox.c.id, outbox.c.event).where(
            outbox.c.conversation_id == conversation,
            outbox.c.status.in_(("held", "waiting")),
            outbox.c.event.in_(sa.select(deliveries.c.event).where(of_them, deliveries.c.state != "waiting")),
        )
    ).all()
    if rows:
        connection.execute(outbox.delete().where(outbox.c.id.in_([row.id for row in rows])))
        told = sa.and_(messages.c.conversation_id == conversation, messages.c.event.in_([row.event for row in rows]))
        connection.execute(messages.delete().where(told))
