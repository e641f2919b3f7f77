"""The promise "a ticket number given is a ticket stored": killed again and again while citizens file and write on."""

from __future__ import annotations

import asyncio
import json
import random
import signal
import sys
from contextlib import suppress
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import URL

from bot.store.engines import reading_engine
from bot.store.schema import conversations, messages, outbox, ticket_answers, ticket_events, tickets
from handlers.tickets import find_number
from tests.bot.filing import CITIZENS

ROOT = Path(__file__).parent.parent.parent
KILLS = 8
HITS = (1, 7, 40)


class Filing:
    """The process that files, started again where it was killed, and all that it acknowledged."""

    def __init__(self, url: URL) -> None:
        self._url = url.render_as_string(hide_password=False)
        self.acknowledged: dict[str, list[str | None]] = {f"c{place}": [] for place in range(CITIZENS)}
        self.process: asyncio.subprocess.Process
        self._reading: asyncio.Task[None]

    async def start(self, *hit: str) -> None:
        """Starts it; every citizen goes on with the message that was not acknowledged."""
        starts = json.dumps([len(told) for told in self.acknowledged.values()])
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.bot.filing", self._url, starts, *hit,
            cwd=ROOT, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            if line.endswith(b"\n"):
                citizen, count, number = json.loads(line)
                assert count == len(self.acknowledged[citizen])
                self.acknowledged[citizen].append(number)

    async def more(self, count: int) -> None:
        """Waits until so many more messages were acknowledged."""
        wanted = self.total + count
        while self.total < wanted:
            assert self.process.returncode is None
            await asyncio.sleep(0.005)

    @property
    def total(self) -> int:
        """How many messages were acknowledged."""
        return sum(map(len, self.acknowledged.values()))

    async def kill(self) -> None:
        """SIGKILL: no time for anything."""
        with suppress(ProcessLookupError):
            self.process.kill()
        await self.ended()

    async def ended(self) -> int:
        """The exit code, once all that was told is read."""
        await self._reading
        return await self.process.wait()

    async def stop(self) -> None:
        """Lets it end in order."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        assert await self.ended() == 0


def check(url: URL, acknowledged: dict[str, list[str | None]]) -> None:
    """Every message acknowledged is one whole ticket under the number told, or one word on it; there is no other."""
    engine = reading_engine(url)
    with engine.connect() as connection:
        names = {row.id: row.external_id for row in connection.execute(sa.select(conversations))}
        told: dict[str, list[str]] = {name: [] for name in acknowledged}
        replies = sa.select(messages).where(messages.c.direction == "out").order_by(messages.c.event)
        for row in connection.execute(replies):
            if row.body.find("tiket ") > 0:
                told[names[row.conversation_id]].append(find_number(row.body) or "")
        filed = connection.execute(sa.select(tickets).order_by(tickets.c.id)).all()
        stored = {name: [row.number for row in filed if names[row.conversation_id] == name] for name in acknowledged}
        assert stored == told
        for name, numbers in acknowledged.items():
            assert [number for number in numbers[::2] if number] == stored[name]
            assert numbers[1::2] == numbers[::2][: len(numbers) // 2]
        for table, each in ((ticket_answers, 3), (outbox, None)):
            count = connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            assert count == (each * len(filed) if each else sum(map(len, acknowledged.values())))
        events = connection.execute(sa.select(ticket_events).order_by(ticket_events.c.position)).all()
        by_ticket = {row.id: [event.kind for event in events if event.ticket_id == row.id] for row in filed}
        assert all(kinds in (["opened"], ["opened", "said"]) for kinds in by_ticket.values())
        assert len(events) == sum(map(len, acknowledged.values()))
        assert all(row.version == len(by_ticket[row.id]) for row in filed)
    engine.dispose()


async def test_a_number_given_is_a_ticket_stored(url: URL) -> None:
    """Killed at random moments under load."""
    chance = random.Random(8)
    filing = Filing(url)
    async with asyncio.timeout(120):
        for _ in range(KILLS):
            await filing.start()
            await filing.more(chance.randint(1, 60))
            await filing.kill()
        await filing.start()
        await filing.more(2 * CITIZENS)
        await filing.stop()
    check(url, filing.acknowledged)
    assert filing.total > KILLS


@pytest.mark.parametrize("hit", HITS)
async def test_killed_in_the_middle_of_a_ticket(url: URL, hit: int) -> None:
    """After its row and before its answers, with others under way in the same commit."""
    filing = Filing(url)
    async with asyncio.timeout(60):
        await filing.start(str(hit))
        assert await filing.ended() == -signal.SIGKILL
        await filing.start()
        await filing.more(2 * CITIZENS)
        await filing.stop()
    check(url, filing.acknowledged)
