"""What can wait gives way to what presses, and not for ever."""

from __future__ import annotations

import asyncio

from bot.pressing import Pressing


async def test_it_waits_until_the_last_that_presses_is_over() -> None:
    """Two turns side by side are over with the second."""
    pressing = Pressing()
    await pressing.give_way(60)
    with pressing.going():
        with pressing.going():
            waiting = asyncio.create_task(pressing.give_way(60))
            await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert not waiting.done()
    async with asyncio.timeout(5):
        await waiting


async def test_it_goes_on_beside_what_never_ends() -> None:
    """A chat full of questions stops no announcement."""
    pressing = Pressing()
    with pressing.going():
        async with asyncio.timeout(5):
            await pressing.give_way(0.01)
