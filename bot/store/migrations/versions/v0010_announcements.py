"""Announcements: who follows whose, what is told, and what became of each copy; the language of a chat as a column."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.schema import Id, Moment

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_ON_SQLITE = "UPDATE conversations SET language = COALESCE(json_extract(state, '$.language'), 'id')"
_ON_POSTGRESQL = "UPDATE conversations SET language = COALESCE(state::json->>'language', 'id')"


def upgrade() -> None:
    """Makes the tables, and fills the column."""
    op.add_column("conversations", sa.Column("language", sa.String(8), nullable=False, server_default="id"))
    op.execute(_ON_POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _ON_SQLITE)
    op.create_table(
        "subscriptions",
        sa.Column("office", sa.String(64), nullable=False),
        sa.Column("conversation_id", Id, nullable=False),
        sa.Column("topic", sa.String(16), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("office", "conversation_id", "topic", name="pk_subscriptions"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_subscriptions_conversation_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_subscriptions_conversation_id", "subscriptions", ["conversation_id"])
    _announcements()
    _deliveries()


def _announcements() -> None:
    op.create_table(
        "announcements",
        sa.Column("id", Id, nullable=False),
        sa.Column("office", sa.String(64), nullable=False),
        sa.Column("topics", sa.String(128), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("link", sa.Text()),
        sa.Column("languages", sa.String(32), nullable=False),
        sa.Column("channels", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.String(128), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("approved_by", sa.String(128)),
        sa.Column("scheduled_at", Moment()),
        sa.Column("started_at", Moment()),
        sa.Column("finished_at", Moment()),
        sa.Column("ends_on", sa.Date()),
        sa.Column("ends_at", Moment()),
        sa.Column("corrects", Id),
        sa.Column("filled_to", Id),
        sa.Column("filled", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_announcements"),
        sa.ForeignKeyConstraint(
            ["corrects"], ["announcements.id"], name="fk_announcements_corrects", ondelete="SET NULL"
        ),
    )
    op.create_index("ix_announcements_office_state", "announcements", ["office", "state"])
    op.create_index("ix_announcements_state", "announcements", ["state"])


def _deliveries() -> None:
    op.create_table(
        "announcement_deliveries",
        sa.Column("id", Id, nullable=False),
        sa.Column("announcement_id", Id, nullable=False),
        sa.Column("conversation_id", Id),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("reason", sa.String(300)),
        sa.Column("retryable", sa.Boolean(), nullable=False),
        sa.Column("event", sa.Integer()),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_announcement_deliveries"),
        sa.UniqueConstraint(
            "announcement_id", "conversation_id", name="uq_announcement_deliveries_announcement_id_conversation_id"
        ),
        sa.ForeignKeyConstraint(
            ["announcement_id"], ["announcements.id"], name="fk_announcement_deliveries_announcement_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_announcement_deliveries_conversation_id",
            ondelete="SET NULL",
        ),
    )  # fmt: skip
    op.create_index(
        "ix_announcement_deliveries_next",
        "announcement_deliveries",
        ["announcement_id", "state", "channel", "event", "id"],
    )
    op.create_index(
        "ix_announcement_deliveries_conversation_id_event", "announcement_deliveries", ["conversation_id", "event"]
    )


def downgrade() -> None:
    """Takes the tables and the column away."""
    op.drop_table("announcement_deliveries")
    op.drop_table("announcements")
    op.drop_table("subscriptions")
    op.drop_column("conversations", "language")
