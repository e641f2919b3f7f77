"""A store that lasts as long as its process: for a conversation at the keyboard."""

from __future__ import annotations

from bot.store import announcement_schema as announcement_schema
from bot.store import desk_schema as desk_schema
from bot.store import handover_schema as handover_schema
from bot.store import office_schema as office_schema
from bot.store import staff_chat_schema as staff_chat_schema
from bot.store import staff_schema
from bot.store import whatsapp_schema as whatsapp_schema
from bot.store.engines import memory_engine
from bot.store.unit import T, Unit, Work

_WITH_TABLES = (announcement_schema, staff_schema)


class MemoryStore:
    """The store's tables, empty, in memory."""

    def __init__(self) -> None:
        self._engine = memory_engine()
        _WITH_TABLES[0].metadata.create_all(self._engine)

    def write(self, work: Work[T]) -> T:
        """Runs the work in one transaction."""
        with self._engine.begin() as connection:
            return work(Unit(connection))

    def close(self) -> None:
        """Lets everything go."""
        self._engine.dispose()
