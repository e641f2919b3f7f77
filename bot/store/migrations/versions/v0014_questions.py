"""What an office sees of citizens' questions, and what it says itself: counts, answers called wrong, dated notices."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.schema import Id, Moment

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables; what was asked before is not counted."""
    op.create_table(
        "question_counts",
        sa.Column("office", sa.String(64), nullable=False),
        sa.Column("hour", Moment(), nullable=False),
        sa.Column("service", sa.String(128), nullable=False),
        sa.Column("component", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("part", sa.SmallInteger(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "office", "hour", "service", "component", "kind", "part", name="pk_question_counts"
        ),
    )  # fmt: skip
    op.create_table(
        "unanswered_questions",
        sa.Column("id", Id, nullable=False),
        sa.Column("conversation_id", Id, nullable=False),
        sa.Column("office", sa.String(64), nullable=False),
        sa.Column("service", sa.String(128)),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_unanswered_questions"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_unanswered_questions_conversation_id",
            ondelete="CASCADE",
        ),
    )  # fmt: skip
    for columns in (("conversation_id",), ("office", "at"), ("at",)):
        op.create_index(f"ix_unanswered_questions_{'_'.join(columns)}", "unanswered_questions", list(columns))
    _flags()
    _office_words()


def _flags() -> None:
    op.create_table(
        "answer_flags",
        sa.Column("id", Id, nullable=False),
        sa.Column("conversation_id", Id, nullable=False),
        sa.Column("office", sa.String(64), nullable=False),
        sa.Column("service", sa.String(128), nullable=False),
        sa.Column("component", sa.String(32)),
        sa.Column("decree", sa.String(128), nullable=False),
        sa.Column("decree_date", sa.Date(), nullable=False),
        sa.Column("question", sa.Text()),
        sa.Column("word", sa.Text()),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("settled_by", sa.String(128)),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_answer_flags"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_answer_flags_conversation_id", ondelete="CASCADE"
        ),
    )
    for columns in (("conversation_id",), ("at",), ("office", "state", "at")):
        op.create_index(f"ix_answer_flags_{'_'.join(columns)}", "answer_flags", list(columns))


def _office_words() -> None:
    op.create_table(
        "office_notices",
        sa.Column("id", Id, nullable=False),
        sa.Column("office", sa.String(64), nullable=False),
        sa.Column("service", sa.String(128)),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("by", sa.String(128), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("ended_at", Moment()),
        sa.PrimaryKeyConstraint("id", name="pk_office_notices"),
    )
    op.create_index("ix_office_notices_office_until", "office_notices", ["office", "until"])
    op.create_table(
        "office_changes",
        sa.Column("office", sa.String(64), nullable=False),
        sa.Column("what", sa.String(16), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("by", sa.String(128), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("office", "what", name="pk_office_changes"),
    )


def downgrade() -> None:
    """Takes the tables away."""
    op.drop_table("office_changes")
    op.drop_table("office_notices")
    op.drop_table("answer_flags")
    op.drop_table("unanswered_questions")
    op.drop_table("question_counts")
