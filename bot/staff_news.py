"""Carries out what officers ordered from their chats, and tells officers and their groups what they wait for.

All of it stands in rows: what a restart interrupts goes on after it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from functools import partial

import structlog

from bot.announcing import Announcing, Composed, MustConfirm, NotNow, SamePerson, WrongAnnouncement
from bot.arrival import Address, Arrival
from bot.clock import Clock
from bot.store.announcements import Kept, StaleAnnouncement, UnknownAnnouncement
from bot.store.reminders import chats_to_remind
from bot.store.staff_notices import groups_to_tell
from bot.store.staff_orders import (
    WOKEN,
    Ordered,
    ToTell,
    ask_approval,
    carried_out,
    drafted,
    new_orders,
    to_tell,
)
from bot.store.store import Store
from bot.store.unit import StoreUnavailable, Unit
from bot.turns import Turns
from bot.wakes import Wakes
from handlers.office_hours import office_calendar
from handlers.officers.group import NOTICES_DUE
from handlers.officers.outcomes import ORDER_DUE
from handlers.officers.reminding import REMINDERS_DUE
from handlers.turn import Message

_EVERY = 2.0
"""Seconds between looks without a wake-up: the end of an announcement wakes nobody here."""

_log = structlog.get_logger("tanya.staff")


class StaffNews:
    """Does what is due of officers; among replicas one at a time does."""

    def __init__(
        self, store: Store, turns: Turns, announcing: Announcing, wakes: Wakes, clock: Clock, every: float = _EVERY
    ) -> None:
        self._store = store
        self._turns = turns
        self._announcing = announcing
        self._wakes = wakes
        self._clock = clock
        self._every = every
        self._broken: set[str] = set()

    async def run(self) -> None:
        """Looks again and again until it is cancelled."""
        await self._store.alone("staff news", self._run)

    async def _run(self) -> None:
        self._broken.clear()
        with self._wakes.listening(WOKEN) as woken:
            while True:
                woken.clear()
                try:
                    await self.look()
                except StoreUnavailable as error:
                    _log.error("store unavailable", error=str(error))
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._every):
                        await woken.wait()

    async def look(self) -> None:
        """Does all that is due now; raises StoreUnavailable."""
        self._announcing.search = self._turns.search
        for order in await self._store.read(new_orders):
            await self._attempt(f"order {order.id}", self._carry_out(order))
        for each in await self._store.read(to_tell):
            await self._attempt(f"tell {each.order}", self._tell(each))
        for group in await self._store.read(groups_to_tell):
            await self._attempt(f"group {group.external_id}", self._tell_of(NOTICES_DUE, group))
        for chat in await self._to_remind():
            await self._attempt(f"remind {chat.external_id}", self._tell_of(REMINDERS_DUE, chat))

    async def _carry_out(self, order: Ordered) -> None:
        """Carries an order out; done twice, it is done once: what was sent is not sent again."""
        try:
            state, problem, receivers = await self._done(order)
        except MustConfirm as asked:
            state, problem, receivers = "refused", "count", asked.count
        except WrongAnnouncement:
            state, problem, receivers = "refused", "wrong", None
        except SamePerson:
            state, problem, receivers = "refused", "same", None
        except (StaleAnnouncement, UnknownAnnouncement):
            state, problem, receivers = "refused", "gone", None
        await self._store.write(partial(carried_out, order=order.id, state=state, problem=problem, receivers=receivers))

    async def _done(self, order: Ordered) -> tuple[str, str | None, int | None]:
        if order.kind == "approve":
            return await self._approved(order)
        number = order.announcement
        if number is None and order.told is not None:
            kept = await self._announcing.draft(Composed(order.told), order.who)
            number = kept.id
            await self._store.write(partial(drafted, order=order.id, announcement=number))
        try:
            kept = await self._announcing.send(number or 0, order.who, order.office, confirmed=order.receivers)
        except MustConfirm:
            await self._announcing.cancel(number or 0, order.office)
            raise
        except NotNow:  # it was let go before a restart
            kept = (await self._announcing.preview(number or 0, order.office)).kept
        if kept.state == "waiting-approval":
            await self._store.write(partial(self._ask, kept=kept))
        return "going", None, None

    async def _approved(self, order: Ordered) -> tuple[str, str | None, int | None]:
        try:
            await self._announcing.approve(order.announcement or 0, order.who, order.office)
        except NotNow as error:
            if error.state in {"sending", "scheduled", "done"}:
                return "done", None, None
            return "refused", "gone", None
        return "done", None, None

    def _ask(self, unit: Unit, kept: Kept) -> None:
        ask_approval(unit, kept, self._clock())

    async def _tell(self, each: ToTell) -> None:
        message = Message("timer", choice=f"{ORDER_DUE}:{each.order}")
        receipt = await self._turns.take(Arrival(each.address, f"order {each.order}", message))
        if receipt.status == "failed":
            self._broken.add(f"tell {each.order}")

    async def _to_remind(self) -> list[Address]:
        """The chats to remind of tickets whose office works now: nobody is rung up in the evening."""
        found, now = await self._store.read(chats_to_remind), self._clock()
        library = self._turns.search.library
        offices = {each.office for each in found} & set(library.offices)
        works = {
            each for each in offices if office_calendar(library.offices[each], library.calendar).is_open(now)
        }  # fmt: skip
        return list(dict.fromkeys(each.address for each in found if each.office in works))

    async def _tell_of(self, due: str, chat: Address) -> None:
        receipt = await self._turns.take(Arrival(chat, due, Message("timer", choice=due)))
        if receipt.status == "failed":
            self._broken.add(f"{'group' if due == NOTICES_DUE else 'remind'} {chat.external_id}")

    async def _attempt(self, what: str, work: Coroutine[None, None, None]) -> None:
        """Does one thing; where the program fails at it, it waits for the next start and holds up nothing else."""
        if what in self._broken:
            work.close()
            return
        try:
            await work
        except StoreUnavailable:
            raise
        except Exception as error:
            self._broken.add(what)
            _log.error("staff news failed", what=what.split()[0], error=type(error).__name__)
