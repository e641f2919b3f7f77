"""Staff: accounts with their offices, set-up links, sessions, and an audit that can only be added to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.schema import Id, Moment

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_TABLES = ("desk_audit", "staff_sessions", "staff_links", "staff_offices", "staff")


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "staff",
        sa.Column("id", Id, nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("login", sa.String(64), nullable=False),
        sa.Column("role", sa.String(8), nullable=False),
        sa.Column("everywhere", sa.Boolean(), nullable=False),
        sa.Column("password", sa.String(160)),
        sa.Column("totp_secret", sa.String(64)),
        sa.Column("totp_step", sa.Integer()),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("name", name="uq_staff_name"),
        sa.UniqueConstraint("login", name="uq_staff_login"),
    )
    op.create_table(
        "staff_offices",
        sa.Column("staff_id", Id, nullable=False),
        sa.Column("office", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("staff_id", "office", name="pk_staff_offices"),
        _of("staff_offices"),
    )
    op.create_table(
        "staff_links",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("staff_id", Id),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_staff_links"),
        _of("staff_links"),
    )
    op.create_table(
        "staff_sessions",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("staff_id", Id, nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_staff_sessions"),
        _of("staff_sessions"),
    )
    _make_audit()
    for table, column in (
        ("staff_links", "staff_id"),
        ("staff_sessions", "staff_id"),
        ("staff_sessions", "expires_at"),
        ("desk_audit", "at"),
        ("desk_audit", "object"),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    """Takes the tables away."""
    for table in _TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION desk_audit_stays()")


def _make_audit() -> None:
    op.create_table(
        "desk_audit",
        sa.Column("id", Id, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("what", sa.String(24), nullable=False),
        sa.Column("object", sa.String(128), nullable=False),
        sa.Column("office", sa.String(64)),
        sa.PrimaryKeyConstraint("id", name="pk_desk_audit"),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION desk_audit_stays() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'the audit is only added to'; END $$"
        )
        op.execute(
            "CREATE TRIGGER desk_audit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON desk_audit"
            " FOR EACH STATEMENT EXECUTE FUNCTION desk_audit_stays()"
        )
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER desk_audit_no_{verb.lower()} BEFORE {verb} ON desk_audit"
            " BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END"
        )


def _of(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=f"fk_{table}_staff_id", ondelete="CASCADE")
