"""The tables of an announcement on its way: its words in each language, and its file as platforms keep it."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, String, Table, Text

from bot.store.schema import Id
from bot.store.schema import metadata as metadata

announcement_bodies = Table(
    "announcement_bodies",
    metadata,
    Column("announcement_id", Id, ForeignKey("announcements.id", ondelete="CASCADE"), primary_key=True),
    Column("language", String(8), primary_key=True),
    Column("body", Text, nullable=False),
)
"""The message as it was previewed when it was let go, as reply JSON; what goes is this, whatever the decrees say later.
"""

announcement_uploads = Table(
    "announcement_uploads",
    metadata,
    Column("announcement_id", Id, ForeignKey("announcements.id", ondelete="CASCADE"), primary_key=True),
    Column("account", String(64), primary_key=True),
    Column("sort", String(8), nullable=False),
    Column("source", String(256), nullable=False),
)
"""The file of an announcement where an account has uploaded it once: `sort` is as what, `source` its id there."""
