"""The tables of officers in the chats: whose account is whose, groups of the staff, and what is told there."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from bot.store.schema import Id, Moment
from bot.store.staff_schema import metadata as metadata

staff_chats = Table(
    "staff_chats",
    metadata,
    Column("staff_id", Id, ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("since", Moment, nullable=False),
)
"""The private chat of each officer who has linked one; a deleted row is a link that was cut."""

staff_codes = Table(
    "staff_codes",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("staff_id", Id, ForeignKey("staff.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("office", String(64)),
    Column("expires_at", Moment, nullable=False),
)
"""One-time codes, as hashes: without an office to link an officer's own chat, with one to link a group to it."""

staff_groups = Table(
    "staff_groups",
    metadata,
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("office", String(64), nullable=False, index=True),
    Column("linked_by", String(64), nullable=False),
    Column("since", Moment, nullable=False),
)
"""Groups of an office's staff."""

staff_notices = Table(
    "staff_notices",
    metadata,
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("ticket_id", Id, ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("event", Integer),
)
"""New tickets that a group is told of; `event` is the message that tells it, None before."""
_untold = staff_notices.c.event.is_(None)
Index("ix_staff_notices_untold", staff_notices.c.conversation_id, sqlite_where=_untold, postgresql_where=_untold)

staff_reminders = Table(
    "staff_reminders",
    metadata,
    Column("id", Id, primary_key=True),
    Column("ticket_id", Id, ForeignKey("tickets.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("staff_id", Id, ForeignKey("staff.id", ondelete="CASCADE"), index=True),
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="CASCADE")),
    Column("at", Moment, nullable=False),
    Column("told_at", Moment),
    Column("read_at", Moment),
    UniqueConstraint("ticket_id", "position", "staff_id"),
    UniqueConstraint("ticket_id", "position", "conversation_id"),
)
"""That a limit comes near or was missed (the ticket's event at `position`), for one officer or for a group. `told_at`
is when the chat was told, `read_at` when the officer marked it as read at the desk."""
_unsaid = staff_reminders.c.told_at.is_(None)
Index("ix_staff_reminders_untold", staff_reminders.c.at, sqlite_where=_unsaid, postgresql_where=_unsaid)

staff_orders = Table(
    "staff_orders",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("announcement_id", Id, ForeignKey("announcements.id", ondelete="CASCADE"), index=True),
    Column("who", String(64), nullable=False),
    Column("office", String(64), nullable=False),
    Column("topic", String(16)),
    Column("title", Text),
    Column("body", Text),
    Column("receivers", Integer, nullable=False),
    Column("state", String(8), nullable=False),
    Column("problem", String(16)),
    Column("at", Moment, nullable=False),
)
"""What officers ordered about announcements from their chats, until what became of it was told there. `kind`: send, ask
(for approval), approve. `state`: new, going, refused, done; `receivers` is the number that the officer was told."""
