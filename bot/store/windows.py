"""The time in which a channel lets us write freely to a chat: each message of the citizen opens it for a while."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.arrival import Address
from bot.store.conversations import is_at
from bot.store.saying import LIFETIMES, NEWS_LANE
from bot.store.schema import conversations, outbox
from bot.store.sending import Outgoing
from bot.store.unit import Unit
from bot.store.whatsapp_parts import CHANNEL, Place, write_parts

_ASK_EVERY = dt.timedelta(hours=24)
"""A citizen is asked once a day: each time is billed, and what waits leaves together."""


@dataclass(frozen=True, slots=True)
class Window:
    """Until when a chat may be written to freely, and when the citizen was asked last to open it again."""

    until: dt.datetime | None
    knocked_at: dt.datetime | None

    def is_open(self, now: dt.datetime) -> bool:
        """Whether anything may be written now; a channel without windows is always open."""
        return self.until is None or now < self.until

    def asked_of_late(self, now: dt.datetime) -> dt.datetime | None:
        """When the citizen was asked to open the chat, where that is too short a time ago to ask again; else None."""
        if self.knocked_at is None or now - self.knocked_at >= _ASK_EVERY:
            return None
        return self.knocked_at


def window_of(connection: Connection, address: Address) -> Window:
    """The window of a chat; raises LookupError where the conversation is deleted."""
    row = connection.execute(
        sa.select(conversations.c.window_until, conversations.c.knocked_at).where(
            is_at(address),
        )
    ).one_or_none()
    if row is None:
        raise LookupError(address.channel)
    return Window(row.window_until, row.knocked_at)


def open_window(unit: Unit, conversation: int, until: dt.datetime, now: dt.datetime) -> int:
    """Opens a chat until a moment, if it is not open for longer; returns how many held messages may leave now.

    A message that comes late opens nothing any more: the platform counts from when it was written.
    """
    unit.connection.execute(
        conversations.update()
        .where(
            conversations.c.id == conversation,
            sa.or_(conversations.c.window_until.is_(None), conversations.c.window_until < until),
        )
        .values(window_until=until)
    )
    if until <= now:
        return 0
    held = sa.and_(outbox.c.conversation_id == conversation, outbox.c.status == "held")
    unit.connection.execute(
        outbox.update()
        .where(held, outbox.c.expires_at <= now)
        .values(status="expired", settled_at=now, error="kedaluwarsa")
    )
    released = unit.connection.execute(outbox.update().where(held).values(status="waiting", due_at=now))
    return released.rowcount


def shut_window(unit: Unit, chat: Address | int, now: dt.datetime) -> None:
    """The platform said that the window of a chat, by its address or its id, is shut, whatever was written down."""
    which = is_at(chat) if isinstance(chat, Address) else conversations.c.id == chat
    unit.connection.execute(
        conversations.update().where(which, conversations.c.window_until > now).values(window_until=now)
    )


def hold_back(unit: Unit, row: Outgoing, parts: tuple[str, ...], reason: str, now: dt.datetime) -> None:
    """Keeps a message until the citizen writes again; `parts` is what was sent to ask for that."""
    unit.connection.execute(
        outbox.update().where(outbox.c.id == row.id).values(status="held", error=reason, attempts=outbox.c.attempts + 1)
    )
    if parts:
        unit.connection.execute(
            conversations.update().where(conversations.c.id == row.conversation).values(knocked_at=now)
        )
        write_parts(unit, row.address.account, parts, Place(row.conversation), now)


def follow_up(unit: Unit, conversation: int, event: int, account: str, now: dt.datetime) -> None:
    """Keeps a message that the citizen was told of by a template: it leaves when they write, and only once."""
    there = sa.select(outbox.c.id).where(outbox.c.conversation_id == conversation, outbox.c.event == event)
    if unit.connection.execute(there.where(outbox.c.status.in_(("held", "waiting")))).first() is None:
        unit.connection.execute(
            outbox.insert().values(
                conversation_id=conversation, event=event, channel=CHANNEL, account=account, lane=NEWS_LANE,
                status="held", attempts=0, due_at=now, expires_at=now + LIFETIMES["news"],
            )
        )  # fmt: skip
    unit.connection.execute(conversations.update().where(conversations.c.id == conversation).values(knocked_at=now))
