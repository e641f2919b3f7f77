"""The promise "never lost": the service is killed again and again under load, and every acknowledged message counts."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import os
import random
import signal
import socket
import sqlite3
import sys
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientConnectionError, ClientSession, ClientTimeout, CookieJar

from bot.app import prepare
from bot.clock import now
from bot.settings import Settings
from bot.store.engines import database_url
from bot.store.store import Store
from bot.turns import Turns
from knowledge.search import Search
from tests.bot.clock import TestClock
from tests.bot.crashing import POINTS
from tests.bot.drafting import Citizen
from tests.bot.telegram import stored
from tests.fakes.bot_api import TOKEN, FakeBotApi, bot_api

ROOT = Path(__file__).parent.parent.parent
KILLS = 20
VISITORS = 8
_PAUSE = 0.01
_NOT_OF_A_TURN = {
    "inside a migration", "after the sending, before it is marked", "inside a timer's turn",
    "before a file is fetched", "before a fetched file is settled", "before a copy leaves",
    "before a WhatsApp copy leaves", "after a copy has left", "while receivers are written down",
    "while copies are claimed", "while results are written",
}  # fmt: skip


class Killable:
    """The service as a process of its own, on one port, started again whenever it has died."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.settings = settings
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: asyncio.subprocess.Process | None = None

    async def start(self, point: str = "none", hit: int = 0) -> asyncio.subprocess.Process:
        """Starts the process and waits until it serves, or has died on the way."""
        environment = {**os.environ, "TANYA_DATA_DIR": str(self.folder), "TANYA_PORT": str(self.port), **self.settings}
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.bot.crashing", point, str(hit),
            cwd=ROOT, env=environment, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        async with ClientSession() as session:
            while self.process.returncode is None:
                with suppress(ClientConnectionError):
                    async with session.get(f"{self.url}/health/ready") as response:
                        if response.status == 200:
                            break
                await asyncio.sleep(_PAUSE)
        return self.process

    async def kill(self) -> None:
        """SIGKILL: no time for anything."""
        assert self.process is not None
        with suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGKILL)
        await self.process.wait()

    async def stop(self) -> int:
        """SIGTERM; returns the exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(10):
            return await self.process.wait()


class Insistent:
    """A visitor who sends numbered messages one after the other, each until it is acknowledged."""

    def __init__(self, url: str, name: str) -> None:
        self.url = url
        self.name = name
        self.acknowledged: list[tuple[str, int | None]] = []
        self.done = asyncio.Event()

    async def run(self) -> None:
        """Sends until told to stop."""
        async with ClientSession(cookie_jar=CookieJar(unsafe=True), timeout=ClientTimeout(total=5)) as session:
            await self._insist(session, None)
            while not self.done.is_set():
                text = self.words(len(self.acknowledged))
                self.acknowledged.append((text, await self._insist(session, text)))
                await asyncio.sleep(_PAUSE)

    def words(self, place: int) -> str:
        """What is said in a place."""
        return f"halo {self.name} {place}"

    async def _insist(self, session: ClientSession, text: str | None) -> int | None:
        """Posts a text (None: opens the page) again and again until it is acknowledged; returns its event."""
        while True:
            try:
                if text is None:
                    async with session.get(f"{self.url}/") as response:
                        if response.status == 200:
                            return None
                else:
                    body = {"id": f"{len(self.acknowledged)} {text}", "text": text, "office": "kalbar"}
                    async with session.post(f"{self.url}/chat/messages", json=body) as response:
                        if response.status == 200:
                            event: int | None = (await response.json())["event"]
                            return event
            except (ClientConnectionError, TimeoutError):
                pass
            await asyncio.sleep(_PAUSE)


def check(folder: Path, visitors: list[Insistent]) -> int:
    """Every acknowledged message has one turn, in order, with its reply and its outbox row; returns how many."""
    with closing(sqlite3.connect(folder / "tanya.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        conversations = [row[0] for row in database.execute("SELECT id FROM conversations")]
        found: dict[str, list[str]] = {}
        for conversation in conversations:
            rows = database.execute(
                "SELECT event, direction, body FROM messages WHERE conversation_id = ? ORDER BY event", (conversation,)
            ).fetchall()
            assert [event for event, _, _ in rows] == list(range(1, len(rows) + 1))
            assert [direction for _, direction, _ in rows] == ["in", "out"] * (len(rows) // 2)
            texts = [json.loads(body)["text"] for _, direction, body in rows if direction == "in"]
            found[texts[0].split()[1]] = texts
        replies = database.execute("SELECT count(*) FROM messages WHERE direction = 'out'").fetchone()
        assert database.execute("SELECT count(*) FROM outbox").fetchone() == replies
        assert database.execute("SELECT count(*) FROM failed_turns").fetchone() == (0,)
    for visitor in visitors:
        sent = [text for text, _ in visitor.acknowledged]
        assert found[visitor.name] == sent
        places = [event for _, event in visitor.acknowledged if event is not None]
        assert all(sent[(event - 1) // 2] == text for text, event in visitor.acknowledged if event is not None)
        assert places == sorted(places)
    return sum(len(visitor.acknowledged) for visitor in visitors)


async def killed_again_and_again(
    service: Killable, visitors: list[Insistent], kills: int, chance: random.Random
) -> int:
    """Kills the service at random moments of a steady load; returns how many messages were acknowledged."""
    await service.start()
    load = [asyncio.create_task(visitor.run()) for visitor in visitors]
    for _ in range(kills):
        await asyncio.sleep(chance.uniform(0.05, 0.7))
        await service.kill()
        await service.start()
    return await settled(service, visitors, load)


async def settled(service: Killable, visitors: list[Insistent], load: list[asyncio.Task[None]]) -> int:
    """Lets everyone finish, stops the service, and checks what it kept; returns how many messages were acknowledged."""
    await asyncio.sleep(0.3)
    for visitor in visitors:
        visitor.done.set()
    async with asyncio.timeout(20):
        await asyncio.gather(*load)
    assert await service.stop() == 0
    return check(service.folder, visitors)


async def test_no_message_is_lost_or_doubled_however_often_the_service_is_killed(tmp_path: Path) -> None:
    """Twenty kills at random moments under a steady load."""
    chance = random.Random(20)
    service = Killable(tmp_path)
    visitors = [Insistent(service.url, f"v{number}") for number in range(VISITORS)]
    assert await killed_again_and_again(service, visitors, KILLS, chance) > KILLS * VISITORS


@pytest.mark.parametrize("point", [point for point in POINTS if point not in _NOT_OF_A_TURN])
async def test_killed_at_the_worst_moment(tmp_path: Path, point: str) -> None:
    """At each step of a turn, with other turns under way."""
    service = Killable(tmp_path)
    visitors = [Insistent(service.url, f"v{number}") for number in range(VISITORS)]
    crashing = await service.start(point, 30)
    load = [asyncio.create_task(visitor.run()) for visitor in visitors]
    async with asyncio.timeout(20):
        assert await crashing.wait() == -signal.SIGKILL
    await service.start()
    assert await settled(service, visitors, load) >= VISITORS


async def insist(telegram: FakeBotApi, update: dict[str, Any]) -> None:
    """Posts an update as Telegram does: again and again until it is taken."""
    while True:
        with suppress(ClientConnectionError, TimeoutError):
            if await telegram.post(update) == 200:
                return
        await asyncio.sleep(_PAUSE)


async def talk(telegram: FakeBotApi, chat: int, messages: int) -> None:
    """One chat's messages, each posted until it is taken before the next comes, as Telegram keeps a chat's order."""
    for number in range(messages):
        await insist(telegram, telegram.says(f"halo {number}", chat))


@pytest.mark.parametrize("point", ["none", "after the sending, before it is marked"])
async def test_every_reply_reaches_telegram(tmp_path: Path, point: str) -> None:
    """Killed while it sends: no reply is missing, and none comes more often than there were kills."""
    chance = random.Random(7)
    chats, each, kills = 25, 2, 6
    async with bot_api() as telegram:
        service = Killable(
            tmp_path, TANYA_TELEGRAM_TOKEN=TOKEN, TANYA_TELEGRAM_API_URL=telegram.url,
            TANYA_TELEGRAM_WEBHOOK_SECRET="rahasia",
        )  # fmt: skip
        service.settings["TANYA_PUBLIC_URL"] = service.url
        await service.start(point, 10)
        await telegram.until_called("setWebhook")
        load = [asyncio.create_task(talk(telegram, chat, each)) for chat in range(1, chats + 1)]
        for _ in range(kills):
            await asyncio.sleep(chance.uniform(0.1, 0.9))
            await service.kill()
            await service.start()
        async with asyncio.timeout(60):
            await asyncio.gather(*load)
            await telegram.until_sent(chats * each)
            while unsettled(tmp_path):
                await asyncio.sleep(0.05)
        assert await service.stop() == 0
        by_chat = Counter(str(message["chat_id"]) for message in telegram.sent)
    assert set(by_chat) == {str(chat) for chat in range(1, chats + 1)}
    assert all(each <= count <= each + kills for count in by_chat.values())
    assert sum(by_chat.values()) <= chats * each + (kills + 1) * 30


def unsettled(folder: Path) -> int:
    """Replies that still wait to be sent."""
    with closing(sqlite3.connect(folder / "tanya.db")) as database:
        (count,) = database.execute("SELECT count(*) FROM outbox WHERE status != 'sent'").fetchone()
        return int(count)


async def test_killed_inside_a_migration(tmp_path: Path) -> None:
    """The next start finds a database that it can bring up to date."""
    service = Killable(tmp_path)
    crashed = await service.start("inside a migration", 1)
    assert crashed.returncode == -signal.SIGKILL
    await service.start()
    assert await service.stop() == 0


async def test_killed_between_a_timers_claim_and_its_commit(tmp_path: Path, search: Search) -> None:
    """Nothing half done: after the next start the form is dropped, once, and one message says so."""
    settings = Settings(data_dir=tmp_path)
    prepare(settings)
    store = Store(database_url(settings.store_url))
    past = TestClock()
    past.now = now() - dt.timedelta(days=8)
    await Citizen(Turns(store, search, past), past).begin()
    store.close()
    service = Killable(tmp_path)
    crashing = await service.start("inside a timer's turn", 1)
    async with asyncio.timeout(20):
        assert await crashing.wait() == -signal.SIGKILL
    assert stored(tmp_path, "SELECT count(*) FROM conversations WHERE state LIKE '%\"draft\":{%'") == [1]
    assert stored(tmp_path, "SELECT count(*) FROM messages WHERE kind = 'timer' OR body = '{}'") == [0]
    await service.start()
    async with asyncio.timeout(20):
        while stored(tmp_path, "SELECT id FROM conversations WHERE state LIKE '%\"draft\":{%'"):
            await asyncio.sleep(_PAUSE)
    assert await service.stop() == 0
    assert stored(tmp_path, "SELECT count(*) FROM messages WHERE kind = 'timer'") == [1]
    assert stored(tmp_path, "SELECT count(*) FROM outbox WHERE status = 'waiting'") == [2]
    assert stored(tmp_path, "SELECT draft_expires_at FROM conversations") == [None]
