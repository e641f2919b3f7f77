"""Relays wake-ups between replicas by PostgreSQL's NOTIFY; one that is lost loses no row."""

from __future__ import annotations

import asyncio
import json
import queue
import secrets
import threading
from collections.abc import Iterator

import psycopg
import structlog
from psycopg import AsyncConnection, Connection
from sqlalchemy.engine import URL

from bot.store.sessions import first_line, session_parameters
from bot.store.unit import Heard

_CHANNEL = "tanya_wakes"
_PAUSE = 1.0
_MOST_BYTES = 7900
"""Bytes of one notification; PostgreSQL takes less than 8,000."""

_log = structlog.get_logger("tanya.replicas")


class Relay:
    """Tells the other replicas what was woken here, and hears what was woken there.

    Notifications leave after the commit, by a thread that sends at once what has gathered: NOTIFY inside the turn's own
    transaction would make all commits of the database wait for each other.
    """

    def __init__(self, url: URL) -> None:
        self._url = url
        self._name = secrets.token_hex(4)
        self._topics: queue.SimpleQueue[frozenset[str] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._send_all, name="store-relay", daemon=True)
        self._thread.start()

    def send(self, topics: frozenset[str]) -> None:
        """Tells the other replicas; may be called from any thread."""
        self._topics.put(topics)

    def close(self) -> None:
        """Sends what has gathered and stops."""
        self._topics.put(None)
        self._thread.join()

    async def listen(self, heard: Heard) -> None:
        """Hands over what other replicas wake, until cancelled; after each new connection that is everything."""
        told = ""
        while True:
            try:
                async with await AsyncConnection.connect(**session_parameters(self._url)) as connection:
                    await connection.execute(f"LISTEN {_CHANNEL}")
                    told = ""
                    heard(None)
                    async for notice in connection.notifies():
                        self._hear(notice.payload, heard)
            except psycopg.Error as error:
                if told != (told := first_line(error)):
                    _log.error("other replicas are not heard", reason=told)
            await asyncio.sleep(_PAUSE)

    def _hear(self, payload: str, heard: Heard) -> None:
        name, *topics = json.loads(payload)
        if name != self._name:
            heard(frozenset(topics))

    def _send_all(self) -> None:
        connection: Connection | None = None
        while topics := self._gathered():
            try:
                try:
                    connection = self._send(connection, topics)
                except psycopg.OperationalError:
                    connection = self._send(None, topics)  # the old one broke while there was nothing to tell
            except psycopg.Error as error:
                connection = None
                _log.warning("other replicas not told", reason=first_line(error))
        if connection is not None:
            connection.close()

    def _send(self, connection: Connection | None, topics: frozenset[str]) -> Connection:
        """Tells by a connection, or by a new one; returns the one to keep, and closes one that failed."""
        fresh = connection is None
        connection = connection or Connection.connect(**session_parameters(self._url))
        try:
            if fresh:
                connection.execute("SET synchronous_commit = off")
            for payload in payloads(self._name, topics):
                connection.execute("SELECT pg_notify(%s, %s)", [_CHANNEL, payload])
        except psycopg.Error:
            connection.close()
            raise
        return connection

    def _gathered(self) -> frozenset[str]:
        """Waits for topics, and takes what came meanwhile with them; empty at the end."""
        found: frozenset[str] = frozenset()
        topics = self._topics.get()
        while topics is not None:
            found |= topics
            try:
                topics = self._topics.get_nowait()
            except queue.Empty:
                return found
        if found:
            self._topics.put(None)
        return found


def payloads(name: str, topics: frozenset[str]) -> Iterator[str]:
    """The topics as notifications of a replica, each as long as PostgreSQL takes."""
    payload = json.dumps([name])
    for topic in sorted(topics):
        longer = f"{payload[:-1]}, {json.dumps(topic, ensure_ascii=False)}]"
        if len(longer.encode()) > _MOST_BYTES:
            yield payload
            longer = json.dumps([name, topic], ensure_ascii=False)
        payload = longer
    yield payload
