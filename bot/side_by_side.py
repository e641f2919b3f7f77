"""Parts of the service that run together and end together."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine


async def side_by_side(*parts: Coroutine[None, None, None]) -> None:
    """Runs the parts side by side; where one fails, or this is cancelled, all end."""
    tasks = [asyncio.create_task(part) for part in parts]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
