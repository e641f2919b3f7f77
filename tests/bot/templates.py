"""A migrated SQLite file to be copied: migrating for every test would take minutes of the suite."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.store.engines import database_url
from bot.store.migrating import migrate


@cache
def migrated_file() -> bytes:
    """The content of a store's file as the newest migration leaves it, without a row."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "tanya.db")
        migrate(database_url(f"sqlite:///{path}"))
        return path.read_bytes()
