"""What is kept of a citizen at WhatsApp: found under every id, handed over, parted from the person, and forgotten."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

import bot.turns
from bot.arrival import Address, Arrival
from bot.pseudonyms import pseudonym
from bot.store.own_data import Owner, own_rows
from bot.store.retention import forget_old
from bot.store.schema import conversations, failed_turns, outbox, tickets
from bot.store.store import Store
from bot.store.whatsapp_messages import StatusTold, take_statuses
from bot.store.whatsapp_parts import Place, write_parts
from bot.store.whatsapp_schema import other_ids, whatsapp_messages, whatsapp_meter
from bot.turns import Turns
from handlers.turn import Message, Outcome
from knowledge.search import Search
from tests.bot.clock import TestClock
from tests.bot.drafting import kept
from tests.bot.store.owning import KEY, acts, all_sent, look, owning_turns
from tests.bot.store.test_turns import rows

PHONE = Address("whatsapp", "1065", "6281299990000")
OTHER = "ID.13491208655302741918"
DAY = 24 * 3600
YEAR = dt.timedelta(days=365)


class Sender:
    """A citizen at WhatsApp, named by telephone and by WhatsApp's own id."""

    def __init__(self, turns: Turns, clock: TestClock) -> None:
        self._turns, self._clock, self._count = turns, clock, 0

    async def say(self, *texts: str, by: Address = PHONE, also: str | None = OTHER) -> None:
        """Types texts, each of which opens the chat for a day."""
        for text in texts:
            self._count += 1
            until = self._clock() + dt.timedelta(hours=24)
            message = Message("text", text)
            await self._turns.take(
                Arrival(by, f"wamid.{self._count}", message, office="kalbar", window_until=until, also=also)
            )


@pytest.fixture
def turns(store: Store, search: Search, clock: TestClock) -> Turns:
    """Turns that know a notice and make pseudonyms."""
    return owning_turns(store, search, clock)


@pytest.fixture
def citizen(turns: Turns, clock: TestClock) -> Sender:
    """Someone at Kalbar's number."""
    return Sender(turns, clock)


async def taken(store: Store, clock: TestClock, wamid: str, place: Place) -> None:
    """WhatsApp took a message."""
    await store.write(lambda unit: write_parts(unit, PHONE.account, (wamid,), place, clock()))


async def told(store: Store, clock: TestClock, wamid: str, state: str) -> None:
    """WhatsApp tells what became of it."""
    status = StatusTold(wamid, state, clock(), billable=True, category="service")  # type: ignore[arg-type]
    await store.write(lambda unit: take_statuses(unit, PHONE.account, (status,), clock()))


async def test_the_file_of_ones_own_data_has_both_ids(
    store: Store, citizen: Sender, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what became of each message; a message that failed is found under the id that it came with."""
    await citizen.say("halo")
    await taken(store, clock, "wamid.A", Place(1, 2))

    def broken(*_: object) -> Outcome:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(bot.turns, "complete", broken)
        await citizen.say("tekukur", by=Address("whatsapp", "1065", OTHER), also=None)
    (chat,) = await rows(store, conversations)
    found = await store.read(lambda each: own_rows(each, Owner(chat.id, pseudonym(KEY, PHONE))))
    assert [row["external_id"] for row in found["other_ids"]] == [OTHER]
    assert [row["status"] for row in found["whatsapp_messages"]] == ["accepted"]
    assert [row["external_id"] for row in found["failed_turns"]] == [OTHER]


async def test_a_deletion_leaves_neither_id(
    store: Store, citizen: Sender, turns: Turns, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A status that comes later is counted once, and brings nothing of the person back."""
    await citizen.say("halo")
    await taken(store, clock, "wamid.A", Place(1, 2))
    await told(store, clock, "wamid.A", "delivered")

    def broken(*_: object) -> Outcome:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(bot.turns, "complete", broken)
        await citizen.say("tekukur", by=Address("whatsapp", "1065", OTHER), also=None)
    await citizen.say("hapus data saya", "ya")
    assert await rows(store, failed_turns) == []
    assert [(row.conversation_id, row.event) for row in await rows(store, whatsapp_messages)] == [(None, None)]
    await all_sent(store, clock)
    await look(store, turns, clock)
    assert await rows(store, conversations) == []
    assert await rows(store, other_ids) == []
    await told(store, clock, "wamid.A", "read")
    assert [row._mapping["count"] for row in await rows(store, whatsapp_meter)] == [1]
    assert [word for word in (PHONE.external_id, OTHER.lower(), "tekukur") if word in await kept(store)] == []
    await store.write(lambda unit: forget_old(unit, clock(), YEAR))
    assert len(await rows(store, whatsapp_messages)) == 1
    clock.pass_by(9 * DAY)
    await store.write(lambda unit: forget_old(unit, clock(), YEAR))
    assert await rows(store, whatsapp_messages) == []


async def test_an_answer_that_is_held_is_not_deleted_unread(
    store: Store, citizen: Sender, turns: Turns, clock: TestClock
) -> None:
    """The ticket goes once the citizen has it, or had a month to fetch it."""
    await citizen.say("mau mengadu, petugas loket minta uang", "Siti", "081200001111", "kirim")
    (ticket,) = await rows(store, tickets)
    await citizen.say("hapus data saya", "ya")
    await all_sent(store, clock)
    await acts(store, turns, clock, ticket.number, "answered", "closed")
    held = sa.update(outbox).where(outbox.c.status == "waiting").values(status="held")
    await store.write(lambda unit: unit.connection.execute(held))
    clock.pass_by(20 * DAY)
    await look(store, turns, clock)
    assert len(await rows(store, tickets)) == 1
    clock.pass_by(11 * DAY)
    await look(store, turns, clock)
    assert await rows(store, tickets) == []


async def test_what_nobody_asked_for_expires(store: Store, citizen: Sender, clock: TestClock) -> None:
    """A message that waits for the citizen is not forgotten before its time, and told as expired after it."""
    await citizen.say("halo")
    held = sa.update(outbox).values(status="held", expires_at=clock() + dt.timedelta(days=30))
    await store.write(lambda unit: unit.connection.execute(held))
    clock.pass_by(29 * DAY)
    await store.write(lambda unit: forget_old(unit, clock(), dt.timedelta(days=10)))
    (waiting,) = await rows(store, outbox)
    assert waiting.status == "held"
    clock.pass_by(2 * DAY)
    await store.write(lambda unit: forget_old(unit, clock(), YEAR))
    (over,) = await rows(store, outbox)
    assert (over.status, over.error) == ("expired", "warga tidak menulis lagi")


async def test_what_became_of_messages_goes_with_them(store: Store, citizen: Sender, clock: TestClock) -> None:
    """A row of a chat as long as messages are kept; the sums stay."""
    await citizen.say("halo")
    await taken(store, clock, "wamid.A", Place(1, 2))
    await told(store, clock, "wamid.A", "delivered")
    for days, left in ((29, 1), (2, 0)):
        clock.pass_by(days * DAY)
        await store.write(lambda unit: forget_old(unit, clock(), dt.timedelta(days=30)))
        assert len(await rows(store, whatsapp_messages)) == left
    assert [row._mapping["count"] for row in await rows(store, whatsapp_meter)] == [1]
