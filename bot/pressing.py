"""What presses and what can wait: while a citizen's turn or reply is under way, copies of announcements give way."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Pressing:
    """Counts what presses; where the machine is the narrow place, a queue alone would let all share it alike."""

    def __init__(self) -> None:
        self._count = 0
        self._over = asyncio.Event()
        self._over.set()

    @contextmanager
    def going(self) -> Iterator[None]:
        """Something presses as long as this lasts."""
        self._count += 1
        self._over.clear()
        try:
            yield
        finally:
            self._count -= 1
            if not self._count:
                self._over.set()

    async def give_way(self, most: float) -> None:
        """Waits until nothing presses, `most` seconds at most."""
        if self._count:
            with suppress(TimeoutError):
                async with asyncio.timeout(most):
                    await self._over.wait()
