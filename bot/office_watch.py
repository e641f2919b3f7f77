"""Takes up what offices say beside their decrees: at the start, and as soon as one of them changes it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

import structlog

from bot.clock import Clock
from bot.store.office_words import TOPIC, office_words
from bot.store.store import Store
from bot.store.unit import StoreUnavailable
from bot.wakes import Wakes
from handlers.office_words import OfficeWords
from knowledge.library import Library

_AT_LEAST_EVERY = 300.0
"""Seconds: a wake-up may be lost, a notice must not be shown for long after it was taken back."""

_log = structlog.get_logger("tanya.office")


class OfficeWatch:
    """Hands over the offices' words, whole, whenever they may have changed."""

    def __init__(
        self,
        store: Store,
        library: Callable[[], Library],
        wakes: Wakes,
        clock: Clock,
        swap: Callable[[OfficeWords], None],
    ) -> None:
        self._store = store
        self._library = library
        self._wakes = wakes
        self._clock = clock
        self._swap = swap

    async def look(self) -> None:
        """Takes up what there is now; raises StoreUnavailable."""
        now, library = self._clock(), self._library()
        self._swap(await self._store.read(lambda connection: office_words(connection, now, library.zone)))

    async def run(self) -> None:
        """Looks at every change, until cancelled."""
        with self._wakes.listening(TOPIC) as woken:
            while True:
                with suppress(TimeoutError):
                    await asyncio.wait_for(woken.wait(), _AT_LEAST_EVERY)
                woken.clear()
                try:
                    await self.look()
                except StoreUnavailable as error:
                    _log.error("notices not taken up", error=type(error).__name__)
