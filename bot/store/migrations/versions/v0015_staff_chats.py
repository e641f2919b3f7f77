"""Officers in the chats: linked accounts and groups, new-ticket notices, reminders, reports on announcements."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.schema import Id, Moment

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""
    _links()
    _notices()
    _reminders()
    _orders()


def _belongs(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}", ondelete="CASCADE")


def _links() -> None:
    op.create_table(
        "staff_chats",
        sa.Column("staff_id", Id, nullable=False),
        sa.Column("conversation_id", Id, nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("staff_id", name="pk_staff_chats"),
        sa.UniqueConstraint("conversation_id", name="uq_staff_chats_conversation_id"),
        _belongs("staff_chats", "staff_id", "staff"),
        _belongs("staff_chats", "conversation_id", "conversations"),
    )
    op.create_table(
        "staff_codes",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("staff_id", Id, nullable=False),
        sa.Column("office", sa.String(64)),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_staff_codes"),
        _belongs("staff_codes", "staff_id", "staff"),
    )
    op.create_index("ix_staff_codes_staff_id", "staff_codes", ["staff_id"])
    op.create_table(
        "staff_groups",
        sa.Column("conversation_id", Id, nullable=False),
        sa.Column("office", sa.String(64), nullable=False),
        sa.Column("linked_by", sa.String(64), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", name="pk_staff_groups"),
        _belongs("staff_groups", "conversation_id", "conversations"),
    )
    op.create_index("ix_staff_groups_office", "staff_groups", ["office"])


def _notices() -> None:
    op.create_table(
        "staff_notices",
        sa.Column("conversation_id", Id, nullable=False),
        sa.Column("ticket_id", Id, nullable=False),
        sa.Column("event", sa.Integer()),
        sa.PrimaryKeyConstraint("conversation_id", "ticket_id", name="pk_staff_notices"),
        _belongs("staff_notices", "conversation_id", "conversations"),
        _belongs("staff_notices", "ticket_id", "tickets"),
    )
    op.create_index("ix_staff_notices_ticket_id", "staff_notices", ["ticket_id"])
    untold = sa.text("event IS NULL")
    op.create_index(
        "ix_staff_notices_untold", "staff_notices", ["conversation_id"], sqlite_where=untold, postgresql_where=untold
    )


def _reminders() -> None:
    op.create_table(
        "staff_reminders",
        sa.Column("id", Id, nullable=False),
        sa.Column("ticket_id", Id, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("staff_id", Id),
        sa.Column("conversation_id", Id),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("told_at", Moment()),
        sa.Column("read_at", Moment()),
        sa.PrimaryKeyConstraint("id", name="pk_staff_reminders"),
        sa.UniqueConstraint("ticket_id", "position", "staff_id", name="uq_staff_reminders_ticket_id_position_staff_id"),
        sa.UniqueConstraint(
            "ticket_id", "position", "conversation_id", name="uq_staff_reminders_ticket_id_position_conversation_id"
        ),
        _belongs("staff_reminders", "ticket_id", "tickets"),
        _belongs("staff_reminders", "staff_id", "staff"),
        _belongs("staff_reminders", "conversation_id", "conversations"),
    )
    op.create_index("ix_staff_reminders_staff_id", "staff_reminders", ["staff_id"])
    untold = sa.text("told_at IS NULL")
    op.create_index(
        "ix_staff_reminders_untold", "staff_reminders", ["at"], sqlite_where=untold, postgresql_where=untold
    )


def _orders() -> None:
    op.create_table(
        "staff_orders",
        sa.Column("id", Id, nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("conversation_id", Id, nullable=False),
        sa.Column("announcement_id", Id),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("office", sa.String(64), nullable=False),
        sa.Column("topic", sa.String(16)),
        sa.Column("title", sa.Text()),
        sa.Column("body", sa.Text()),
        sa.Column("receivers", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("problem", sa.String(16)),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff_orders"),
        _belongs("staff_orders", "conversation_id", "conversations"),
        _belongs("staff_orders", "announcement_id", "announcements"),
    )
    op.create_index("ix_staff_orders_conversation_id", "staff_orders", ["conversation_id"])
    op.create_index("ix_staff_orders_announcement_id", "staff_orders", ["announcement_id"])


def downgrade() -> None:
    """Takes the tables away."""
    for table in ("staff_orders", "staff_reminders", "staff_notices", "staff_groups", "staff_codes", "staff_chats"):
        op.drop_table(table)
