"""Notices that another process (`tanya replay`, say) wrote to the SQLite file beside this service."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from bot.store.unit import Heard, StoreUnavailable, Unit, Work

_EVERY = 1.0

Write = Callable[[Work[int]], Awaitable[int]]


async def watch(write: Write, heard: Heard) -> None:
    """Looks every second, until cancelled."""
    seen: int | None = None
    while True:
        with suppress(StoreUnavailable):
            version = await write(_data_version)
            if seen is not None and version != seen:
                heard(None)
            seen = version
        await asyncio.sleep(_EVERY)


def _data_version(unit: Unit) -> int:
    """A number that changes when another connection commits; the writer asks, so that its own commits do not count."""
    return int(unit.connection.exec_driver_sql("PRAGMA data_version").scalar_one())
