"""The tables of WhatsApp: what became of each message handed over, what was billed, numbers and their templates."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Table, Text

from bot.store.schema import Id, Moment
from bot.store.schema import metadata as metadata

whatsapp_messages = Table(
    "whatsapp_messages",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("account", String(64), nullable=False),
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="CASCADE"), index=True),
    Column("event", Integer),
    Column("delivery_id", Id, ForeignKey("announcement_deliveries.id", ondelete="CASCADE"), index=True),
    Column("status", String(10), nullable=False),
    Column("error_code", Integer),
    Column("metered", Boolean, nullable=False),
    Column("at", Moment, nullable=False, index=True),
)
"""One message each as WhatsApp has it, by the hash of its id there, which holds a telephone number. `status` is the
highest that was told: accepted, sent, delivered, read, failed. A status may come before the message is written down:
the row has no conversation then. `delivery_id` is the copy of an announcement that it carries."""

whatsapp_meter = Table(
    "whatsapp_meter",
    metadata,
    Column("account", String(64), primary_key=True),
    Column("month", String(7), primary_key=True),
    Column("category", String(32), primary_key=True),
    Column("billable", Boolean, primary_key=True),
    Column("count", Integer, nullable=False),
)
"""How many messages were delivered in a month ("2026-11", by UTC), by the category that they are priced under."""

whatsapp_numbers = Table(
    "whatsapp_numbers",
    metadata,
    Column("account", String(64), primary_key=True),
    Column("business", String(64), nullable=False),
    Column("phone", String(32), nullable=False),
    Column("name", String(128), nullable=False),
    Column("synced_at", Moment, nullable=False),
)
"""Our numbers as Meta knows them: the WhatsApp business account that each belongs to, and how it is shown."""

whatsapp_templates = Table(
    "whatsapp_templates",
    metadata,
    Column("business", String(64), primary_key=True),
    Column("name", String(512), primary_key=True),
    Column("language", String(16), primary_key=True),
    Column("status", String(24), nullable=False),
    Column("category", String(24), nullable=False),
    Column("body", Text, nullable=False),
    Column("parameters", Integer, nullable=False),
    Column("synced_at", Moment, nullable=False),
)
"""The templates of a business account; `parameters` counts the places to be filled in its body."""

whatsapp_template_uses = Table(
    "whatsapp_template_uses",
    metadata,
    Column("account", String(64), primary_key=True),
    Column("purpose", String(16), primary_key=True),
    Column("name", String(512), nullable=False),
)
"""Which template an office uses for what: `news` asks to open the chat for an answer, `announcement` tells of one."""

other_ids = Table(
    "other_ids",
    metadata,
    Column("channel", String(16), primary_key=True),
    Column("account", String(64), primary_key=True),
    Column("external_id", String(128), primary_key=True),
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False, index=True),
)
"""Further ids of a conversation's citizen: WhatsApp names people by telephone, by an id of its own, or both."""
