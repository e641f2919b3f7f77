"""The service at a multiple of Telegram's pace, as a process that is asked, killed and started again on its port."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

from aiohttp import ClientConnectionError, ClientSession

from benchmarks.counting_api import CountingApi
from benchmarks.service import ROOT, TOKEN, free_port, update

_SECRET = "rahasia"
_CLOCK = os.sysconf("SC_CLK_TCK")


class PacedService:
    """`python -m benchmarks.paced FACTOR` over a data folder, or over `database`."""

    def __init__(self, folder: Path, api: CountingApi, factor: float, database: str | None) -> None:
        self.port = free_port()
        url = f"http://127.0.0.1:{self.port}"
        self._webhook = f"{url}/telegram/webhook"
        self._ready = f"{url}/health/ready"
        self._factor = factor
        self._api = api
        self._environment = {
            **os.environ, "TANYA_DATA_DIR": str(folder), "TANYA_PORT": str(self.port), "TANYA_TELEGRAM_TOKEN": TOKEN,
            "TANYA_TELEGRAM_WEBHOOK_SECRET": _SECRET, "TANYA_PUBLIC_URL": url, "TANYA_TELEGRAM_API_URL": api.url,
            "TANYA_QUIET_HOURS": "00:00-00:00", "TANYA_LOG_LEVEL": "error",
            **({"TANYA_DATABASE_URL": database} if database else {}),
        }  # fmt: skip
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Starts it and waits until it serves."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "benchmarks.paced", str(self._factor), cwd=ROOT, env=self._environment,
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

    def cpu(self) -> float:
        """Seconds that it has worked so far, over all threads: they do not depend on what else the machine does."""
        if self._process is None:
            return 0.0
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _CLOCK

    async def asked(self, rate: float, seconds: float, first: int) -> list[float]:
        """Asks at a steady rate, whether or not the last question was answered; sorted seconds to each reply."""
        api, headers = self._api, {"X-Telegram-Bot-Api-Secret-Token": _SECRET}
        api.times, api.asked = [], {}
        async with ClientSession() as session:

            async def post(number: int) -> None:
                document = update(number, 1_000_000)
                api.asked[document["message"]["chat"]["id"]] = time.perf_counter()
                async with session.post(self._webhook, json=document, headers=headers) as response:
                    assert response.status == 200, response.status

            tasks, started = [], time.perf_counter()
            for count in range(int(rate * seconds)):
                await asyncio.sleep(max(0.0, started + count / rate - time.perf_counter()))
                tasks.append(asyncio.create_task(post(first + count)))
            await asyncio.gather(*tasks)
            await asyncio.sleep(1)
        return sorted(api.times)
