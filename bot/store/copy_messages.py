"""Writes copies of announcements into their conversations, in each citizen's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.reply_json import dump
from bot.store.announcement_schema import announcement_bodies as bodies
from bot.store.saying import message_row
from bot.store.schema import conversations, messages
from bot.store.unit import Unit
from handlers.turn import Reply


def write_bodies(unit: Unit, number: int, replies: Mapping[str, Reply]) -> None:
    """Keeps what is said in each language, in place of what was kept before."""
    unit.connection.execute(bodies.delete().where(bodies.c.announcement_id == number))
    unit.connection.execute(
        bodies.insert(),
        [{"announcement_id": number, "language": each, "body": dump(reply)} for each, reply in replies.items()],
    )


def bodies_of(connection: Connection, number: int) -> dict[str, str]:
    """What is said by language, as reply JSON; nothing before it was let go."""
    rows = connection.execute(_BODIES, {"number": number})
    return {row.language: row.body for row in rows}


def in_language(said: Mapping[str, str], language: str) -> str:
    """The words in a language, or in Indonesian."""
    return said.get(language) or said["id"]


def write_messages(
    unit: Unit, rows: Sequence[sa.Row[Any]], said: Mapping[str, str], now: dt.datetime
) -> dict[int, int]:
    """Numbers and writes the message of each copy; returns the numbers by copy. One written before keeps its own."""
    new = [row for row in rows if row.event is None]
    events = {row.id: row.event for row in rows}
    if not new:
        return events
    numbered = unit.connection.execute(_NUMBER, {"some": [row.conversation_id for row in new]})
    last = {row.id: row.last_event for row in numbered}
    events |= {row.id: last[row.conversation_id] for row in new}
    unit.connection.execute(
        _SAY,
        [
            message_row(
                row.conversation_id, events[row.id], "out", "announcement", in_language(said, row.language), now
            )
            for row in new
        ],
    )
    return events


_BODIES = sa.select(bodies.c.language, bodies.c.body).where(bodies.c.announcement_id == sa.bindparam("number"))
_NUMBER = (
    conversations.update()
    .where(conversations.c.id.in_(sa.bindparam("some", expanding=True)))
    .values(last_event=conversations.c.last_event + 1)
    .returning(conversations.c.id, conversations.c.last_event)
)
_SAY = messages.insert()
