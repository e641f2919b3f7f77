"""Numbers and templates as the store keeps them, and what stops copies, on both databases."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
import sqlalchemy as sa

from bot.arrival import Address
from bot.store.conversations import look
from bot.store.copy_stops import failed_of_late, stop_copies
from bot.store.saying import say
from bot.store.schema import announcement_deliveries, announcements, conversations, outbox
from bot.store.store import Store
from bot.store.unit import Unit
from bot.store.whatsapp_messages import StatusTold, take_statuses
from bot.store.whatsapp_templates import (
    Number,
    Template,
    keep_numbers,
    keep_templates,
    knock_again,
    set_aside,
    set_use,
    usable,
)
from handlers.turn import Reply, Section
from tests.bot.clock import TestClock
from tests.bot.following import follow

ACCOUNT = "106540352242922"
BUSINESS = "102290129340398"
NEWS = Template(BUSINESS, "tanya_kabar", "id", "APPROVED", "UTILITY", "Ada kabar dari {{1}} tentang {{2}}.", 2)
OTHERS = Template(BUSINESS, "kabar_dinas", "id", "APPROVED", "UTILITY", "Balas BUKA.", 0)


async def keep(store: Store, clock: TestClock, *found: Template) -> None:
    """Writes down the number and the templates of its account."""

    def work(unit: Unit) -> None:
        keep_numbers(unit, [Number(ACCOUNT, BUSINESS, "+62 21 5550 1234", "Tanya Dinas")], clock())
        keep_templates(unit, BUSINESS, found, clock())

    await store.write(work)


async def news(store: Store) -> Template | None:
    """What is used for news."""
    return await store.read(lambda connection: usable(connection, ACCOUNT, "news"))


async def test_the_usual_template_and_the_chosen_one(store: Store, clock: TestClock) -> None:
    """The chosen one while it can be used, the usual one else; none of a number that is not known."""
    assert await news(store) is None
    await keep(store, clock, NEWS, OTHERS)
    assert await news(store) == NEWS
    await store.write(lambda unit: set_use(unit, ACCOUNT, "news", "kabar_dinas"))
    assert await news(store) == OTHERS
    await store.write(lambda unit: set_aside(unit, OTHERS, "PAUSED"))
    assert await news(store) == NEWS
    await store.write(lambda unit: set_use(unit, ACCOUNT, "news", None))
    await keep(store, clock, NEWS, OTHERS)
    assert await news(store) == NEWS
    assert await store.read(lambda connection: usable(connection, ACCOUNT, "announcement")) is None


@pytest.mark.parametrize("unfit", [replace(NEWS, status="REJECTED"), replace(NEWS, parameters=3)])
async def test_a_template_that_cannot_be_sent(store: Store, clock: TestClock, unfit: Template) -> None:
    """Not approved, or more to fill in than we can tell; in another language it may still be fit."""
    await keep(store, clock, unfit)
    assert await news(store) is None
    english = replace(NEWS, language="en")
    await keep(store, clock, unfit, english)
    assert await news(store) == english


async def test_what_was_never_told_is_tried_when_there_is_a_template(store: Store, clock: TestClock) -> None:
    """Held without a word to the citizen; who was asked already is not asked again."""
    await follow(store, (1, 2), "depok", channel="whatsapp", account=ACCOUNT, now=clock())

    def work(unit: Unit) -> int:
        for chat in ("1", "2"):
            address = Address("whatsapp", ACCOUNT, chat)
            held = look(unit.connection, address)
            assert held is not None
            say(unit, held.id, address, 1, (Reply((Section(paragraphs=("Jawaban.",)),)),), "staff", clock())
        unit.connection.execute(outbox.update().values(status="held"))
        asked = conversations.update().where(conversations.c.external_id == "2")
        unit.connection.execute(asked.values(knocked_at=clock()))
        return knock_again(unit, ACCOUNT, clock())

    assert await store.write(work) == 1
    found = await store.read(
        lambda each: each.execute(sa.select(outbox.c.status).order_by(outbox.c.id)).scalars().all()
    )
    assert found == ["waiting", "held"]


async def test_copies_are_stopped_for_one_number_only(store: Store, clock: TestClock) -> None:
    """Those that wait, of announcements that are under way; they may be tried again."""
    await follow(store, (1, 2), "depok", channel="whatsapp", account=ACCOUNT, now=clock())
    await follow(store, (3,), "depok", channel="whatsapp", account="2", now=clock())

    def work(unit: Unit) -> int:
        content = {"office": "depok", "topics": "umum", "title": "A", "body": "{}", "languages": "", "channels": ""}
        number = unit.connection.execute(
            announcements.insert()
            .values(state="sending", version=1, created_by="Rina", created_at=clock(), filled=True, **content)
            .returning(announcements.c.id)
        ).scalar_one()
        people = unit.connection.execute(sa.select(conversations.c.id).order_by(conversations.c.id)).scalars().all()
        states = ["waiting", "sent", "waiting"]
        rows = [
            {"announcement_id": number, "conversation_id": who, "channel": "whatsapp", "state": state,
             "retryable": False, "attempts": 0, "changed_at": clock()}
            for who, state in zip(people, states, strict=True)
        ]  # fmt: skip
        unit.connection.execute(announcement_deliveries.insert(), rows)
        return stop_copies(unit, "whatsapp", ACCOUNT, "dibatasi", clock())

    assert await store.write(work) == 1
    columns = announcement_deliveries.c
    wanted = sa.select(columns.state, columns.reason, columns.retryable).order_by(columns.id)
    found = await store.read(lambda connection: [tuple(row) for row in connection.execute(wanted)])
    assert found == [("failed", "dibatasi", True), ("sent", None, False), ("waiting", None, False)]


async def test_what_failed_of_late(store: Store, clock: TestClock) -> None:
    """By its code, for the number that it failed for, within the time."""
    told = [StatusTold(f"wamid.{code}", "failed", clock(), code, "gagal") for code in (131026, 131048)]
    await store.write(lambda unit: take_statuses(unit, ACCOUNT, told, clock()))
    before, after = clock() - dt.timedelta(minutes=1), clock() + dt.timedelta(minutes=1)
    asked = ((ACCOUNT, 131048, before), (ACCOUNT, 131048, after), ("2", 131048, before), (ACCOUNT, 1, before))
    found = [
        await store.read(lambda each, one=one: failed_of_late(each, one[0], (one[1],), one[2]))  # type: ignore[misc]
        for one in asked
    ]
    assert found == [131048, None, None, None]
