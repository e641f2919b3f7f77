"""Keeps announcements going: writes down receivers, opens and closes the sending by the hours, and ends it.

All of it stands in rows, so that a restart goes on where the last one stopped.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from zoneinfo import ZoneInfo

import structlog

from bot.clock import Clock
from bot.quiet_hours import QuietHours
from bot.store.announcement_rows import any_open, drop_copies
from bot.store.announcements import CHANNELS, Kept, StaleAnnouncement, change, in_states, set_open
from bot.store.audience import fill
from bot.store.copy_ends import ENDED
from bot.store.fetched_copies import write_fetched
from bot.store.saying import FETCHED
from bot.store.store import Store
from bot.store.unit import StoreUnavailable, Unit
from bot.wakes import Wakes
from handlers.announcing import compose
from handlers.turn import Reply
from knowledge.library import Library
from locales.catalogue import LANGUAGES

_BUSY = 0.5
"""Seconds between looks while something is being sent: whether all has gone, and whether it is night."""
_IDLE = 5.0

_log = structlog.get_logger("tanya.announcer")


class Announcer:
    """Does what is due of announcements; among replicas one at a time does. `library` gives the decrees of now."""

    def __init__(
        self,
        store: Store,
        library: Callable[[], Library],
        wakes: Wakes,
        clock: Clock,
        quiet: QuietHours = QuietHours(),  # noqa: B008 - frozen
    ) -> None:
        self._store = store
        self._library = library
        self._wakes = wakes
        self._clock = clock
        self._quiet = quiet

    async def run(self) -> None:
        """Looks again and again until it is cancelled."""
        await self._store.alone("announcer", self._run)

    async def _run(self) -> None:
        with self._wakes.listening("announcements") as woken:
            while True:
                woken.clear()
                busy = False
                try:
                    busy = await self.look()
                except StoreUnavailable as error:
                    _log.error("store unavailable", error=str(error))
                if busy:
                    await asyncio.sleep(_BUSY)
                    continue
                with suppress(TimeoutError):
                    async with asyncio.timeout(_IDLE):
                        await woken.wait()

    async def look(self) -> bool:
        """Does all that is due now; returns whether more is to be done soon. Raises StoreUnavailable."""
        found = await self._store.read(lambda each: in_states(each, "scheduled", "sending", "paused"))
        busy = False
        for kept in found:
            try:
                busy |= await self._go_on(kept)
            except StoreUnavailable:
                raise
            except StaleAnnouncement:
                busy = True  # an officer was quicker
            except Exception as error:
                _log.error("announcement failed", announcement=kept.id, error=type(error).__name__)
        return busy

    async def _go_on(self, kept: Kept) -> bool:
        now = self._clock()
        if kept.ends_at is not None and kept.ends_at <= now:
            await self._store.write(partial(_end, kept=kept, now=now))
            _log.info("announcement ended", announcement=kept.id)
            return False
        if kept.state == "scheduled":
            due = kept.scheduled_at is None or kept.scheduled_at <= now
            if due:
                await self._store.write(lambda unit: change(unit, kept, "sending", started_at=now))
            return due
        if kept.state == "paused":
            return False
        return await self._send(kept, now)

    async def _send(self, kept: Kept, now: dt.datetime) -> bool:
        if not kept.filled:
            while await self._store.write(partial(fill, number=kept.id, now=now)):
                pass  # one chunk a unit of work: turns get their place between them
        zone = self._zone(kept)
        until = None if self._quiet.rests(now, zone) else self._quiet.next_rest(now, zone)
        if kept.open_until != until:
            await self._store.write(partial(set_open, kept=kept, until=until, replies=self._replies(kept)))
        if until is None:
            return False
        for channel in FETCHED & set(kept.channels or CHANNELS):
            while await self._store.write(partial(write_fetched, number=kept.id, channel=channel, now=now)):
                pass
        if await self._store.read(partial(any_open, number=kept.id)):
            return True
        await self._store.write(lambda unit: change(unit, kept, "done", finished_at=self._clock()))
        _log.info("announcement done", announcement=kept.id)
        return False

    def _zone(self, kept: Kept) -> ZoneInfo:
        office = self._library().offices.get(kept.told.office)
        return ZoneInfo(office.timezone if office is not None else "Asia/Jakarta")

    def _replies(self, kept: Kept) -> dict[str, Reply]:
        """What it says, for one that was let go before its words were kept."""
        office = self._library().offices[kept.told.office]
        return {each: compose(office, kept.told, each) for each in LANGUAGES}


def _end(unit: Unit, kept: Kept, now: dt.datetime) -> None:
    change(unit, kept, "done", finished_at=now)
    drop_copies(unit, kept.id, ENDED, now)
