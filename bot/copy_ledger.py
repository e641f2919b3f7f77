"""What a sender of copies has in hand and how they ended: written down together, mostly with the claim of the next."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import suppress

import structlog

from bot.clock import Clock
from bot.store.copies import Copy
from bot.store.copy_ends import Ended, settle_copies
from bot.store.reachability import move
from bot.store.store import Store
from bot.store.unit import StoreUnavailable, Unit
from bot.store.whatsapp_messages import take_up_early

_GATHER = 0.3
"""Seconds for which results wait to be written with the next claim, before they are written without one."""
_LOOK_AGAIN = 1.0

_log = structlog.get_logger("tanya.copies")


class CopyLedger:
    """The copies that are claimed and not written down, by their ids in `in_hand`."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.in_hand: set[int] = set()
        self._store = store
        self._clock = clock
        self._results: list[Ended] = []
        self._resulted = asyncio.Event()
        self._at_the_store = asyncio.Lock()

    def end(self, ended: Ended) -> None:
        """Takes down how a copy ended."""
        self._results.append(ended)
        self._resulted.set()

    async def claimed(self, claim: Callable[[Unit], tuple[list[Copy], int]]) -> tuple[list[Copy], int]:
        """Claims copies, with the results so far in the same commit, since turns wait for every one; returns what
        `claim` does. Raises StoreUnavailable."""

        def work(unit: Unit) -> tuple[list[Copy], int]:
            if ended:
                _settle(unit, ended, self._clock())
            return claim(unit)

        async with self._at_the_store:
            ended = self._results[:]
            copies, looked = await self._store.write(work)
            self._written(ended)
        self.in_hand |= {copy.id for copy in copies}
        return copies, looked

    async def keep_writing(self) -> None:
        """Writes what no claim took along, until it is cancelled."""
        while True:
            await self._resulted.wait()
            await asyncio.sleep(_GATHER)
            await self._write()

    async def finish(self, writing: asyncio.Task[None]) -> None:
        """Ends `keep_writing` and writes what is left."""
        async with self._at_the_store:  # what is being written is not written again
            writing.cancel()
        with suppress(asyncio.CancelledError):
            await writing
        await self._write()

    async def _write(self) -> None:
        """Writes all results; while the store is unavailable it is tried again, since the platform has the copies."""
        while self._results:
            try:
                async with self._at_the_store:
                    if ended := self._results[:]:
                        await self._store.write(lambda unit: _settle(unit, ended, self._clock()))
                        self._written(ended)
            except StoreUnavailable as error:
                _log.error("store unavailable", error=str(error))
                await asyncio.sleep(_LOOK_AGAIN)

    def _written(self, ended: list[Ended]) -> None:
        del self._results[: len(ended)]
        self.in_hand -= {each.copy for each in ended}
        if not self._results:
            self._resulted.clear()


def _settle(unit: Unit, ended: Sequence[Ended], now: dt.datetime) -> None:
    """Writes down how copies ended, and where chats are from now on."""
    settle_copies(unit, ended, now)
    for each in ended:
        take_up_early(unit, each.account, each.parts, now)
        if each.moved is not None:
            move(unit, *each.moved)
