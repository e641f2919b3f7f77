"""Stops what goes to many where WhatsApp holds a number back: to go on would cost it its good name."""

from __future__ import annotations

import datetime as dt
import time
from functools import partial

import structlog

from bot.channels.whatsapp.errors import MEANINGS
from bot.clock import Clock
from bot.delivery import Held
from bot.store.copy_stops import failed_of_late, stop_copies
from bot.store.store import Store
from bot.store.whatsapp_parts import CHANNEL

_CODES = frozenset(code for code, meaning in MEANINGS.items() if meaning.kind == "spam")
_LOOK_EVERY = 5.0
"""Seconds between looks at what statuses tell."""
_LASTS = dt.timedelta(minutes=15)
"""After so long it may be tried again; Meta names no time."""

_log = structlog.get_logger("tanya.whatsapp")


class Restraint:
    """Whether one number is held back."""

    def __init__(self, account: str, store: Store, clock: Clock) -> None:
        self._account = account
        self._store = store
        self._clock = clock
        self._look_at = 0.0
        self._told: tuple[dt.datetime, str] | None = None

    async def reason(self) -> str | None:
        """Why WhatsApp holds the number back, where it told so of late: by a refusal, or by the statuses of messages
        that it had taken. Raises StoreUnavailable."""
        if self._told is not None and self._clock() < self._told[0] + _LASTS:
            return self._told[1]
        if time.monotonic() < self._look_at:
            return None
        since = self._clock() - _LASTS
        code = await self._store.read(lambda connection: failed_of_late(connection, self._account, _CODES, since))
        if code is None:
            self._look_at = time.monotonic() + _LOOK_EVERY
            return None
        return MEANINGS[code].words

    async def stop(self, reason: str) -> Held:
        """Ends every copy that waits; an officer sees why and may try again. Raises StoreUnavailable."""
        now = self._clock()
        if self._told is None or now >= self._told[0] + _LASTS:
            self._told = now, reason
            _log.error("announcements stopped", account=self._account, reason=reason)
        await self._store.write(partial(stop_copies, channel=CHANNEL, account=self._account, reason=reason, now=now))
        return Held(reason)
