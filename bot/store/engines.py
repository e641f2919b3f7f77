"""Opens the database, SQLite or PostgreSQL, so that a commit is on the disk when it returns."""

from __future__ import annotations

import hashlib
import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import StaticPool

POOL_SIZE = 8
"""PostgreSQL connections that turn work at once; conversations wait for their own row only."""
_BUSY_MILLISECONDS = 10_000
"""How long SQLite waits for a command of another process (`tanya backup`) before it gives up."""
_SCRUB_MILLISECONDS = 50
"""How long the emptying of the log waits for readers: turns wait for it meanwhile, and it can be done later."""
_DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


class WrongDatabaseUrl(ValueError):
    """A database URL that names no database of a kind known here."""


def database_url(text: str) -> URL:
    """The URL with its driver filled in; raises WrongDatabaseUrl."""
    try:
        url = make_url(text)
    except ArgumentError:
        raise WrongDatabaseUrl("bukan URL basis data") from None
    backend = url.get_backend_name()
    if backend not in _DRIVERS:
        raise WrongDatabaseUrl(f"jenis {backend!r} tidak dikenal; pakai sqlite:/// atau postgresql://")
    return url.set(drivername=_DRIVERS[backend])


def is_sqlite(url: URL) -> bool:
    """Whether the URL names an SQLite file."""
    return url.get_backend_name() == "sqlite"


def lock_key(role: str) -> int:
    """The number of the PostgreSQL advisory lock that stands for a role."""
    return int.from_bytes(hashlib.blake2b(f"tanya {role}".encode(), digest_size=8).digest(), signed=True)


def writing_engine(url: URL) -> Engine:
    """An engine for turns and all that writes; its transactions on SQLite begin IMMEDIATE."""
    if is_sqlite(url):
        return _sqlite_engine(url, begin="BEGIN IMMEDIATE", query_only=False)
    return create_engine(url, pool_size=POOL_SIZE, max_overflow=0, pool_pre_ping=True)


def reading_engine(url: URL) -> Engine:
    """An engine that cannot write."""
    if is_sqlite(url):
        return _sqlite_engine(url, begin="BEGIN", query_only=True)
    return create_engine(
        url, pool_size=POOL_SIZE, max_overflow=0, pool_pre_ping=True, execution_options={"postgresql_readonly": True}
    )


def memory_engine() -> Engine:
    """An engine over an empty database of its own, on one connection, gone with it."""
    return _prepared(create_engine("sqlite://", poolclass=StaticPool), begin="BEGIN IMMEDIATE", query_only=False)


def connected(url: URL) -> sqlite3.Connection:
    """A connection of its own to SQLite's file, for what no transaction may be around; to be closed by the caller."""
    connection = sqlite3.connect(url.database or "")
    _prepare(connection, query_only=False)
    return connection


def emptied_log(connection: sqlite3.Connection) -> bool:
    """Moves SQLite's write-ahead log into the file and empties it; False where others read it just now."""
    connection.execute(f"PRAGMA busy_timeout = {_SCRUB_MILLISECONDS}")
    try:
        (busy, _pages, _moved) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError:
        return False
    finally:
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
    return not busy


def _sqlite_engine(url: URL, *, begin: str, query_only: bool) -> Engine:
    engine = create_engine(url, connect_args={"check_same_thread": False}, pool_size=POOL_SIZE, max_overflow=0)
    return _prepared(engine, begin=begin, query_only=query_only)


def _prepared(engine: Engine, *, begin: str, query_only: bool) -> Engine:
    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own record
        _prepare(connection, query_only=query_only)

    @event.listens_for(engine, "begin")
    def begin_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _prepare(connection: sqlite3.Connection, *, query_only: bool) -> None:
    # The driver would begin and commit by itself, and a released savepoint would be seen before its commit.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute(f"PRAGMA query_only = {'ON' if query_only else 'OFF'}")
