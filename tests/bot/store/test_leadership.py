"""A role of which there is one: played by one replica at a time, and never left alone for long."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy.engine import URL

from bot.store.engines import database_url
from bot.store.store import Store
from tests.bot.replicas import end_session_of_holder, named

ROLE = "a role"


class Stage:
    """Who plays now, and who has begun so far."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self.playing: list[str] = []
        self.begun: list[str] = []

    @asynccontextmanager
    async def entered(self, name: str) -> AsyncIterator[asyncio.Task[None]]:
        """A replica that plays whenever it may."""
        store = Store(database_url(named(self.url, name)))

        async def play() -> None:
            self.playing.append(name)
            self.begun.append(name)
            try:
                await asyncio.Event().wait()
            finally:
                self.playing.remove(name)

        task = asyncio.create_task(store.alone(ROLE, play))
        try:
            yield task
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await asyncio.to_thread(store.close)

    async def begins(self, count: int) -> str:
        """Who began for the count-th time."""
        async with asyncio.timeout(10):
            while len(self.begun) < count:
                await asyncio.sleep(0.01)
        return self.begun[count - 1]


async def test_one_plays_until_it_leaves_and_then_another(postgresql_url: URL) -> None:
    """The second waits for as long as the first is there."""
    stage = Stage(postgresql_url)
    async with stage.entered("a") as first:
        assert await stage.begins(1) == "a"
        async with stage.entered("b"):
            await asyncio.sleep(1.5)
            assert stage.playing == ["a"]
            first.cancel()
            assert await stage.begins(2) == "b"
            assert stage.playing == ["b"]


async def test_a_lost_session_ends_the_play_and_one_goes_on(postgresql_url: URL) -> None:
    """Whichever of them it is; the role is not lost with the session."""
    stage = Stage(postgresql_url)
    async with stage.entered("a"), stage.entered("b"):
        for count in (1, 2):
            await stage.begins(count)
            await end_session_of_holder(postgresql_url, ROLE)
        last = await stage.begins(3)
        async with asyncio.timeout(5):
            while stage.playing != [last]:
                await asyncio.sleep(0.01)


async def test_a_play_that_fails_is_told_and_leaves_the_role_free(postgresql_url: URL) -> None:
    """Another replica may do better."""

    async def fail() -> None:
        raise ZeroDivisionError

    store = Store(postgresql_url)
    with pytest.raises(ZeroDivisionError):
        await store.alone(ROLE, fail)
    stage = Stage(postgresql_url)
    async with stage.entered("a"):
        assert await stage.begins(1) == "a"
    store.close()


async def test_without_replicas_there_is_nothing_to_wait_for(tmp_path_factory: pytest.TempPathFactory) -> None:
    """An SQLite file has one service, which plays at once."""
    stage = Stage(database_url(f"sqlite:///{tmp_path_factory.mktemp('one') / 'tanya.db'}"))
    store = Store(stage.url)
    played = []

    async def play() -> None:
        played.append("once")

    await store.alone(ROLE, play)
    store.close()
    assert played == ["once"]
