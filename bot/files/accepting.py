"""Takes a file in: read no further than allowed, checked by its content, put on the shelf."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable
from dataclasses import dataclass

from bot.files.checking import Checked, check
from bot.files.refusing import RefusedFile
from bot.files.shelf import Shelf, Spool
from handlers.file_note import LARGEST_FILE, FileKind


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that is kept: its kind, the bytes that came, the bytes that are kept, and their hash."""

    kind: FileKind
    received: int
    size: int
    sha256: str


class Acceptance:
    """Where every channel hands over the content of files."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._checking = asyncio.Semaphore(1)  # an opened picture takes up to 400 MB

    async def accept(self, chunks: AsyncIterable[bytes]) -> Accepted:
        """Keeps a file; raises RefusedFile, OSError when the disk does not take it, and whatever the chunks raise."""
        with self._shelf.spool() as spool:
            received = await _receive(chunks, spool)
            async with self._checking:
                checked = await asyncio.to_thread(_checked, spool)
                digest = await asyncio.to_thread(self._shelf.put, checked.content)
        return Accepted(checked.kind, received, len(checked.content), digest)


async def _receive(chunks: AsyncIterable[bytes], spool: Spool) -> int:
    """Writes what comes to the spool; returns its bytes. What is too large is not read to its end."""
    received = 0
    async for chunk in chunks:
        received += len(chunk)
        if received > LARGEST_FILE:
            raise RefusedFile("size")
        spool.file.write(chunk)
    return received


def _checked(spool: Spool) -> Checked:
    spool.file.seek(0)
    return check(spool.file.read())
