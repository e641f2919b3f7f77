"""Announcements for those who keep a checklist of one service."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the column."""
    op.add_column("announcements", sa.Column("keepers_of", sa.String(128)))
