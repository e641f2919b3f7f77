"""What an open chat reads: the messages of a conversation after a number, and that they were fetched."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.arrival import Address
from bot.store.conversations import is_at
from bot.store.copy_ends import settle_fetched
from bot.store.forgetting import FORGOTTEN
from bot.store.saying import NEWS_LANE
from bot.store.schema import conversations, messages, outbox
from bot.store.unit import Unit


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a conversation: its number, direction (`in` or `out`), body as stored, and when."""

    event: int
    direction: str
    body: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Talk:
    """A stretch of a conversation, oldest first; `conversation` is None before its first message.

    It is `anew` where the number asked after is none of its own: the conversation that had it was deleted.
    """

    conversation: int | None
    said: tuple[Said, ...]
    anew: bool = False


def talk_after(connection: Connection, address: Address, after: int, most: int) -> Talk:
    """The messages after a number, without forgotten ones; the last `most` of them where there are more."""
    found = connection.execute(
        sa.select(conversations.c.id, conversations.c.last_event).where(
            is_at(address),
        )
    ).one_or_none()
    if found is None:
        return Talk(None, ())
    conversation, last = found
    anew = after > last
    after = 0 if anew else after
    rows = connection.execute(
        sa.select(messages.c.event, messages.c.direction, messages.c.body, messages.c.at)
        .where(messages.c.conversation_id == conversation, messages.c.event > after, messages.c.body != FORGOTTEN)
        .order_by(messages.c.event.desc())
        .limit(most)
    ).all()
    return Talk(conversation, tuple(Said(*row) for row in reversed(rows)), anew)


def reply_at(connection: Connection, address: Address, event: int) -> str | None:
    """The body of one thing that was said to a citizen; None where there is none, or it is forgotten."""
    body: str | None = connection.execute(
        sa.select(messages.c.body)
        .join(conversations, conversations.c.id == messages.c.conversation_id)
        .where(
            is_at(address),
            messages.c.event == event,
            messages.c.direction == "out",
            messages.c.body != FORGOTTEN,
        )
    ).scalar_one_or_none()
    return body


def mark_fetched(unit: Unit, conversation: int, upto: int, now: dt.datetime) -> None:
    """Web replies count as sent once they were fetched."""
    fetched = unit.connection.execute(
        outbox.update()
        .where(
            outbox.c.conversation_id == conversation,
            outbox.c.event <= upto,
            outbox.c.status == "available",
        )
        .values(status="sent", settled_at=now, attempts=outbox.c.attempts + 1)
        .returning(outbox.c.lane, outbox.c.event)
    )
    if news := [row.event for row in fetched.all() if row.lane == NEWS_LANE]:
        settle_fetched(unit, conversation, news, now)
