"""The store: opened once a service, written by units of work, read beside them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Connection
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from bot.store.engines import POOL_SIZE, is_sqlite, reading_engine, writing_engine
from bot.store.unit import T, Woken, Work
from bot.store.writers import GroupedWriter, PooledWriter, Writer, unavailable

_READERS = 4


class Store:
    """One database. `woken` is called in the writer's thread with the topics that a commit woke."""

    def __init__(self, url: URL, woken: Woken = lambda _topics: None) -> None:
        engine = writing_engine(url)
        self._writer: Writer = (
            GroupedWriter(engine, woken) if is_sqlite(url) else PooledWriter(engine, woken, POOL_SIZE)
        )
        self._reading = reading_engine(url)
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="store-reader")

    async def write(self, work: Work[T]) -> T:
        """Runs the work in one transaction, committed when this returns; raises StoreUnavailable.

        Who waits may be cancelled; the work goes on, since the message it stands for may be acknowledged elsewhere.
        """
        return await asyncio.shield(asyncio.wrap_future(self._writer.submit(work)))

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Runs a reading function in one transaction; raises StoreUnavailable."""
        return await asyncio.wrap_future(self._readers.submit(self._read, work))

    def _read(self, work: Callable[[Connection], T]) -> T:
        try:
            with self._reading.begin() as connection:
                return work(connection)
        except SQLAlchemyError as error:
            raise unavailable(error) from error

    def close(self) -> None:
        """Finishes what was submitted and lets the database go."""
        self._writer.close()
        self._readers.shutdown()
        self._reading.dispose()
