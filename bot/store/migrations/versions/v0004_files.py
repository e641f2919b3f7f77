"""Files that citizens sent: whose they are, how they fare, and under which hash they are kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.schema import Id, Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "files",
        sa.Column("id", Id, nullable=False),
        sa.Column("ref", sa.String(32), nullable=False),
        sa.Column("conversation_id", Id),
        sa.Column("ticket_id", Id),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("kind", sa.String(8)),
        sa.Column("size", sa.BigInteger()),
        sa.Column("name", sa.String(128), nullable=False),
        sa.Column("problem", sa.String(8)),
        sa.Column("sha256", sa.String(64)),
        sa.Column("source", sa.Text()),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("due_at", Moment()),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_files"),
        sa.UniqueConstraint("ref", name="uq_files_ref"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_files_conversation_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_files_ticket_id", ondelete="CASCADE"),
    )
    for column in ("conversation_id", "ticket_id", "sha256"):
        op.create_index(f"ix_files_{column}", "files", [column])
    waiting = sa.text("due_at IS NOT NULL")
    op.create_index("ix_files_due_at", "files", ["due_at"], sqlite_where=waiting, postgresql_where=waiting)


def downgrade() -> None:
    """Takes the table away."""
    op.drop_table("files")
