"""Runs migrations on the connection that bot.store.migrating hands over."""

from __future__ import annotations

from alembic import context

from bot.store import (
    announcement_schema,
    decree_schema,
    desk_schema,
    handover_schema,
    office_schema,
    staff_chat_schema,
    staff_schema,
    whatsapp_schema,
)

_SCHEMAS = (
    staff_schema,
    announcement_schema,
    decree_schema,
    desk_schema,
    handover_schema,
    office_schema,
    staff_chat_schema,
    whatsapp_schema,
)
"""Each puts its tables beside those of the schema."""

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=_SCHEMAS[0].metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
