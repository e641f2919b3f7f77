"""A channel that lets us write for a day after each message: what waits behind the shut window, and what opens it."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import replace
from functools import partial

import pytest

from bot.arrival import Address, Arrival
from bot.delivery import Delivered, Held
from bot.plain_text import render
from bot.reply_json import load
from bot.store.schema import conversations, messages, outbox
from bot.store.store import Store
from bot.store.whatsapp_messages import State, StatusTold, take_statuses
from bot.store.whatsapp_schema import whatsapp_meter
from bot.store.windows import window_of
from bot.turns import Turns
from handlers.turn import Message
from tests.bot.clock import TestClock
from tests.bot.store.test_turns import rows
from tests.bot.test_outbox import FakeCarrier, sending

DAY = dt.timedelta(hours=24)
SITI = Address("whatsapp", "1001", "6281200001111")


class Number(FakeCarrier):
    """A number at WhatsApp."""

    channel, account = "whatsapp", "1001"


def writes(text: str, key: str, at: dt.datetime) -> Arrival:
    """Siti writes at a moment."""
    return Arrival(SITI, key, Message("text", text), office="kalbar", window_until=at + DAY)


async def status(store: Store) -> list[str]:
    """How the messages to Siti stand."""
    return [row.status for row in await rows(store, outbox)]


async def until(store: Store, *wanted: str) -> None:
    """Waits until the messages stand so."""
    async with asyncio.timeout(10):
        while await status(store) != list(wanted):
            await asyncio.sleep(0.01)


async def test_what_was_held_leaves_when_the_citizen_writes(store: Store, turns: Turns, clock: TestClock) -> None:
    """In its place before the reply; and *buka* costs no further message."""
    await turns.take(writes("biaya izin kantor cabang", "1", clock()))
    carrier = Number(Held("jendela tertutup", ("t1",)))
    async with sending(store, carrier, clock):
        await until(store, "held")
        (window,) = [await store.read(partial(window_of, address=SITI))]
        assert window.knocked_at == clock()
        clock.now += dt.timedelta(hours=23)
        await turns.take(writes("BUKA", "2", clock()))
        await until(store, "sent")
    assert len(carrier.sent) == 1


async def test_what_is_held_for_too_long_is_no_news(store: Store, turns: Turns, clock: TestClock) -> None:
    """A reply answers nobody after a day: who opens the chat then is told that nothing waits, not left in silence."""
    await turns.take(writes("biaya izin kantor cabang", "1", clock()))
    async with sending(store, Number(Held("jendela tertutup", ("t1",))), clock):
        await until(store, "held")
        clock.now += dt.timedelta(hours=25)
        await turns.take(writes("BUKA", "2", clock()))
        await until(store, "expired", "sent")
    said = [render(load(row.body)) for row in await rows(store, messages) if row.direction == "out"]
    assert said[1].startswith("Tidak ada kabar yang menunggu.")


async def test_open_without_anything_held_is_answered(store: Store, turns: Turns, clock: TestClock) -> None:
    """Nobody is left without a word."""
    await turns.take(writes("buka", "1", clock()))
    said = [render(load(row.body)) for row in await rows(store, messages) if row.direction == "out"]
    assert said[0].startswith("Tidak ada kabar yang menunggu.")
    await turns.take(writes("langganan pengumuman", "2", clock()))
    await turns.take(writes("buka", "3", clock()))
    said = [render(load(row.body)) for row in await rows(store, messages) if row.direction == "out"]
    assert "1. Lihat pengumuman" in said[-1]


async def test_a_message_that_comes_late_opens_nothing(store: Store, turns: Turns, clock: TestClock) -> None:
    """The platform counts from when it was written; a later one is not shut by it."""
    await turns.take(writes("halo", "1", clock() - 2 * DAY))
    assert not (await store.read(partial(window_of, address=SITI))).is_open(clock())
    await turns.take(writes("halo", "2", clock()))
    await turns.take(writes("halo", "3", clock() - DAY))
    assert (await store.read(partial(window_of, address=SITI))).until == clock() + DAY


def told(state: State, clock: TestClock, wamid: str = "w1") -> StatusTold:
    """A status of a message without a price."""
    return StatusTold(wamid, state, clock())


async def tells(store: Store, clock: TestClock, *statuses: StatusTold) -> None:
    """WhatsApp tells statuses, each in a post of its own."""
    for each in statuses:
        await store.write(partial(take_statuses, account="1001", told=[each], now=clock()))


@pytest.mark.parametrize(
    ("states", "stands", "arrived"),
    [
        (("sent", "delivered", "read"), "sent", "read"),
        (("read", "delivered", "sent"), "sent", "read"),
        (("delivered", "delivered"), "sent", "delivered"),
        (("failed", "sent"), "failed", None),
    ],
)
async def test_the_highest_status_counts(
    store: Store, turns: Turns, clock: TestClock, states: tuple[State, ...], stands: str, arrived: str | None
) -> None:
    """However they come."""
    await turns.take(writes("biaya izin kantor cabang", "1", clock()))
    async with sending(store, Number(Delivered("w1", ("w1",))), clock):
        await until(store, "sent")
    await tells(store, clock, *(told(state, clock) for state in states))
    (row,) = await rows(store, outbox)
    assert (row.status, row.arrived) == (stands, arrived)


async def test_a_status_may_come_before_our_own_note(store: Store, turns: Turns, clock: TestClock) -> None:
    """Nothing of it is lost."""
    await turns.take(writes("biaya izin kantor cabang", "1", clock()))
    await tells(store, clock, told("delivered", clock))
    async with sending(store, Number(Delivered("w1", ("w1",))), clock):
        await until(store, "sent")
    (row,) = await rows(store, outbox)
    assert row.arrived == "delivered"


async def test_a_message_is_billed_once(store: Store, clock: TestClock) -> None:
    """When it arrived, under the month and category that the status names; statuses come doubled."""
    states: tuple[State, ...] = ("sent", "delivered", "delivered", "read")
    priced = [replace(told(state, clock), billable=True, category="service") for state in states]
    failed = replace(told("failed", clock, "w2"), error_code=131026, billable=True, category="service")
    await tells(store, clock, *priced, failed)
    (counted,) = await rows(store, whatsapp_meter)
    assert dict(counted._mapping) == {
        "account": "1001", "month": "2026-11", "category": "service", "billable": True, "count": 1,
    }  # fmt: skip


async def test_a_chat_that_whatsapp_cannot_reach_is_marked(store: Store, turns: Turns, clock: TestClock) -> None:
    """Until its citizen writes again."""
    await turns.take(writes("biaya izin kantor cabang", "1", clock()))
    async with sending(store, Number(Delivered("w1", ("w1",))), clock):
        await until(store, "sent")
    failed = replace(told("failed", clock), error_code=131026, reason="tidak dapat dijangkau", blame="chat")
    await tells(store, clock, failed)
    assert [row.unreachable_since for row in await rows(store, conversations)] == [clock()]
    assert [(row.status, row.error) for row in await rows(store, outbox)] == [("failed", "tidak dapat dijangkau")]
    await turns.take(writes("halo", "2", clock()))
    assert [row.unreachable_since for row in await rows(store, conversations)] == [None]


async def test_what_whatsapp_took_and_lost_is_sent_again(store: Store, turns: Turns, clock: TestClock) -> None:
    """After a while, and not for ever."""
    await turns.take(writes("biaya izin kantor cabang", "1", clock()))
    carrier = Number(*(Delivered(None, (f"w{number}",)) for number in range(9)))
    async with sending(store, carrier, clock):
        for number in range(5):
            await until(store, "sent")
            lost = replace(told("failed", clock, f"w{number}"), error_code=131000, reason="gangguan", blame="passing")
            await tells(store, clock, lost)
            clock.now += dt.timedelta(minutes=2)
        await until(store, "failed")
    assert len(carrier.sent) == 5


async def test_a_window_that_shut_meanwhile_tries_again(store: Store, turns: Turns, clock: TestClock) -> None:
    """The carrier then sees it shut, and holds the message."""
    await turns.take(writes("biaya izin kantor cabang", "1", clock()))
    carrier = Number(Delivered("w1", ("w1",)), Held("jendela tertutup", ("t1",)))
    async with sending(store, carrier, clock):
        await until(store, "sent")
        failed = replace(told("failed", clock), error_code=131047, blame="window")
        await tells(store, clock, failed)
        await until(store, "held")
    assert not (await store.read(partial(window_of, address=SITI))).is_open(clock())
