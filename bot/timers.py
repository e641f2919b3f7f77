"""What is due by the clock: forms that waited too long, limits of tickets, reminders, changed checklists, deletions,
chats whose citizen waits.

What is due stands in rows: a moment that passed while nothing ran is found at the start, and a clock that jumps is
followed at the next look.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from functools import partial
from typing import Literal, TypeVar

import structlog

from bot.arrival import Arrival
from bot.clock import Clock
from bot.store.alarms import due_tickets, move, moved_tickets, record_alarm
from bot.store.checklists import DueReminder, Owner, due_reminders, outdated
from bot.store.erasing import DueErasure, any_spoken_out, due_erasures, remove_spoken_out
from bot.store.handovers import DueChat, due_chats
from bot.store.store import Store
from bot.store.timed_turns import DueDraft, due_drafts
from bot.store.unit import StoreUnavailable
from bot.turns import Turns
from handlers.checklist_talk import LISTS_DUE, REMINDER_DUE
from handlers.expiry import DRAFT_DUE
from handlers.facts import Ticket
from handlers.lists.making import version as current_version
from handlers.ticket_history import TicketEvent
from handlers.ticket_limits import TicketLimits, recompute
from handlers.topics.handover import DUE as HANDOVER_DUE
from handlers.topics.privacy.deleting import ERASE_DUE
from handlers.turn import Message

_EVERY = 10.0
"""Seconds between looks: the shortest limit is hours, and a look reads two short indexes."""
_MOST = 50
"""Rows taken at once, between which citizens' turns get their place."""

_NIGHT = dt.time(19, 0)
"""By UTC: from 02.00 in Western to 04.00 in Eastern Indonesia, when hardly anybody writes."""

_What = Literal["draft", "ticket", "erasure", "reminder", "lists", "chat"]
_Each = TypeVar("_Each")
_Begun = tuple[int, Coroutine[None, None, None]]
"""A row, and the work on it."""
_log = structlog.get_logger("tanya.timers")


class Timers:
    """Does what is due; among replicas one at a time does."""

    def __init__(self, store: Store, turns: Turns, clock: Clock, every: float = _EVERY) -> None:
        self._store = store
        self._turns = turns
        self._clock = clock
        self._every = every
        self._new_knowledge = asyncio.Event()
        self._compact_at = dt.datetime.min.replace(tzinfo=dt.UTC)
        self._broken: dict[_What, set[int]] = {
            "draft": set(), "ticket": set(), "erasure": set(), "reminder": set(), "lists": set(),
            "chat": set(),
        }  # fmt: skip

    async def run(self) -> None:
        """Looks again and again until it is cancelled."""
        await self._store.alone("timers", self._run)

    def take_up(self) -> None:
        """Works all limits out again: the turns have new knowledge."""
        self._new_knowledge.set()

    async def look(self) -> None:
        """Does all that is due now; raises StoreUnavailable."""
        await self._drop_drafts()
        await self._ring()
        await self._erase()
        await self._remind()
        await self._watch_chats()

    async def _run(self) -> None:
        self._new_knowledge.set()  # it may have changed while nobody looked
        while True:
            try:
                if self._new_knowledge.is_set():
                    await self.move_limits()
                    await self.renew_lists()
                await self.look()
                await self._compact()
            except StoreUnavailable as error:
                _log.error("store unavailable", error=str(error))
                await asyncio.sleep(self._every)
            with suppress(TimeoutError):
                async with asyncio.timeout(self._every):
                    await self._new_knowledge.wait()

    async def move_limits(self) -> None:
        """Works the limits of all open tickets out again, and writes those that changed; raises StoreUnavailable."""
        self._new_knowledge.clear()
        after: int | None = 0
        count = 0
        try:
            while after is not None:
                after, moved = await self._store.read(
                    partial(moved_tickets, after=after, most=_MOST, recompute=self._limits)
                )
                count += await self._store.write(partial(move, moved=moved)) if moved else 0
        except StoreUnavailable:
            self._new_knowledge.set()
            raise
        if count:
            _log.info("limits of tickets moved", count=count)

    async def renew_lists(self) -> None:
        """Brings checklists to today's decrees, and tells their owners what changed; raises StoreUnavailable."""
        after, version = 0, partial(current_version, self._turns.search.library)
        try:
            while True:
                but = tuple(self._broken["lists"])
                found = await self._store.read(partial(outdated, version=version, after=after, most=_MOST, but=but))
                if not found:
                    return
                await asyncio.gather(*(self._attempt("lists", each.conversation, self._renew(each)) for each in found))
                after = found[-1].conversation
        except StoreUnavailable:
            self._new_knowledge.set()
            raise

    async def _renew(self, owner: Owner) -> None:
        await self._turns.take(Arrival(owner.address, "lists", Message("timer", choice=LISTS_DUE)))

    async def _compact(self) -> None:
        """Rewrites the store at the start and at night, where something was forgotten since."""
        now = self._clock()
        if now >= self._compact_at:
            self._compact_at = _next_night(now)
            if await self._store.compact():
                _log.info("store rewritten after a deletion")

    async def _drop_drafts(self) -> None:
        await self._all_due("draft", due_drafts, lambda each: (each.conversation, self._drop(each)))

    async def _drop(self, due: DueDraft) -> None:
        key = f"draft {due.conversation} {due.expires_at.isoformat()}"
        await self._turns.take(Arrival(due.address, key, Message("timer", choice=DRAFT_DUE)))

    async def _erase(self) -> None:
        """Deletes what was to be deleted when its ticket ended, and chats whose last word on it has been sent."""
        await self._all_due("erasure", due_erasures, lambda each: (each.id, self._erase_ticket(each)))
        if await self._store.read(partial(any_spoken_out, now=self._clock())):
            removed = await self._store.write(partial(remove_spoken_out, now=self._clock()))
            _log.info("chats deleted on request", count=removed)

    async def _erase_ticket(self, due: DueErasure) -> None:
        message = Message("timer", choice=f"{ERASE_DUE}:{due.number}")
        receipt = await self._turns.take(Arrival(due.address, f"erase {due.id}", message))
        if receipt.status == "failed":
            self._broken["erasure"].add(due.id)

    async def _remind(self) -> None:
        await self._all_due("reminder", due_reminders, lambda each: (each.checklist, self._rung(each)))

    async def _rung(self, due: DueReminder) -> None:
        key = f"reminder {due.checklist} {due.remind_at.isoformat()}"
        await self._turns.take(Arrival(due.address, key, Message("timer", choice=f"{REMINDER_DUE}:{due.service}")))

    async def _watch_chats(self) -> None:
        await self._all_due("chat", due_chats, lambda each: (each.id, self._watch(each)))

    async def _watch(self, due: DueChat) -> None:
        key = f"chat {due.id} {due.due_at.isoformat()}"
        receipt = await self._turns.take(Arrival(due.address, key, Message("timer", choice=HANDOVER_DUE)))
        if receipt.status == "failed":
            self._broken["chat"].add(due.id)

    async def _ring(self) -> None:
        await self._all_due("ticket", due_tickets, lambda ticket: (ticket, self._record(ticket)))

    async def _record(self, ticket: int) -> None:
        recorded = await self._store.write(
            partial(record_alarm, ticket=ticket, now=self._clock(), recompute=self._limits)
        )
        if recorded is not None:
            about = recorded.filed.ticket
            _log.warning("limit of a ticket", alarm=recorded.kind, office=about.office, kind=about.kind)

    async def _all_due(
        self, what: _What, due: Callable[..., Sequence[_Each]], begin: Callable[[_Each], _Begun]
    ) -> None:
        """Does whatever is due of one kind, some at a time, leaving out what failed before."""
        while True:
            now, but = self._clock(), tuple(self._broken[what])
            found = await self._store.read(partial(due, now=now, but=but, most=_MOST))
            if not found:
                return
            await asyncio.gather(*(self._attempt(what, *begin(each)) for each in found))

    async def _attempt(self, what: _What, row: int, work: Coroutine[None, None, None]) -> None:
        """Does one thing; where the program fails at it, it waits for the next start and holds up nothing else."""
        try:
            await work
        except StoreUnavailable:
            raise
        except Exception as error:
            self._broken[what].add(row)
            _log.error("timer failed", what=what, error=type(error).__name__)

    def _limits(self, ticket: Ticket, ticket_class: str | None, events: tuple[TicketEvent, ...]) -> TicketLimits:
        """The limits by today's knowledge; those that stand, where they cannot be worked out."""
        try:
            return recompute(self._turns.search.library, ticket, ticket_class, events)
        except Exception as error:
            _log.error("limits cannot be worked out", office=ticket.office, error=type(error).__name__)
            return TicketLimits(ticket.due_at, ticket.law_due_at)


def _next_night(now: dt.datetime) -> dt.datetime:
    tonight = dt.datetime.combine(now.astimezone(dt.UTC).date(), _NIGHT, dt.UTC)
    return tonight if now < tonight else tonight + dt.timedelta(days=1)
