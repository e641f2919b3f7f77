"""An announcement to many, with replies beside it and a kill in the middle: `python -m benchmarks.announce [--to N]`.

The service runs at Telegram's pace times FACTOR against a Bot API of our own, which counts the copies of every chat and
measures replies from the post of the question to the call that answers it, first idle and then under the announcement.
Quotients stand beside the limits: the machine is in both of their halves.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path
from typing import Any

from aiohttp import ClientConnectionError, ClientSession, web

from benchmarks.service import ROOT, TOKEN, free_port, percentile, update
from bot.announcing import Announcing, Composed
from bot.app import prepare
from bot.channels.telegram.sending import PACE
from bot.clock import now
from bot.settings import Settings
from bot.store.engines import database_url
from bot.store.store import Store
from handlers.announcement import Announcement
from handlers.state import dump
from handlers.turn import Conversation
from knowledge.loading import open_library
from knowledge.search import Search

FACTOR = 20
"""Times Telegram's pace, so that the many are reached in minutes."""
_FIRST = 5_000_000
"""Chats of subscribers begin here; those who ask are below."""
_ASKING_RATE = 10.0
_TOLD = Announcement("depok", ("pelatihan",), "Pelatihan Wirausaha Baru", ("Pendaftaran dibuka sampai Jumat.",))


class CountingApi:
    """A Bot API that takes everything at once, counts copies by chat, and times replies."""

    def __init__(self) -> None:
        self.copies: Counter[int] = Counter()
        self.asked: dict[int, float] = {}
        self.times: list[float] = []
        self.url = ""

    async def handle(self, request: web.Request) -> web.Response:
        """Answers one call."""
        method = request.match_info["method"]
        result: Any = True
        if method == "getMe":
            result = {"id": 123456789, "is_bot": True, "first_name": "Tanya", "username": "TanyaDinasBot"}
        elif method == "sendMessage":
            chat = int(str((await request.post())["chat_id"]))
            if chat >= _FIRST:
                self.copies[chat] += 1
            elif chat in self.asked:
                self.times.append(time.perf_counter() - self.asked.pop(chat))
            result = {"message_id": 1, "date": 1763430000, "chat": {"id": chat, "type": "private"}, "text": "x"}
        return web.json_response({"ok": True, "result": result})


@asynccontextmanager
async def counting_api() -> AsyncIterator[CountingApi]:
    """The API on a free port."""
    api = CountingApi()
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", api.handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    api.url = f"http://127.0.0.1:{port}"
    try:
        yield api
    finally:
        await runner.cleanup()


class Service:
    """The service as a process that can be killed and started again on its port."""

    def __init__(self, folder: Path, api: CountingApi) -> None:
        self.port = free_port()
        url = f"http://127.0.0.1:{self.port}"
        self.webhook = f"{url}/telegram/webhook"
        self._ready = f"{url}/health/ready"
        self._environment = {
            **os.environ, "TANYA_DATA_DIR": str(folder), "TANYA_PORT": str(self.port), "TANYA_TELEGRAM_TOKEN": TOKEN,
            "TANYA_TELEGRAM_WEBHOOK_SECRET": "rahasia", "TANYA_PUBLIC_URL": url, "TANYA_TELEGRAM_API_URL": api.url,
            "TANYA_QUIET_HOURS": "00:00-00:00", "TANYA_LOG_LEVEL": "error",
        }  # fmt: skip
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Starts it and waits until it serves."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "benchmarks.paced", str(FACTOR), cwd=ROOT, env=self._environment,
            stdout=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        async with ClientSession() as session:
            while True:
                with suppress(ClientConnectionError):
                    async with session.get(self._ready) as response:
                        if response.status == 200:
                            return
                await asyncio.sleep(0.05)

    async def end(self, sent: signal.Signals) -> None:
        """Ends it by a signal."""
        if self._process is not None:
            self._process.send_signal(sent)
            await self._process.wait()


async def ask(service: Service, api: CountingApi, seconds: float, first: int) -> list[float]:
    """Asks at a steady rate, whether or not the last question was answered; sorted seconds to each reply."""
    api.times, api.asked = [], {}
    headers = {"X-Telegram-Bot-Api-Secret-Token": "rahasia"}
    async with ClientSession() as session:

        async def post(number: int) -> None:
            document = update(number, 1_000_000)
            api.asked[document["message"]["chat"]["id"]] = time.perf_counter()
            async with session.post(service.webhook, json=document, headers=headers) as response:
                assert response.status == 200, response.status

        tasks, started = [], time.perf_counter()
        for count in range(int(_ASKING_RATE * seconds)):
            await asyncio.sleep(max(0.0, started + count / _ASKING_RATE - time.perf_counter()))
            tasks.append(asyncio.create_task(post(first + count)))
        await asyncio.gather(*tasks)
        await asyncio.sleep(1)
    return sorted(api.times)


def subscribe(folder: Path, count: int) -> None:
    """Writes chats that follow Depok's trainings."""
    state = dump(Conversation(office="depok", follows=("depok/pelatihan",)))
    moment = now().replace(tzinfo=None).isoformat(" ")
    chats = (("telegram", "123456789", str(_FIRST + each), state, 0, moment, moment) for each in range(count))
    with closing(sqlite3.connect(folder / "tanya.db")) as database, database:
        database.executemany(
            "INSERT INTO conversations (channel, account, external_id, state, last_event, created_at, updated_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            chats,
        )
        database.execute(
            "INSERT INTO subscriptions (office, conversation_id, topic, since)"
            " SELECT 'depok', id, 'pelatihan', created_at FROM conversations"
        )


def found(folder: Path, query: str) -> list[tuple[Any, ...]]:
    """What the store says."""
    with closing(sqlite3.connect(folder / "tanya.db", timeout=10)) as database:
        return database.execute(query).fetchall()


async def queued(folder: Path) -> float:
    """Seconds until every receiver is written down."""
    started = time.perf_counter()
    while found(folder, "SELECT filled FROM announcements") != [(1,)]:
        await asyncio.sleep(0.02)
    return time.perf_counter() - started


async def measure(folder: Path, count: int, asking: float) -> bool:
    """The whole run; returns whether every limit was kept."""
    settings = Settings(data_dir=folder)
    prepare(settings)
    subscribe(folder, count)
    search = Search(open_library(settings.database, settings.overlay))
    async with counting_api() as api:
        service = Service(folder, api)
        await service.start()
        await asyncio.sleep(1)
        await ask(service, api, 3, first=0)
        idle = await ask(service, api, asking, first=10_000)
        store = Store(database_url(settings.store_url))
        announcing = Announcing(store, search, now)
        kept = await announcing.draft(Composed(_TOLD), "ukur")
        await announcing.send(kept.id, "ukur", confirmed=count)
        store.close()
        seconds = await queued(folder)
        began = time.perf_counter()
        busy = await ask(service, api, asking, first=20_000)
        rate = sum(api.copies.values()) / (time.perf_counter() - began)
        under_way = found(folder, "SELECT count(*) FROM announcements WHERE state = 'sending'") == [(1,)]
        await service.end(signal.SIGKILL)
        await service.start()
        while found(folder, "SELECT state FROM announcements") != [("done",)]:
            await asyncio.sleep(0.2)
        await service.end(signal.SIGTERM)
    return told(folder, count, seconds, idle, busy, rate, api, under_way=under_way)


def told(
    folder: Path, count: int, seconds: float, idle: list[float], busy: list[float], rate: float, api: CountingApi,
    *, under_way: bool,
) -> bool:  # fmt: skip
    """Prints what was measured beside its limits; returns whether all were kept."""
    states = dict(found(folder, "SELECT state, count(*) FROM announcement_deliveries GROUP BY state"))
    doubled = sum(each > 1 for each in api.copies.values())
    lost = count - states.get("sent", 0) - states.get("uncertain", 0)
    before, during = percentile(idle, 0.95), percentile(busy, 0.95)
    if not under_way:
        print("the sending was over before the kill: take more receivers")
    print(f"queued {count} in {seconds:.2f} s (limit 10)")
    print(
        f"sent {rate:.0f}/s, {rate / (PACE.account_rate * FACTOR):.2f} of the pace, with {len(busy)} replies beside it"
    )
    print(
        f"replies p95 {before:.1f} ms idle, {during:.1f} ms beside it: x {during / before:.2f} (limit 1.2, or +20 ms)"
    )
    print(f"lost {lost}, doubled {doubled}, uncertain after the kill {states.get('uncertain', 0)}")
    quick = during <= max(before * 1.2, before + 20)
    return under_way and seconds <= 10 and quick and not lost and not doubled


def main() -> None:
    """Runs it; ends with 1 where a limit is not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=int, default=50_000, help="receivers")
    parser.add_argument("--asking", type=float, default=30.0, help="seconds of questions, idle and again beside it")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if not asyncio.run(measure(Path(folder), given.to, given.asking)):
            raise SystemExit(1)


if __name__ == "__main__":
    main()
