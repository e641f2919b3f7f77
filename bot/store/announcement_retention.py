"""Forgets announcements that are over, with who got them: a few copies at a time, since turns wait meanwhile."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from bot.store.auditing import note
from bot.store.schema import announcement_deliveries as deliveries
from bot.store.schema import announcements
from bot.store.unit import Unit

CHUNK = 500
"""Copies deleted in one unit of work."""
_OVER = ("done", "cancelled")


def forget_copies(unit: Unit, now: dt.datetime, kept: dt.timedelta, most: int = CHUNK) -> int:
    """Deletes copies of announcements that ended longer ago than `kept`; returns how many, 0 once none is left."""
    old = sa.select(announcements.c.id).where(_over(now - kept))
    some = sa.select(deliveries.c.id).where(deliveries.c.announcement_id.in_(old)).limit(most)
    return unit.connection.execute(deliveries.delete().where(deliveries.c.id.in_(some))).rowcount


def forget_announcements(unit: Unit, now: dt.datetime, kept: dt.timedelta) -> int:
    """Deletes announcements that ended longer ago than `kept`, and drafts as old; returns how many went."""
    before = now - kept
    drafts = sa.and_(announcements.c.state == "draft", announcements.c.created_at < before)
    gone = unit.connection.execute(announcements.delete().where(sa.or_(_over(before), drafts))).rowcount
    if gone:
        note(unit.connection, "", "retention", "announcements deleted", now, count=gone)
        unit.scrub()
    return gone


def _over(before: dt.datetime) -> sa.ColumnElement[bool]:
    return sa.and_(announcements.c.state.in_(_OVER), announcements.c.finished_at < before)
