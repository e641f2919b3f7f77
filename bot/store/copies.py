"""The copies of announcements as they leave: claimed a few at a time, written into their conversations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.arrival import Address
from bot.store.copy_messages import bodies_of, in_language, write_messages
from bot.store.schema import announcement_deliveries as deliveries
from bot.store.schema import announcements, conversations, outbox, subscriptions
from bot.store.subscription_ends import OPTED_OUT
from bot.store.unit import Unit

UNREACHABLE = "tidak terjangkau"
_OTHER_ACCOUNT = "memakai akun bot yang lama"
_UNSETTLED = ("waiting", "sending")


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy that is marked as being sent; `body` is what is said, `attempts` the tries before this one."""

    id: int
    conversation: int
    event: int
    address: Address
    body: str
    attempts: int


def any_due(connection: Connection, channel: str, now: dt.datetime) -> bool:
    """Whether a copy may leave now, without claiming it."""
    return connection.execute(_GOING.limit(1), {"of_channel": channel, "now": now}).first() is not None


def claim_copies(
    unit: Unit, channel: str, account: str, most: int, now: dt.datetime, beside: Collection[str] = ()
) -> tuple[list[Copy], int]:
    """Marks the next copies of an account as being sent; returns them, and how many were looked at.

    `beside` are further accounts of the channel that are served, each by a sender of its own. The call to the platform
    comes only after this is committed. Who follows no more or cannot be reached is left out; one to whom replies are on
    their way gets those first. Announcements that are sent at once share what may leave.
    """
    at = {"of_channel": channel, "now": now}
    going = unit.connection.execute(_LOCKED, at).all()
    claimed: list[Copy] = []
    looked = 0
    for place, announcement in enumerate(going):
        share = -(-(most - len(claimed)) // (len(going) - place))
        of_it = {
            **at, "number": announcement.id, "of_office": announcement.office, "most": share,
            "others": list(beside) or [""],
        }  # fmt: skip
        rows = unit.connection.execute(_NEXT, of_it).all()
        claimed += _claimed(unit, announcement.id, rows, Address(channel, account, ""), now)
        looked += len(rows)
    return claimed, looked


def _due() -> tuple[sa.ColumnElement[bool], ...]:
    due = sa.or_(deliveries.c.due_at.is_(None), deliveries.c.due_at <= sa.bindparam("now"))
    return deliveries.c.state == "waiting", deliveries.c.channel == sa.bindparam("of_channel"), due


def _going() -> sa.Select[int, str]:
    """The announcements that are sent now and have a copy for a channel."""
    return (
        sa.select(announcements.c.id, announcements.c.office)
        .where(
            announcements.c.state == "sending",
            announcements.c.open_until > sa.bindparam("now"),
            sa.or_(announcements.c.ends_at.is_(None), announcements.c.ends_at > sa.bindparam("now")),
            sa.exists().where(deliveries.c.announcement_id == announcements.c.id, *_due()),
        )
        .order_by(announcements.c.id)
    )


def _next() -> sa.Select[*tuple[Any, ...]]:
    """The copies of one announcement that may leave next."""
    follows = sa.exists().where(
        subscriptions.c.conversation_id == deliveries.c.conversation_id,
        subscriptions.c.office == sa.bindparam("of_office"),
    )
    is_answered = sa.exists().where(
        outbox.c.conversation_id == deliveries.c.conversation_id, outbox.c.status.in_(_UNSETTLED)
    )
    account = conversations.c.account
    ours = sa.or_(account.is_(None), account.not_in(sa.bindparam("others", expanding=True)))
    return (
        sa.select(
            deliveries.c.id,
            deliveries.c.conversation_id,
            deliveries.c.event,
            deliveries.c.attempts,
            conversations.c.account,
            conversations.c.external_id,
            conversations.c.language,
            conversations.c.unreachable_since,
            follows.label("follows"),
        )
        .outerjoin(conversations, conversations.c.id == deliveries.c.conversation_id)
        .where(deliveries.c.announcement_id == sa.bindparam("number"), *_due(), ~is_answered, ours)
        .order_by(deliveries.c.due_at, deliveries.c.id)  # as the index has them: no look at all that wait
        .limit(sa.bindparam("most"))
        .with_for_update(of=deliveries, skip_locked=True)
    )


# Made once: to make a statement costs as much as to run it, and these run thirty times a second.
_GOING = _going()
_LOCKED = _GOING.with_for_update(read=True)  # who pauses waits for this
_NEXT = _next()


def _claimed(unit: Unit, announcement: int, rows: Sequence[sa.Row[Any]], of: Address, now: dt.datetime) -> list[Copy]:
    going = [row for row in rows if _without(row, of.account) is None]
    _leave_out(unit.connection, rows, of.account, now)
    if not going:
        return []
    bodies = bodies_of(unit.connection, announcement)
    events = write_messages(unit, going, bodies, now)
    unit.connection.execute(_MARK, [{"row": row.id, "at_event": events[row.id], "at": now} for row in going])
    return [
        Copy(
            row.id,
            row.conversation_id,
            events[row.id],
            Address(of.channel, of.account, row.external_id),
            in_language(bodies, row.language),
            row.attempts,
        )
        for row in going
    ]


_MARK = (
    deliveries.update()
    .where(deliveries.c.id == sa.bindparam("row"))
    .values(state="sending", event=sa.bindparam("at_event"), changed_at=sa.bindparam("at"))
)


def _without(row: sa.Row[Any], account: str) -> tuple[str, str] | None:
    """State and reason of one that gets no copy; None where it gets one."""
    if row.conversation_id is None or not row.follows:
        return "skipped", OPTED_OUT
    if row.unreachable_since is not None:
        return "blocked", UNREACHABLE
    return ("blocked", _OTHER_ACCOUNT) if row.account != account else None


def _leave_out(connection: Connection, rows: Sequence[sa.Row[Any]], account: str, now: dt.datetime) -> None:
    left: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        if (without := _without(row, account)) is not None:
            left.setdefault(without, []).append(row.id)
    for (state, reason), found in left.items():
        connection.execute(
            deliveries.update()
            .where(deliveries.c.id.in_(found))
            .values(state=state, reason=reason, retryable=state == "blocked", changed_at=now)
        )
