"""Subscribers in any number, and an announcement to them, for tests and benchmarks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.announcing import Composed
from bot.store.schema import announcement_deliveries, conversations, subscriptions
from bot.store.store import Store
from bot.store.unit import Unit
from handlers.announcement import Announcement, Topic
from handlers.state import dump
from handlers.turn import Conversation

TRAINING = Announcement(
    "depok", ("pelatihan",), "Pelatihan Wirausaha Baru", ("Pendaftaran dibuka sampai Jumat, 15 Agustus.",)
)


def composed(told: Announcement = TRAINING, **more: Any) -> Composed:
    """An announcement of Depok on training."""
    return Composed(told, **more)


async def follow(
    store: Store, chats: Iterable[int], *offices: str, channel: str = "telegram", account: str = "bot",
    now: dt.datetime, topic: Topic = "pelatihan", language: str = "id",
) -> None:  # fmt: skip
    """Chats that follow offices on a topic, as if they had said so."""
    ids = list(chats)
    state = dump(Conversation(office=offices[0], language=language, follows=tuple(f"{o}/{topic}" for o in offices)))

    def write(unit: Unit) -> None:
        rows = [
            {"channel": channel, "account": account, "external_id": str(chat), "state": state, "last_event": 0,
             "created_at": now, "updated_at": now, "language": language}
            for chat in ids
        ]  # fmt: skip
        unit.connection.execute(conversations.insert(), rows)
        wanted = (conversations.c.channel == channel, conversations.c.external_id.in_([str(chat) for chat in ids]))
        for office in offices:
            chosen = sa.select(
                sa.literal(office),
                conversations.c.id,
                sa.literal(topic),
                sa.literal(now, conversations.c.created_at.type),
            ).where(*wanted)
            columns = ["office", "conversation_id", "topic", "since"]
            unit.connection.execute(subscriptions.insert().from_select(columns, chosen))

    await store.write(write)


async def copies(store: Store) -> list[tuple[str, str, str | None]]:
    """Chat, state and reason of every copy, by chat."""

    def read(connection: Connection) -> list[tuple[str, str, str | None]]:
        found = connection.execute(
            sa.select(conversations.c.external_id, announcement_deliveries.c.state, announcement_deliveries.c.reason)
            .join(conversations, conversations.c.id == announcement_deliveries.c.conversation_id)
            .order_by(announcement_deliveries.c.id)
        )
        return [(chat, state, reason) for chat, state, reason in found]

    return await store.read(read)
