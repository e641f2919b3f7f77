"""A unit of work: one function on one connection, and what is to be done once it is committed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection

T = TypeVar("T")


class Unit:
    """What a piece of work gets: the connection, and a list of whom to wake once it is committed."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.wakes: set[str] = set()
        self.scrubs = False

    def wake(self, topic: str) -> None:
        """Wakes those who wait for a topic ("outbox:telegram", "web:<visitor>") after the commit."""
        self.wakes.add(topic)

    def scrub(self) -> None:
        """Has what was deleted taken out of SQLite's log too after the commit, and counts it for `compacting`."""
        if self.connection.dialect.name == "sqlite":
            count = int(self.connection.exec_driver_sql("PRAGMA user_version").scalar_one())
            self.connection.exec_driver_sql(f"PRAGMA user_version = {count + 1}")
            self.scrubs = True


Work = Callable[[Unit], T]
"""A function of the database alone: where a unit beside it fails, it is rolled back and run again."""
Woken = Callable[[frozenset[str]], None]
"""Called from the writer's thread after a commit, with the topics to wake."""
Heard = Callable[[frozenset[str] | None], None]
"""Called with the topics that another process woke; None where it may have been any."""


class StoreUnavailable(Exception):
    """The database cannot be written or read now: nothing was done, the same may be tried again later."""
