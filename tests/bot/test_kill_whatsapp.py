"""The promises "never lost" and "answered once" on WhatsApp: killed at the worst moments, with Meta posting again."""

from __future__ import annotations

import asyncio
import datetime as dt
import random
import signal
from collections import Counter
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from bot.announcing import Announcing
from bot.app import prepare
from bot.clock import now
from bot.settings import Settings
from bot.store.engines import database_url
from bot.store.schema import conversations
from bot.store.store import Store
from bot.store.unit import Unit
from knowledge.search import Search
from tests.bot.following import composed, follow
from tests.bot.telegram import stored
from tests.bot.test_kill import Killable
from tests.fakes.graph_api import SECRET, TOKEN, VERIFY, FakeGraph, graph_api
from tests.fakes.graph_api_people import NUMBER, person

PEOPLE = 15
FOLLOWERS = 60
_DAY = dt.timedelta(hours=25)
_UNDER_WAY = "SELECT id FROM announcement_deliveries WHERE state IN ('waiting', 'sending')"
_HOW = (
    "SELECT state || ' ' || coalesce(reason, '') || ' ' || count(*) FROM announcement_deliveries GROUP BY state, reason"
)
_UNFINISHED = "SELECT id FROM announcements WHERE state != 'done'"


def service_of(folder: Path, graph: FakeGraph, *, hooked: bool = True) -> Killable:
    """A service with one number, as a process of its own, to which the host posts."""
    service = Killable(
        folder, TANYA_WHATSAPP_TOKEN=TOKEN, TANYA_WHATSAPP_APP_SECRET=SECRET, TANYA_WHATSAPP_VERIFY_TOKEN=VERIFY,
        TANYA_WHATSAPP_NUMBERS=f"{NUMBER}=depok", TANYA_WHATSAPP_API_URL=graph.api_url,
        TANYA_QUIET_HOURS="00:00-00:00",
    )  # fmt: skip
    graph.webhooks.url = f"{service.url}/whatsapp/webhook" if hooked else None
    return service


@pytest.mark.parametrize(
    "point", ["none", "after the commit, before the acknowledgement", "after the sending, before it is marked"]
)
async def test_every_question_is_answered(tmp_path: Path, point: str) -> None:
    """Killed again and again: no answer is missing, and none comes more often than there were kills."""
    chance, kills = random.Random(11), 1 + (point == "none")
    async with graph_api() as graph:
        service = service_of(tmp_path, graph)
        await service.start(point, 10)
        for number in range(PEOPLE):
            graph.says("halo", person(number))
        for _ in range(kills):
            await asyncio.sleep(chance.uniform(0.2, 0.9))
            await service.kill()
            await service.start()
        async with asyncio.timeout(60):
            await graph.webhooks.settled()
            while stored(tmp_path, "SELECT id FROM outbox WHERE status != 'sent'"):
                await asyncio.sleep(0.05)
            await graph.webhooks.settled()
        assert await service.stop() == 0
        got = Counter(str(each["who"]) for each in graph.sent)
    assert set(got) == {str(person(number).phone) for number in range(PEOPLE)}
    assert max(got.values()) <= 1 + kills + 1
    assert sum(got.values()) <= PEOPLE + (kills + 1) * 30
    assert stored(tmp_path, "SELECT count(*) FROM messages WHERE direction = 'in'") == [PEOPLE]
    assert stored(tmp_path, "SELECT count(*) FROM messages WHERE direction = 'out'") == [PEOPLE]


def _windows(unit: Unit, graph: FakeGraph) -> None:
    """Writes down until when each of them may be written to, as if they had written to the service."""
    for who in map(person, range(FOLLOWERS)):
        until = graph.windows[NUMBER, str(who.phone)]
        unit.connection.execute(
            conversations.update().where(conversations.c.external_id == who.phone).values(window_until=until)
        )


@pytest.mark.parametrize(("point", "hit"), [("before a WhatsApp copy leaves", 15), ("after a copy has left", 20)])
async def test_nobody_gets_an_announcement_twice(tmp_path: Path, search: Search, point: str, hit: int) -> None:
    """Half of them behind a shut window: one template or one announcement each, or told as uncertain."""
    settings = Settings(data_dir=tmp_path)
    prepare(settings)
    async with graph_api() as graph:
        store = Store(database_url(settings.store_url))
        chats = [int(str(person(number).phone)) for number in range(FOLLOWERS)]
        await follow(store, chats, "depok", channel="whatsapp", account=NUMBER, now=now())
        for number in range(FOLLOWERS):
            graph.says("halo", person(number), at=now() - _DAY * (number % 2))
        await store.write(partial(_windows, graph=graph))
        announcing = Announcing(store, search, now)
        kept = await announcing.draft(composed(), "Rina")
        await announcing.send(kept.id, "Rina")
        store.close()
        service = service_of(tmp_path, graph, hooked=False)
        crashing = await service.start(point, hit)
        async with asyncio.timeout(30):
            assert await crashing.wait() == -signal.SIGKILL
        await service.start()
        with suppress(TimeoutError):
            async with asyncio.timeout(60):
                while stored(tmp_path, _UNDER_WAY) or stored(tmp_path, _UNFINISHED):
                    await asyncio.sleep(0.1)
        assert stored(tmp_path, _UNDER_WAY) == stored(tmp_path, _UNFINISHED) == [], stored(tmp_path, _HOW)
        assert await service.stop() == 0
        got = Counter(str(each["who"]) for each in graph.sent)
        sorts = Counter(each["type"] for each in graph.sent)
    assert min(sorts["template"], sorts["text"] + sorts["interactive"]) > FOLLOWERS / 4, sorts
    states = Counter(stored(tmp_path, "SELECT state FROM announcement_deliveries"))
    assert max(got.values()) == 1
    assert states["sent"] + states["uncertain"] == FOLLOWERS, states
    assert states["uncertain"] <= 30
