"""Two services on one database behind one WhatsApp webhook: everything reaches both at once, and counts once."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import URL

from knowledge.search import Search
from tests.bot.replicas import KEY, TALK, asked, named
from tests.bot.service import serving
from tests.bot.whatsapp import numbers_set
from tests.fakes.graph_api import FakeGraph, graph_api
from tests.fakes.graph_api_people import NUMBER, person
from tests.fakes.graph_api_webhooks import FakeWebhooks, merged, payload

PEOPLE = 12


@pytest.fixture
async def graph() -> AsyncIterator[FakeGraph]:
    """The host of WhatsApp."""
    async with graph_api() as fake:
        yield fake


@pytest.fixture
async def doors(
    tmp_path: Path, search: Search, postgresql_url: URL, graph: FakeGraph
) -> AsyncIterator[list[FakeWebhooks]]:
    """The webhooks of two replicas, `a` and `b`."""
    async with AsyncExitStack() as services:
        found = []
        for name in ("a", "b"):
            where = {"database_url": named(postgresql_url, name), "cookie_key": KEY, **numbers_set(graph)}
            url = await services.enter_async_context(serving(tmp_path / name, search, **where))
            found.append(FakeWebhooks(graph.webhooks.secret))
            found[-1].url = f"{url}/whatsapp/webhook"
        yield found


async def insist(door: FakeWebhooks, changes: list[dict[str, Any]]) -> None:
    """Posts some changes together until they are taken."""
    while await door.post(payload(*merged(changes))) != 200:
        await asyncio.sleep(0.05)


async def test_what_reaches_both_replicas_counts_once(
    doors: list[FakeWebhooks], postgresql_url: URL, graph: FakeGraph
) -> None:
    """Each message is answered once and in order, each status told once, whichever replica was first."""
    chance = random.Random(8)
    for said, mark in TALK:
        before = len(graph.webhooks.changes)
        for number in range(PEOPLE):
            graph.says(said, person(number))
        told = [each for each in graph.webhooks.changes[before:] if "messages" in each["value"]]
        await asyncio.gather(*(insist(door, chance.sample(told, len(told))) for door in doors))
        await graph.until_sent((TALK.index((said, mark)) + 1) * PEOPLE)
    async with asyncio.timeout(20):
        while await asked(postgresql_url, "SELECT id FROM outbox WHERE status != 'sent'"):
            await asyncio.sleep(0.05)
    for number in range(PEOPLE):
        got = [each["words"] for each in graph.to(str(person(number).phone))]
        assert len(got) == len(TALK)
        for words, (_, mark) in zip(got, TALK, strict=True):
            assert mark in words.replace("*", "")
    statuses = [each for each in graph.webhooks.changes if "statuses" in each["value"]]
    assert len(statuses) == 2 * len(TALK) * PEOPLE
    await asyncio.gather(
        *(insist(door, chance.sample(statuses, len(statuses) * 2 // 3)) for door in doors * 3),
        *(insist(door, statuses) for door in doors),
    )
    assert await asked(postgresql_url, "SELECT count FROM whatsapp_meter") == [len(TALK) * PEOPLE]
    assert await asked(postgresql_url, "SELECT DISTINCT arrived FROM outbox") == ["delivered"]
    assert await asked(postgresql_url, "SELECT DISTINCT account FROM conversations") == [NUMBER]
    assert {answer for door in doors for answer in door.answers} == {200}, "nothing had to be posted again"
