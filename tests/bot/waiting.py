"""Waiting in tests for what happens in the background."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any


async def until(holds: Callable[[], Any]) -> None:
    """Waits until something is so; raises TimeoutError after ten seconds."""
    async with asyncio.timeout(10):
        while not holds():
            await asyncio.sleep(0.02)
