"""Who gets an announcement: counted before anything goes, and written down in chunks between citizens' turns."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.announcements import CHANNELS, Kept, find
from bot.store.schema import announcement_deliveries as deliveries
from bot.store.schema import announcements, checklists, conversations, subscriptions
from bot.store.unit import Unit

CHUNK = 500
"""Receivers written in one unit of work: 50,000 at once would stall the writer for a quarter of a second."""
GOT_IT = ("sent", "delivered", "uncertain")
"""States of those who got a copy, or may have: a correction is owed to all of them."""


def count(connection: Connection, kept: Kept) -> dict[str, int]:
    """How many would get it now, by channel."""
    rows = connection.execute(
        sa.select(conversations.c.channel, sa.func.count())
        .where(receiving(kept))
        .group_by(conversations.c.channel)
        .order_by(conversations.c.channel)
    )
    return {row.channel: row[1] for row in rows}


def fill(unit: Unit, number: int, now: dt.datetime, most: int = CHUNK) -> int:
    """Writes down the next receivers of one that is being sent; returns how many. At the end it counts as filled."""
    connection = unit.connection
    kept = find(connection, number, None)
    if kept.filled or kept.state != "sending":
        return 0
    after = connection.execute(sa.select(announcements.c.filled_to).where(announcements.c.id == number)).scalar_one()
    chunk = _candidates(kept).where(_candidate_id(kept) > (after or 0)).limit(most).subquery()
    last = connection.execute(sa.select(sa.func.max(chunk.c[0]))).scalar_one()
    values: dict[str, object] = {"filled": True} if last is None else {"filled_to": last}
    written = _write(connection, kept, after or 0, last, now) if last is not None else 0
    connection.execute(announcements.update().where(announcements.c.id == number).values(**values))
    return written


def _write(connection: Connection, kept: Kept, after: int, last: int, now: dt.datetime) -> int:
    columns = ["announcement_id", "conversation_id", "channel", "state", "retryable", "changed_at"]
    chosen = sa.select(
        sa.literal(kept.id),
        conversations.c.id,
        conversations.c.channel,
        sa.literal("waiting"),
        sa.false(),
        sa.literal(now, deliveries.c.changed_at.type),
    ).where(conversations.c.id > after, conversations.c.id <= last, receiving(kept))
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = insert(deliveries).from_select(columns, chosen).on_conflict_do_nothing()
    return connection.execute(statement).rowcount


def _candidate_id(kept: Kept) -> sa.Column[int]:
    return subscriptions.c.conversation_id if kept.corrects is None else deliveries.c.conversation_id


def _candidates(kept: Kept) -> sa.Select[int]:
    """The conversations that may receive it, in order of their ids."""
    of = _candidate_id(kept)
    where = _subscribed(kept) if kept.corrects is None else _got_first(kept)
    return sa.select(of).where(where).distinct().order_by(of)


def _subscribed(kept: Kept) -> sa.ColumnElement[bool]:
    return sa.and_(subscriptions.c.office == kept.told.office, subscriptions.c.topic.in_(kept.told.topics))


def _keeping(service: str) -> sa.ColumnElement[bool]:
    """Whether a conversation keeps a checklist of a service; it narrows the subscribers, a list alone is no consent."""
    return sa.exists().where(checklists.c.conversation_id == conversations.c.id, checklists.c.service == service)


def _got_first(kept: Kept) -> sa.ColumnElement[bool]:
    return sa.and_(deliveries.c.announcement_id == kept.corrects, deliveries.c.state.in_(GOT_IT))


def receiving(kept: Kept) -> sa.ColumnElement[bool]:
    """Whether a conversation gets it: subscribed, or for a correction a receiver of the first who still follows."""
    still = sa.exists().where(
        subscriptions.c.conversation_id == conversations.c.id, subscriptions.c.office == kept.told.office
    )
    wanted: sa.ColumnElement[bool]
    if kept.corrects is None:
        wanted = still.where(subscriptions.c.topic.in_(kept.told.topics))
    else:
        wanted = sa.and_(still, sa.exists().where(deliveries.c.conversation_id == conversations.c.id, _got_first(kept)))
    if kept.keepers_of is not None:
        wanted = sa.and_(wanted, _keeping(kept.keepers_of))
    parts = [wanted, conversations.c.unreachable_since.is_(None)]
    parts.append(conversations.c.channel.in_(kept.channels or CHANNELS))
    if kept.languages:
        parts.append(conversations.c.language.in_(kept.languages))
    return sa.and_(*parts)
