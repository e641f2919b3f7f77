"""Officers with linked chats, for tests of what they do there."""

from __future__ import annotations

import itertools
from collections.abc import Collection

from bot.announcing import Announcing
from bot.arrival import Address, Arrival
from bot.officers import Officers
from bot.staff_chats import StaffChats
from bot.staff_news import StaffNews
from bot.store.officers import Role, named_officer
from bot.store.reading import talk_after
from bot.store.store import Store
from bot.turns import Turns
from bot.wakes import Wakes
from handlers.turn import Message
from knowledge.search import Search
from tests.bot.clock import TestClock

_KEYS = itertools.count(1)


class Chats:
    """Chats of officers on one store, without a channel: what is typed and what was said."""

    def __init__(self, store: Store, search: Search, clock: TestClock, approval: frozenset[str] = frozenset()) -> None:
        self.store = store
        self.search = search
        self.clock = clock
        self.turns = Turns(store, search, clock)
        self.announcing = Announcing(store, search, clock, approval)
        self.news = StaffNews(store, self.turns, self.announcing, Wakes(), clock)

    async def employ(self, name: str, role: Role = "officer", offices: Collection[str] | None = ("depok",)) -> Address:
        """A new officer with a linked chat."""
        await Officers(self.store, self.search, self.clock, "uji").add(name, role, offices)
        return await self.link(name)

    async def link(self, name: str) -> Address:
        """Links an officer's chat."""
        officer = await self.store.read(lambda connection: named_officer(connection, name))
        chat = Address("telegram", "bot", f"officer-{officer.id}")
        code = await StaffChats(self.store, self.clock).code(officer)
        assert "tertaut sebagai" in await self.says(chat, f"/petugas {code}")
        return chat

    async def says(self, chat: Address, text: str) -> str:
        """Types something; the answer's words."""
        return await self._takes(chat, Message("text", text))

    async def presses(self, chat: Address, choice: str) -> str:
        """Presses a choice."""
        return await self._takes(chat, Message("press", choice=choice))

    async def said(self, chat: Address, last: int = 1) -> str:
        """The last words in a chat, as stored."""
        talk = await self.store.read(lambda connection: talk_after(connection, chat, 0, 200))
        return "\n".join(each.body for each in talk.said[-last:])

    async def _takes(self, chat: Address, message: Message) -> str:
        receipt = await self.turns.take(Arrival(chat, f"k{next(_KEYS)}", message))
        assert receipt.status == "done"
        talk = await self.store.read(lambda connection: talk_after(connection, chat, receipt.event or 0, 9))
        return "\n".join(each.body for each in talk.said)
