"""The tables of an office's decree as the desk publishes it: drafts under review, versions, and the question bank."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from bot.store.schema import Id, Moment
from bot.store.schema import metadata as metadata

decree_drafts = Table(
    "decree_drafts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("office", String(64), nullable=False, index=True),
    Column("state", String(10), nullable=False, index=True),
    Column("name", String(128), nullable=False),
    Column("sha256", String(64)),
    Column("kind", String(8), nullable=False),
    Column("draft", Text),
    Column("revision", Integer, nullable=False),
    Column("restores", Integer),
    Column("problem", Text),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("claimed_until", Moment),
    Column("tried", Text),
    Column("made_by", String(128), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("changed_by", String(128), nullable=False),
    Column("changed_at", Moment, nullable=False),
)
"""A decree on its way to being published. `office` is "" for an office that there is not yet. `state`: reading, open,
failed, published, dropped. `sha256` is the source document's place on the shelf, `kind` what it is; `draft` is the
DraftFile as JSON, none while it is read. `restores` is the version that it was taken from (0 for the packaged file) as
long as nothing in it was changed. `tried` is the report of the last trial, as JSON."""

decree_sources = Table(
    "decree_sources",
    metadata,
    Column("draft_id", Id, ForeignKey("decree_drafts.id", ondelete="CASCADE"), primary_key=True),
    Column("lines", Text, nullable=False),
)
"""The source document of a draft as lines, JSON: number, page or null, text."""

decree_edits = Table(
    "decree_edits",
    metadata,
    Column("draft_id", Id, ForeignKey("decree_drafts.id", ondelete="CASCADE"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("by", String(128), nullable=False),
    Column("at", Moment, nullable=False),
    Column("what", Text, nullable=False),
)
"""What was changed in a draft, one line for each revision."""

decree_versions = Table(
    "decree_versions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("office", String(64), nullable=False),
    Column("number", Integer, nullable=False),
    Column("file", String(128), nullable=False),
    Column("text", Text),
    Column("source", String(128)),
    Column("sha256", String(64)),
    Column("restores", Integer),
    Column("note", Text, nullable=False),
    Column("made_by", String(128), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("published_at", Moment, nullable=False),
    UniqueConstraint("office", "number"),
    Index(None, "sha256"),
)
"""What was published, only ever added to: an office's highest number is in force. `file` is the YAML file's name in the
folder of decrees; without `text` it is the packaged file that is in force."""

decree_questions = Table(
    "decree_questions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("office", String(64), nullable=False, index=True),
    Column("question", Text, nullable=False),
    Column("service", String(128), nullable=False),
    Column("component", String(32)),
    Column("words", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_by", String(128), nullable=False),
    Column("changed_at", Moment, nullable=False),
)
"""Questions that an office wants answered rightly whatever is published; `words`, a line each, stand in the answer."""
