"""A citizen who begins a complaint and says things that may be kept nowhere once it is dropped."""

from __future__ import annotations

import itertools

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.arrival import Address, Arrival
from bot.store.schema import metadata
from bot.store.store import Store
from bot.turns import Turns
from handlers.turn import Message
from tests.bot.clock import TestClock
from tests.bot.store.test_turns import SITI

STORY = "petugas kenari minta uang di loket tiga"
NAME = "Bu Kepodang"
CANARIES = ("kenari", "kepodang")
"""Words of the story and the name, as a search finds them in any case."""


class Citizen:
    """Someone who types one message a minute."""

    def __init__(self, turns: Turns, clock: TestClock, address: Address = SITI, office: str | None = "kalbar") -> None:
        self.address = address
        self._office = office
        self._turns = turns
        self._clock = clock
        self._keys = itertools.count(1)

    async def say(self, *texts: str) -> None:
        """Types one after the other."""
        for text in texts:
            await self._take(Message("text", text))

    async def press(self, choice: str) -> None:
        """Presses a choice."""
        await self._take(Message("press", choice=choice))

    async def begin(self) -> None:
        """Greets, and begins a complaint, up to the contact."""
        await self.say("halo", f"mau mengadu, {STORY}", NAME)

    async def _take(self, message: Message) -> None:
        self._clock.pass_by(60)
        key = f"{self.address.external_id}/{next(self._keys)}"
        await self._turns.take(Arrival(self.address, key, message, office=self._office))


async def kept(store: Store) -> str:
    """Everything that stands in any row, in lower case."""

    def read(connection: Connection) -> str:
        tables = metadata.sorted_tables
        return " ".join(str(tuple(row)) for table in tables for row in connection.execute(sa.select(table)))

    return (await store.read(read)).lower()
