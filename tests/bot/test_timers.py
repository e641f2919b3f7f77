"""What is due by the clock is done once, whatever happened meanwhile: restarts, jumps of the clock, other replicas."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import URL

import bot.turns
from bot.arrival import Address
from bot.plain_text import render
from bot.reply_json import load
from bot.store.engines import connected
from bot.store.failed import still_failed
from bot.store.reachability import set_reachable
from bot.store.schema import conversations, failed_turns, messages, outbox
from bot.store.store import Store
from bot.store.unit import StoreUnavailable
from bot.timers import Timers
from bot.turns import Turns
from handlers.turn import Outcome
from knowledge.search import Search
from tests.bot.clock import TestClock
from tests.bot.drafting import STORY, Citizen
from tests.bot.store.test_turns import SITI, rows

WEB = Address("web", "web", "siti")
WEEK = 7 * 24 * 3600
TOLD = "Isian Pengaduan yang belum dikirim sudah kedaluwarsa dan dihapus."


@pytest.fixture
def timers(store: Store, turns: Turns, clock: TestClock) -> Timers:
    """Timers over the store."""
    return Timers(store, turns, clock)


async def told(store: Store) -> list[str]:
    """What the bot said, as far as it is kept."""
    found = [load(row.body) for row in await rows(store, messages) if row.direction == "out"]
    return [render(reply) for reply in found if reply.sections]


async def drafts(store: Store) -> list[bool]:
    """Whether a form is under way, by conversation."""
    return ['"draft":{' in row.state for row in await rows(store, conversations)]


async def due(store: Store) -> list[dt.datetime | None]:
    """When each conversation's form is dropped."""
    return [row.draft_expires_at for row in await rows(store, conversations)]


@asynccontextmanager
async def running(*timers: Timers) -> AsyncIterator[None]:
    """Timers at work, as a service runs them."""
    tasks = [asyncio.create_task(each.run()) for each in timers]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task


async def test_a_form_is_dropped_and_told_of_once(store: Store, turns: Turns, timers: Timers, clock: TestClock) -> None:
    """A week after the last answer; one message, to be sent as any reply."""
    siti = Citizen(turns, clock)
    await siti.begin()
    (moment,) = await due(store)
    assert moment == clock() + dt.timedelta(days=7)
    clock.pass_by(WEEK - 1)
    await timers.look()
    assert await drafts(store) == [True]
    clock.pass_by(1)
    await timers.look()
    await timers.look()
    assert (await told(store))[1:] == [TOLD]
    last = (await rows(store, messages))[-1]
    assert (last.event, last.direction, last.kind) == (7, "out", "timer")
    sent = (await rows(store, outbox))[-1]
    assert (sent.event, sent.status) == (7, "waiting")
    assert (await drafts(store), await due(store)) == ([False], [None])
    await siti.say("biaya kios depok")
    assert [row.event for row in await rows(store, messages)] == list(range(1, 10))
    assert TOLD not in (await told(store))[-1]


async def test_a_form_that_is_gone_on_with_stays(store: Store, turns: Turns, timers: Timers, clock: TestClock) -> None:
    """The week counts from there."""
    siti = Citizen(turns, clock)
    await siti.begin()
    clock.pass_by(WEEK - 120)
    await siti.say("kembali")
    clock.pass_by(WEEK - 120)
    await timers.look()
    assert await drafts(store) == [True]
    clock.pass_by(120)
    await timers.look()
    assert await drafts(store) == [False]


@pytest.mark.parametrize("sent", [True, False], ids=["sent", "cancelled"])
async def test_a_form_that_came_to_its_end_is_not_due(store: Store, turns: Turns, clock: TestClock, sent: bool) -> None:
    """Sent or cancelled, nothing is left to drop."""
    siti = Citizen(turns, clock)
    await siti.begin()
    await siti.say(*(("lewati", "kirim") if sent else ("batal", "ya")))
    assert await due(store) == [None]


async def test_on_the_web_it_is_told_at_the_next_message(
    store: Store, turns: Turns, timers: Timers, clock: TestClock
) -> None:
    """The web cannot ring; what was typed is gone all the same."""
    siti = Citizen(turns, clock, WEB)
    await siti.begin()
    clock.pass_by(WEEK)
    await timers.look()
    assert (await drafts(store), len(await told(store))) == ([False], 1)
    await siti.say("biaya kios depok", "biaya kios depok")
    assert [text.startswith(TOLD) for text in await told(store)] == [False, True, False]


async def test_a_chat_that_cannot_be_reached_is_told_when_it_writes(
    store: Store, turns: Turns, timers: Timers, clock: TestClock
) -> None:
    """Nothing is sent to it, and it counts as unreachable still."""
    siti = Citizen(turns, clock)
    await siti.begin()
    since = clock()
    await store.write(lambda unit: set_reachable(unit, SITI, since))
    clock.pass_by(WEEK)
    await timers.look()
    assert (await rows(store, conversations))[0].unreachable_since == since
    assert TOLD not in await told(store)
    await siti.say("biaya kios depok")
    assert (await told(store))[-1].startswith(TOLD)


async def test_what_was_missed_while_nothing_ran_is_done_at_the_start(
    store: Store, turns: Turns, clock: TestClock
) -> None:
    """Also much later."""
    await Citizen(turns, clock).begin()
    clock.pass_by(10 * WEEK)
    async with running(Timers(store, turns, clock, every=3600)), asyncio.timeout(20):
        while await drafts(store) != [False]:
            await asyncio.sleep(0.02)
    assert TOLD in await told(store)


async def test_a_clock_that_jumps(store: Store, turns: Turns, clock: TestClock) -> None:
    """Back, nothing happens; forward, what is due is done at the next look."""
    await Citizen(turns, clock).begin()
    async with running(Timers(store, turns, clock, every=0.02)):
        clock.pass_by(-WEEK)
        await asyncio.sleep(0.2)
        assert await drafts(store) == [True]
        clock.pass_by(2 * WEEK)
        async with asyncio.timeout(20):
            while await drafts(store) != [False]:
                await asyncio.sleep(0.02)


async def test_a_crash_of_the_core_is_a_failed_turn(
    store: Store, turns: Turns, timers: Timers, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kept once for a replay, not tried again and again; nobody is told, for nobody asked."""

    def broken(*_: object) -> Outcome:
        raise ZeroDivisionError(STORY)

    siti = Citizen(turns, clock)
    await siti.begin()
    said = await told(store)
    clock.pass_by(WEEK)
    with monkeypatch.context() as patched:
        patched.setattr(bot.turns, "complete", broken)
        await timers.look()
        await timers.look()
    (failed,) = await rows(store, failed_turns)
    assert (failed.payload, failed.error.split()[0]) == ('{"timer":"draft"}', "ZeroDivisionError")
    assert (await told(store), await drafts(store), await due(store)) == (said, [True], [None])
    (again,) = await store.read(still_failed)
    assert (await turns.take(again.arrival)).status == "done"
    assert (await drafts(store), (await told(store))[-1]) == ([False], TOLD)


async def test_a_form_whose_timer_failed_is_dropped_at_the_next_message(
    store: Store, turns: Turns, timers: Timers, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It does not live on, and other forms are dropped in time."""

    def broken(*_: object) -> Outcome:
        raise ZeroDivisionError

    siti = Citizen(turns, clock)
    await siti.begin()
    clock.pass_by(WEEK)
    with monkeypatch.context() as patched:
        patched.setattr(bot.turns, "complete", broken)
        await timers.look()
    await siti.say("biaya kios depok")
    assert (await told(store))[-1].startswith(TOLD)
    assert await drafts(store) == [False]


async def test_a_row_that_cannot_be_read_holds_up_nothing(
    store: Store, turns: Turns, timers: Timers, clock: TestClock
) -> None:
    """A state that a newer release wrote, say: the others are dropped, and it is let be."""
    await Citizen(turns, clock).begin()
    spoilt = conversations.update().values(state='{"version":99}')
    await store.write(lambda unit: unit.connection.execute(spoilt))
    await Citizen(turns, clock, WEB).begin()
    clock.pass_by(WEEK)
    await timers.look()
    await timers.look()
    states = [row.state for row in await rows(store, conversations)]
    assert states[0] == '{"version":99}'
    assert '"draft":null' in states[1]


async def test_a_lost_database_is_waited_for(store: Store, turns: Turns, clock: TestClock) -> None:
    """Nothing is given up."""
    timers = Timers(store, turns, clock, every=0.02)
    await Citizen(turns, clock).begin()
    clock.pass_by(WEEK)
    await store.write(lambda unit: unit.connection.execute(sa.text("ALTER TABLE messages RENAME TO elsewhere")))
    with pytest.raises(StoreUnavailable):
        await timers.look()
    async with running(timers), asyncio.timeout(20):
        await asyncio.sleep(0.2)
        await store.write(lambda unit: unit.connection.execute(sa.text("ALTER TABLE elsewhere RENAME TO messages")))
        while await drafts(store) != [False]:
            await asyncio.sleep(0.02)
    assert await rows(store, failed_turns) == []


async def test_two_that_look_at_once_do_it_once(
    store: Store, turns: Turns, search: Search, clock: TestClock, url: URL
) -> None:
    """However close they come: each reads the row as due before either has written."""
    people = [Citizen(turns, clock, Address("telegram", "bot", str(number))) for number in range(20)]
    for each in people:
        await each.begin()
    clock.pass_by(WEEK)
    other = Store(url) if store.shared else store
    both = [Timers(store, turns, clock), Timers(other, Turns(other, search, clock), clock)]
    await asyncio.gather(*(each.look() for each in both * 3))
    assert (await told(store)).count(TOLD) == len(people)
    assert len([row for row in await rows(store, outbox) if row.status == "waiting"]) == 2 * len(people)
    assert await rows(store, failed_turns) == []
    if other is not store:
        other.close()


async def test_among_replicas_one_looks(store: Store, search: Search, clock: TestClock, url: URL) -> None:
    """Another takes over when it ends."""
    if not store.shared:
        pytest.skip("an SQLite file has one service")
    other = Store(url)
    both = [Timers(each, Turns(each, search, clock), clock, every=0.02) for each in (store, other)]
    async with running(both[1]):
        async with running(both[0]):
            await asyncio.sleep(1.5)
            await Citizen(Turns(store, search, clock), clock).begin()
            clock.pass_by(WEEK)
            async with asyncio.timeout(20):
                while await drafts(store) != [False]:
                    await asyncio.sleep(0.02)
        await Citizen(Turns(store, search, clock), clock, WEB).begin()
        clock.pass_by(WEEK)
        async with asyncio.timeout(20):
            while await drafts(store) != [False, False]:
                await asyncio.sleep(0.02)
    assert (await told(store)).count(TOLD) == 1
    other.close()


async def test_citizen_and_clock_at_once(store: Store, turns: Turns, timers: Timers, clock: TestClock) -> None:
    """Whoever comes first: it is dropped once and told of once, and the events have no gap."""
    people = [Citizen(turns, clock, Address("telegram", "bot", str(number))) for number in range(10)]
    for each in people:
        await each.begin()
    clock.pass_by(WEEK)
    await asyncio.gather(timers.look(), *(each.say("biaya kios depok") for each in people))
    assert sum(text.startswith(TOLD) for text in await told(store)) == len(people)
    by_conversation: dict[int, list[int]] = {}
    for row in await rows(store, messages):
        by_conversation.setdefault(row.conversation_id, []).append(row.event)
    assert all(events == list(range(1, len(events) + 1)) for events in by_conversation.values())


async def test_the_file_is_rewritten_after_a_deletion(store: Store, turns: Turns, clock: TestClock, url: URL) -> None:
    """At the start, and then at night; not in the middle of a day."""
    if store.shared:
        pytest.skip("SQLite's file")

    def forgotten() -> int:
        connection = connected(url)
        found = int(connection.execute("PRAGMA user_version").fetchone()[0])
        connection.close()
        return found

    async def rewritten() -> None:
        async with asyncio.timeout(20):
            while forgotten():
                await asyncio.sleep(0.02)

    siti = Citizen(turns, clock)
    await siti.begin()
    await siti.say("batal", "ya")
    async with running(Timers(store, turns, clock, every=0.02)):
        await rewritten()
        await siti.begin()
        await siti.say("batal", "ya")
        await asyncio.sleep(0.3)
        assert forgotten() == 1
        clock.pass_by(24 * 3600)
        await rewritten()
