"""Runs migrations on the connection that bot.store.migrating hands over."""

from __future__ import annotations

from alembic import context

from bot.store import staff_chat_schema

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=staff_chat_schema.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
