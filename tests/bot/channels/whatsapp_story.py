"""A service with two WhatsApp numbers as a story needs it: its citizens, its officers, and time that passes."""

from __future__ import annotations

import asyncio
import datetime as dt
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, closing
from pathlib import Path
from typing import Any

import pytest

from bot.quiet_hours import QuietHours
from bot.settings import Settings
from bot.store.engines import database_url
from bot.store.officers import Role
from bot.store.store import Store
from bot.timers import Timers
from bot.turns import Turns
from handlers.tickets import find_number
from knowledge.search import Search
from tests.bot.clock import MovedClock
from tests.bot.desk.colleagues import Colleague, accounts, at_desk, employ
from tests.bot.telegram import stored
from tests.bot.whatsapp import on_whatsapp
from tests.fakes.graph_api import FakeGraph, graph_api
from tests.fakes.graph_api_people import NUMBER, OTHER_NUMBER, SITI, Person

AWAKE = QuietHours(dt.time(0), dt.time(0))
STORY = "mau mengadu, petugas loket tidak mau menerima berkas saya"


@pytest.fixture
def clock() -> MovedClock:
    """The clock of the service and of WhatsApp."""
    return MovedClock()


@pytest.fixture
async def graph(clock: MovedClock) -> AsyncIterator[FakeGraph]:
    """The host of WhatsApp."""
    async with graph_api(clock) as fake:
        yield fake


class Service:
    """A running service and its folder."""

    def __init__(self, url: str, folder: Path, search: Search, clock: MovedClock) -> None:
        self.url = url
        self.stack = AsyncExitStack()
        self.folder = folder
        self._search = search
        self._clock = clock

    def stored(self, query: str) -> list[Any]:
        """The first column of what a query finds in the store."""
        return stored(self.folder, query)

    async def until(self, holds: Callable[[], object]) -> None:
        """Waits for something to become so."""
        async with asyncio.timeout(10):
            while not holds():
                await asyncio.sleep(0.02)

    def change(self, statement: str) -> None:
        """Changes the store behind the service's back."""
        with closing(sqlite3.connect(self.folder / "tanya.db")) as database:
            database.execute(statement)
            database.commit()

    async def look_at_the_clock(self) -> None:
        """What is due now is done now."""
        store = Store(database_url(Settings(data_dir=self.folder).store_url))
        await Timers(store, Turns(store, self._search, self._clock), self._clock).look()
        store.close()

    async def officer(self, office: str, name: str = "Rina Wati", role: Role = "officer") -> Colleague:
        """An officer of an office, at the desk."""
        officers = await self.stack.enter_async_context(accounts(self.folder, self._search, self._clock))
        login = await employ(officers, self.url, name, office, role)
        return await self.stack.enter_async_context(at_desk(self.url, login))


@pytest.fixture
async def service(tmp_path: Path, search: Search, graph: FakeGraph, clock: MovedClock) -> AsyncIterator[Service]:
    """A service with two numbers, one of Depok and one of Kalbar, that knows its templates."""
    async with on_whatsapp(tmp_path, search, graph, quiet_hours=AWAKE) as url:
        found = Service(url, tmp_path, search, clock)
        await found.until(lambda: found.stored("SELECT name FROM whatsapp_templates"))
        async with found.stack:
            yield found


async def says(graph: FakeGraph, text: str, who: Person = SITI, number: str = NUMBER) -> dict[str, Any]:
    """Types something; what was answered, in one message."""
    before = len(graph.sent)
    graph.says(text, who, number)
    return (await graph.until_sent(before + 1))[before]


async def files_complaint(graph: FakeGraph, number: str = OTHER_NUMBER) -> str:
    """Siti complains; the ticket's number."""
    for text in (STORY, "Siti Aminah", "081234567890"):
        await says(graph, text, number=number)
    found = find_number((await says(graph, "kirim", number=number))["words"])
    assert found is not None
    return found
