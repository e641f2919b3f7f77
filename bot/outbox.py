"""Sends what the store holds for one account: in each chat's order, at the platform's pace, until it is settled."""

from __future__ import annotations

import asyncio
import datetime as dt
import random
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial

import structlog

from bot.clock import Clock
from bot.delivery import Carrier, Deferred, Delivered, Delivery, Halted, Held, Moved, Refused, Unreachable
from bot.metrics import DELIVERIES
from bot.pacing import Pacer, backoff
from bot.pressing import Pressing
from bot.store.chat_moves import follow
from bot.store.sending import Outgoing, claim, defer, due, mark_unreachable, next_due, settle, take_back
from bot.store.store import Store
from bot.store.unit import StoreUnavailable, Unit
from bot.store.whatsapp_messages import take_up_early
from bot.store.whatsapp_parts import Place, write_parts
from bot.store.windows import hold_back
from bot.wakes import Wakes

_MOST_IN_FLIGHT = 30
"""Deliveries under way at once: what Telegram lets a bot send in a second."""
_BESIDE = 8
"""Rows read beyond those that may leave: some of their chats may have to wait longer."""
_LOOK_AGAIN = 1.0
"""Seconds after which the rows are looked at without a wake-up: other processes write rows too."""
_TAKE_BACK_AFTER = 3.0
"""Seconds after which a new sender takes back what the one before it left: one that lost its role but lives may still
be finishing it."""
_TAKE_BACK_EVERY = 30.0
_HALT = 30.0
"""Seconds an account rests when only the operator can help."""

_log = structlog.get_logger("tanya.outbox")


class Sender:
    """Sends for one account; there is one at a time for each."""

    def __init__(
        self,
        store: Store,
        carrier: Carrier,
        pacer: Pacer,
        wakes: Wakes,
        clock: Clock,
        pressing: Pressing | None = None,
    ) -> None:
        self._store = store
        self._carrier = carrier
        self._pacer = pacer
        self._wakes = wakes
        self._clock = clock
        self._in_hand: dict[int, asyncio.Task[None]] = {}
        self._pressing = pressing or Pressing()
        self._take_back_at = 0.0
        self.halted: str | None = None
        """Why the account rests, where the operator must act."""

    async def run(self) -> None:
        """Sends until it is cancelled, then waits for the deliveries under way."""
        self._take_back_at = time.monotonic() + _TAKE_BACK_AFTER
        try:
            with self._wakes.listening(f"outbox:{self._carrier.channel}") as woken:
                while True:
                    woken.clear()
                    with self._pressing.going():
                        seconds = await self._send_due(woken)
                    held = self._pacer.wait_for_any(time.monotonic())
                    if held > 0:
                        await asyncio.sleep(held)  # nothing may leave, whatever is committed meanwhile
                    else:
                        # Not wait_for: before Python 3.12 it loses a cancellation that comes as the event is set.
                        with suppress(TimeoutError):
                            async with asyncio.timeout(seconds):
                                await woken.wait()
        finally:
            if self._in_hand:
                await asyncio.wait(self._in_hand.values())

    async def _send_due(self, woken: asyncio.Event) -> float:
        """Starts the deliveries that may leave now; returns the seconds until there may be more."""
        channel, account = self._carrier.channel, self._carrier.account
        room = min(_MOST_IN_FLIGHT - len(self._in_hand), self._pacer.room(time.monotonic()))
        if room <= 0:
            return _LOOK_AGAIN
        now = self._clock()
        most = room + _BESIDE
        in_hand = tuple(self._in_hand)
        try:
            await self._take_back()
            rows = await self._store.read(lambda connection: due(connection, channel, account, now, in_hand, most))
            then = None if rows else await self._store.read(lambda each: next_due(each, channel, account))
            free = [row for row in rows if not self._wait(row)][:room]
            for row in await self._claimed(free):
                self._pacer.take(row.address.external_id, time.monotonic())
                self._start(row, woken)
        except StoreUnavailable as error:
            _log.error("store unavailable", error=str(error))
            return _LOOK_AGAIN
        waits = [_LOOK_AGAIN]
        if then is not None and then > now:
            waits.append((then - now).total_seconds())
        waits += [self._wait(row) for row in rows if row.conversation not in self._in_hand]
        return min(waits)

    def _wait(self, row: Outgoing) -> float:
        """Seconds until the pace lets a row leave."""
        return self._pacer.wait(row.address.external_id, time.monotonic())

    async def _take_back(self) -> None:
        """Now and then lets wait again what another sender claimed and did not finish; raises StoreUnavailable."""
        if not self._store.shared or time.monotonic() < self._take_back_at:
            return
        channel, account, in_hand = self._carrier.channel, self._carrier.account, tuple(self._in_hand)
        found = await self._store.write(lambda unit: take_back(unit, channel, account, in_hand))
        self._take_back_at = time.monotonic() + _TAKE_BACK_EVERY
        if found:
            _log.info("replies taken back from another sender", channel=channel, count=found)

    async def _claimed(self, rows: list[Outgoing]) -> list[Outgoing]:
        """Those rows that no other sender took a moment before; raises StoreUnavailable."""
        if not self._store.shared or not rows:
            return rows
        claimed = await self._store.write(lambda unit: claim(unit, [row.id for row in rows]))
        return [row for row in rows if row.id in claimed]

    def _start(self, row: Outgoing, woken: asyncio.Event) -> None:
        task = asyncio.create_task(self._deliver(row))
        self._in_hand[row.conversation] = task

        def finished(_task: asyncio.Task[None]) -> None:
            del self._in_hand[row.conversation]
            woken.set()

        task.add_done_callback(finished)

    async def _deliver(self, row: Outgoing) -> None:
        now = self._clock()
        if now >= row.expires_at:
            await self._write(lambda unit: settle(unit, row.id, "expired", now, error="kedaluwarsa"))
            return
        try:
            with self._pressing.going():
                delivery = await self._carrier.deliver(row.address, row.reply)
        except Exception as error:
            _log.error("carrier failed", channel=self._carrier.channel, error=type(error).__name__)
            delivery = Deferred(f"{type(error).__name__} dalam program")
        await self._settle(row, delivery)

    async def _settle(self, row: Outgoing, delivery: Delivery) -> None:
        now = self._clock()
        DELIVERIES.labels(self._carrier.channel, type(delivery).__name__.lower()).inc()
        if not isinstance(delivery, Halted):
            self.halted = None
        match delivery:
            case Delivered(platform_id, parts):
                await self._write(partial(_sent, row=row, platform_id=platform_id, parts=parts, now=now))
            case Held(reason, parts):
                await self._write(lambda unit: hold_back(unit, row, parts, reason, now))
            case Deferred():
                await self._defer(row, delivery, now)
            case Refused(reason):
                _log.warning("reply refused", channel=self._carrier.channel, row=row.id, reason=reason)
                await self._write(lambda unit: settle(unit, row.id, "failed", now, error=reason))
            case Unreachable(reason):
                _log.info("chat unreachable", channel=self._carrier.channel, reason=reason)
                await self._write(lambda unit: mark_unreachable(unit, row.conversation, now, reason))
            case Moved(to):
                await self._write(lambda unit: follow(unit, row, to, now))
            case Halted(reason):
                self.halted = reason
                _log.error("account rests until the operator acts", channel=self._carrier.channel, reason=reason)
                self._pacer.hold(_HALT, time.monotonic())
                await self._write(lambda unit: defer(unit, row.id, now + dt.timedelta(seconds=_HALT), reason))

    async def _defer(self, row: Outgoing, deferred: Deferred, now: dt.datetime) -> None:
        if deferred.may_have_arrived and row.attempts:
            await self._write(lambda unit: settle(unit, row.id, "uncertain", now, error=deferred.reason))
            return
        seconds = deferred.seconds if deferred.seconds is not None else backoff(row.attempts, random.uniform)
        if deferred.everyone:
            self._pacer.hold(seconds, time.monotonic())
        until = now + dt.timedelta(seconds=seconds)
        await self._write(lambda unit: defer(unit, row.id, until, deferred.reason))

    async def _write(self, work: Callable[..., None]) -> None:
        """Writes a result; while the store is unavailable it is tried again, since the platform has the reply."""
        while True:
            try:
                await self._store.write(work)
            except StoreUnavailable as error:
                _log.error("store unavailable", error=str(error))
                await asyncio.sleep(_LOOK_AGAIN)
            else:
                return


def _sent(unit: Unit, row: Outgoing, platform_id: str | None, parts: tuple[str, ...], now: dt.datetime) -> None:
    """Writes down what left, and by which ids the platform will tell of it."""
    settle(unit, row.id, "sent", now, platform_id=platform_id)
    if parts:
        write_parts(unit, row.address.account, parts, Place(row.conversation, row.event), now)
        take_up_early(unit, row.address.account, parts, now)
