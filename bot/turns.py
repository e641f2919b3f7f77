"""Takes turns: one arrival, one transaction; conversations in order, different conversations side by side."""

from __future__ import annotations

import asyncio
import datetime as dt
import secrets
import traceback
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import structlog

from bot.arrival import Address, Arrival
from bot.chance import fresh_code, fresh_symbols
from bot.clock import Clock
from bot.masking import masked
from bot.metrics import INTENTS, TURN_SECONDS, TURNS
from bot.pressing import Pressing
from bot.pseudonyms import pseudonym
from bot.rewording import reworded
from bot.store.fetched_turns import record_failed_fetched, record_fetched
from bot.store.officer_acts import Means
from bot.store.recording import CoreFailed, Failure, LoadFacts, Receipt, record_failure, record_turn
from bot.store.saying import rings as rings_there
from bot.store.store import Store
from bot.store.ticket_writing import CannotCarryOut, TakeAgain
from bot.store.timed_turns import record_failed_timed, record_timed
from bot.store.unit import StoreUnavailable, Unit
from handlers.dialogue import complete
from handlers.facts import Facts, Ticket
from handlers.house import House
from handlers.notice import Notice
from handlers.office_words import OfficeWords
from handlers.ticket_history import TicketEvent
from handlers.ticket_limits import TicketLimits, recompute
from handlers.turn import Conversation, Message, Outcome, Turn
from knowledge.search import Search

LONGEST_TEXT = 4096
"""Characters of a message that reach the core; Telegram's own limit."""
_DRAWS = 5
"""Times that a turn is taken: the number drawn for a ticket is seldom another's, and hardly twice running; nor does
another officer come in between so often."""

_log = structlog.get_logger("tanya.turns")


class Turns:
    """Where every channel hands its arrivals; `search` and `notice` may be swapped after a build of knowledge.db.

    `telegram` is the name of our bot there, once it is known; `house` is what the operator set that officers must know.
    `office_words` is what offices say beside their decrees, swapped when they change it.

    `key` makes the pseudonyms of the audit.
    """

    def __init__(self, store: Store, search: Search, clock: Clock, key: bytes = b"") -> None:
        self.search = search
        self.telegram: str | None = None
        self.notice = Notice()
        self.house = House()
        self.office_words = OfficeWords()
        self._key = key
        self._store = store
        self._clock = clock
        self._queues: dict[Address, _Queue] = {}
        self._running: set[asyncio.Task[Receipt]] = set()
        self.pressing = Pressing()

    async def take(self, arrival: Arrival) -> Receipt:
        """Acts on an arrival, once however often it comes; after this it may be acknowledged.

        Raises StoreUnavailable when nothing could be committed: the platform must send it again. A turn that has
        begun is finished, also when who asked for it has gone.
        """
        task = asyncio.create_task(self._take_first(_limited(arrival)))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return await asyncio.shield(task)

    async def finish(self) -> None:
        """Waits for the turns in hand."""
        await asyncio.gather(*self._running, return_exceptions=True)

    async def _take_first(self, arrival: Arrival) -> Receipt:
        with self.pressing.going():
            return await self._take(arrival)

    async def _take(self, arrival: Arrival) -> Receipt:
        channel = arrival.address.channel
        async with self._in_order(arrival.address):
            now = self._clock()
            with TURN_SECONDS.labels(channel).time():
                try:
                    receipt = await self._written(arrival, now)
                except CoreFailed as failed:
                    failure = failed.failure
                    _log.error("turn failed", error_id=failure.error_id, channel=channel)
                    receipt = await self._store.write(
                        partial(_record_failed, arrival=arrival, failure=failure, now=now)
                    )
        TURNS.labels(channel, receipt.status).inc()
        if receipt.status == "done" and arrival.message.kind == "text":
            INTENTS.labels(receipt.intent).inc()
        return receipt

    async def _written(self, arrival: Arrival, now: dt.datetime, draws: int = _DRAWS) -> Receipt:
        """Takes the turn, again where its number is another's or somebody was faster; raises CoreFailed."""
        try:
            return await self._store.write(partial(self._record, arrival=arrival, now=now, fresh=fresh_symbols()))
        except CannotCarryOut as error:
            if isinstance(error, TakeAgain) and draws > 1:
                return await self._written(arrival, now, draws - 1)
            raise CoreFailed(_failure(error)) from error

    def _record(self, unit: Unit, arrival: Arrival, now: dt.datetime, fresh: str) -> Receipt:
        search, notice, code, words = self.search, self.notice, fresh_code(), self.office_words

        own_rings = rings_there(arrival.address.channel)

        def take(conversation: Conversation, load: LoadFacts, rings: bool = own_rings) -> Outcome:
            turn = Turn(
                arrival.message, conversation, now, arrival.most_choices, fresh, rings=rings, code=code,
                telegram=self.telegram, who=pseudonym(self._key, arrival.address), notice=notice,
                private_at=arrival.private_at, house=self.house, office_words=words,
            )  # fmt: skip
            with _cores_own_errors():
                return complete(turn, search, load)

        def limits(ticket: Ticket, ticket_class: str | None, events: tuple[TicketEvent, ...]) -> TicketLimits:
            with _cores_own_errors():
                return recompute(search.library, ticket, ticket_class, events)

        def tell(conversation: Conversation, ticket: Ticket, answer: str, _more: tuple[str, ...]) -> Outcome:
            message = Message("staff", answer, f"answer:{ticket.number}")
            turn = Turn(message, conversation, now, facts=Facts((ticket,)), notice=notice, office_words=words)
            with _cores_own_errors():
                return complete(turn, search)

        if arrival.message.kind == "timer":
            return record_timed(unit, arrival, take, now, limits)
        if arrival.message.fetched:
            return record_fetched(unit, arrival, take, now, limits)
        return record_turn(
            unit, arrival, take, now, limits, Means(now, limits, partial(reworded, search.library), tell)
        )

    @asynccontextmanager
    async def _in_order(self, address: Address) -> AsyncIterator[None]:
        """One arrival of a conversation at a time, in the order in which they came."""
        waiting = self._queues.setdefault(address, _Queue())
        waiting.count += 1
        try:
            async with waiting.lock:
                yield
        finally:
            waiting.count -= 1
            if not waiting.count:
                del self._queues[address]


class _Queue:
    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.count = 0


@contextmanager
def _cores_own_errors() -> Iterator[None]:
    """Whatever the core raises is poison; a database that fails while it loads facts is not."""
    try:
        yield
    except StoreUnavailable:
        raise
    except Exception as error:
        raise CoreFailed(_failure(error)) from error


def _record_failed(unit: Unit, arrival: Arrival, failure: Failure, now: dt.datetime) -> Receipt:
    if arrival.message.kind == "timer":
        return record_failed_timed(unit, arrival, failure, now)
    if arrival.message.fetched:
        return record_failed_fetched(unit, arrival, failure, now)
    return record_failure(unit, arrival, failure, now)


def _limited(arrival: Arrival) -> Arrival:
    text = masked(arrival.message.text[:LONGEST_TEXT])
    return replace(arrival, message=replace(arrival.message, text=text))


def _failure(error: Exception) -> Failure:
    """Where the core failed, without the values it failed at: those may be personal."""
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    return Failure(secrets.token_hex(4), f"{type(error).__name__} at {where}")
