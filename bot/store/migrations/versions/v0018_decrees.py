"""Decrees published at the desk: drafts under review with their source, versions, and each office's question bank."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.schema import Id, Moment

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables; what is in force stays what the files say."""
    _drafts()
    op.create_table(
        "decree_versions",
        sa.Column("id", Id, nullable=False),
        sa.Column("office", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(128), nullable=False),
        sa.Column("text", sa.Text()),
        sa.Column("source", sa.String(128)),
        sa.Column("sha256", sa.String(64)),
        sa.Column("restores", sa.Integer()),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(128), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("published_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_decree_versions"),
        sa.UniqueConstraint("office", "number", name="uq_decree_versions_office_number"),
    )
    op.create_index("ix_decree_versions_sha256", "decree_versions", ["sha256"])
    op.create_table(
        "decree_questions",
        sa.Column("id", Id, nullable=False),
        sa.Column("office", sa.String(64), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("service", sa.String(128), nullable=False),
        sa.Column("component", sa.String(32)),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.String(128), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_decree_questions"),
    )
    op.create_index("ix_decree_questions_office", "decree_questions", ["office"])


def _drafts() -> None:
    op.create_table(
        "decree_drafts",
        sa.Column("id", Id, nullable=False),
        sa.Column("office", sa.String(64), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("name", sa.String(128), nullable=False),
        sa.Column("sha256", sa.String(64)),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("draft", sa.Text()),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("restores", sa.Integer()),
        sa.Column("problem", sa.Text()),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("claimed_until", Moment()),
        sa.Column("tried", sa.Text()),
        sa.Column("made_by", sa.String(128), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("changed_by", sa.String(128), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_decree_drafts"),
    )
    for column in ("office", "state"):
        op.create_index(f"ix_decree_drafts_{column}", "decree_drafts", [column])
    op.create_table(
        "decree_sources",
        sa.Column("draft_id", Id, nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("draft_id", name="pk_decree_sources"),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["decree_drafts.id"], name="fk_decree_sources_draft_id", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "decree_edits",
        sa.Column("draft_id", Id, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(128), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("draft_id", "revision", name="pk_decree_edits"),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["decree_drafts.id"], name="fk_decree_edits_draft_id", ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    """Takes the tables away; the files of decrees stay as they are."""
    for table in ("decree_edits", "decree_sources", "decree_drafts", "decree_versions", "decree_questions"):
        op.drop_table(table)
