"""The outbox's rows: which are due, and what became of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.arrival import Address
from bot.reply_json import load
from bot.store.schema import conversations, messages, outbox
from bot.store.unit import Unit
from handlers.turn import Reply

_UNSETTLED = ("waiting", "sending")
_UNSENT = (*_UNSETTLED, "held")
_LONGEST_ERROR = 300


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One reply that is due, as JSON in `body`; `attempts` counts the tries before this one."""

    id: int
    conversation: int
    event: int
    address: Address
    body: str
    attempts: int
    expires_at: dt.datetime

    @property
    def reply(self) -> Reply:
        """What is said; read only when it leaves, since more rows are looked at than may leave."""
        return load(self.body)


def due(
    connection: Connection, channel: str, account: str, now: dt.datetime, in_hand: Collection[int], most: int
) -> list[Outgoing]:
    """The replies to send next, at most one a conversation: an earlier one that waits holds the later ones back."""
    earlier = outbox.alias()
    is_first = ~sa.exists().where(
        earlier.c.conversation_id == outbox.c.conversation_id,
        earlier.c.status.in_(_UNSETTLED),
        earlier.c.id < outbox.c.id,
    )
    rows = connection.execute(
        sa.select(
            outbox.c.id,
            outbox.c.conversation_id,
            outbox.c.event,
            outbox.c.attempts,
            outbox.c.expires_at,
            conversations.c.external_id,
            messages.c.body,
        )
        .join(conversations, conversations.c.id == outbox.c.conversation_id)
        .join(
            messages,
            sa.and_(messages.c.conversation_id == outbox.c.conversation_id, messages.c.event == outbox.c.event),
        )
        .where(
            outbox.c.channel == channel,
            outbox.c.account == account,
            outbox.c.status == "waiting",
            outbox.c.due_at <= now,
            outbox.c.conversation_id.not_in(list(in_hand)),
            is_first,
        )
        .order_by(outbox.c.lane, outbox.c.id)
        .limit(most)
    )
    return [
        Outgoing(
            row.id,
            row.conversation_id,
            row.event,
            Address(channel, account, row.external_id),
            row.body,
            row.attempts,
            row.expires_at,
        )
        for row in rows
    ]


def next_due(connection: Connection, channel: str, account: str) -> dt.datetime | None:
    """When the next row of an account is due, whether it may leave then or not."""
    found: dt.datetime | None = connection.execute(
        sa.select(sa.func.min(outbox.c.due_at, type_=outbox.c.due_at.type)).where(
            outbox.c.channel == channel, outbox.c.account == account, outbox.c.status == "waiting"
        )
    ).scalar_one()
    return found


def claim(unit: Unit, rows: Collection[int]) -> frozenset[int]:
    """Marks waiting rows as being sent; returns those that no other replica had taken before."""
    claimed = unit.connection.execute(
        outbox.update()
        .where(outbox.c.id.in_(rows), outbox.c.status == "waiting")
        .values(status="sending")
        .returning(outbox.c.id)
    )
    return frozenset(claimed.scalars())


def take_back(unit: Unit, channel: str, account: str, in_hand: Collection[int]) -> int:
    """Lets replies wait again that a replica claimed and died with; returns how many. Those in hand here stay."""
    found = unit.connection.execute(
        outbox.update()
        .where(
            outbox.c.channel == channel,
            outbox.c.account == account,
            outbox.c.status == "sending",
            outbox.c.conversation_id.not_in(list(in_hand)),
        )
        .values(status="waiting")
    )
    return found.rowcount


def settle(
    unit: Unit, row: int, status: str, now: dt.datetime, *, platform_id: str | None = None, error: str | None = None
) -> None:
    """Writes down how a row ended: sent, failed, uncertain or expired."""
    unit.connection.execute(
        outbox.update()
        .where(outbox.c.id == row)
        .values(
            status=status,
            settled_at=now,
            platform_id=platform_id,
            error=error[:_LONGEST_ERROR] if error else None,
            attempts=outbox.c.attempts + 1,
        )
    )


def defer(unit: Unit, row: int, until: dt.datetime, error: str) -> None:
    """Puts a row off, unless it was given up meanwhile."""
    unit.connection.execute(
        outbox.update()
        .where(outbox.c.id == row, outbox.c.status.in_(_UNSETTLED))
        .values(status="waiting", due_at=until, error=error[:_LONGEST_ERROR], attempts=outbox.c.attempts + 1)
    )


def mark_unreachable(unit: Unit, conversation: int, now: dt.datetime, error: str) -> None:
    """Gives up everything that waits for a chat that cannot be reached; what is written later waits again."""
    unit.connection.execute(
        conversations.update().where(conversations.c.id == conversation).values(unreachable_since=now)
    )
    unit.connection.execute(
        outbox.update()
        .where(outbox.c.conversation_id == conversation, outbox.c.status.in_(_UNSENT))
        .values(status="failed", settled_at=now, error=error[:_LONGEST_ERROR])
    )


def counts(connection: Connection) -> dict[tuple[str, str], int]:
    """How many rows there are by channel and status."""
    rows = connection.execute(
        sa.select(outbox.c.channel, outbox.c.status, sa.func.count()).group_by(outbox.c.channel, outbox.c.status)
    )
    return {(channel, status): count for channel, status, count in rows}
