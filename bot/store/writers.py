"""Runs units of work: on SQLite in one thread that commits what waits together, on PostgreSQL in a small pool."""

from __future__ import annotations

import queue
import sqlite3
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Generic, Protocol, cast

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from bot.store.engines import emptied_log
from bot.store.unit import StoreUnavailable, T, Unit, Woken, Work

_MOST_GROUPED = 64
"""Units in one commit: enough to share the disk's wait, few enough that the first does not wait long for the last."""


class Writer(Protocol):
    """What the store writes through."""

    def submit(self, work: Work[T]) -> Future[T]:
        """Runs the work in a transaction of its own; raises StoreUnavailable when the database failed."""

    def close(self) -> None:
        """Finishes what was submitted and stops."""


class _Job(Generic[T]):
    """One unit of work with its result."""

    def __init__(self, work: Work[T]) -> None:
        self.future: Future[T] = Future()
        self._work = work
        self._results: list[T] = []
        self.wakes: frozenset[str] = frozenset()
        self.scrubs = False

    def attempt(self, connection: Connection) -> None:
        """Does the work, on a transaction that other units may share."""
        unit = Unit(connection)
        self._results = [self._work(unit)]
        self.wakes, self.scrubs = frozenset(unit.wakes), unit.scrubs

    def settle(self) -> None:
        """Tells the result; only after the commit."""
        self.future.set_result(self._results[0])

    def fail(self, error: Exception) -> None:
        """Tells that nothing was committed, and why."""
        self.future.set_exception(unavailable(error) if isinstance(error, SQLAlchemyError) else error)


class GroupedWriter:
    """SQLite's writer: one thread, one connection, several units a commit."""

    def __init__(self, engine: Engine, woken: Woken) -> None:
        self._engine = engine
        self._woken = woken
        self._to_scrub = False
        self._jobs: queue.SimpleQueue[_Job[Any] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Work[T]) -> Future[T]:
        """Queues the work; units run in the order in which they were submitted."""
        if not self._thread.is_alive():
            raise StoreUnavailable("penulis basis data sudah berhenti")
        job = _Job(work)
        self._jobs.put(job)
        return job.future

    def close(self) -> None:
        """Finishes what was submitted and stops."""
        self._jobs.put(None)
        self._thread.join()
        self._engine.dispose()

    def _run(self) -> None:
        going = True
        while going:
            group, going = self._next_group()
            if group:
                self._commit(group)
                self._scrub()

    def _next_group(self) -> tuple[list[_Job[Any]], bool]:
        group: list[_Job[Any]] = []
        job = self._jobs.get()
        while job is not None:
            group.append(job)
            if len(group) == _MOST_GROUPED:
                return group, True
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                return group, True
        return group, False

    def _commit(self, group: list[_Job[Any]]) -> None:
        """Commits the units together; where one of them fails, each for itself, so that it costs no other."""
        try:
            with self._engine.begin() as connection:
                for job in group:
                    job.attempt(connection)
        except Exception as error:
            if len(group) == 1:
                group[0].fail(error)
                return
            for job in group:
                self._commit([job])
            return
        self._to_scrub |= any(job.scrubs for job in group)
        for job in group:
            job.settle()
        woken = frozenset().union(*(job.wakes for job in group))
        if woken:
            self._woken(woken)

    def _scrub(self) -> None:
        """Empties the write-ahead log, which holds pages as they were; while others read it, after a later commit."""
        if self._to_scrub:
            connection = self._engine.raw_connection()
            try:
                self._to_scrub = not emptied_log(cast(sqlite3.Connection, connection.dbapi_connection))
            finally:
                connection.close()


class PooledWriter:
    """PostgreSQL's writer: a few threads, each unit a transaction of its own."""

    def __init__(self, engine: Engine, woken: Woken, size: int) -> None:
        self._engine = engine
        self._woken = woken
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="store-writer")

    def submit(self, work: Work[T]) -> Future[T]:
        """Hands the work to a free thread; who needs an order keeps it by waiting."""
        return self._threads.submit(self._run, work)

    def close(self) -> None:
        """Finishes what was submitted and stops."""
        self._threads.shutdown()
        self._engine.dispose()

    def _run(self, work: Work[T]) -> T:
        try:
            try:
                unit, result = self._attempt(work)
            except IntegrityError:
                # Another replica began the same conversation meanwhile; now it is there.
                unit, result = self._attempt(work)
        except SQLAlchemyError as error:
            raise unavailable(error) from error
        if unit.wakes:
            self._woken(frozenset(unit.wakes))
        return result

    def _attempt(self, work: Work[T]) -> tuple[Unit, T]:
        with self._engine.begin() as connection:
            unit = Unit(connection)
            return unit, work(unit)


def unavailable(error: SQLAlchemyError) -> StoreUnavailable:
    """The database's error without the statement and its values, which may be personal."""
    original = error.orig if isinstance(error, DBAPIError) else error
    return StoreUnavailable(f"{type(original).__name__}: {str(original).splitlines()[0] if str(original) else ''}")
