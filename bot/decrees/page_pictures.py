"""The pages of an uploaded PDF as pictures, each drawn once for a while and never in the service's own process."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from pathlib import Path

from bot.decrees.apart import started

_MOST = 24
"""Pages that are remembered, some 100 kB each."""
_LONGEST = 20.0


class NoPicture(Exception):
    """A page that there is not, or that cannot be drawn."""


class PagePictures:
    """Draws two pages at a time at most."""

    def __init__(self) -> None:
        self._drawn: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._drawing = asyncio.Semaphore(2)

    async def page(self, path: Path, number: int) -> bytes:
        """A page, from 1, as PNG; raises NoPicture."""
        key = path.name, number
        async with self._drawing:
            if key not in self._drawn:
                self._drawn[key] = await _drawn(path, number)
                while len(self._drawn) > _MOST:
                    self._drawn.popitem(last=False)
            self._drawn.move_to_end(key)
            return self._drawn[key]


async def _drawn(path: Path, number: int) -> bytes:
    process = await started("bot.decrees.page_apart", str(path), str(number))
    try:
        async with asyncio.timeout(_LONGEST):
            content, _ = await process.communicate()
    except TimeoutError:
        raise NoPicture from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode or not content:
        raise NoPicture
    return content
