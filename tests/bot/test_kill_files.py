"""The promise "never lost" for files: killed between acknowledgement and fetching, the file is on the ticket."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.bot.files.samples import jpeg
from tests.bot.test_kill import Killable, insist
from tests.fakes.bot_api import TOKEN, FakeBotApi, bot_api

_SAYS = ("mau mengadu, petugas loket di kalbar minta uang kepada saya", "Siti", "081200001111")


def files(folder: Path) -> list[Any]:
    """The rows of files, with the number of the ticket."""
    query = "SELECT files.state, files.sha256, tickets.number FROM files LEFT JOIN tickets ON tickets.id = ticket_id"
    with closing(sqlite3.connect(folder / "tanya.db")) as database:
        return database.execute(query).fetchall()


@pytest.mark.parametrize("point", ["before a file is fetched", "before a fetched file is settled"])
async def test_killed_on_the_way(tmp_path: Path, point: str) -> None:
    """*Kirim* under the photo was taken: after the restart it is fetched, and the complaint sent with it."""
    async with bot_api() as telegram:
        service = Killable(
            tmp_path, TANYA_TELEGRAM_TOKEN=TOKEN, TANYA_TELEGRAM_API_URL=telegram.url,
            TANYA_TELEGRAM_WEBHOOK_SECRET="rahasia",
        )  # fmt: skip
        service.settings["TANYA_PUBLIC_URL"] = service.url
        crashing = await service.start(point, 1)
        await telegram.until_called("setWebhook")
        for text in _SAYS:
            await insist(telegram, telegram.says(text))
        photo = telegram.says("", more={**telegram.files.told(jpeg()), "caption": "kirim"})
        posting = asyncio.create_task(insist(telegram, photo))  # it may die before it can acknowledge
        async with asyncio.timeout(20):
            assert await crashing.wait() == -signal.SIGKILL
        posting.cancel()
        await asyncio.gather(posting, return_exceptions=True)
        assert [state for state, _, _ in files(tmp_path)] == ["pending"]
        await service.start()
        await insist(telegram, photo)
        async with asyncio.timeout(20):
            while not _is_told(telegram):
                await asyncio.sleep(0.05)
        assert await service.stop() == 0
    ((state, digest, number),) = files(tmp_path)
    assert state == "stored"
    assert number is not None
    kept = [path.name for path in (tmp_path / "files").rglob("*") if path.is_file()]
    assert kept == [digest]


def _is_told(telegram: FakeBotApi) -> bool:
    return any("Nomor tiket Anda" in each["text"] for each in telegram.sent)
