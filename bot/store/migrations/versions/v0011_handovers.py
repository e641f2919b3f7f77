"""Chats with officers, and who has a page of the desk open."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.schema import Id, Moment

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables; the second unlogged where that exists, since it is true for seconds only."""
    op.create_table(
        "handovers",
        sa.Column("id", Id, nullable=False),
        sa.Column("conversation_id", Id, nullable=False),
        sa.Column("office", sa.String(64), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("first_event", sa.Integer(), nullable=False),
        sa.Column("unanswered_since", Moment()),
        sa.Column("held_by", sa.String(128)),
        sa.Column("taken_at", Moment()),
        sa.Column("note", sa.Text()),
        sa.Column("ended_at", Moment()),
        sa.Column("how", sa.String(16)),
        sa.Column("due_at", Moment()),
        sa.PrimaryKeyConstraint("id", name="pk_handovers"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_handovers_conversation_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_handovers_conversation_id", "handovers", ["conversation_id"])
    op.create_index("ix_handovers_state_office_asked_at", "handovers", ["state", "office", "asked_at"])
    is_open, is_due = sa.text("state != 'ended'"), sa.text("due_at IS NOT NULL")
    op.create_index(
        "ix_handovers_open", "handovers", ["conversation_id"], unique=True,
        sqlite_where=is_open, postgresql_where=is_open,
    )  # fmt: skip
    op.create_index(
        "ix_handovers_due_at", "handovers", ["due_at"], sqlite_where=is_due, postgresql_where=is_due
    )  # fmt: skip
    op.create_table(
        "presences",
        sa.Column("page", sa.String(32), nullable=False),
        sa.Column("place", sa.String(64), nullable=False),
        sa.Column("officer", sa.String(64), nullable=False),
        sa.Column("writing", sa.Boolean(), nullable=False),
        sa.Column("until", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("page", name="pk_presences"),
        prefixes=["UNLOGGED"] if op.get_bind().dialect.name == "postgresql" else [],
    )
    op.create_index("ix_presences_place", "presences", ["place"])


def downgrade() -> None:
    """Takes the tables away."""
    op.drop_table("presences")
    op.drop_table("handovers")
