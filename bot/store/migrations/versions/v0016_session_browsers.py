"""Officers' sessions: the browser in words, so that one knows which of the own sessions to end."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column; sessions of before are of a browser unknown."""
    op.add_column("staff_sessions", sa.Column("browser", sa.String(64), nullable=False, server_default=""))


def downgrade() -> None:
    """Takes the column away."""
    op.drop_column("staff_sessions", "browser")
