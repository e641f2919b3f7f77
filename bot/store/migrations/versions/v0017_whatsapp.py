"""WhatsApp: the 24-hour window of each chat, what became of each message, what was billed, numbers and templates."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.schema import Id, Moment

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_TABLES = (
    "other_ids", "whatsapp_template_uses", "whatsapp_templates", "whatsapp_numbers", "whatsapp_meter",
    "whatsapp_messages",
)  # fmt: skip


def upgrade() -> None:
    """Makes the tables and columns."""
    op.add_column("conversations", sa.Column("window_until", Moment()))
    op.add_column("conversations", sa.Column("knocked_at", Moment()))
    op.add_column("outbox", sa.Column("arrived", sa.String(10)))
    _messages()
    op.create_table(
        "whatsapp_meter",
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("category", sa.String(32), nullable=False),
        sa.Column("billable", sa.Boolean(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("account", "month", "category", "billable", name="pk_whatsapp_meter"),
    )
    op.create_table(
        "whatsapp_numbers",
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("business", sa.String(64), nullable=False),
        sa.Column("phone", sa.String(32), nullable=False),
        sa.Column("name", sa.String(128), nullable=False),
        sa.Column("synced_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("account", name="pk_whatsapp_numbers"),
    )
    op.create_table(
        "whatsapp_templates",
        sa.Column("business", sa.String(64), nullable=False),
        sa.Column("name", sa.String(512), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("status", sa.String(24), nullable=False),
        sa.Column("category", sa.String(24), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("parameters", sa.Integer(), nullable=False),
        sa.Column("synced_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("business", "name", "language", name="pk_whatsapp_templates"),
    )
    op.create_table(
        "whatsapp_template_uses",
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("purpose", sa.String(16), nullable=False),
        sa.Column("name", sa.String(512), nullable=False),
        sa.PrimaryKeyConstraint("account", "purpose", name="pk_whatsapp_template_uses"),
    )
    op.create_table(
        "other_ids",
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("external_id", sa.String(128), nullable=False),
        sa.Column("conversation_id", Id, nullable=False),
        sa.PrimaryKeyConstraint("channel", "account", "external_id", name="pk_other_ids"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_other_ids_conversation_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_other_ids_conversation_id", "other_ids", ["conversation_id"])


def _messages() -> None:
    op.create_table(
        "whatsapp_messages",
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("conversation_id", Id),
        sa.Column("event", sa.Integer()),
        sa.Column("delivery_id", Id),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("error_code", sa.Integer()),
        sa.Column("metered", sa.Boolean(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_whatsapp_messages"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_whatsapp_messages_conversation_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["announcement_deliveries.id"], name="fk_whatsapp_messages_delivery_id", ondelete="CASCADE"
        ),
    )
    for column in ("conversation_id", "delivery_id", "at"):
        op.create_index(f"ix_whatsapp_messages_{column}", "whatsapp_messages", [column])


def downgrade() -> None:
    """Takes the tables and columns away."""
    for table in _TABLES:
        op.drop_table(table)
    op.drop_column("outbox", "arrived")
    for column in ("knocked_at", "window_until"):
        op.drop_column("conversations", column)
