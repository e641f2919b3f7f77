"""The citizens' own data: consents, tasks for officers, pending deletions, the audit, versions of the notice."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.schema import Id, Moment

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_TABLES = ("notices", "audit", "erasures", "privacy_tasks", "consents")


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "consents",
        sa.Column("conversation_id", Id, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("version", sa.String(32), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", "kind", "version", name="pk_consents"),
        _of("consents", "conversation"),
    )
    op.create_table(
        "privacy_tasks",
        sa.Column("id", Id, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("office", sa.String(64), nullable=False),
        sa.Column("conversation_id", Id, nullable=False),
        sa.Column("ticket_id", Id),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("settled_at", Moment()),
        sa.Column("settled_by", sa.String(128)),
        sa.Column("words", sa.Text()),
        sa.Column("message_event", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_privacy_tasks"),
        _of("privacy_tasks", "conversation"),
        _of("privacy_tasks", "ticket"),
    )
    op.create_index("ix_privacy_tasks_state_office_due_at", "privacy_tasks", ["state", "office", "due_at"])
    op.create_table(
        "erasures",
        sa.Column("id", Id, nullable=False),
        sa.Column("conversation_id", Id, nullable=False),
        sa.Column("ticket_id", Id),
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(32), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_erasures"),
        _of("erasures", "conversation"),
        _of("erasures", "ticket"),
    )
    for table in ("privacy_tasks", "erasures"):
        for column in ("conversation_id", "ticket_id"):
            op.create_index(f"ix_{table}_{column}", table, [column])
    op.create_table(
        "audit",
        sa.Column("id", Id, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("who", sa.String(32), nullable=False),
        sa.Column("what", sa.String(24), nullable=False),
        sa.Column("outcome", sa.String(64), nullable=False),
        sa.Column("count", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    for column in ("at", "who"):
        op.create_index(f"ix_audit_{column}", "audit", [column])
    op.create_table(
        "notices",
        sa.Column("digest", sa.String(32), nullable=False),
        sa.Column("version", sa.String(32), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_notices"),
    )


def downgrade() -> None:
    """Takes the tables away."""
    for table in _TABLES:
        op.drop_table(table)


def _of(table: str, whose: str) -> sa.ForeignKeyConstraint:
    """A row goes with what it belongs to."""
    column = f"{whose}_id"
    return sa.ForeignKeyConstraint([column], [f"{whose}s.id"], name=f"fk_{table}_{column}", ondelete="CASCADE")
