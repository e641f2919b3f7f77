"""Codes by which another conversation may follow a ticket, as hashes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.schema import Id, Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table; tickets filed before get a code with their next receipt."""
    op.create_table(
        "claims",
        sa.Column("hash", sa.String(32), nullable=False),
        sa.Column("ticket_id", Id, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_claims"),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_claims_ticket_id", ondelete="CASCADE"),
    )
    op.create_index("ix_claims_ticket_id", "claims", ["ticket_id"])


def downgrade() -> None:
    """Takes the table away."""
    op.drop_table("claims")
