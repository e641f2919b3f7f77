"""The outbox: every reply reaches its chat, in order, and each platform answer has its own consequence."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.engine import URL

from bot.arrival import Address
from bot.copies import CopySender
from bot.delivery import Deferred, Delivered, Delivery, Halted, Refused, Unreachable
from bot.outbox import Sender
from bot.pacing import Pace, Pacer, backoff
from bot.plain_text import render
from bot.store.migrating import migrate
from bot.store.schema import conversations, outbox
from bot.store.sending import claim, due
from bot.store.store import Store
from bot.turns import Turns
from bot.wakes import Wakes
from handlers.turn import Reply
from knowledge.search import Search
from tests.bot.clock import TestClock
from tests.bot.store.test_turns import says

UNHURRIED = Pace(account_rate=10_000, account_burst=10_000, chat_rate=10_000, chat_burst=10_000)
ANI, BUDI = Address("telegram", "bot", "1"), Address("telegram", "bot", "2")


class FakeCarrier:
    """Keeps what it was given; answers from a list, then always that it was delivered."""

    channel, account = "telegram", "bot"

    def __init__(self, *answers: Delivery | Exception) -> None:
        self.sent: list[tuple[str, str]] = []
        self._answers = list(answers)

    async def deliver(self, address: Address, reply: Reply) -> Delivery:
        """Answers what the test wants."""
        await asyncio.sleep(0)
        answer = self._answers.pop(0) if self._answers else Delivered("m1")
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, Delivered):
            self.sent.append((address.external_id, render(reply, choices=False).splitlines()[0]))
        return answer


@asynccontextmanager
async def sending(
    store: Store, carrier: FakeCarrier, clock: TestClock, pace: Pace = UNHURRIED
) -> AsyncIterator[Sender]:
    """The senders of replies and of copies at work."""
    wakes, pacer = Wakes(), Pacer(pace)
    wakes.bind(asyncio.get_running_loop())
    sender = Sender(store, carrier, pacer, wakes, clock)
    copies = CopySender(store, carrier, pacer, wakes, clock)
    tasks = [asyncio.create_task(each.run()) for each in (sender, copies)]
    try:
        yield sender
    finally:
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task


async def rows(store: Store) -> list[tuple[str, int, str | None]]:
    """Status, tries and error of every row."""

    def read(connection: Connection) -> list[tuple[str, int, str | None]]:
        found = connection.execute(sa.select(outbox.c.status, outbox.c.attempts, outbox.c.error).order_by(outbox.c.id))
        return [(status, attempts, error) for status, attempts, error in found]

    return await store.read(read)


async def until(store: Store, holds: Callable[[list[tuple[str, int, str | None]]], bool]) -> None:
    """Waits for the rows to become so, for ten seconds at most."""
    async with asyncio.timeout(10):
        while not holds(await rows(store)):
            await asyncio.sleep(0.02)


def all_are(status: str) -> Callable[[list[tuple[str, int, str | None]]], bool]:
    """Whether every row has a status."""
    return lambda found: bool(found) and all(row[0] == status for row in found)


async def test_replies_leave_in_the_order_of_each_chat(store: Store, turns: Turns, clock: TestClock) -> None:
    """What was said first is read first."""
    for number, text in enumerate(("biaya izin kantor cabang kalbar", "kalau syaratnya?", "terima kasih")):
        await turns.take(says(text, f"a{number}", ANI, office="kalbar"))
        await turns.take(says("halo", f"b{number}", BUDI))
    carrier = FakeCarrier()
    async with sending(store, carrier, clock):
        await until(store, all_are("sent"))
    mine = [first for chat, first in carrier.sent if chat == "1"]
    assert mine == [
        "Izin kantor cabang · Biaya",
        "Izin kantor cabang · Persyaratan",
        "Sama-sama. Bila ada yang lain, tanyakan saja.",
    ]
    assert len(carrier.sent) == 6


async def test_a_reply_put_off_holds_back_its_own_chat_only(store: Store, turns: Turns, clock: TestClock) -> None:
    """Telegram's "too many requests" for one chat delays no other, and no later reply overtakes."""
    await turns.take(says("halo", "a1", ANI))
    carrier = FakeCarrier(Deferred("429", seconds=30))
    async with sending(store, carrier, clock):
        await until(store, lambda found: found[0][1] == 1)
        await turns.take(says("terima kasih", "a2", ANI))
        await turns.take(says("terima kasih", "b1", BUDI))
        await until(store, lambda found: found[2][0] == "sent")
        assert [chat for chat, _ in carrier.sent] == ["2"]
        clock.pass_by(31)
        await until(store, all_are("sent"))
    assert [chat for chat, _ in carrier.sent] == ["2", "1", "1"]
    assert carrier.sent[1][1].startswith("Halo!")


async def test_a_refused_reply_holds_back_nothing(store: Store, turns: Turns, clock: TestClock) -> None:
    """What the platform will never take is kept as failed with its reason; the next one goes."""
    await turns.take(says("halo", "1", ANI))
    await turns.take(says("terima kasih", "2", ANI))
    async with sending(store, FakeCarrier(Refused("message is too long")), clock):
        await until(store, lambda found: found[1][0] == "sent")
    assert (await rows(store))[0] == ("failed", 1, "message is too long")


async def test_a_chat_that_blocked_us_is_marked_until_it_writes_again(
    store: Store, turns: Turns, clock: TestClock
) -> None:
    """Nothing more is tried there; a new message makes it reachable."""

    def unreachable(connection: Connection) -> bool:
        return connection.execute(sa.select(conversations.c.unreachable_since)).scalar_one() is not None

    await turns.take(says("halo", "1", ANI))
    await turns.take(says("terima kasih", "2", ANI))
    carrier = FakeCarrier(Unreachable("bot was blocked by the user"))
    async with sending(store, carrier, clock):
        await until(store, all_are("failed"))
        assert await store.read(unreachable)
        assert carrier.sent == []
        await turns.take(says("halo", "3", ANI))
        assert not await store.read(unreachable)
        await until(store, lambda found: found[2][0] == "sent")


async def test_an_answer_that_was_lost_is_tried_once_more(store: Store, turns: Turns, clock: TestClock) -> None:
    """The reply may have arrived: it is repeated once, then given up as uncertain rather than repeated for ever."""
    await turns.take(says("halo", "1", ANI))
    lost = Deferred("timed out", seconds=0, may_have_arrived=True)
    async with sending(store, FakeCarrier(lost, lost), clock):
        await until(store, all_are("uncertain"))
    assert await rows(store) == [("uncertain", 2, "timed out")]


async def test_a_wrong_token_rests_the_account_and_loses_nothing(store: Store, turns: Turns, clock: TestClock) -> None:
    """The operator is told why; the reply still waits."""
    await turns.take(says("halo", "1", ANI))
    async with sending(store, FakeCarrier(Halted("token salah")), clock) as sender:
        await until(store, lambda found: found[0][1] == 1)
        assert sender.halted == "token salah"
    assert (await rows(store))[0][0] == "waiting"


async def test_a_reply_too_old_is_not_sent(store: Store, turns: Turns, clock: TestClock) -> None:
    """After a day nobody waits for it."""
    await turns.take(says("halo", "1", ANI))
    clock.pass_by(25 * 3600)
    carrier = FakeCarrier()
    async with sending(store, carrier, clock):
        await until(store, all_are("expired"))
    assert carrier.sent == []


async def test_a_carrier_that_raises_loses_no_reply(store: Store, turns: Turns, clock: TestClock) -> None:
    """A mistake of ours is tried again, and the sender goes on."""
    await turns.take(says("halo", "1", ANI))
    carrier = FakeCarrier(KeyError("x"))
    async with sending(store, carrier, clock):
        await until(store, lambda found: found[0][1] == 1)
        clock.pass_by(5)
        await until(store, all_are("sent"))
    assert len(carrier.sent) == 1


async def test_the_pace_of_a_chat_is_kept(store: Store, turns: Turns, clock: TestClock) -> None:
    """A chat that may get one message at a time gets the second only after its second has passed."""
    slow = Pace(account_rate=1000, account_burst=1000, chat_rate=0.5, chat_burst=1)
    for number in range(2):
        await turns.take(says("halo", f"a{number}", ANI))
        await turns.take(says("halo", f"b{number}", BUDI))
    carrier = FakeCarrier()
    async with sending(store, carrier, clock, slow):
        await until(store, lambda found: sum(row[0] == "sent" for row in found) == 2)
        assert sorted(chat for chat, _ in carrier.sent) == ["1", "2"]
        await until(store, all_are("sent"))


async def test_a_sender_that_is_stopped_as_it_is_woken_stops(store: Store, clock: TestClock) -> None:
    """The two may come at the same moment, and the service must end."""
    for _ in range(20):
        wakes = Wakes()
        wakes.bind(asyncio.get_running_loop())
        task = asyncio.create_task(Sender(store, FakeCarrier(), Pacer(UNHURRIED), wakes, clock).run())
        await asyncio.sleep(0.03)
        wakes.wake(frozenset({"outbox:telegram"}))
        await asyncio.sleep(0)
        task.cancel()
        done, _ = await asyncio.wait([task], timeout=5)
        assert done


async def test_two_senders_send_nothing_twice(postgresql_url: URL, search: Search, clock: TestClock) -> None:
    """For a moment, while a role goes from one replica to another, there may be two."""
    migrate(postgresql_url)
    store = Store(postgresql_url)
    turns = Turns(store, search, clock)
    chats = [Address("telegram", "bot", str(number)) for number in range(20)]
    for number in range(3):
        await asyncio.gather(*(turns.take(says("halo", f"{chat.external_id}/{number}", chat)) for chat in chats))
    first, second = FakeCarrier(), FakeCarrier()
    async with sending(store, first, clock), sending(store, second, clock):
        await until(store, all_are("sent"))
    assert sorted(chat for chat, _ in first.sent + second.sent) == sorted(chat.external_id for chat in chats * 3)
    store.close()


async def test_what_a_sender_died_with_is_sent_by_the_next(
    postgresql_url: URL, search: Search, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may have arrived before, and it does not overtake."""
    monkeypatch.setattr("bot.outbox._TAKE_BACK_AFTER", 0.2)
    migrate(postgresql_url)
    store = Store(postgresql_url)
    turns = Turns(store, search, clock)
    for number, text in enumerate(("halo", "terima kasih")):
        await turns.take(says(text, str(number), ANI))
    (row, *_) = await store.read(lambda connection: due(connection, "telegram", "bot", clock(), (), 9))
    assert await store.write(lambda unit: claim(unit, [row.id])) == {row.id}
    assert await store.write(lambda unit: claim(unit, [row.id])) == set()
    carrier = FakeCarrier()
    async with sending(store, carrier, clock):
        await until(store, all_are("sent"))
    assert [text[:4] for _, text in carrier.sent] == ["Halo", "Sama"]
    store.close()


@pytest.mark.parametrize(("attempts", "least", "most"), [(0, 2 / 3, 4 / 3), (3, 16 / 3, 32 / 3), (50, 40, 80)])
def test_waits_grow_and_are_left_to_chance(attempts: int, least: float, most: float) -> None:
    """Doubling up to a minute, spread so that many chats do not come back at once."""
    assert backoff(attempts, lambda low, _high: low) == pytest.approx(least)
    assert backoff(attempts, lambda _low, high: high) == pytest.approx(most)


def test_the_pacer_counts_account_and_chats() -> None:
    """The account's burst is shared, a chat's is its own, and a hold stops all."""
    pacer = Pacer(Pace(account_rate=2, account_burst=2, chat_rate=1, chat_burst=1))
    assert pacer.wait("a", 100.0) == 0
    pacer.take("a", 100.0)
    assert pacer.wait("a", 100.0) == pytest.approx(1.0)
    assert pacer.wait("b", 100.0) == 0
    pacer.take("b", 100.0)
    assert pacer.wait("c", 100.0) == pytest.approx(0.5)
    pacer.hold(7, 100.0)
    assert pacer.wait("c", 100.0) == pytest.approx(7.0)
    assert pacer.wait("a", 107.0) == 0
