"""The promise "at most once": the service is killed in the middle of an announcement, and nobody gets a second copy."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from pathlib import Path

import pytest

from bot.announcing import Announcing
from bot.app import prepare
from bot.clock import now
from bot.settings import Settings
from bot.store.engines import database_url
from bot.store.store import Store
from knowledge.search import Search
from tests.bot.following import composed, follow
from tests.bot.telegram import stored
from tests.bot.test_kill import Killable
from tests.fakes.bot_api import BOT, TOKEN, bot_api

FOLLOWERS = 120
_UNDER_WAY = "SELECT id FROM announcement_deliveries WHERE state IN ('waiting', 'sending')"
_UNFINISHED = "SELECT id FROM announcements WHERE state != 'done'"


@pytest.mark.parametrize(
    ("point", "hit"),
    [
        ("before a copy leaves", 20),
        ("after a copy has left", 30),
        ("while receivers are written down", 2),
        ("while copies are claimed", 5),
        ("while results are written", 8),
    ],
)
async def test_killed_in_the_middle(tmp_path: Path, search: Search, point: str, hit: int) -> None:
    """Every receiver has one copy, or is told to the officer as uncertain; nobody has two, nobody is forgotten."""
    settings = Settings(data_dir=tmp_path)
    prepare(settings)
    async with bot_api() as telegram:
        telegram.known |= {str(chat) for chat in range(1, FOLLOWERS + 1)}
        store = Store(database_url(settings.store_url))
        await follow(store, range(1, FOLLOWERS + 1), "depok", account=str(BOT["id"]), now=now())
        announcing = Announcing(store, search, now)
        kept = await announcing.draft(composed(), "Rina")
        await announcing.send(kept.id, "Rina")
        store.close()
        service = Killable(
            tmp_path, TANYA_TELEGRAM_TOKEN=TOKEN, TANYA_TELEGRAM_API_URL=telegram.url,
            TANYA_QUIET_HOURS="00:00-00:00",
        )  # fmt: skip
        crashing = await service.start(point, hit)
        async with asyncio.timeout(30):
            assert await crashing.wait() == -signal.SIGKILL
        await service.start()
        async with asyncio.timeout(60):
            while stored(tmp_path, _UNDER_WAY) or stored(tmp_path, _UNFINISHED):
                await asyncio.sleep(0.1)
        assert await service.stop() == 0
        got = Counter(str(message["chat_id"]) for message in telegram.sent)
    states = Counter(stored(tmp_path, "SELECT state FROM announcement_deliveries"))
    assert max(got.values()) == 1
    assert states["sent"] + states["uncertain"] == FOLLOWERS
    assert states["uncertain"] <= 20
    assert states["sent"] <= len(got) <= FOLLOWERS
