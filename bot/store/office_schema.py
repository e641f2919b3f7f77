"""The tables by which an office sees what it is asked: counts of questions, and those that nothing answered."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, SmallInteger, String, Table, Text

from bot.store.schema import Id, Moment
from bot.store.schema import metadata as metadata

question_counts = Table(
    "question_counts",
    metadata,
    Column("office", String(64), primary_key=True),
    Column("hour", Moment, primary_key=True),
    Column("service", String(128), primary_key=True),
    Column("component", String(32), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("part", SmallInteger, primary_key=True),
    Column("count", Integer, nullable=False),
)
"""How often an office was asked about what, by the hour; "" is none. `kind` says what came of it. `part` spreads
one count over several rows, so that turns side by side do not wait for the same row; a sum takes them all."""

unanswered_questions = Table(
    "unanswered_questions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("office", String(64), nullable=False),
    Column("service", String(128)),
    Column("kind", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "office", "at"),
    Index(None, "at"),
)
"""What citizens asked in vain, without numbers and addresses of persons: `refused`, or `choices` of which none was
taken. `office` is "" where none was known yet."""

answer_flags = Table(
    "answer_flags",
    metadata,
    Column("id", Id, primary_key=True),
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("office", String(64), nullable=False),
    Column("service", String(128), nullable=False),
    Column("component", String(32)),
    Column("decree", String(128), nullable=False),
    Column("decree_date", Date, nullable=False),
    Column("question", Text),
    Column("word", Text),
    Column("state", String(8), nullable=False),
    Column("note", Text),
    Column("settled_by", String(128)),
    Column("version", Integer, nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Column("changed_at", Moment, nullable=False),
    Index(None, "office", "state", "at"),
)
"""Answers that citizens called wrong: what was asked and what is wrong, without numbers and addresses of persons.
`state`: new, seen, mended, right (as it is); `note` is an officer's, `version` counts the changes."""

office_notices = Table(
    "office_notices",
    metadata,
    Column("id", Id, primary_key=True),
    Column("office", String(64), nullable=False),
    Column("service", String(128)),
    Column("text", Text, nullable=False),
    Column("until", Date, nullable=False),
    Column("by", String(128), nullable=False),
    Column("at", Moment, nullable=False),
    Column("ended_at", Moment),
    Index(None, "office", "until"),
)
"""Dated notices of an office, on a service or on all of it, shown with answers up to the day `until` or until ended."""

office_changes = Table(
    "office_changes",
    metadata,
    Column("office", String(64), primary_key=True),
    Column("what", String(16), primary_key=True),
    Column("value", Text, nullable=False),
    Column("by", String(128), nullable=False),
    Column("at", Moment, nullable=False),
)
"""What of an office is not as its decree says any more: telephone numbers, addresses, hours, as JSON."""
