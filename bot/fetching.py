"""Fetches pending files from a platform, checks them, and lets the conversation know: each result is a turn."""

from __future__ import annotations

import asyncio
import datetime as dt
import random
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Protocol

import structlog

from bot.arrival import Arrival, FileAt
from bot.clock import Clock
from bot.files.accepting import Acceptance
from bot.files.naming import shown_name
from bot.files.refusing import RefusedFile
from bot.metrics import FILES
from bot.pacing import backoff
from bot.store.files import PendingFile, due_files, put_off
from bot.store.store import Store
from bot.store.unit import StoreUnavailable
from bot.turns import Turns
from bot.wakes import Wakes
from handlers.file_note import FileNote
from handlers.turn import Message

_MOST_IN_FLIGHT = 4
_LOOK_AGAIN = 1.0
"""Seconds after which the rows are looked at without a wake-up: some wait for their next try."""
_PATIENCE = dt.timedelta(days=1)
"""After a day the citizen is asked to send the file again: platforms keep no file for ever."""

_log = structlog.get_logger("tanya.files")


class NotNow(Exception):
    """The platform cannot give the file now: try again after `seconds`, or after a growing wait."""

    def __init__(self, reason: str, seconds: float | None = None) -> None:
        super().__init__(reason)
        self.seconds = seconds


class NeverAgain(Exception):
    """The platform has no such file any more."""


class FileSource(Protocol):
    """Where one account's files are, as the worker uses it."""

    channel: str
    account: str
    most_choices: int | None

    def read(self, source: str) -> AsyncIterator[bytes]:
        """The content in pieces; raises NotNow, NeverAgain, and RefusedFile where the platform finds it too large."""


class Fetching:
    """Fetches for one account; there is one at a time for each."""

    def __init__(
        self, store: Store, turns: Turns, acceptance: Acceptance, source: FileSource, wakes: Wakes, clock: Clock
    ) -> None:
        self._store = store
        self._turns = turns
        self._acceptance = acceptance
        self._source = source
        self._wakes = wakes
        self._clock = clock
        self._in_hand: dict[str, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Fetches until it is cancelled; what is under way then is fetched again at the next start."""
        try:
            with self._wakes.listening(f"files:{self._source.channel}") as woken:
                while True:
                    woken.clear()
                    await self._start_due(woken)
                    with suppress(TimeoutError):
                        async with asyncio.timeout(_LOOK_AGAIN):
                            await woken.wait()
        finally:
            for task in self._in_hand.values():
                task.cancel()
            await asyncio.gather(*self._in_hand.values(), return_exceptions=True)

    async def _start_due(self, woken: asyncio.Event) -> None:
        room = _MOST_IN_FLIGHT - len(self._in_hand)
        if room <= 0:
            return
        wanted = partial(
            due_files, channel=self._source.channel, account=self._source.account, now=self._clock(),
            but=tuple(self._in_hand), most=room,
        )  # fmt: skip
        try:
            found = await self._store.read(wanted)
        except StoreUnavailable as error:
            _log.error("store unavailable", error=str(error))
            return
        for pending in found:
            task = asyncio.create_task(self._fetch(pending))
            self._in_hand[pending.note.id] = task
            task.add_done_callback(partial(self._finished, pending.note.id, woken))

    def _finished(self, ref: str, woken: asyncio.Event, task: asyncio.Task[None]) -> None:
        del self._in_hand[ref]
        if task.cancelled():
            return
        if (error := task.exception()) is None:
            woken.set()
        else:
            _log.error("file not settled", error=type(error).__name__)

    async def _fetch(self, pending: PendingFile) -> None:
        """Fetches one file; raises StoreUnavailable, after which the file is still pending."""
        try:
            accepted = await self._acceptance.accept(self._source.read(pending.source))
        except RefusedFile as refused:
            await self._settle(pending, replace(pending.note, state="refused", problem=refused.problem), FileAt())
        except NeverAgain:
            await self._settle(pending, replace(pending.note, state="gone"), FileAt())
        except Exception as error:  # whatever it is, it is tried again, and ends after a day
            await self._put_off(pending, error)
        else:
            note = replace(
                pending.note,
                state="stored",
                kind=accepted.kind,
                size=accepted.received,
                name=shown_name(pending.note.name, accepted.kind),
            )
            await self._settle(pending, note, FileAt(sha256=accepted.sha256, size=accepted.size))

    async def _settle(self, pending: PendingFile, note: FileNote, at: FileAt) -> None:
        message = Message("file", file=note, fetched=True)
        await self._turns.take(
            Arrival(pending.address, f"fetched:{note.id}", message, most_choices=self._source.most_choices, file=at)
        )
        FILES.labels(self._source.channel, note.problem or note.state).inc()

    async def _put_off(self, pending: PendingFile, error: Exception) -> None:
        now = self._clock()
        if now - pending.created_at > _PATIENCE:
            await self._settle(pending, replace(pending.note, state="gone"), FileAt())
            return
        seconds = error.seconds if isinstance(error, NotNow) else None
        seconds = seconds if seconds is not None else backoff(pending.attempts, random.uniform)
        _log.info("file fetched later", channel=self._source.channel, reason=_reason(error), seconds=round(seconds))
        until = now + dt.timedelta(seconds=seconds)
        await self._store.write(partial(put_off, ref=pending.note.id, until=until))


def _reason(error: Exception) -> str:
    """Why, without a path or address: those may hold a token."""
    return str(error) if isinstance(error, NotNow) else type(error).__name__
