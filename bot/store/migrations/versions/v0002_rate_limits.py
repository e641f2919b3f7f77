"""Rate limits that several replicas count together."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.schema import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table; unlogged where that exists, since a limit forgotten in a crash is no loss."""
    unlogged = ["UNLOGGED"] if op.get_bind().dialect.name == "postgresql" else []
    op.create_table(
        "rate_limits",
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("taken_until", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_rate_limits"),
        prefixes=unlogged,
    )


def downgrade() -> None:
    """Takes the table away."""
    op.drop_table("rate_limits")
