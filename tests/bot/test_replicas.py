"""Several services on one database: together they keep every promise that one keeps, also while one of them dies."""

from __future__ import annotations

import asyncio
import itertools
import random
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from aiohttp import ClientSession
from sqlalchemy.engine import URL

from bot.store.migrating import migrate
from knowledge.search import Search
from tests.bot.channels.test_web import events
from tests.bot.replicas import KEY, TALK, asked, end_session_of_holder, holder, named, post, replies
from tests.bot.service import serving, visiting
from tests.bot.test_kill import Killable
from tests.fakes.bot_api import TOKEN, FakeBotApi, bot_api

CHATS = 16
KILLS = 3
_PAUSE = 1.5
"""Seconds between a chat's messages: slower than the pace of its replies, so that none gather."""


@pytest.fixture
async def telegram() -> AsyncIterator[FakeBotApi]:
    """The fake host."""
    async with bot_api() as fake:
        yield fake


@pytest.fixture
async def pair(tmp_path: Path, search: Search, postgresql_url: URL, telegram: FakeBotApi) -> AsyncIterator[list[str]]:
    """The addresses of two replicas, `a` and `b`, to which Telegram posts."""
    async with AsyncExitStack() as services:
        yield [
            await services.enter_async_context(
                serving(
                    tmp_path / name, search, database_url=named(postgresql_url, name), cookie_key=KEY,
                    telegram_token=TOKEN, telegram_api_url=telegram.url, public_url=telegram.url,
                )
            )
            for name in ("a", "b")
        ]  # fmt: skip


async def talk(telegram: FakeBotApi, urls: list[str], chat: int, times: int) -> None:
    """One chat's messages, each to another replica than the one before it."""
    for (said, _), url in zip(itertools.islice(itertools.cycle(TALK), times), itertools.cycle(urls), strict=False):
        update = telegram.says(said, chat)
        while not await post(telegram, url, update):
            await asyncio.sleep(0.05)


async def all_sent(url: URL) -> None:
    """Waits until no reply waits any more."""
    async with asyncio.timeout(30):
        while await asked(url, "SELECT id FROM outbox WHERE status != 'sent'"):
            await asyncio.sleep(0.05)


def in_turn(times: int) -> list[str]:
    """What the replies to a chat's messages are known by."""
    return [mark for _, mark in itertools.islice(itertools.cycle(TALK), times)]


async def test_through_two_replicas_each_reply_comes_once_and_in_order(
    pair: list[str], postgresql_url: URL, telegram: FakeBotApi
) -> None:
    """Whichever of them Telegram posts to."""
    await telegram.until_called("setWebhook")
    await holder(postgresql_url)
    await asyncio.gather(*(talk(telegram, pair, chat, 3) for chat in range(1, CHATS + 1)))
    await all_sent(postgresql_url)
    assert replies(telegram) == dict.fromkeys(range(1, CHATS + 1), in_turn(3))


async def test_a_sender_whose_lock_is_lost_leaves_it_to_one_of_them(
    pair: list[str], postgresql_url: URL, telegram: FakeBotApi
) -> None:
    """The database's session ends under it while it sends; nothing is missing and nothing overtakes."""
    await telegram.until_called("setWebhook")
    await holder(postgresql_url)
    load = asyncio.gather(*(talk(telegram, pair, chat, 3) for chat in range(1, CHATS + 1)))
    for count in (5, 20):
        await telegram.until_sent(count)
        await end_session_of_holder(postgresql_url)
        assert await holder(postgresql_url) in {"a", "b"}
    await load
    await all_sent(postgresql_url)
    assert {chat: once(texts) for chat, texts in replies(telegram).items()} == dict.fromkeys(
        range(1, CHATS + 1), in_turn(3)
    )


def once(texts: list[str]) -> list[str]:
    """Texts without those that repeat the one before them."""
    return [text for text, _ in itertools.groupby(texts)]


async def test_the_sender_is_killed_again_and_again(
    tmp_path: Path, data_dir: Path, postgresql_url: URL, telegram: FakeBotApi
) -> None:
    """The other takes over; every acknowledged message has one turn, and its reply arrives."""
    chance = random.Random(4)
    replicas = {name: replica(tmp_path / name, data_dir, named(postgresql_url, name), telegram) for name in ("a", "b")}
    await asyncio.gather(*(each.start() for each in replicas.values()))
    await telegram.until_called("setWebhook")
    done = asyncio.Event()
    urls = [each.url for each in replicas.values()]
    load = [asyncio.create_task(keep_talking(telegram, urls, chat, done)) for chat in range(1, CHATS + 1)]
    for _ in range(KILLS):
        holds = await holder(postgresql_url)
        await asyncio.sleep(chance.uniform(0.2, 1.2))
        await replicas[holds].kill()
        starting = asyncio.create_task(replicas[holds].start())
        assert await holder(postgresql_url, but=holds) != holds
        await starting
    done.set()
    said = dict(zip(range(1, CHATS + 1), await asyncio.gather(*load), strict=True))
    await all_sent(postgresql_url)
    for each in replicas.values():
        assert await each.stop() == 0
    assert {chat: once(texts) for chat, texts in replies(telegram).items()} == {
        chat: in_turn(times) for chat, times in said.items()
    }
    turns = await asked(postgresql_url, "SELECT count(*) FROM messages WHERE direction = 'in'")
    assert turns == [sum(said.values())]


def replica(folder: Path, data_dir: Path, database: str, telegram: FakeBotApi) -> Killable:
    """A replica as a process of its own."""
    folder.mkdir()
    shutil.copy(data_dir / "knowledge.db", folder)
    return Killable(
        folder, TANYA_DATABASE_URL=database, TANYA_COOKIE_KEY=KEY, TANYA_TELEGRAM_TOKEN=TOKEN,
        TANYA_TELEGRAM_API_URL=telegram.url, TANYA_PUBLIC_URL=telegram.url,
    )  # fmt: skip


async def keep_talking(telegram: FakeBotApi, urls: list[str], chat: int, done: asyncio.Event) -> int:
    """A chat's messages, each posted to one replica after the other until it is taken; returns how many there were."""
    doors = itertools.cycle(urls)
    for count, (said, _) in enumerate(itertools.cycle(TALK)):
        if done.is_set():
            return count
        update = telegram.says(said, chat)
        while not await post(telegram, next(doors), update):
            await asyncio.sleep(0.05)
        await asyncio.sleep(_PAUSE)
    return 0


async def test_one_fetches_and_another_goes_on(
    tmp_path: Path, search: Search, postgresql_url: URL, telegram: FakeBotApi
) -> None:
    """Telegram serves one poller of a bot at a time; when that one stops, the other polls."""
    services = {name: AsyncExitStack() for name in ("a", "b")}
    for name, service in services.items():
        await service.enter_async_context(
            serving(
                tmp_path / name, search, database_url=named(postgresql_url, name), cookie_key=KEY,
                telegram_token=TOKEN, telegram_api_url=telegram.url,
            )
        )  # fmt: skip
    telegram.says("biaya kios depok")
    await telegram.until_sent(1)
    await services.pop(await holder(postgresql_url)).aclose()
    telegram.says("kalau syaratnya?")
    await telegram.until_sent(2)
    for service in services.values():
        await service.aclose()
    assert replies(telegram) == {7: in_turn(2)}


async def test_an_open_chat_sees_what_is_written_through_another_replica(pair: list[str]) -> None:
    """Without loading the page again."""
    here, there = pair
    async with visiting(here) as visitor, visitor.session.get(f"{here}/chat/events") as stream:
        visitor.url = there
        for number in range(3):
            await visitor.say("halo")
            assert [event["event"] for event in await events(stream, 2)] == [number * 2 + 1, number * 2 + 2]


async def test_the_first_words_may_come_through_two_replicas_at_once(pair: list[str]) -> None:
    """Both are acted on, in one conversation."""
    for _ in range(8):
        async with visiting(pair[0]) as visitor:
            async with asyncio.TaskGroup() as posting:
                for number, url in enumerate(pair * 2):
                    posting.create_task(say(visitor.session, url, f"k{number}"))
            assert [each["event"] for each in await visitor.history()] == list(range(1, 9))


async def say(session: ClientSession, url: str, key: str) -> None:
    """Posts a greeting, which must be taken."""
    async with session.post(f"{url}/chat/messages", json={"id": key, "text": "halo"}) as response:
        assert response.status == 200


async def test_a_flood_is_slowed_whichever_replica_it_comes_through(pair: list[str]) -> None:
    """Each of them alone would let this through."""
    async with visiting(pair[0]) as visitor:
        statuses = []
        for url in pair * 12:
            visitor.url = url
            statuses.append((await visitor.say("halo"))[0])
    assert statuses[:12] == [200] * 12
    assert 429 in statuses


async def test_replicas_that_start_at_once_share_one_migration(postgresql_url: URL) -> None:
    """One brings the database up to date, the others wait and find it so."""
    done = await asyncio.gather(*(asyncio.to_thread(migrate, postgresql_url) for _ in range(4)))
    assert sorted(done) == [False, False, False, True]
