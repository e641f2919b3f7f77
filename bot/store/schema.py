"""The tables of the store, the same on SQLite and PostgreSQL."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id = BigInteger().with_variant(Integer, "sqlite")
"""A growing number; SQLite counts only a plain INTEGER up by itself."""


class Moment(TypeDecorator[dt.datetime]):
    """An aware moment, kept in UTC; SQLite has no zone of its own and gets the plain UTC time."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Refuses a moment without a zone, which would be another moment on another machine."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        utc = value.astimezone(dt.UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Gives the zone back."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


def _only_where_set(column: Column[dt.datetime]) -> None:
    """Indexes a moment that most rows do not have: an ordinary turn writes nothing there."""
    some = column.is_not(None)
    Index(None, column, sqlite_where=some, postgresql_where=some)


conversations = Table(
    "conversations",
    metadata,
    Column("id", Id, primary_key=True),
    Column("channel", String(16), nullable=False),
    Column("account", String(64), nullable=False),
    Column("external_id", String(128), nullable=False),
    Column("state", Text, nullable=False),
    Column("last_event", Integer, nullable=False, default=0),
    Column("unreachable_since", Moment),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("draft_expires_at", Moment),
    Column("language", String(8), nullable=False, server_default="id"),
    Column("window_until", Moment),
    Column("knocked_at", Moment),
    UniqueConstraint("channel", "account", "external_id"),
)
"""One chat each; `state` is the conversation as JSON, `last_event` the number of its last message. `draft_expires_at`
is when the form under way is dropped, None while there is none, or where dropping it failed. `language` is the one in
the state, for those who choose by it. `window_until` is until when the channel lets us write freely, None where it
always does; `knocked_at` is when the citizen was asked last to open it again."""
_only_where_set(conversations.c.draft_expires_at)

seen = Table(
    "seen",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("at", Moment, nullable=False, index=True),
)
"""Messages already acted on, by the hash of channel, account and the platform's id; outlives what it points at."""

messages = Table(
    "messages",
    metadata,
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("event", Integer, primary_key=True),
    Column("direction", String(3), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("body", Text, nullable=False),
    Column("at", Moment, nullable=False, index=True),
)
"""What was said, numbered within its conversation: `in` as text or choice, `out` as reply JSON."""

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("event", Integer, nullable=False),
    Column("channel", String(16), nullable=False),
    Column("account", String(64), nullable=False),
    Column("lane", SmallInteger, nullable=False),
    Column("status", String(10), nullable=False),
    Column("attempts", SmallInteger, nullable=False, default=0),
    Column("due_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("settled_at", Moment),
    Column("platform_id", String(128)),
    Column("error", String(300)),
    Column("arrived", String(10)),
    Index(None, "channel", "account", "status", "lane", "id"),
    Index(None, "channel", "account", "status", "due_at"),
    Index(None, "conversation_id", "status"),
)
"""What must reach someone. `lane` 0 is a reply, 1 an announcement, which is here only where it is fetched. `status`:
waiting, sending, available (web: to be fetched), held (until the citizen writes again), sent, uncertain, failed,
expired. `arrived` is what the platform told of one that was sent: delivered, read."""

rate_limits = Table(
    "rate_limits",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("taken_until", Moment, nullable=False),
)
"""How far ahead of the time a key of a rate limit is, counted by all replicas; unlogged on PostgreSQL."""

failed_turns = Table(
    "failed_turns",
    metadata,
    Column("id", Id, primary_key=True),
    Column("error_id", String(16), nullable=False, unique=True),
    Column("channel", String(16), nullable=False),
    Column("account", String(64), nullable=False),
    Column("external_id", String(128), nullable=False),
    Column("payload", Text, nullable=False),
    Column("error", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("replayed_at", Moment),
)
"""Messages that the core itself failed at: the masked message and where it failed, for `tanya replay`."""

tickets = Table(
    "tickets",
    metadata,
    Column("id", Id, primary_key=True),
    Column("number", String(16), nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    Column("form", String(64), nullable=False),
    Column("office", String(64), nullable=False),
    Column("service", String(128)),
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="SET NULL")),
    Column("about", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("ticket_class", String(64)),
    Column("assigned_to", String(128)),
    Column("unit", String(80)),
    Column("anonymous", Boolean, nullable=False),
    Column("notice", String(32), nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("due_at", Moment),
    Column("law_due_at", Moment),
    Column("rating", SmallInteger),
    Column("rating_word", Text),
    Column("version", Integer, nullable=False),
    Column("alarm_at", Moment),
    Index(None, "conversation_id", "id"),
    Index(None, "office", "state", "due_at"),
)
"""Complaints and requests as they stand; `version` counts their events, so that a stale save is noticed. `unit` is the
part of the office that has it. `alarm_at` is when officers are next to be warned of a limit, or a missed one is to be
recorded."""
_only_where_set(tickets.c.alarm_at)

ticket_answers = Table(
    "ticket_answers",
    metadata,
    Column("ticket_id", Id, ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("key", String(64), nullable=False),
    Column("label", Text, nullable=False),
    Column("text", Text, nullable=False),
)
"""What the citizen answered to each step of the form, in the order of the form."""

ticket_events = Table(
    "ticket_events",
    metadata,
    Column("ticket_id", Id, ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("actor", String(8), nullable=False),
    Column("who", String(128)),
    Column("kind", String(16), nullable=False),
    Column("text", Text),
    Column("state", String(16), nullable=False),
    Column("message_event", Integer),
)
"""The history of each ticket, only ever added to: `position` is the ticket's version from then on, `state` its state;
`message_event` is the message in the ticket's conversation that told the citizen."""

claims = Table(
    "claims",
    metadata,
    Column("hash", String(32), primary_key=True),
    Column("ticket_id", Id, ForeignKey("tickets.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
)
"""Codes by which another conversation may follow a ticket, as hashes; each receipt has one."""

files = Table(
    "files",
    metadata,
    Column("id", Id, primary_key=True),
    Column("ref", String(32), nullable=False, unique=True),
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="CASCADE"), index=True),
    Column("ticket_id", Id, ForeignKey("tickets.id", ondelete="CASCADE"), index=True),
    Column("state", String(8), nullable=False),
    Column("kind", String(8)),
    Column("size", BigInteger),
    Column("name", String(128), nullable=False),
    Column("problem", String(8)),
    Column("sha256", String(64), index=True),
    Column("source", Text),
    Column("attempts", SmallInteger, nullable=False),
    Column("due_at", Moment),
    Column("created_at", Moment, nullable=False),
)
"""Files that citizens sent, never their content. One belongs to its conversation while a form is open, from then on to
its ticket alone. `source` is what the platform calls it and `due_at` when it is fetched, both only while it is pending;
`sha256` names the content that is kept of a stored one."""
_only_where_set(files.c.due_at)

consents = Table(
    "consents",
    metadata,
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("version", String(32), primary_key=True),
    Column("outcome", String(16), nullable=False),
    Column("at", Moment, nullable=False),
)
"""Which version of the privacy notice a citizen was shown or agreed to, and what else was agreed to. `outcome`: shown,
agreed, withdrawn."""

privacy_tasks = Table(
    "privacy_tasks",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("office", String(64), nullable=False),
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("ticket_id", Id, ForeignKey("tickets.id", ondelete="CASCADE"), index=True),
    Column("text", Text, nullable=False),
    Column("state", String(8), nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("settled_at", Moment),
    Column("settled_by", String(128)),
    Column("words", Text),
    Column("message_event", Integer),
    Index(None, "state", "office", "due_at"),
)
"""What officers must do with personal data, each within 3 × 24 hours; `words` are what the citizen was told."""

erasures = Table(
    "erasures",
    metadata,
    Column("id", Id, primary_key=True),
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("ticket_id", Id, ForeignKey("tickets.id", ondelete="CASCADE"), index=True),
    Column("event", Integer, nullable=False),
    Column("who", String(32), nullable=False),
    Column("asked_at", Moment, nullable=False),
)
"""Deletions that were asked for and are not done: a ticket that goes when it ends; without a ticket, the conversation
itself, which goes once its message numbered `event`, the last word on the deletion, has been sent."""

audit = Table(
    "audit",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Moment, nullable=False, index=True),
    Column("who", String(32), nullable=False, index=True),
    Column("what", String(24), nullable=False),
    Column("outcome", String(64), nullable=False),
    Column("count", Integer),
)
"""What was done with personal data, without any of it: `who` is a keyed hash of the conversation's address, "" for what
the service does by itself. Only ever added to, and kept when the data is deleted."""

notices = Table(
    "notices",
    metadata,
    Column("digest", String(32), primary_key=True),
    Column("version", String(32), nullable=False),
    Column("since", Moment, nullable=False),
    Column("text", Text, nullable=False),
)
"""Every wording of the privacy notice that was in force, so that it can be shown what was said to whom."""
checklists = Table(
    "checklists",
    metadata,
    Column("id", Id, primary_key=True),
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("service", String(128), nullable=False),
    Column("title", Text, nullable=False),
    Column("decree", String(128), nullable=False),
    Column("decree_date", Date, nullable=False),
    Column("version", String(24), nullable=False),
    Column("answers", Text, nullable=False),
    Column("remind_at", Moment),
    Column("remind_asked_at", Moment),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    UniqueConstraint("conversation_id", "service"),
    Index(None, "service", "version"),
)
"""Citizens' checklists, one a service; `version` is the hash of what it was made of, `answers` pairs of question and
option as JSON. `remind_at` is when its owner asked, at `remind_asked_at`, to be reminded."""
_only_where_set(checklists.c.remind_at)

checklist_items = Table(
    "checklist_items",
    metadata,
    Column("checklist_id", Id, ForeignKey("checklists.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", String(128), nullable=False),
    Column("text", Text, nullable=False),
    Column("ready", Boolean, nullable=False),
    Column("skipped", Boolean, nullable=False),
    Column("changed_at", Moment, nullable=False),
)
"""The items of a checklist in the words of its decree; `changed_at` is when `ready` was last said, wherever."""

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("office", String(64), primary_key=True),
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("topic", String(16), primary_key=True),
    Column("since", Moment, nullable=False),
)
"""Who wants an office's announcements on what; in the order in which an audience is read."""

announcements = Table(
    "announcements",
    metadata,
    Column("id", Id, primary_key=True),
    Column("office", String(64), nullable=False),
    Column("topics", String(128), nullable=False),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("link", Text),
    Column("languages", String(32), nullable=False),
    Column("channels", String(64), nullable=False),
    Column("keepers_of", String(128)),
    Column("state", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_by", String(128), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("approved_by", String(128)),
    Column("scheduled_at", Moment),
    Column("started_at", Moment),
    Column("finished_at", Moment),
    Column("ends_on", Date),
    Column("ends_at", Moment),
    Column("corrects", Id, ForeignKey("announcements.id", ondelete="SET NULL")),
    Column("filled_to", Id),
    Column("filled", Boolean, nullable=False),
    Column("open_until", Moment),
    Column("file_kind", String(8)),
    Column("file_name", String(128)),
    Column("file_sha256", String(64)),
    Index(None, "office", "state"),
    Index(None, "state"),
)
"""Announcements of offices. `body` is what is told, as reply JSON; `topics`, `languages` and `channels` are words with
commas between them, of the last two none for all. `state`: draft, waiting-approval, scheduled, sending, paused, done,
cancelled; `version` counts its changes. `ends_at` is the end of the day `ends_on` where the office is. `filled_to` is
the conversation up to which receivers were written down, `filled` that all were. Copies leave until `open_until`, when
the next quiet hours begin; None while it rests. `file_sha256` names the content of its picture or document."""

announcement_deliveries = Table(
    "announcement_deliveries",
    metadata,
    Column("id", Id, primary_key=True),
    Column("announcement_id", Id, ForeignKey("announcements.id", ondelete="CASCADE"), nullable=False),
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="SET NULL")),
    Column("channel", String(16), nullable=False),
    Column("state", String(10), nullable=False),
    Column("reason", String(300)),
    Column("retryable", Boolean, nullable=False),
    Column("event", Integer),
    Column("changed_at", Moment, nullable=False),
    Column("due_at", Moment),
    Column("attempts", SmallInteger, nullable=False, server_default="0"),
    UniqueConstraint("announcement_id", "conversation_id"),
    Index("ix_announcement_deliveries_next", "announcement_id", "state", "channel", "due_at", "id"),
    Index(None, "conversation_id", "event"),
)
"""One receiver each, at most once: waiting, sending, sent, delivered, blocked, failed, uncertain, skipped. `event` is
the message that carries it, None before it was written into the conversation; `due_at` is when one that was put off may
leave, `attempts` how often it was tried. Deleting a conversation leaves the result, which is nobody's then."""
