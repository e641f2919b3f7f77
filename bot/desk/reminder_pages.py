"""The officer's reminders of limits, as the inbox shows them, and that they were read."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from bot.clock import Clock as Now
from bot.desk.clock_words import Clock, clock_of
from bot.desk.pages import visit_of
from bot.store.officers import Officer
from bot.store.reminders import own_reminders, reminders_read
from bot.store.store import Store
from knowledge.library import Library

_KINDS = {"warned": "batas waktu mendekat", "overdue": "batas waktu lewat"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A reminder in words."""

    number: str
    about: str
    what: str
    clock: Clock


async def shown_reminders(store: Store, officer: Officer, library: Library, now: Now) -> list[Shown]:
    """What an officer is to be reminded of, newest first."""
    found = await store.read(lambda connection: own_reminders(connection, officer))
    return [
        Shown(
            each.filed.ticket.number, each.filed.ticket.about, _KINDS[each.kind], clock_of(each.filed, library, now())
        )
        for each in found
    ]


class ReminderPages:
    """One route."""

    def __init__(self, store: Store, now: Now) -> None:
        self._store = store
        self._now = now

    def routes(self) -> list[web.RouteDef]:
        """Below the desk's prefix."""
        return [web.post("/reminders/read", self.read)]

    async def read(self, request: web.Request) -> web.Response:
        """Marks all as read: it is about one's own list alone, so that a viewer may too."""
        officer = visit_of(request).officer
        await self._store.write(lambda unit: reminders_read(unit, officer.id, self._now()))
        return web.Response(status=303, headers={"Location": "/desk"})
