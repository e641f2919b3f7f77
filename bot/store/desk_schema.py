"""The tables of an officer's work on tickets: replies kept for use, moves between offices, duplicates."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from bot.store.schema import Id, Moment
from bot.store.schema import metadata as metadata

canned_replies = Table(
    "canned_replies",
    metadata,
    Column("id", Id, primary_key=True),
    Column("office", String(64), nullable=False, index=True),
    Column("form", String(64)),
    Column("title", String(80), nullable=False),
    Column("text", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_by", String(64), nullable=False),
    Column("changed_at", Moment, nullable=False),
)
"""Replies that an office keeps for use, with fields such as {nomor}; with `form` only for tickets of that form."""

ticket_moves = Table(
    "ticket_moves",
    metadata,
    Column("id", Id, primary_key=True),
    Column("ticket_id", Id, ForeignKey("tickets.id", ondelete="CASCADE"), nullable=False),
    Column("from_office", String(64), nullable=False),
    Column("to_office", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    Column("who", String(128), nullable=False),
    Column("reason", Text, nullable=False),
    Index(None, "from_office", "at"),
    Index(None, "ticket_id"),
)
"""Tickets that went to another office: all that the office they left may still know of them."""

ticket_merges = Table(
    "ticket_merges",
    metadata,
    Column("ticket_id", Id, ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True),
    Column("into_id", Id, ForeignKey("tickets.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
)
"""Duplicates, closed in favour of another ticket of their office, whose answer they get too."""
