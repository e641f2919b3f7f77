"""The copies of an announcement on their way: into conversations and the outbox, and what became of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.store.announcements import Kept
from bot.store.saying import FETCHED, NEWS_LANE, message_row
from bot.store.schema import announcement_deliveries as deliveries
from bot.store.schema import announcements, conversations, messages, outbox, subscriptions
from bot.store.subscription_ends import OPTED_OUT
from bot.store.unit import Unit

ENDED = "masa berlakunya sudah habis"
CANCELLED = "pengumuman dibatalkan"
_LONGEST_REASON = 300
Body = Callable[[str], str]
"""The message in a language, as reply JSON."""


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


def feed(unit: Unit, kept: Kept, channel: str, window: int, body: Body, until: dt.datetime, now: dt.datetime) -> int:
    """Writes the next copies into their conversations and the outbox, up to `window` on their way at once.

    Those who follow no more, or cannot be reached, are left out. Returns how many were looked at.
    """
    connection = unit.connection
    of_it = sa.and_(
        deliveries.c.announcement_id == kept.id, deliveries.c.state == "waiting", deliveries.c.channel == channel
    )
    fed = sa.select(sa.func.count()).where(of_it, deliveries.c.event.is_not(None))
    room = window - int(connection.execute(fed).scalar_one())
    if room <= 0:
        return 0
    rows = connection.execute(_next(kept, of_it, room)).all()
    _leave_out(connection, rows, now)
    going = [row for row in rows if row.follows and row.conversation_id is not None and row.unreachable_since is None]
    if going:
        _write(unit, going, channel, body, until, now)
    return len(rows)


def _next(kept: Kept, of_it: sa.ColumnElement[bool], most: int) -> sa.Select[Any]:
    follows = sa.exists().where(
        subscriptions.c.conversation_id == deliveries.c.conversation_id, subscriptions.c.office == kept.told.office
    )
    return (
        sa.select(
            deliveries.c.id,
            deliveries.c.conversation_id,
            conversations.c.account,
            conversations.c.external_id,
            conversations.c.language,
            conversations.c.unreachable_since,
            follows.label("follows"),
        )
        .outerjoin(conversations, conversations.c.id == deliveries.c.conversation_id)
        .where(of_it, deliveries.c.event.is_(None))
        .order_by(deliveries.c.id)
        .limit(most)
    )


def _leave_out(connection: Connection, rows: Sequence[sa.Row[Any]], now: dt.datetime) -> None:
    gone = [row.id for row in rows if not row.follows or row.conversation_id is None]
    away = [row.id for row in rows if row.follows and row.unreachable_since is not None]
    for found, state, reason in ((gone, "skipped", OPTED_OUT), (away, "blocked", "tidak terjangkau")):
        if found:
            connection.execute(
                deliveries.update()
                .where(deliveries.c.id.in_(found))
                .values(state=state, reason=reason, retryable=state == "blocked", changed_at=now)
            )


def _write(
    unit: Unit, going: Sequence[sa.Row[Any]], channel: str, body: Body, until: dt.datetime, now: dt.datetime
) -> None:
    connection, fetched = unit.connection, channel in FETCHED
    numbered = connection.execute(
        conversations.update()
        .where(conversations.c.id.in_([row.conversation_id for row in going]))
        .values(last_event=conversations.c.last_event + 1)
        .returning(conversations.c.id, conversations.c.last_event)
    )
    events = {row.id: row.last_event for row in numbered}
    said = [
        message_row(row.conversation_id, events[row.conversation_id], "out", "announcement", body(row.language), now)
        for row in going
    ]
    connection.execute(messages.insert(), said)
    sending = [
        {
            "conversation_id": row.conversation_id, "event": events[row.conversation_id], "channel": channel,
            "account": row.account, "lane": NEWS_LANE, "status": "available" if fetched else "waiting",
            "attempts": 0, "due_at": now, "expires_at": until,
        }
        for row in going
    ]  # fmt: skip
    connection.execute(outbox.insert(), sending)
    state = "sent" if fetched else "waiting"
    copies = [{"row": row.id, "at_event": events[row.conversation_id]} for row in going]
    connection.execute(
        deliveries.update()
        .where(deliveries.c.id == sa.bindparam("row"))
        .values(event=sa.bindparam("at_event"), state=state, changed_at=now),
        copies,
    )
    unit.wake(f"outbox:{channel}")
    for row in going if fetched else ():
        unit.wake(f"{channel}:{row.external_id}")


def hold_copies(unit: Unit, number: int) -> None:
    """Holds back what is in the outbox: the announcement rests."""
    unit.connection.execute(
        outbox.update().where(_of_announcement(number), outbox.c.status == "waiting").values(status="held")
    )


def release_copies(unit: Unit, kept: Kept, until: dt.datetime) -> None:
    """Lets what was held back go on, until the next rest."""
    found = unit.connection.execute(
        outbox.update()
        .where(_of_announcement(kept.id), outbox.c.status == "held")
        .values(status="waiting", expires_at=until)
        .returning(outbox.c.channel)
    )
    for channel in set(found.scalars()):
        unit.wake(f"outbox:{channel}")


def drop_copies(unit: Unit, number: int, reason: str, now: dt.datetime) -> int:
    """Takes back every copy that has not left; returns how many."""
    connection = unit.connection
    fed = connection.execute(
        sa.select(outbox.c.conversation_id, outbox.c.event).where(
            _of_announcement(number), outbox.c.status.in_(("waiting", "held"))
        )
    ).all()
    pairs = [{"of": row.conversation_id, "at_event": row.event} for row in fed]
    if pairs:
        for table in (outbox, messages):
            connection.execute(
                table.delete().where(
                    table.c.conversation_id == sa.bindparam("of"), table.c.event == sa.bindparam("at_event")
                ),
                pairs,
            )
    gone = connection.execute(
        deliveries.update()
        .where(deliveries.c.announcement_id == number, deliveries.c.state == "waiting")
        .values(state="skipped", reason=reason, event=None, changed_at=now)
    )
    return gone.rowcount


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
        .values(state="waiting", reason=None, retryable=False, event=None, changed_at=now)
    )
    return found.rowcount


def _of_announcement(number: int) -> sa.ColumnElement[bool]:
    """Outbox rows that carry a copy of it which has not left."""
    return outbox.c.id.in_(
        sa.select(outbox.c.id)
        .join(
            deliveries,
            sa.and_(deliveries.c.conversation_id == outbox.c.conversation_id, deliveries.c.event == outbox.c.event),
        )
        .where(
            deliveries.c.announcement_id == number,
            deliveries.c.state == "waiting",
            deliveries.c.event.is_not(None),
            outbox.c.lane == NEWS_LANE,
        )
    )


def claim_copies(unit: Unit, rows: Collection[int], now: dt.datetime) -> frozenset[int]:
    """Marks copies as being sent, those that may still leave; the call to the platform comes only after this.

    An announcement at rest holds its copies, and one who follows no more is left out.
    """
    connection = unit.connection
    follows = sa.exists().where(
        subscriptions.c.conversation_id == outbox.c.conversation_id, subscriptions.c.office == announcements.c.office
    )
    found = connection.execute(
        sa.select(
            outbox.c.id,
            outbox.c.conversation_id,
            outbox.c.event,
            outbox.c.expires_at,
            deliveries.c.id.label("copy"),
            announcements.c.state,
            announcements.c.ends_at,
            follows.label("follows"),
        )
        .join(
            deliveries,
            sa.and_(deliveries.c.conversation_id == outbox.c.conversation_id, deliveries.c.event == outbox.c.event),
        )
        .join(announcements, announcements.c.id == deliveries.c.announcement_id)
        .where(outbox.c.id.in_(list(rows)), outbox.c.status == "waiting")
        .with_for_update(read=True, of=announcements)  # who pauses or resumes waits for this
    ).all()
    going = []
    for row in found:
        over = ENDED if row.ends_at is not None and row.ends_at <= now else None
        reason = OPTED_OUT if not row.follows else CANCELLED if row.state == "cancelled" else over
        if reason is not None:
            _take_back(connection, row, reason, now)
        elif row.state != "sending" or row.expires_at <= now:
            connection.execute(outbox.update().where(outbox.c.id == row.id).values(status="held"))
        else:
            going.append(row)
    if not going:
        return frozenset()
    claimed = connection.execute(
        outbox.update()
        .where(outbox.c.id.in_([row.id for row in going]), outbox.c.status == "waiting")
        .values(status="sending")
        .returning(outbox.c.id)
    )
    ids = frozenset(claimed.scalars())
    copies = [row.copy for row in going if row.id in ids]
    connection.execute(deliveries.update().where(deliveries.c.id.in_(copies)).values(state="sending", changed_at=now))
    return ids


def _take_back(connection: Connection, row: sa.Row[Any], reason: str, now: dt.datetime) -> None:
    for table in (outbox, messages):
        connection.execute(
            table.delete().where(table.c.conversation_id == row.conversation_id, table.c.event == row.event)
        )
    connection.execute(
        deliveries.update()
        .where(deliveries.c.id == row.copy)
        .values(state="skipped", reason=reason, event=None, changed_at=now)
    )


def settle_copy(
    unit: Unit,
    conversation: int,
    event: int,
    state: str,
    now: dt.datetime,
    *,
    reason: str | None = None,
    retryable: bool = False,
) -> None:
    """Writes down what became of one copy."""
    unit.connection.execute(
        deliveries.update()
        .where(deliveries.c.conversation_id == conversation, deliveries.c.event == event)
        .values(
            state=state,
            reason=reason[:_LONGEST_REASON] if reason else None,
            retryable=retryable,
            changed_at=now,
        )
    )


def block_copies(unit: Unit, conversation: int, now: dt.datetime, reason: str) -> None:
    """Every copy on its way to a chat that cannot be reached is blocked, until the citizen writes again."""
    unit.connection.execute(
        deliveries.update()
        .where(
            deliveries.c.conversation_id == conversation,
            deliveries.c.event.is_not(None),
            deliveries.c.state.in_(("waiting", "sending")),
        )
        .values(state="blocked", reason=reason[:_LONGEST_REASON], retryable=True, changed_at=now)
    )


def leave_uncertain(unit: Unit, channel: str, account: str, in_hand: Collection[int], now: dt.datetime) -> int:
    """What a sender before this one left between marking and result may have arrived: nobody knows. Returns how many.

    It is never sent again by itself.
    """
    connection = unit.connection
    found = connection.execute(
        outbox.update()
        .where(
            outbox.c.channel == channel,
            outbox.c.account == account,
            outbox.c.status == "sending",
            outbox.c.lane == NEWS_LANE,
            outbox.c.conversation_id.not_in(list(in_hand)),
        )
        .values(status="uncertain", settled_at=now, error="terhenti saat dikirim")
        .returning(outbox.c.conversation_id, outbox.c.event)
    ).all()
    for row in found:
        settle_copy(unit, row.conversation_id, row.event, "uncertain", now, reason="terhenti saat dikirim")
    return len(found)
