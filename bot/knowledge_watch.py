"""Takes up new knowledge while the service runs: after `tanya build`, or when the office's own files change."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import structlog

from bot.settings import Settings
from knowledge.errors import KnowledgeError
from knowledge.loading import open_library
from knowledge.search import Search

_EVERY = 3.0
"""Seconds between looks; a look reads no file."""

_log = structlog.get_logger("tanya.knowledge")


async def watch(settings: Settings, swap: Callable[[Search], None], every: float = _EVERY) -> None:
    """Hands over a new Search whenever the knowledge has changed; a broken file is told and the last good stays."""
    seen = _state(settings)
    while True:
        await asyncio.sleep(every)
        state = await asyncio.to_thread(_state, settings)
        if state == seen:
            continue
        try:
            search = await asyncio.to_thread(lambda: Search(open_library(settings.database, settings.overlay)))
        except (KnowledgeError, OSError) as error:
            _log.error("knowledge not taken up", problem=str(error))
        else:
            swap(search)
            _log.info("new knowledge taken up", services=len(search.library.services))
        seen = await asyncio.to_thread(_state, settings)


def _state(settings: Settings) -> tuple[tuple[str, int, int], ...]:
    """What tells a change: name, time and size of knowledge.db and of the office's own files."""
    files = [settings.database, *sorted(settings.overlay.rglob("*.yaml"))]
    return tuple(_stamp(path) for path in files)


def _stamp(path: Path) -> tuple[str, int, int]:
    try:
        told = path.stat()
    except FileNotFoundError:
        return str(path), 0, 0
    return str(path), told.st_mtime_ns, told.st_size
