"""Sends the copies of announcements for one account: at an even pace under its limits, so that replies go first."""

from __future__ import annotations

import asyncio
import random
import time
from collections import deque
from collections.abc import Callable, Collection
from contextlib import suppress
from functools import lru_cache

import structlog

from bot.clock import Clock
from bot.copy_ledger import CopyLedger
from bot.copy_outcome import outcome, put_off, rest
from bot.delivery import Carrier, Deferred
from bot.metrics import DELIVERIES
from bot.pacing import Pacer
from bot.pressing import Pressing
from bot.reply_json import load
from bot.store.copies import Copy, any_due, claim_copies
from bot.store.copy_ends import leave_uncertain
from bot.store.store import Store
from bot.store.unit import StoreUnavailable
from bot.wakes import Wakes
from handlers.turn import Reply

_MOST_CLAIMED = 8
_CLAIM_AHEAD = 0.25
"""Copies claimed at once: what leaves in so many seconds, and never more than the number. One batch leaves while the
next is claimed, with the results of the one before in the same commit: a crash leaves some 15 copies uncertain at 25 a
second, and some 30 at any pace."""
_SLACK = 0.1
"""Seconds by which a copy may leave late and still be made up for; all else that may leave at once is kept for
replies, which wait for no bucket to fill."""
_MOST_UNDER_WAY = 12
"""Calls at once: at 25 a second enough for calls of half a second."""
_LONGEST_WAY = 0.06
"""Seconds for which a copy gives way to replies at most, so that some leave however many there are."""
_LOOK_AGAIN = 1.0
_LONGEST_HOLD = 2.0
"""Seconds for which a claimed copy waits for the pace; held for longer it can be called back again."""
_TAKE_BACK_AFTER = 3.0
"""Seconds after which a new sender looks for what the one before it left: it may still be finishing that."""
_TAKE_BACK_EVERY = 30.0
_log = structlog.get_logger("tanya.copies")


class CopySender:
    """Sends copies for one account, beside the `Sender` of its replies, with which it shares the pacer.

    `beside` are the channel's further accounts that this service serves.
    """

    def __init__(
        self,
        store: Store,
        carrier: Carrier,
        pacer: Pacer,
        wakes: Wakes,
        clock: Clock,
        pressing: Pressing | None = None,
        beside: Collection[str] = (),
    ) -> None:
        self._beside = beside
        self._store = store
        self._carrier = carrier
        self._pacer = pacer
        self._wakes = wakes
        self._clock = clock
        self._pressing = pressing or Pressing()
        self._batch = max(1, min(_MOST_CLAIMED, int(pacer.pace.account_rate * _CLAIM_AHEAD)))
        self._reserve = pacer.pace.account_burst - max(2.0, pacer.pace.account_rate * _SLACK)
        self._places = asyncio.Semaphore(_MOST_UNDER_WAY)
        self._calls: set[asyncio.Task[None]] = set()
        self._ledger = CopyLedger(store, clock)
        self._look_back_at = 0.0

    async def run(self) -> None:
        """Sends until it is cancelled, then waits for the calls under way and writes down how they ended."""
        if self._store.shared:
            self._look_back_at = time.monotonic() + _TAKE_BACK_AFTER
        writing = asyncio.create_task(self._ledger.keep_writing())
        try:
            with self._wakes.listening(f"copies:{self._carrier.channel}") as woken:
                await self._send(woken)
        finally:
            if self._calls:
                await asyncio.wait(self._calls)
            await self._ledger.finish(writing)

    async def _send(self, woken: asyncio.Event) -> None:
        """One batch leaves while the next is claimed."""
        batch: deque[Copy] = deque()
        while True:
            woken.clear()
            claiming = asyncio.create_task(self._claimed(idle=not batch))
            try:
                while batch:
                    await self._leave(batch[0])
                    batch.popleft()
                claimed, looked = await asyncio.shield(claiming)
            except asyncio.CancelledError:
                claimed, _ = await claiming
                for copy in (*batch, *claimed):
                    self._put_back(copy, 0.0)
                raise
            batch.extend(claimed)
            if not looked:
                # Not wait_for: before Python 3.12 it loses a cancellation that comes as the event is set.
                with suppress(TimeoutError):
                    async with asyncio.timeout(_LOOK_AGAIN):
                        await woken.wait()

    async def _claimed(self, *, idle: bool) -> tuple[list[Copy], int]:
        """The next copies, and how many were looked at; while nothing is sent, looks before it writes."""
        channel, account = self._carrier.channel, self._carrier.account
        if self._pacer.held(time.monotonic()):
            return [], 0
        try:
            await self._pressing.give_way(_LONGEST_WAY)
            await self._look_back()
            now = self._clock()
            if idle and not await self._store.read(lambda each: any_due(each, channel, now)):
                return [], 0
            return await self._ledger.claimed(
                lambda unit: claim_copies(unit, channel, account, self._batch, now, self._beside)
            )
        except StoreUnavailable as error:
            _log.error("store unavailable", error=str(error))
            return [], 0

    async def _look_back(self) -> None:
        """At the start, and among replicas now and then, finds what another sender left; raises StoreUnavailable."""
        if time.monotonic() < self._look_back_at:
            return
        channel, account, in_hand = self._carrier.channel, self._carrier.account, frozenset(self._ledger.in_hand)
        found = await self._store.write(lambda unit: leave_uncertain(unit, channel, account, in_hand, self._clock()))
        self._look_back_at = time.monotonic() + _TAKE_BACK_EVERY if self._store.shared else float("inf")
        if found:
            _log.warning("copies uncertain", channel=channel, count=found)

    async def _leave(self, copy: Copy) -> None:
        """Lets a copy leave when the pace and the calls under way allow it."""
        chat = copy.address.external_id
        while seconds := self._pacer.wait(chat, time.monotonic(), self._reserve):
            if seconds > _LONGEST_HOLD:
                self._put_back(copy, seconds)
                return
            await asyncio.sleep(seconds)
        await self._pressing.give_way(_LONGEST_WAY)
        await self._places.acquire()
        self._pacer.take(chat, time.monotonic())
        task = asyncio.create_task(self._deliver(copy))
        self._calls.add(task)
        task.add_done_callback(self._called)

    def _called(self, task: asyncio.Task[None]) -> None:
        self._calls.discard(task)
        self._places.release()

    async def _deliver(self, copy: Copy) -> None:
        try:
            delivery = await self._carrier.deliver(copy.address, _read(copy.body))
        except Exception as error:
            _log.error("carrier failed", channel=self._carrier.channel, error=type(error).__name__)
            delivery = Deferred(f"{type(error).__name__} dalam program", may_have_arrived=True)
        DELIVERIES.labels(self._carrier.channel, type(delivery).__name__.lower()).inc()
        now = self._clock()
        ended = outcome(copy, delivery, now, random.uniform)
        if seconds := rest(ended, delivery, now):
            self._pacer.hold(seconds, time.monotonic())
        if ended.reason:
            _log.warning("copy not sent", channel=self._carrier.channel, state=ended.state, reason=ended.reason)
        self._ledger.end(ended)

    def _put_back(self, copy: Copy, seconds: float) -> None:
        """Lets a copy that did not leave wait again."""
        self._ledger.end(put_off(copy, seconds, self._clock()))


_read: Callable[[str], Reply] = lru_cache(maxsize=32)(load)
"""The words of an announcement are read once a language, not once a copy; they are the office's own."""
