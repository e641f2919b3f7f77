"""What is forgotten when: old messages go, what still waits to be sent stays, and repeats stay known for 8 days."""

from __future__ import annotations

import datetime as dt

from bot.arrival import Address
from bot.store.retention import forget_old, forget_tickets
from bot.store.schema import messages, outbox, ticket_answers, ticket_events, tickets
from bot.store.store import Store
from bot.turns import Turns
from tests.bot.clock import TestClock
from tests.bot.drafting import Citizen
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


async def test_tickets_that_are_done_go_with_all_that_is_kept_of_them(
    store: Store, turns: Turns, clock: TestClock
) -> None:
    """Two years after the last thing that happened to them; open ones never, answered ones neither."""
    kept = dt.timedelta(days=730)
    people = [Citizen(turns, clock, Address("telegram", "bot", str(number))) for number in range(3)]
    for each in people:
        await each.begin()
        await each.say("lewati", "kirim")
    done, answered, _open = await rows(store, tickets)
    await people[0].press(f"settled:{done.number}")
    answer = tickets.update().where(tickets.c.id == answered.id).values(state="answered")
    await store.write(lambda unit: unit.connection.execute(answer))
    clock.pass_by(729 * DAY)
    await people[0].press(f"rate:{done.number}:4")
    clock.pass_by(729 * DAY)
    assert await store.write(lambda unit: forget_tickets(unit, clock(), kept)) == 0
    clock.pass_by(2 * DAY)
    assert await store.write(lambda unit: forget_tickets(unit, clock(), kept)) == 1
    for table in (tickets, ticket_answers, ticket_events):
        column = table.c.id if table is tickets else table.c.ticket_id
        left = {getattr(row, column.name) for row in await rows(store, table)}
        assert left == {answered.id, _open.id}
    await people[0].say("tiket saya")
    assert (await turns.take(says("halo", "x", people[0].address))).status == "done"
