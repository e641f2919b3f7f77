"""The tables of chats with officers: who waits, who holds which, and who has a page of the desk open just now."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from bot.store.schema import Id, Moment
from bot.store.schema import metadata as metadata

handovers = Table(
    "handovers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("office", String(64), nullable=False),
    Column("state", String(8), nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("first_event", Integer, nullable=False),
    Column("unanswered_since", Moment),
    Column("held_by", String(128)),
    Column("taken_at", Moment),
    Column("note", Text),
    Column("ended_at", Moment),
    Column("how", String(16)),
    Column("due_at", Moment),
    Index(None, "conversation_id"),
    Index(None, "state", "office", "asked_at"),
)
"""Chats that asked for an officer. `state`: waiting, taken, ended; `how` is what ended it. `first_event` is the message
that asked; `unanswered_since` the citizen's first word that the officer did not answer. `held_by` is the officer,
`note` the last word of one officer to the next. `due_at` is when the clock looks at it."""
Index(
    "ix_handovers_open",
    handovers.c.conversation_id,
    unique=True,
    sqlite_where=handovers.c.state != "ended",
    postgresql_where=handovers.c.state != "ended",
)
Index(
    None,
    handovers.c.due_at,
    sqlite_where=handovers.c.due_at.is_not(None),
    postgresql_where=handovers.c.due_at.is_not(None),
)

presences = Table(
    "presences",
    metadata,
    Column("page", String(32), primary_key=True),
    Column("place", String(64), nullable=False, index=True),
    Column("officer", String(64), nullable=False),
    Column("writing", Boolean, nullable=False),
    Column("until", Moment, nullable=False),
)
"""Which officer has which page of the desk open, for some seconds at a time; unlogged on PostgreSQL."""
