"""Lets this process's folder of decrees say what the store says is in force: at the start, and at every publishing."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial
from pathlib import Path

import structlog

from bot.decrees.overlay import reconcile
from bot.store.decree_versions import TOPIC, in_force, texts_of
from bot.store.store import Store
from bot.store.unit import StoreUnavailable
from bot.wakes import Wakes

_AT_LEAST_EVERY = 300.0
"""Seconds: a wake-up may be lost."""

_log = structlog.get_logger("tanya.decrees")


class DecreeWatch:
    """What was committed and not yet written, by whichever process, is written here; the knowledge watch goes on."""

    def __init__(self, store: Store, overlay: Path, wakes: Wakes) -> None:
        self._store = store
        self._overlay = overlay
        self._wakes = wakes
        self._writing = asyncio.Lock()

    async def look(self) -> bool:
        """Writes what is missing; returns whether there was anything. Raises StoreUnavailable and OSError."""
        async with self._writing:
            versions = await self._store.read(in_force)
            if not versions:
                return False
            texts = await self._store.read(partial(texts_of, files=[each.file for each in versions]))
            return await asyncio.to_thread(reconcile, self._overlay, versions, texts.__contains__)

    async def run(self) -> None:
        """Looks at the start and at every publishing, until cancelled."""
        with self._wakes.listening(TOPIC) as woken:
            while True:
                try:
                    await self.look()
                except (StoreUnavailable, OSError) as error:
                    _log.error("decree files not written", error=type(error).__name__)
                with suppress(TimeoutError):
                    await asyncio.wait_for(woken.wait(), _AT_LEAST_EVERY)
                woken.clear()
