"""Reads and works on chats for an officer who may know of them; every look and every act is written down."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from bot.chats import Chats
from bot.clock import Clock
from bot.desk.access import Visit
from bot.desk.chat_view import ChatRow, ChatView, chat_row, chat_view
from bot.staff import Staff
from bot.store.desk_audit import keep
from bot.store.files import FiledFile
from bot.store.handover_acts import ActedOn, ChatAct, UnknownChat
from bot.store.handovers import Chat, files_in, find_chat, last_words, open_chats, said_in
from bot.store.store import Store
from bot.store.unit import Unit
from bot.store.whatsapp_templates import usable


@dataclass(frozen=True, slots=True)
class Listed:
    """The open chats of an officer's offices; `tag` tells one list from another, however long each waits by now."""

    waiting: tuple[ChatRow, ...]
    taken: tuple[ChatRow, ...]
    tag: str


class ChatDesk:
    """What the chat pages ask for; a chat of an office that an officer does not serve is as unknown as none."""

    def __init__(self, store: Store, staff: Staff, chats: Chats, clock: Clock) -> None:
        self._store = store
        self._staff = staff
        self._chats = chats
        self._clock = clock

    async def listed(self, visit: Visit) -> Listed:
        """The open chats, who has waited longest first."""
        offices, library, now = visit.officer.offices, self._staff.search.library, self._clock()
        found = await self._store.read(lambda connection: open_chats(connection, offices))
        words = await self._store.read(lambda connection: last_words(connection, found))
        rows = [(each, chat_row(each, library, now, words.get(each.conversation))) for each in found]
        tag = hashlib.blake2b(repr([(each, row.late) for each, row in rows]).encode(), digest_size=12).hexdigest()
        return Listed(
            tuple(row for each, row in rows if each.state == "waiting"),
            tuple(row for each, row in rows if each.state == "taken"),
            tag,
        )

    async def chat(self, visit: Visit, chat: int) -> Chat:
        """A chat; raises UnknownChat."""
        found = await self._store.read(lambda connection: find_chat(connection, chat, visit.officer.offices))
        if found is None:
            raise UnknownChat(chat)
        return found

    async def view(self, chat: Chat) -> ChatView:
        """The page of a chat."""
        said = await self._store.read(lambda connection: said_in(connection, chat))
        template = None
        if chat.window_until is not None:
            asks = await self._store.read(lambda connection: usable(connection, chat.account, "news"))
            template = asks.name if asks is not None else None
        return chat_view(chat, said, await self.files(chat), self._staff.search.library, self._clock(), template)

    async def files(self, chat: Chat) -> tuple[FiledFile, ...]:
        """The files of a chat, in the order in which they were sent."""
        return await self._store.read(lambda connection: files_in(connection, chat))

    async def looked(self, visit: Visit, what: str, about: str, office: str | None = None) -> None:
        """Writes down that an officer looked at something."""
        login, now = visit.officer.login, self._clock()
        await self._store.write(lambda unit: keep(unit.connection, login, what, about, now, office=office))

    async def act(self, visit: Visit, act: ChatAct) -> ActedOn:
        """Does it, with its line of the audit in the same transaction; raises as Chats.act."""
        login, now = visit.officer.login, self._clock()

        def audit(unit: Unit, acted: ActedOn) -> None:
            about = f"chat:{acted.chat.id}" if acted.ticket is None else f"chat:{acted.chat.id} ticket:{acted.ticket}"
            keep(unit.connection, login, f"chat-{act.kind}", about, now, office=acted.chat.office)

        return await self._chats.act(replace(act, officer=visit.officer.name, offices=visit.officer.offices), audit)
