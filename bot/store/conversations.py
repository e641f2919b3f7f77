"""The row of a conversation: held for a unit of work, begun, and brought to what it is after a turn."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.arrival import Address
from bot.store.schema import conversations
from handlers.state import dump, load
from handlers.turn import Conversation


@dataclass(frozen=True, slots=True)
class Held:
    """A conversation as it stands; `last_event` is the number of its last message."""

    id: int
    address: Address
    conversation: Conversation
    last_event: int
    unreachable_since: dt.datetime | None
    window_until: dt.datetime | None = None


def hold(connection: Connection, address: Address) -> Held | None:
    """The conversation at an address, kept for this unit of work; None before its first message."""
    row = connection.execute(
        _AT, {"channel": address.channel, "account": address.account, "external_id": address.external_id}
    ).one_or_none()
    return _held(row) if row is not None else None


def look(connection: Connection, address: Address) -> Held | None:
    """The conversation at an address, only looked at; None before its first message."""
    row = connection.execute(
        _THERE, {"channel": address.channel, "account": address.account, "external_id": address.external_id}
    ).one_or_none()
    return _held(row) if row is not None else None


def is_at(address: Address) -> sa.ColumnElement[bool]:
    """Whether a conversation is the one at an address."""
    return sa.and_(
        conversations.c.channel == address.channel,
        conversations.c.account == address.account,
        conversations.c.external_id == address.external_id,
    )


def of_id(connection: Connection, conversation: int, *, lock: bool) -> Held | None:
    """A conversation by its id, with `lock` kept for this unit of work; None where it is deleted."""
    wanted = _ROWS.where(conversations.c.id == conversation)
    row = connection.execute(wanted.with_for_update() if lock else wanted).one_or_none()
    return _held(row) if row is not None else None


def begin(
    connection: Connection, address: Address, conversation: Conversation, last_event: int, now: dt.datetime
) -> int:
    """A new conversation after its first turn; returns its id."""
    inserted = connection.execute(
        conversations.insert()
        .values(
            channel=address.channel,
            account=address.account,
            external_id=address.external_id,
            last_event=last_event,
            created_at=now,
            updated_at=now,
            **_state(conversation),
        )
        .returning(conversations.c.id)
    )
    return int(inserted.scalar_one())


def advance(
    connection: Connection, held: int, conversation: Conversation, last_event: int, now: dt.datetime, *, heard: bool
) -> None:
    """A conversation after one more turn; from whom something was `heard` can be reached again."""
    values = {"of": held, "last": last_event, "at": now, **_state(conversation)}
    connection.execute(_HEAR if heard else _ADVANCE, values)


def _state(conversation: Conversation) -> dict[str, str | dt.datetime | None]:
    draft = conversation.draft
    expires_at = draft.expires_at if draft is not None else None
    return {"state": dump(conversation), "draft_expires_at": expires_at, "language": conversation.language}


def _held(row: sa.Row[*tuple[Any, ...]]) -> Held:
    address = Address(row.channel, row.account, row.external_id)
    return Held(row.id, address, load(row.state), row.last_event, row.unreachable_since, row.window_until)


_ROWS = sa.select(
    conversations.c.id,
    conversations.c.channel,
    conversations.c.account,
    conversations.c.external_id,
    conversations.c.state,
    conversations.c.last_event,
    conversations.c.unreachable_since,
    conversations.c.window_until,
)
_THERE = _ROWS.where(
    conversations.c.channel == sa.bindparam("channel"),
    conversations.c.account == sa.bindparam("account"),
    conversations.c.external_id == sa.bindparam("external_id"),
)
_AT = _THERE.with_for_update()
"""On PostgreSQL the row is locked, so that two replicas take turns; SQLite has one writer."""
_ADVANCE = (
    conversations.update()
    .where(conversations.c.id == sa.bindparam("of"))
    .values(
        state=sa.bindparam("state"),
        draft_expires_at=sa.bindparam("draft_expires_at"),
        language=sa.bindparam("language"),
        last_event=sa.bindparam("last"),
        updated_at=sa.bindparam("at"),
    )
)
_HEAR = _ADVANCE.values(unreachable_since=None)
