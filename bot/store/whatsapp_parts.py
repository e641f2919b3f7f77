"""The messages that WhatsApp took, written down so that the statuses it tells later find what they belong to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from bot.arrival import Address
from bot.store.message_keys import message_key
from bot.store.unit import Unit
from bot.store.whatsapp_schema import whatsapp_messages as parts_table

CHANNEL = "whatsapp"


@dataclass(frozen=True, slots=True)
class Place:
    """What a message at WhatsApp carries: a message of a conversation, or the copy of an announcement."""

    conversation: int | None = None
    event: int | None = None
    delivery: int | None = None


def write_parts(unit: Unit, account: str, parts: Iterable[str], place: Place, now: dt.datetime) -> None:
    """Writes down what WhatsApp took; what a status told of before that is kept, and told on by `take_up_early`."""
    insert = postgresql.insert if unit.connection.dialect.name == "postgresql" else sqlite.insert
    where = {"conversation_id": place.conversation, "event": place.event, "delivery_id": place.delivery}
    for wamid in parts:
        statement = insert(parts_table).values(
            key=key_of(account, wamid), account=account, status="accepted", metered=False, at=now, **where
        )
        unit.connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_=where))


def write_early(unit: Unit, account: str, wamid: str, now: dt.datetime) -> None:
    """Begins the row of a message of which only a status is known."""
    insert = postgresql.insert if unit.connection.dialect.name == "postgresql" else sqlite.insert
    statement = insert(parts_table).values(
        key=key_of(account, wamid), account=account, status="accepted", metered=False, at=now
    )
    unit.connection.execute(statement.on_conflict_do_nothing())


def key_of(account: str, wamid: str) -> str:
    """The key of a message: a hash, since the id holds a telephone number."""
    return message_key(Address(CHANNEL, account, ""), f"out:{wamid}")


def part_of(unit: Unit, key: str) -> sa.Row[*tuple[Any, ...]] | None:
    """What is known of a message, kept for this unit of work; None where nothing is."""
    wanted = sa.select(parts_table).where(parts_table.c.key == key).with_for_update()
    return unit.connection.execute(wanted).one_or_none()
