"""Checklists that citizens keep: their items and ticks, the decree they came from, and reminders."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.schema import Id, Moment

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "checklists",
        sa.Column("id", Id, nullable=False),
        sa.Column("conversation_id", Id, nullable=False),
        sa.Column("service", sa.String(128), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("decree", sa.String(128), nullable=False),
        sa.Column("decree_date", sa.Date(), nullable=False),
        sa.Column("version", sa.String(24), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("remind_at", Moment()),
        sa.Column("remind_asked_at", Moment()),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_checklists"),
        sa.UniqueConstraint("conversation_id", "service", name="uq_checklists_conversation_id_service"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_checklists_conversation_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_checklists_service_version", "checklists", ["service", "version"])
    some = sa.text("remind_at IS NOT NULL")
    op.create_index("ix_checklists_remind_at", "checklists", ["remind_at"], sqlite_where=some, postgresql_where=some)
    op.create_table(
        "checklist_items",
        sa.Column("checklist_id", Id, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(128), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("ready", sa.Boolean(), nullable=False),
        sa.Column("skipped", sa.Boolean(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("checklist_id", "position", name="pk_checklist_items"),
        sa.ForeignKeyConstraint(
            ["checklist_id"], ["checklists.id"], name="fk_checklist_items_checklist_id", ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    """Takes the tables away."""
    op.drop_table("checklist_items")
    op.drop_table("checklists")
