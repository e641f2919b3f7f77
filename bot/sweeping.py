"""Sweeps the folder of files: what no form and no ticket has any more is deleted."""

from __future__ import annotations

import asyncio
import datetime as dt
from functools import partial

import structlog

from bot.clock import Clock
from bot.files.shelf import Shelf
from bot.store.files import forget_unplaced, kept_hashes
from bot.store.store import Store
from bot.store.unit import StoreUnavailable

EVERY = 600.0
"""Seconds between two sweeps."""
GRACE = 120.0
"""Seconds for which a file is left alone: one just put on the shelf is told to the store a moment later."""
_SPOOLED = 24 * 3600.0
"""Seconds after which what is on its way cannot be any more."""
_MOST = 500
"""Hashes asked for at once."""

_log = structlog.get_logger("tanya.files")


async def sweep(store: Store, shelf: Shelf, clock: Clock, grace: float = GRACE) -> int:
    """Sweeps once; returns how many contents were deleted. Raises StoreUnavailable."""
    before = clock() - dt.timedelta(seconds=grace)
    await store.write(partial(forget_unplaced, before=before))
    aged = await asyncio.to_thread(shelf.aged, grace)
    swept = 0
    for place in range(0, len(aged), _MOST):
        some = aged[place : place + _MOST]
        kept = await store.read(partial(kept_hashes, among=some))
        for digest in some:
            if digest not in kept:
                swept += await asyncio.to_thread(shelf.drop, digest, grace)
    await asyncio.to_thread(shelf.clear_spools, _SPOOLED)
    return swept


async def keep_swept(store: Store, shelf: Shelf, clock: Clock) -> None:
    """Sweeps at the start and then again and again, until cancelled."""
    while True:
        try:
            swept = await sweep(store, shelf, clock)
            if swept:
                _log.info("files deleted", count=swept)
        except (StoreUnavailable, OSError) as error:
            _log.error("files not swept", error=type(error).__name__)
        await asyncio.sleep(EVERY)
