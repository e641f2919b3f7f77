"""The store: opened once a service, written by units of work, read beside them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from sqlalchemy import Connection
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from bot.store.compacting import compact
from bot.store.data_version import watch
from bot.store.engines import POOL_SIZE, is_sqlite, reading_engine, writing_engine
from bot.store.unit import Heard, T, Woken, Work
from bot.store.writers import GroupedWriter, PooledWriter, Writer, unavailable

if TYPE_CHECKING:
    from bot.store.relay import Relay

_READERS = 4


class Store:
    """One database. `woken` is called in the writer's thread with the topics that a commit woke.

    `shared` says whether several replicas may work on it at once: PostgreSQL serves them, an SQLite file one service.
    """

    def __init__(self, url: URL, woken: Woken = lambda _topics: None) -> None:
        self._url = url
        self.shared = not is_sqlite(url)
        self._relay = _relay(url) if self.shared else None
        self._woken = woken
        engine = writing_engine(url)
        self._writer: Writer = (
            PooledWriter(engine, self._wake, POOL_SIZE) if self.shared else GroupedWriter(engine, woken)
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

    async def alone(self, role: str, work: Callable[[], Coroutine[None, None, None]]) -> None:
        """Runs work that one service at a time may do; among replicas each time that it is this one's to do it.

        The work is cancelled when another replica may have taken the role, and begun anew when it comes back.
        """
        if self.shared:
            from bot.store.leadership import lead

            await lead(self._url, role, work)
        else:
            await work()

    async def compact(self) -> bool:
        """Rewrites an SQLite file from which something was forgotten, while turns wait; returns whether it was.

        PostgreSQL does such work by itself. Raises StoreUnavailable.
        """
        return False if self.shared else await asyncio.wrap_future(self._readers.submit(compact, self._url))

    async def follow(self, heard: Heard) -> None:
        """Tells what other processes write to this database, until cancelled."""
        if self._relay is not None:
            await self._relay.listen(heard)
        else:
            await watch(self.write, heard)

    def _wake(self, topics: frozenset[str]) -> None:
        self._woken(topics)
        if self._relay is not None:
            self._relay.send(topics)

    def _read(self, work: Callable[[Connection], T]) -> T:
        try:
            with self._reading.begin() as connection:
                return work(connection)
        except SQLAlchemyError as error:
            raise unavailable(error) from error

    def close(self) -> None:
        """Finishes what was submitted and lets the database go."""
        self._writer.close()
        if self._relay is not None:
            self._relay.close()
        self._readers.shutdown()
        self._reading.dispose()


def _relay(url: URL) -> Relay:
    """Made only where it is used: without PostgreSQL its driver need not be installed."""
    from bot.store.relay import Relay

    return Relay(url)
