"""What officers do at the desk about their chats: codes made, links shown and cut."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from bot.chance import fresh_code
from bot.clock import Clock
from bot.store.desk_audit import keep
from bot.store.officers import Officer
from bot.store.staff_chats import LinkedChat, LinkedGroup, cut_chat, cut_group, groups, linked_chat, make_code
from bot.store.store import Store
from bot.store.unit import Unit


class UnknownGroup(LookupError):
    """No group, or none that this officer may know of."""


@dataclass(frozen=True, slots=True)
class Links:
    """An officer's own chat, and the groups of the officer's offices."""

    chat: LinkedChat | None
    groups: tuple[LinkedGroup, ...]


class StaffChats:
    """Where the desk hands over."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def links(self, officer: Officer) -> Links:
        """What is linked now."""
        chat = await self._store.read(partial(linked_chat, officer=officer.id))
        return Links(chat, tuple(await self._store.read(partial(groups, offices=officer.offices))))

    async def code(self, officer: Officer, office: str | None = None) -> str:
        """A fresh one-time code: for the officer's own chat, or for a group of an office that the officer knows.

        Raises UnknownGroup for another office.
        """
        if office is not None and not officer.knows(office):
            raise UnknownGroup(office)
        code, now = fresh_code(), self._clock()

        def work(unit: Unit) -> None:
            make_code(unit.connection, officer.id, office, code, now)
            what = "telegram-code" if office is None else "group-code"
            keep(unit.connection, officer.login, what, f"officer:{officer.login}", now, office=office)

        await self._store.write(work)
        return code

    async def cut(self, officer: Officer) -> bool:
        """Cuts the officer's own chat; False where none was linked."""

        def work(unit: Unit) -> bool:
            done = cut_chat(unit.connection, officer.id)
            if done:
                what, about = "telegram-unlinked", f"officer:{officer.login}"
                keep(unit.connection, officer.login, what, about, self._clock())
            return done

        return await self._store.write(work)

    async def cut_group(self, officer: Officer, conversation: int) -> None:
        """Ends the link of a group; raises UnknownGroup, also where it is another office's."""
        found = (await self.links(officer)).groups
        group = next((each for each in found if each.conversation == conversation), None)
        if group is None:
            raise UnknownGroup(conversation)

        def work(unit: Unit) -> None:
            if cut_group(unit.connection, conversation):
                about, now = f"group:{conversation}", self._clock()
                keep(unit.connection, officer.login, "group-unlinked", about, now, office=group.office)

        await self._store.write(work)
