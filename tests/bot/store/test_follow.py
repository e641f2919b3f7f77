"""What other processes write is heard: by notifications on PostgreSQL, by a look each second on SQLite."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy.engine import URL

from bot.store.migrating import migrate
from bot.store.relay import payloads
from bot.store.store import Store
from bot.turns import Turns
from knowledge.search import Search
from tests.bot.clock import TestClock
from tests.bot.replicas import asked
from tests.bot.store.test_turns import SITI, says

TOPICS = {"outbox:telegram", f"telegram:{SITI.external_id}"}


class Ear:
    """What was heard; None stands for anything."""

    def __init__(self) -> None:
        self.heard: list[frozenset[str] | None] = []

    async def hears(self, *topics: str) -> None:
        """Waits for word that may mean these topics, and forgets what was heard."""
        async with asyncio.timeout(10):
            while not any(each is None or each >= set(topics) for each in self.heard):
                await asyncio.sleep(0.01)
        self.heard.clear()


@asynccontextmanager
async def listening(store: Store) -> AsyncIterator[Ear]:
    """Somebody who follows a store, from the moment that they do."""
    ear = Ear()
    task = asyncio.create_task(store.follow(ear.heard.append))
    if store.shared:
        await ear.hears()
    try:
        yield ear
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_what_another_process_writes_is_heard(url: URL, store: Store, search: Search, clock: TestClock) -> None:
    """A turn taken elsewhere wakes who waits here."""
    elsewhere = Store(url)
    async with listening(store) as ear:
        await asyncio.sleep(0.1)
        await Turns(elsewhere, search, clock).take(says("halo", "1"))
        await ear.hears(*TOPICS)
    elsewhere.close()


async def test_what_is_written_here_is_not_heard_again(store: Store, turns: Turns) -> None:
    """Who waits here was woken by the commit itself."""
    async with listening(store) as ear:
        await asyncio.sleep(0.1)
        await turns.take(says("halo", "1"))
        await asyncio.sleep(1.3)
        assert ear.heard == []


async def test_after_a_broken_connection_everything_is_looked_at(
    postgresql_url: URL, search: Search, clock: TestClock
) -> None:
    """What was said meanwhile may have been missed; then notifications come as before."""
    migrate(postgresql_url)
    here, elsewhere = Store(postgresql_url), Store(postgresql_url)
    turns = Turns(elsewhere, search, clock)
    async with listening(here) as ear:
        await turns.take(says("halo", "1"))
        await ear.hears(*TOPICS)
        end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        await asked(postgresql_url, f"{end} WHERE datname = current_database() AND pid != pg_backend_pid()")
        await ear.hears("anything")
        await turns.take(says("halo", "2"))
        await ear.hears(*TOPICS)
    for store in (here, elsewhere):
        store.close()


@pytest.mark.parametrize("count", [1, 1000])
def test_notifications_are_as_long_as_postgresql_takes(count: int) -> None:
    """However many were woken, none is left out."""
    topics = frozenset(f"web:{'é' * 60}{number}" for number in range(count))
    sent = list(payloads("me", topics))
    assert all(len(each.encode()) < 8000 for each in sent)
    assert {topic for each in sent for topic in json.loads(each)[1:]} == topics
    assert {json.loads(each)[0] for each in sent} == {"me"}
