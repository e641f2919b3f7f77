"""Wakes those who wait for something to be committed: the outbox for new rows, an open web chat for new messages."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager


class Wakes:
    """Topics and who waits for them; a wake-up says only "look again", so that a lost one loses no row."""

    def __init__(self) -> None:
        self._waiting: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._loop: asyncio.AbstractEventLoop | None = None

    def bind(self, loop: asyncio.AbstractEventLoop) -> None:
        """Names the loop in which all who wait run."""
        self._loop = loop

    def from_thread(self, topics: frozenset[str]) -> None:
        """Wakes from another thread; after the loop has gone, nobody waits."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.wake, topics)

    def wake(self, topics: frozenset[str] | None) -> None:
        """Wakes whoever waits for any of the topics; None stands for all there are."""
        for topic in self._waiting if topics is None else topics:
            for event in self._waiting.get(topic, ()):
                event.set()

    @contextmanager
    def listening(self, *topics: str) -> Iterator[asyncio.Event]:
        """An event that is set whenever one of the topics is woken; to be cleared by who waits for it."""
        event = asyncio.Event()
        for topic in topics:
            self._waiting[topic].add(event)
        try:
            yield event
        finally:
            for topic in topics:
                self._waiting[topic].discard(event)
                if not self._waiting[topic]:
                    del self._waiting[topic]
