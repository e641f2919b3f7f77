"""What officers do with tickets: replies kept for use, units, moves to another office, duplicates."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.schema import Id, Moment

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables and the column."""
    op.add_column("tickets", sa.Column("unit", sa.String(80)))
    op.create_table(
        "canned_replies",
        sa.Column("id", Id, nullable=False),
        sa.Column("office", sa.String(64), nullable=False),
        sa.Column("form", sa.String(64)),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.String(64), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_canned_replies"),
    )
    op.create_index("ix_canned_replies_office", "canned_replies", ["office"])
    op.create_table(
        "ticket_moves",
        sa.Column("id", Id, nullable=False),
        sa.Column("ticket_id", Id, nullable=False),
        sa.Column("from_office", sa.String(64), nullable=False),
        sa.Column("to_office", sa.String(64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("who", sa.String(128), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ticket_moves"),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_ticket_moves_ticket_id", ondelete="CASCADE"),
    )
    op.create_index("ix_ticket_moves_from_office_at", "ticket_moves", ["from_office", "at"])
    op.create_index("ix_ticket_moves_ticket_id", "ticket_moves", ["ticket_id"])
    op.create_table(
        "ticket_merges",
        sa.Column("ticket_id", Id, nullable=False),
        sa.Column("into_id", Id, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", name="pk_ticket_merges"),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_ticket_merges_ticket_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["into_id"], ["tickets.id"], name="fk_ticket_merges_into_id", ondelete="CASCADE"),
    )
    op.create_index("ix_ticket_merges_into_id", "ticket_merges", ["into_id"])


def downgrade() -> None:
    """Takes them away."""
    op.drop_table("ticket_merges")
    op.drop_table("ticket_moves")
    op.drop_table("canned_replies")
    op.drop_column("tickets", "unit")
