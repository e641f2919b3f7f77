"""Sends an announcement to one chat alone, for the officer to see it where it will arrive."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import sqlalchemy as sa

from bot.store.conversations import of_id
from bot.store.saying import say
from bot.store.schema import conversations
from bot.store.unit import Unit
from handlers.turn import Reply


def send_test(unit: Unit, channel: str, chat: str, reply: Callable[[str], Reply], now: dt.datetime) -> bool:
    """Says it in a chat, in its language; returns whether there is such a chat. Nobody is counted as a receiver."""
    found = unit.connection.execute(
        sa.select(conversations.c.id)
        .where(conversations.c.channel == channel, conversations.c.external_id == chat)
        .order_by(conversations.c.id.desc())
        .limit(1)
    ).scalar_one_or_none()
    held = of_id(unit.connection, found, lock=True) if found is not None else None
    if held is None:
        return False
    unit.connection.execute(
        conversations.update().where(conversations.c.id == held.id).values(last_event=held.last_event + 1)
    )
    say(unit, held.id, held.address, held.last_event, (reply(held.conversation.language),), "staff", now)
    return True
