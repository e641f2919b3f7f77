"""The tables of the staff: who may work at the desk, with which offices, what is open there, and what was done."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table

from bot.store.schema import Id, Moment
from bot.store.schema import metadata as metadata

staff = Table(
    "staff",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(64), nullable=False, unique=True),
    Column("login", String(64), nullable=False, unique=True),
    Column("role", String(8), nullable=False),
    Column("everywhere", Boolean, nullable=False),
    Column("password", String(160)),
    Column("totp_secret", String(64)),
    Column("totp_step", Integer),
    Column("active", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
)
"""Officers. `role`: admin, officer, head, viewer; `everywhere` is the whole service instead of some offices. `password`
is an Argon2 hash, None until the set-up link was used; `totp_step` is the last time step whose code was used."""

staff_offices = Table(
    "staff_offices",
    metadata,
    Column("staff_id", Id, ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    Column("office", String(64), primary_key=True),
)
"""The offices whose objects an officer may know of."""

staff_links = Table(
    "staff_links",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("staff_id", Id, ForeignKey("staff.id", ondelete="CASCADE"), index=True),
    Column("expires_at", Moment, nullable=False),
)
"""One-time set-up links, as hashes of their tokens; without an officer it makes the first one."""

staff_sessions = Table(
    "staff_sessions",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("staff_id", Id, ForeignKey("staff.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
    Column("browser", String(64), nullable=False, server_default=""),
)
"""Browsers that are logged in, by the hash of a random id, and what kind they are in words; a deleted row is a revoked
session."""

desk_audit = Table(
    "desk_audit",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("who", String(64), nullable=False),
    Column("what", String(24), nullable=False),
    Column("object", String(128), nullable=False),
    Column("office", String(64)),
    Index(None, "at"),
    Index(None, "object"),
)
"""Every change that officers made and every look at personal data: by whom (a login, or "perintah:" and a user of the
machine), what, which object. Nothing of the data itself; the database refuses to change or delete a line."""
