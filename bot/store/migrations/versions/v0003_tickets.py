"""Tickets, the answers they were filed with, and their history."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.schema import Id, Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "tickets",
        sa.Column("id", Id, nullable=False),
        sa.Column("number", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("form", sa.String(64), nullable=False),
        sa.Column("office", sa.String(64), nullable=False),
        sa.Column("service", sa.String(128)),
        sa.Column("conversation_id", Id),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("ticket_class", sa.String(64)),
        sa.Column("assigned_to", sa.String(128)),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("notice", sa.String(32), nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.Column("due_at", Moment()),
        sa.Column("law_due_at", Moment()),
        sa.Column("rating", sa.SmallInteger()),
        sa.Column("rating_word", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tickets"),
        sa.UniqueConstraint("number", name="uq_tickets_number"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_tickets_conversation_id", ondelete="SET NULL"
        ),
    )
    op.create_index("ix_tickets_conversation_id_id", "tickets", ["conversation_id", "id"])
    op.create_index("ix_tickets_office_state_due_at", "tickets", ["office", "state", "due_at"])
    op.create_table(
        "ticket_answers",
        sa.Column("ticket_id", Id, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", "position", name="pk_ticket_answers"),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_ticket_answers_ticket_id", ondelete="CASCADE"),
    )
    op.create_table(
        "ticket_events",
        sa.Column("ticket_id", Id, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("actor", sa.String(8), nullable=False),
        sa.Column("who", sa.String(128)),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("text", sa.Text()),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("message_event", sa.Integer()),
        sa.PrimaryKeyConstraint("ticket_id", "position", name="pk_ticket_events"),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_ticket_events_ticket_id", ondelete="CASCADE"),
    )


def downgrade() -> None:
    """Takes the tables away."""
    for table in ("ticket_events", "ticket_answers", "tickets"):
        op.drop_table(table)
