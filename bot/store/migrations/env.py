"""Runs migrations on the connection that bot.store.migrating hands over."""

from __future__ import annotations

from alembic import context

from bot.store import handover_schema as handover_schema
from bot.store import office_schema as office_schema
from bot.store import staff_schema

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=[staff_schema.metadata, handover_schema.metadata],
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
