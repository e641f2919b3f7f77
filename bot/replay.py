"""`tanya replay`: takes the turns again that the program failed at, once it is mended; their replies are sent then."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from bot.channels.web.identity import cookie_key
from bot.clock import Clock
from bot.notices import notice_in_force
from bot.settings import Settings
from bot.store.engines import database_url
from bot.store.failed import mark_replayed, still_failed
from bot.store.store import Store
from bot.turns import Turns
from knowledge.search import Search


@dataclass(frozen=True, slots=True)
class Replayed:
    """What became of one failed turn."""

    error_id: str
    error: str
    well: bool


async def replay(settings: Settings, search: Search, clock: Clock) -> list[Replayed]:
    """Takes every failed turn once more, beside a running service; one that fails again is recorded anew."""
    store = Store(database_url(settings.store_url))
    turns = Turns(store, search, clock, cookie_key(settings.data_dir / "cookie.key", settings.cookie_key))
    turns.notice = await notice_in_force(store, search.library, settings, clock)
    done = []
    try:
        for failed in await store.read(still_failed):
            receipt = await turns.take(failed.arrival)
            await store.write(partial(mark_replayed, error_id=failed.error_id, now=clock()))
            done.append(Replayed(failed.error_id, failed.error, receipt.status != "failed"))
    finally:
        store.close()
    return done
