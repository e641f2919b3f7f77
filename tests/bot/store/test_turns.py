"""Turns on a real store: each message acted on once, in order, whole or not at all."""

from __future__ import annotations

import asyncio
import json

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection

import bot.turns
from bot.arrival import Address, Arrival
from bot.store.schema import conversations, failed_turns, messages, outbox
from bot.store.store import Store
from bot.store.unit import StoreUnavailable, Unit
from bot.turns import Turns
from handlers.turn import Message, Outcome, Turn

SITI = Address("telegram", "bot", "101")


def says(text: str, key: str, address: Address = SITI, office: str | None = None) -> Arrival:
    """Someone types something."""
    return Arrival(address, key, Message("text", text), office=office)


async def rows(store: Store, table: sa.Table) -> list[sa.Row[tuple[object, ...]]]:
    """All rows of a table in order of their key."""

    def read(connection: Connection) -> list[sa.Row[tuple[object, ...]]]:
        return list(connection.execute(sa.select(table).order_by(*table.primary_key)))

    return await store.read(read)


async def said(store: Store) -> list[str]:
    """Everything said to and fro, in order."""
    return [f"{row.direction} {row.body}" for row in await rows(store, messages)]


async def test_a_turn_writes_what_was_said_and_what_must_be_sent(store: Store, turns: Turns) -> None:
    """A question leaves its text, the reply, the conversation's office, and a row that waits to be sent."""
    receipt = await turns.take(says("biaya izin kantor cabang kalbar", "1"))
    assert (receipt.status, receipt.event) == ("done", 1)
    question, reply = await rows(store, messages)
    assert json.loads(question.body) == {"text": "biaya izin kantor cabang kalbar"}
    assert "Rp.0" in reply.body
    (waiting,) = await rows(store, outbox)
    assert (waiting.status, waiting.event, waiting.lane) == ("waiting", 2, 0)
    (conversation,) = await rows(store, conversations)
    assert json.loads(conversation.state)["service"] == "kalbar/izin-kantor-cabang"
    assert conversation.last_event == 2


async def test_a_follow_up_finds_the_conversation(store: Store, turns: Turns) -> None:
    """What was talked about comes back from the store."""
    await turns.take(says("biaya izin kantor cabang kalbar", "1"))
    await turns.take(says("kalau syaratnya?", "2"))
    assert "Nomor Induk Berusaha" in (await said(store))[-1]


async def test_a_repeat_is_acted_on_once(store: Store, turns: Turns) -> None:
    """Platforms send again what they are not sure of."""
    first = await turns.take(says("halo", "7"))
    again = await turns.take(says("halo", "7"))
    assert (first.status, again.status) == ("done", "repeated")
    assert len(await rows(store, messages)) == 2
    other = await turns.take(says("halo", "7", Address("telegram", "another-bot", "101")))
    assert other.status == "done"


async def test_the_same_message_many_times_at_once(store: Store, turns: Turns) -> None:
    """Also when the repeats arrive together."""
    receipts = await asyncio.gather(*(turns.take(says("halo", "7")) for _ in range(20)))
    assert sorted(receipt.status for receipt in receipts) == ["done"] + ["repeated"] * 19
    assert len(await rows(store, messages)) == 2


async def test_messages_of_one_conversation_keep_their_order(store: Store, turns: Turns) -> None:
    """However many people write at once, each reads their own talk in the order of their words."""
    people = [Address("telegram", "bot", str(number)) for number in range(12)]
    arrivals = [
        says(f"halo {count}", f"{person.external_id}/{count}", person) for count in range(8) for person in people
    ]
    await asyncio.gather(*(turns.take(arrival) for arrival in arrivals))
    by_conversation: dict[int, list[str]] = {}
    for row in await rows(store, messages):
        if row.direction == "in":
            by_conversation.setdefault(row.conversation_id, []).append(json.loads(row.body)["text"])
    assert len(by_conversation) == len(people)
    assert all(texts == [f"halo {count}" for count in range(8)] for texts in by_conversation.values())


async def test_events_are_numbered_without_gaps(store: Store, turns: Turns) -> None:
    """A reader that knows the last number knows what it has missed."""
    for number in range(5):
        await turns.take(says("halo", str(number)))
    assert [row.event for row in await rows(store, messages)] == list(range(1, 11))


async def test_a_turn_that_raises_is_kept_and_apologised_for(
    store: Store, turns: Turns, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One bad message neither blocks its chat nor is lost."""

    def broken(turn: Turn, *_: object) -> Outcome:
        raise ZeroDivisionError(turn.message.text)

    await turns.take(says("halo", "1"))
    with monkeypatch.context() as patched:
        patched.setattr(bot.turns, "complete", broken)
        receipt = await turns.take(says("NIK saya 3174012345678901 rusak", "2"))
        repeated = await turns.take(says("NIK saya 3174012345678901 rusak", "2"))
    assert (receipt.status, repeated.status) == ("failed", "repeated")
    (failed,) = await rows(store, failed_turns)
    assert failed.error.startswith("ZeroDivisionError at test_turns.py")
    assert "3174012345678901" not in failed.payload + failed.error
    assert "rusak" in failed.payload
    assert failed.error_id in (await said(store))[-1]
    after = await turns.take(says("halo lagi", "3"))
    assert (after.status, after.event) == ("done", 5)


async def test_a_database_that_fails_is_no_poison(store: Store, turns: Turns) -> None:
    """Nothing is acknowledged, nothing is recorded, and the same message is acted on when it comes again."""

    def lose_the_table(unit: Unit) -> None:
        unit.connection.execute(sa.text("ALTER TABLE messages RENAME TO elsewhere"))

    def bring_it_back(unit: Unit) -> None:
        unit.connection.execute(sa.text("ALTER TABLE elsewhere RENAME TO messages"))

    await store.write(lose_the_table)
    with pytest.raises(StoreUnavailable):
        await turns.take(says("halo", "1"))
    await store.write(bring_it_back)
    assert await rows(store, failed_turns) == []
    assert (await turns.take(says("halo", "1"))).status == "done"


async def test_identity_numbers_are_hidden_before_anything_is_written(store: Store, turns: Turns) -> None:
    """NIK and NPWP leave only their last digits, everywhere."""
    await turns.take(says("ktp 3174012345678901 npwp 01.234.567.8-901.234 rekening 1234567890", "1"))
    written = " ".join(await said(store))
    assert "••••••••••••8901" in written
    for number in ("3174012345678901", "01.234.567.8-901.234", "1234567890"):
        assert number not in written


async def test_a_cancelled_caller_loses_no_message(store: Store, turns: Turns) -> None:
    """A connection that goes away in the middle of a turn does not take the turn with it."""
    task = asyncio.create_task(turns.take(says("halo", "1")))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await turns.finish()
    assert len(await rows(store, messages)) == 2
    assert (await turns.take(says("halo", "1"))).status == "repeated"


async def test_a_new_conversation_starts_at_the_office_of_its_way_in(store: Store, turns: Turns) -> None:
    """A link at an office's counter chooses the office; later ones do not take a choice away."""
    await turns.take(says("alamat", "1", office="depok"))
    assert "Margonda" in (await said(store))[-1]
    await turns.take(says("alamat", "2", office="kalbar"))
    assert "Margonda" in (await said(store))[-1]
