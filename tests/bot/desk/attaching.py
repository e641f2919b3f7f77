"""Attachments for tests: files on a ticket as if its citizen had sent them."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from io import BytesIO
from pathlib import Path

from PIL import Image

from bot.files.shelf import Shelf


def picture() -> bytes:
    """A small photo."""
    drawn = BytesIO()
    Image.new("RGB", (40, 30), "red").save(drawn, "JPEG")
    return drawn.getvalue()


async def attach(folder: Path, name: str = "foto.jpg", kind: str = "jpeg", content: bytes | None = None) -> None:
    """Puts a file on the first ticket."""
    digest = await asyncio.to_thread(Shelf(folder / "files").put, picture() if content is None else content)
    with closing(sqlite3.connect(folder / "tanya.db")) as database, database:
        database.execute(
            "INSERT INTO files (ref, ticket_id, state, kind, size, name, sha256, attempts, created_at)"
            " VALUES (?, 1, 'stored', ?, 5, ?, ?, 0, '2026-11-18 02:30:00.000000')",
            (f"f{name}"[:30], kind, name, digest),
        )
