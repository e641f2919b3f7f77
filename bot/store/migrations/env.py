"""Runs migrations on the connection that bot.store.migrating hands over."""

from __future__ import annotations

from alembic import context

from bot.store import announcement_schema, staff_schema

_WITH_TABLES = (announcement_schema, staff_schema)
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=_WITH_TABLES[0].metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
