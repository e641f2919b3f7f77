"""Rewrites an SQLite file from which something was forgotten.

Deleted content is overwritten at once, but rows that were moved from page to page leave copies between others, where
nothing overwrites them; a rewritten file holds only what is still there.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa
import structlog

from bot.store.engines import connected, emptied_log
from bot.store.unit import StoreUnavailable

LARGEST = 512 * 1024 * 1024
"""Bytes of a file that is rewritten within the 10 seconds for which turns wait: 240 MB took 3.6 seconds, tried."""

_log = structlog.get_logger("tanya.store")


def compact(url: sa.URL) -> bool:
    """Rewrites the file where something was forgotten since it was last done; returns whether it was.

    Turns wait meanwhile. Raises StoreUnavailable.
    """
    path = Path(url.database or "")
    try:
        with closing(connected(url)) as connection:
            forgotten = _forgotten(connection)
            if not forgotten:
                return False
            if path.stat().st_size > LARGEST:
                _log.warning("store too large to be rewritten after a deletion; PostgreSQL serves such sizes")
                return False
            connection.execute("VACUUM")
            connection.execute("BEGIN IMMEDIATE")
            if _forgotten(connection) == forgotten:
                connection.execute("PRAGMA user_version = 0")
            connection.execute("COMMIT")
            emptied_log(connection)
            return True
    except (sqlite3.Error, OSError) as error:
        raise StoreUnavailable(f"{type(error).__name__}: {error}") from error


def _forgotten(connection: sqlite3.Connection) -> int:
    """How often something was forgotten since the file was rewritten, as `Unit.scrub` counts it."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
