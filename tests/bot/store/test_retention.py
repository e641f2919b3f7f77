"""What is forgotten when: old messages go, what still waits to be sent stays, and repeats stay known for 8 days."""

from __future__ import annotations

import datetime as dt

from bot.arrival import Address
from bot.store.retention import forget_old
from bot.store.schema import messages, outbox
from bot.store.store import Store
from bot.turns import Turns
from tests.bot.clock import TestClock
from tests.bot.store.test_turns import rows, says

DAY = 24 * 3600
WEB = Address("web", "web", "siti")


async def test_old_messages_go_and_new_ones_stay(store: Store, turns: Turns, clock: TestClock) -> None:
    """By the days that the operator set."""
    await turns.take(says("halo", "1", WEB))
    clock.pass_by(31 * DAY)
    await turns.take(says("terima kasih", "2", WEB))
    await store.write(lambda unit: unit.connection.execute(outbox.update().values(status="sent", settled_at=clock())))
    gone = await store.write(lambda unit: forget_old(unit, clock(), dt.timedelta(days=30)))
    assert gone == 2
    assert [row.event for row in await rows(store, messages)] == [3, 4]


async def test_what_waits_to_be_sent_is_not_forgotten(store: Store, turns: Turns, clock: TestClock) -> None:
    """Its text is still needed."""
    await turns.take(says("halo", "1"))
    clock.pass_by(400 * DAY)
    await store.write(lambda unit: forget_old(unit, clock(), dt.timedelta(days=30)))
    assert [row.direction for row in await rows(store, messages)] == ["out"]


async def test_a_repeat_is_known_after_its_message_is_forgotten(store: Store, turns: Turns, clock: TestClock) -> None:
    """Otherwise a platform that sends again would bring back what was deleted."""
    await turns.take(says("halo", "1"))
    clock.pass_by(7 * DAY)
    await store.write(lambda unit: forget_old(unit, clock(), dt.timedelta(days=1)))
    assert (await turns.take(says("halo", "1"))).status == "repeated"
    clock.pass_by(2 * DAY)
    await store.write(lambda unit: forget_old(unit, clock(), dt.timedelta(days=1)))
    assert (await turns.take(says("halo", "1"))).status == "done"
