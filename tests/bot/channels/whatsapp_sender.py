"""One WhatsApp number without a service: its parts over the fake Graph host and a store, for tests of sending."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.arrival import Address
from bot.channels.whatsapp.broadcasting import WhatsAppCopies
from bot.channels.whatsapp.client import Graph, open_session
from bot.channels.whatsapp.knocking import Knocking
from bot.channels.whatsapp.posting import Posting
from bot.channels.whatsapp.sending import WhatsAppCarrier
from bot.channels.whatsapp.telling import Offices
from bot.channels.whatsapp.templates import Templates
from bot.channels.whatsapp.uploading import Uploading
from bot.papers.paper import NoPaper, Paper
from bot.store.schema import conversations
from bot.store.store import Store
from bot.store.unit import Unit
from handlers.turn import FileRef
from knowledge.model import Office
from tests.bot.clock import TestClock
from tests.bot.following import follow
from tests.fakes.graph_api import TOKEN, FakeGraph
from tests.fakes.graph_api_people import NUMBER, OTHER_NUMBER

SITI = "6281234567890"


class OneNumber:
    """The parts of a number; `papers` are the files there are."""

    def __init__(self, graph: Graph, fake: FakeGraph, store: Store, clock: TestClock, offices: Offices) -> None:
        self.fake = fake
        self.store = store
        self.clock = clock
        self.papers: dict[str, bytes] = {}
        self.posting = Posting(graph, NUMBER)
        self.knocking = Knocking(self.posting, store, "depok", offices, clock)
        self.uploading = Uploading(graph, NUMBER, store, self._paper)
        self.carrier = WhatsAppCarrier(self.posting, self.knocking, self.uploading)
        self.copies = WhatsAppCopies(self.posting, self.knocking, self.uploading, self.carrier, store, clock)
        self.templates = Templates(graph, store, (NUMBER, OTHER_NUMBER), clock)

    async def knows(self, who: str = SITI, *, shut: bool = False) -> Address:
        """Somebody who follows Depok and wrote just now, or more than a day ago."""
        until = self.clock() + timedelta(hours=-1 if shut else 24)
        if who.isdigit():
            await follow(self.store, [int(who)], "depok", channel="whatsapp", account=NUMBER, now=self.clock())
        else:
            await follow(self.store, [7], "depok", channel="whatsapp", account=NUMBER, now=self.clock())
        where = conversations.c.external_id == (who if who.isdigit() else "7")
        values = {"external_id": who, "window_until": until}
        await self.store.write(lambda unit: _set(unit, where, values))
        self.fake.windows[NUMBER, who] = until
        return Address("whatsapp", NUMBER, who)

    async def asked_to_write(self, address: Address, at: datetime) -> None:
        """Notes that a template was sent, as the outbox does."""
        where = conversations.c.external_id == address.external_id
        await self.store.write(lambda unit: _set(unit, where, {"knocked_at": at}))

    async def _paper(self, _address: Address, file: FileRef) -> Paper:
        if file.name not in self.papers:
            raise NoPaper("Berkas itu sudah tidak ada.")
        return Paper(self.papers[file.name], file.name)


def _set(unit: Unit, where: sa.ColumnElement[bool], values: dict[str, object]) -> None:
    unit.connection.execute(conversations.update().where(where).values(**values))


@asynccontextmanager
async def one_number(
    fake: FakeGraph, store: Store, clock: TestClock, api_url: str = "", offices: Mapping[str, Office] | None = None
) -> AsyncIterator[OneNumber]:
    """The parts of a number over one session."""
    async with open_session() as session:
        yield OneNumber(Graph(session, TOKEN, api_url or fake.api_url), fake, store, clock, lambda: offices or {})
