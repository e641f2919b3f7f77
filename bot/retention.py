"""Deletes what is kept no longer: messages, chats and tickets from the store, copies that the service made itself."""

from __future__ import annotations

import asyncio
import datetime as dt
import shutil
from functools import partial

import structlog

from bot.clock import Clock
from bot.settings import Settings
from bot.store.announcement_retention import forget_announcements, forget_copies
from bot.store.auditing import note
from bot.store.decree_drafts import forget_drafts
from bot.store.retention import forget_checklists, forget_old, forget_tickets
from bot.store.store import Store
from bot.store.unit import StoreUnavailable, Unit

_EVERY = 3600.0
_COPIES = ("before-*.tar.gz", "*.before")
"""What a migration and a restore leave in the data folder, as it was before them."""

_log = structlog.get_logger("tanya.service")


async def keep_forgetting(store: Store, settings: Settings, clock: Clock) -> None:
    """Deletes at the start and then every hour, until cancelled."""
    while True:
        try:
            await forget(store, settings, clock)
        except (StoreUnavailable, OSError) as error:
            _log.error("nothing deleted", error=type(error).__name__)
        await asyncio.sleep(_EVERY)


async def forget(store: Store, settings: Settings, clock: Clock) -> None:
    """Deletes once; raises StoreUnavailable and OSError."""
    kept, tickets_kept = dt.timedelta(settings.retention_days), dt.timedelta(settings.ticket_retention_days)
    messages = await store.write(partial(forget_old, now=clock(), kept=kept))
    tickets = await store.write(partial(forget_tickets, now=clock(), kept=tickets_kept))
    lists = await store.write(partial(forget_checklists, now=clock(), kept=tickets_kept))
    while await store.write(partial(forget_copies, now=clock(), kept=kept)):
        pass  # a few a unit of work: turns get their place between them
    news = await store.write(partial(forget_announcements, now=clock(), kept=kept))
    drafts = await store.write(partial(forget_drafts, now=clock()))
    copies = await asyncio.to_thread(_drop_copies, settings, clock() - dt.timedelta(settings.backup_days))
    if copies:
        await store.write(partial(_note_copies, count=copies, now=clock()))
    deleted = {
        "messages": messages, "tickets": tickets, "checklists": lists, "announcements": news, "decree drafts": drafts,
        "copies": copies,
    }  # fmt: skip
    for what, count in deleted.items():
        if count:
            _log.info(f"old {what} deleted", count=count)


def _drop_copies(settings: Settings, before: dt.datetime) -> int:
    old = [
        path
        for pattern in _COPIES
        for path in settings.data_dir.glob(pattern)
        if path.stat().st_mtime < before.timestamp()
    ]
    for path in old:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    return len(old)


def _note_copies(unit: Unit, count: int, now: dt.datetime) -> None:
    note(unit.connection, "", "retention", "copies deleted", now, count=count)
