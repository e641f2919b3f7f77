"""What is due when: forms that wait too long, and limits of tickets that come near or pass."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.schema import Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_COLUMNS = (("conversations", "draft_expires_at"), ("tickets", "alarm_at"))


def upgrade() -> None:
    """Adds the moments; those of tickets are worked out when the service starts, and no earlier version has forms."""
    for table, column in _COLUMNS:
        op.add_column(table, sa.Column(column, Moment()))
        some = sa.text(f"{column} IS NOT NULL")
        op.create_index(f"ix_{table}_{column}", table, [column], sqlite_where=some, postgresql_where=some)


def downgrade() -> None:
    """Takes the moments away."""
    for table, column in _COLUMNS:
        op.drop_index(f"ix_{table}_{column}", table)
        op.drop_column(table, column)
