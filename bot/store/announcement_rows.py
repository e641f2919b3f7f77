"""All copies of one announcement: what became of them, taken back, tried again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.store.copy_ends import drop
from bot.store.schema import announcement_deliveries as deliveries
from bot.store.schema import conversations
from bot.store.unit import Unit


@dataclass(frozen=True, slots=True)
class Result:
    """How many copies ended in a state for a reason, and whether they may be tried again."""

    state: str
    reason: str | None
    retryable: bool
    count: int


def results(connection: Connection, number: int) -> list[Result]:
    """What became of the copies so far."""
    columns = (deliveries.c.state, deliveries.c.reason, deliveries.c.retryable)
    rows = connection.execute(
        sa.select(*columns, sa.func.count())
        .where(deliveries.c.announcement_id == number)
        .group_by(*columns)
        .order_by(*columns)
    )
    return [Result(*row) for row in rows]


def any_open(connection: Connection, number: int) -> bool:
    """Whether a copy still waits or is being sent."""
    wanted = sa.select(deliveries.c.id).where(
        deliveries.c.announcement_id == number, deliveries.c.state.in_(("waiting", "sending"))
    )
    return connection.execute(wanted.limit(1)).first() is not None


def drop_copies(unit: Unit, number: int, reason: str, now: dt.datetime) -> int:
    """Takes back every copy that has not left; returns how many."""
    return drop(unit, deliveries.c.announcement_id == number, reason, now)


def retry_copies(unit: Unit, number: int, now: dt.datetime, *, uncertain: bool) -> int:
    """Lets what failed for a while wait again, and with `uncertain` what may have arrived; returns how many."""
    again: sa.ColumnElement[bool] = deliveries.c.retryable.is_(True)
    if uncertain:
        again = sa.or_(again, deliveries.c.state == "uncertain")
    reachable = sa.exists().where(
        conversations.c.id == deliveries.c.conversation_id, conversations.c.unreachable_since.is_(None)
    )
    found = unit.connection.execute(
        deliveries.update()
        .where(deliveries.c.announcement_id == number, again, reachable)
        .values(state="waiting", reason=None, retryable=False, due_at=None, attempts=0, changed_at=now)
    )
    return found.rowcount
