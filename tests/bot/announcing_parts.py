"""What tests of announcements share: the announcer looking all the time, and waiting for the copies."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from bot.announcer import Announcer
from bot.store.store import Store
from tests.bot.following import copies


@asynccontextmanager
async def announcing_loop(announcer: Announcer) -> AsyncIterator[None]:
    """The announcer looking all the time."""

    async def look() -> None:
        while True:
            await announcer.look()
            await asyncio.sleep(0.02)

    task = asyncio.create_task(look())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def until(store: Store, holds: Callable[[list[str]], bool]) -> None:
    """Waits for the states of the copies to become so, for ten seconds at most."""
    async with asyncio.timeout(10):
        while not holds([state for _, state, _ in await copies(store)]):
            await asyncio.sleep(0.02)


def all_settled(states: list[str]) -> bool:
    """Whether no copy is under way."""
    return bool(states) and not {"waiting", "sending"} & set(states)
