"""Files tickets for people who come or call, and gives them the receipt by which they follow them in a chat."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import partial

from bot.chance import fresh_code, fresh_symbols
from bot.clock import Clock
from bot.desk.access import Visit
from bot.masking import masked
from bot.papers.doors import Doors
from bot.papers.rendering import speaking
from bot.staff import Staff
from bot.store.claims import keep_code
from bot.store.desk_audit import keep
from bot.store.officer_acts import UnknownTicket
from bot.store.store import Store
from bot.store.ticket_writing import NumberTaken, Opener, open_ticket
from bot.store.tickets import TicketFile
from bot.store.unit import Unit
from handlers.effects import OpenTicket
from handlers.forms.counter import Fresh, file
from handlers.forms.counter import Visit as Form
from handlers.ticket_limits import recompute

_DRAWS = 5
"""Times that symbols are drawn for one ticket."""


class CounterDesk:
    """What the pages of the counter ask for."""

    def __init__(self, store: Store, staff: Staff, clock: Clock, doors: Doors) -> None:
        self._store = store
        self._staff = staff
        self._clock = clock
        self._doors = doors

    async def file(self, visit: Visit, form: Form, given: Mapping[str, str], how: str) -> str | dict[str, str]:
        """The number of the ticket that was filed, or why answers are not taken, by their steps' keys."""
        given = {key: masked(text.replace("\r\n", "\n")) for key, text in given.items()}
        for drawn in range(_DRAWS):
            found = file(self._staff.search, form, given, Fresh(self._clock(), fresh_symbols()))
            if not isinstance(found, OpenTicket):
                return found
            try:
                await self._store.write(partial(self._open, visit=visit, effect=found, how=how))
            except NumberTaken:
                if drawn == _DRAWS - 1:
                    raise
            else:
                return found.number
        raise AssertionError("the last draw either files or raises")

    async def receipt(self, visit: Visit, ticket: TicketFile) -> bytes:
        """The receipt of a ticket that has no chat, with a claim code of its own.

        Raises UnknownTicket for any other: its citizen gets the receipt in the chat.
        """
        filed, code, now = ticket.filed, fresh_code(), self._clock()
        if filed.conversation is not None:
            raise UnknownTicket(filed.ticket.number)

        def work(unit: Unit) -> None:
            keep_code(unit.connection, filed.id, code, now)
            keep(
                unit.connection, visit.officer.login, "receipt-given", f"ticket:{filed.ticket.number}", now,
                office=filed.ticket.office,
            )  # fmt: skip

        await self._store.write(work)
        context = speaking("id", self._staff.search, now)

        def drawn() -> bytes:
            from bot.papers.receipt import of_ticket  # what draws takes half a second and 18 MB to load

            return of_ticket(context, self._doors, filed.ticket, ticket.answers, code)()

        return await asyncio.to_thread(drawn)

    def _open(self, unit: Unit, visit: Visit, effect: OpenTicket, how: str) -> None:
        now, officer = self._clock(), visit.officer
        opener = Opener("officer", who=officer.name, how=how)
        open_ticket(unit, effect, opener, now, partial(recompute, self._staff.search.library))
        keep(unit.connection, officer.login, "ticket-filed", f"ticket:{effect.number}", now, office=effect.office)
