"""Conversations, their messages, what is seen, what waits to be sent, and turns that failed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.schema import Id, Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the first tables."""
    op.create_table(
        "conversations",
        sa.Column("id", Id, nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("external_id", sa.String(128), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("last_event", sa.Integer(), nullable=False),
        sa.Column("unreachable_since", Moment()),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
        sa.UniqueConstraint("channel", "account", "external_id", name="uq_conversations_channel_account_external_id"),
    )
    op.create_table(
        "seen",
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_seen"),
    )
    op.create_index("ix_seen_at", "seen", ["at"])
    op.create_table(
        "messages",
        sa.Column("conversation_id", Id, nullable=False),
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("direction", sa.String(3), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", "event", name="pk_messages"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_messages_conversation_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_messages_at", "messages", ["at"])
    op.create_table(
        "outbox",
        sa.Column("id", Id, nullable=False),
        sa.Column("conversation_id", Id, nullable=False),
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("lane", sa.SmallInteger(), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("settled_at", Moment()),
        sa.Column("platform_id", sa.String(128)),
        sa.Column("error", sa.String(300)),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_outbox_conversation_id", ondelete="CASCADE"
        ),
    )
    op.create_index(
        "ix_outbox_channel_account_status_lane_id", "outbox", ["channel", "account", "status", "lane", "id"]
    )
    op.create_index("ix_outbox_channel_account_status_due_at", "outbox", ["channel", "account", "status", "due_at"])
    op.create_index("ix_outbox_conversation_id_status", "outbox", ["conversation_id", "status"])
    op.create_table(
        "failed_turns",
        sa.Column("id", Id, nullable=False),
        sa.Column("error_id", sa.String(16), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("external_id", sa.String(128), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("replayed_at", Moment()),
        sa.PrimaryKeyConstraint("id", name="pk_failed_turns"),
        sa.UniqueConstraint("error_id", name="uq_failed_turns_error_id"),
    )
