"""Announcements: copies are claimed from their own rows, words are kept as previewed, and a file may come with them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.schema import Id, Moment

revision = "0013"
down_revision = "0010"
branch_labels = None
depends_on = None

_NEXT = "ix_announcement_deliveries_next"
_FED = (
    "DELETE FROM messages WHERE EXISTS (SELECT 1 FROM outbox WHERE outbox.conversation_id = messages.conversation_id"
    " AND outbox.event = messages.event AND outbox.lane = 1 AND outbox.status IN ('waiting', 'held'))",
    "DELETE FROM outbox WHERE lane = 1 AND status IN ('waiting', 'held')",
    "UPDATE announcement_deliveries SET event = NULL WHERE state = 'waiting'",
    "UPDATE outbox SET status = 'uncertain' WHERE lane = 1 AND status = 'sending'",
)
"""What waited in the outbox waits as a copy again: none of it had left; what was being sent may have arrived."""


def upgrade() -> None:
    """Makes the tables and columns, and takes waiting copies out of the outbox."""
    for statement in _FED:
        op.execute(statement)
    op.create_table(
        "announcement_bodies",
        sa.Column("announcement_id", Id, nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("announcement_id", "language", name="pk_announcement_bodies"),
        _of_announcement("announcement_bodies"),
    )
    op.create_table(
        "announcement_uploads",
        sa.Column("announcement_id", Id, nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("sort", sa.String(8), nullable=False),
        sa.Column("source", sa.String(256), nullable=False),
        sa.PrimaryKeyConstraint("announcement_id", "account", name="pk_announcement_uploads"),
        _of_announcement("announcement_uploads"),
    )
    for column in (
        sa.Column("open_until", Moment()),
        sa.Column("file_kind", sa.String(8)),
        sa.Column("file_name", sa.String(128)),
        sa.Column("file_sha256", sa.String(64)),
    ):
        op.add_column("announcements", column)
    op.add_column("announcement_deliveries", sa.Column("due_at", Moment()))
    op.add_column(
        "announcement_deliveries", sa.Column("attempts", sa.SmallInteger(), nullable=False, server_default="0")
    )
    op.drop_index(_NEXT, "announcement_deliveries")
    op.create_index(_NEXT, "announcement_deliveries", ["announcement_id", "state", "channel", "due_at", "id"])


def _of_announcement(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["announcement_id"], ["announcements.id"], name=f"fk_{table}_announcement_id", ondelete="CASCADE"
    )


def downgrade() -> None:
    """Takes the tables and columns away."""
    op.drop_index(_NEXT, "announcement_deliveries")
    op.create_index(_NEXT, "announcement_deliveries", ["announcement_id", "state", "channel", "event", "id"])
    for column in ("attempts", "due_at"):
        op.drop_column("announcement_deliveries", column)
    for column in ("file_sha256", "file_name", "file_kind", "open_until"):
        op.drop_column("announcements", column)
    op.drop_table("announcement_uploads")
    op.drop_table("announcement_bodies")
