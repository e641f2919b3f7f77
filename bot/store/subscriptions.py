"""Writes what announcements a citizen wants, and takes the consent back with the last of them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.dialects import postgresql, sqlite

from bot.store.auditing import note
from bot.store.schema import subscriptions
from bot.store.subscription_ends import end_subscriptions, withdraw_announcements
from bot.store.unit import Unit
from handlers.effects import Follow


def write_subscriptions(unit: Unit, conversation: int, effect: Follow, now: dt.datetime) -> None:
    """Brings the rows to what the citizen wants; those that stay keep their age."""
    connection = unit.connection
    pairs = tuple((office, topic) for office, _, topic in (each.partition("/") for each in effect.follows))
    end_subscriptions(unit, conversation, pairs, now)
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    rows = [
        {"office": office, "conversation_id": conversation, "topic": topic, "since": now} for office, topic in pairs
    ]
    if rows:
        connection.execute(insert(subscriptions).on_conflict_do_nothing(), rows)
    else:
        withdraw_announcements(unit, conversation, now)
    note(connection, effect.who, "follow", f"{len(rows)} topics" if rows else "none", now)
