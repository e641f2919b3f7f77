"""Records one turn: the key that makes a repeat known, the new state, what was said, what must be sent."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from bot.arrival import Address, Arrival
from bot.reply_json import dump as dump_reply
from bot.store.schema import conversations, failed_turns, messages, outbox, seen
from bot.store.unit import Unit
from handlers.state import dump, load
from handlers.turn import Conversation, Message, Outcome, Reply

REPLY_LIFETIME = dt.timedelta(hours=24)
"""After a day a reply answers nobody any more; Telegram drops undelivered updates after the same time."""
REPLY_LANE = 0

Take = Callable[[Conversation, bool], Outcome]
"""The core with everything but the conversation given; the flag says whether the conversation is new."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A turn that the core failed at: its id, where it failed, and the apology to send."""

    error_id: str
    error: str
    apology: Reply


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of an arrival; every one of these may be acknowledged to the platform."""

    status: Literal["done", "repeated", "failed"]
    conversation: int | None = None
    event: int | None = None
    """The number of the incoming message within its conversation."""


class CoreFailed(Exception):
    """The core raised: the turn is rolled back and recorded as failed. Never raised for the database's own errors."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.error_id)
        self.failure = failure


def record_turn(unit: Unit, arrival: Arrival, take: Take, now: dt.datetime) -> Receipt:
    """One whole turn on one connection; raises CoreFailed when `take` does."""
    if not _first_seen(unit.connection, arrival, now):
        return Receipt("repeated")
    found = _find(unit.connection, arrival.address)
    conversation = load(found.state) if found is not None else _fresh(arrival)
    outcome = take(conversation, found is None)
    return _write(unit, arrival, found, outcome, now, "done")


def record_failure(unit: Unit, arrival: Arrival, failure: Failure, now: dt.datetime) -> Receipt:
    """The record of a turn that failed, with its apology; the message is acted on, so it will not come again."""
    if not _first_seen(unit.connection, arrival, now):
        return Receipt("repeated")
    address = arrival.address
    unit.connection.execute(
        failed_turns.insert().values(
            error_id=failure.error_id,
            channel=address.channel,
            account=address.account,
            external_id=address.external_id,
            payload=message_body(arrival.message),
            error=failure.error,
            at=now,
        )
    )
    found = _find(unit.connection, address)
    conversation = load(found.state) if found is not None else _fresh(arrival)
    return _write(unit, arrival, found, Outcome(conversation, (failure.apology,)), now, "failed")


def message_key(address: Address, key: str) -> str:
    """The key of a message: a hash, so that nothing of the platform's ids outlives a deletion in readable form."""
    text = f"{address.channel}\x1f{address.account}\x1f{key}"
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def message_body(message: Message) -> str:
    """An incoming message as JSON: what it says, never which message of the platform it was."""
    match message.kind:
        case "text":
            body = {"text": message.text}
        case "press":
            body = {"choice": message.choice or ""}
        case "unreadable":
            body = {"sort": message.sort}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class _Found:
    id: int
    state: str
    last_event: int


def _first_seen(connection: Connection, arrival: Arrival, now: dt.datetime) -> bool:
    statement = _SEE_ON_POSTGRESQL if connection.dialect.name == "postgresql" else _SEE_ON_SQLITE
    values = {"key": message_key(arrival.address, arrival.key), "at": now}
    return connection.execute(statement, values).first() is not None


_SEE_ON_SQLITE = sqlite.insert(seen).on_conflict_do_nothing().returning(seen.c.key)
_SEE_ON_POSTGRESQL = postgresql.insert(seen).on_conflict_do_nothing().returning(seen.c.key)
_SAY = messages.insert()
_SEND = outbox.insert()


def _find(connection: Connection, address: Address) -> _Found | None:
    row = connection.execute(
        _FIND, {"channel": address.channel, "account": address.account, "external_id": address.external_id}
    ).one_or_none()
    return _Found(*row) if row is not None else None


_FIND = (
    sa.select(conversations.c.id, conversations.c.state, conversations.c.last_event)
    .where(
        conversations.c.channel == sa.bindparam("channel"),
        conversations.c.account == sa.bindparam("account"),
        conversations.c.external_id == sa.bindparam("external_id"),
    )
    .with_for_update()
)
"""On PostgreSQL the row is locked, so that two replicas take turns; SQLite has one writer."""


def _fresh(arrival: Arrival) -> Conversation:
    return Conversation(office=arrival.office, language=arrival.language or "id")


def _write(
    unit: Unit,
    arrival: Arrival,
    found: _Found | None,
    outcome: Outcome,
    now: dt.datetime,
    status: Literal["done", "failed"],
) -> Receipt:
    connection, replies = unit.connection, outcome.replies
    event = (found.last_event if found is not None else 0) + 1
    last = event + len(replies)
    state = dump(outcome.conversation)
    if found is None:
        conversation = _insert_conversation(connection, arrival.address, state, last, now)
    else:
        conversation = found.id
        connection.execute(_ADVANCE, {"of": conversation, "state": state, "last_event": last, "updated_at": now})
    said = [_row(conversation, event, "in", arrival.message.kind, message_body(arrival.message), now)]
    said += [
        _row(conversation, event + place, "out", "reply", dump_reply(reply), now)
        for place, reply in enumerate(replies, 1)
    ]
    connection.execute(_SAY, said)
    if replies:
        sent_by = arrival.address
        connection.execute(
            _SEND,
            [_outgoing(conversation, event + place, sent_by, now) for place in range(1, len(replies) + 1)],
        )
        unit.wake(f"outbox:{sent_by.channel}")
    unit.wake(f"{arrival.address.channel}:{arrival.address.external_id}")
    return Receipt(status, conversation, event)


def _insert_conversation(connection: Connection, address: Address, state: str, last: int, now: dt.datetime) -> int:
    inserted = connection.execute(
        conversations.insert()
        .values(
            channel=address.channel,
            account=address.account,
            external_id=address.external_id,
            state=state,
            last_event=last,
            created_at=now,
            updated_at=now,
        )
        .returning(conversations.c.id)
    )
    return int(inserted.scalar_one())


_ADVANCE = (
    conversations.update()
    .where(conversations.c.id == sa.bindparam("of"))
    .values(
        state=sa.bindparam("state"),
        last_event=sa.bindparam("last_event"),
        updated_at=sa.bindparam("updated_at"),
        unreachable_since=None,
    )
)
"""Whoever writes can be reached again."""


def _row(conversation: int, event: int, direction: str, kind: str, body: str, now: dt.datetime) -> dict[str, object]:
    return {
        "conversation_id": conversation,
        "event": event,
        "direction": direction,
        "kind": kind,
        "body": body,
        "at": now,
    }


def _outgoing(conversation: int, event: int, address: Address, now: dt.datetime) -> dict[str, object]:
    return {
        "conversation_id": conversation,
        "event": event,
        "channel": address.channel,
        "account": address.account,
        "lane": REPLY_LANE,
        "status": "available" if address.channel == "web" else "waiting",
        "attempts": 0,
        "due_at": now,
        "expires_at": now + REPLY_LIFETIME,
    }
