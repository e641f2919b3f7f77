"""Tickets in the store: filed with the turn that names them or not at all, each once, with all their history."""

from __future__ import annotations

import asyncio
import re

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

import bot.turns
from bot.arrival import Address
from bot.store.engines import writing_engine
from bot.store.schema import conversations, failed_turns, messages, metadata, ticket_answers, ticket_events, tickets
from bot.store.store import Store
from bot.store.unit import StoreUnavailable
from bot.turns import Turns
from handlers.tickets import find_number, ticket_number
from tests.bot.clock import TestClock
from tests.bot.store.test_turns import SITI, rows, said, says
from tests.bot.ticket_core import OFFICE, use_ticket_core

BUDI = Address("telegram", "bot", "202")


@pytest.fixture(autouse=True)
def ticket_core(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every turn goes to the small core."""
    use_ticket_core(monkeypatch)


async def file(store: Store, turns: Turns, about: str, key: str, address: Address = SITI) -> str:
    """Files a complaint; returns the number that the citizen was told."""
    await turns.take(says(f"adukan {about}", key, address))
    number = find_number((await said(store))[-1])
    assert number is not None
    return number


async def history(store: Store) -> list[tuple[object, ...]]:
    """All events of all tickets: position, actor, kind, words, state."""
    found = await rows(store, ticket_events)
    return [(row.position, row.actor, row.kind, row.text, row.state) for row in found]


async def test_a_ticket_is_filed_with_the_turn_that_names_it(store: Store, turns: Turns, clock: TestClock) -> None:
    """Its number as told, what was filled in, in order, and the first line of its history."""
    number = await file(store, turns, "data tidak ditanggapi", "1")
    (ticket,) = await rows(store, tickets)
    (conversation,) = await rows(store, conversations)
    assert (ticket.number, ticket.state, ticket.version) == (number, "received", 1)
    assert (ticket.office, ticket.kind, ticket.about) == (OFFICE, "complaint", "data tidak ditanggapi")
    assert (ticket.conversation_id, ticket.opened_at, ticket.anonymous) == (conversation.id, clock(), False)
    answers = [(row.position, row.key, row.text) for row in await rows(store, ticket_answers)]
    assert answers == [(1, "story", "data tidak ditanggapi"), (2, "name", "Yanti"), (3, "contact", "0812")]
    assert await history(store) == [(1, "citizen", "opened", None, "received")]


async def test_the_history_tells_everything(store: Store, turns: Turns) -> None:
    """Each thing once, in order, with the state after it; what is so already is not written again."""
    number = await file(store, turns, "lambat", "1")
    words = (f"tambah {number} sudah sebulan", f"belum {number}", f"selesai {number}", f"selesai {number}",
             f"nilai {number} 2", f"nilai {number} lambat", f"belum {number}")  # fmt: skip
    for key, text in enumerate(words, 2):
        await turns.take(says(text, str(key)))
    assert await history(store) == [
        (1, "citizen", "opened", None, "received"),
        (2, "citizen", "said", "sudah sebulan", "received"),
        (3, "citizen", "closed", None, "closed"),
        (4, "citizen", "rated", "2", "closed"),
        (5, "citizen", "rated", "lambat", "closed"),
        (6, "citizen", "reopened", None, "reopened"),
    ]
    (ticket,) = await rows(store, tickets)
    assert (ticket.version, ticket.state, ticket.rating, ticket.rating_word) == (6, "reopened", 2, "lambat")


async def test_a_repeat_files_once(store: Store, turns: Turns) -> None:
    """However often, and however many at once, the platform sends the citizen's "kirim"."""
    await asyncio.gather(*(turns.take(says("adukan lambat", "7")) for _ in range(20)))
    assert len(await rows(store, tickets)) == 1


@pytest.mark.parametrize("text", ["rusak", "asing"])
async def test_what_cannot_be_carried_out_is_the_cores_failure(store: Store, turns: Turns, text: str) -> None:
    """Another's ticket, or an effect that the store does not know: nothing half done, an apology, no endless repeat."""
    theirs = await file(store, turns, "punya Budi", "1", BUDI)
    receipt = await turns.take(says(f"{text} {theirs}", "2"))
    assert (receipt.status, (await turns.take(says(f"{text} {theirs}", "2"))).status) == ("failed", "repeated")
    assert [row.number for row in await rows(store, tickets)] == [theirs]
    assert [event[2] for event in await history(store)] == ["opened"]
    (failed,) = await rows(store, failed_turns)
    assert failed.error.startswith("CannotCarryOut at ticket_writing.py")
    assert failed.error_id in (await said(store))[-1]


async def test_a_number_that_is_taken_is_drawn_again(
    store: Store, turns: Turns, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One ticket a turn, each under the number that its citizen was told; also among turns of one commit."""
    drawn = iter(["7Q4M9X", "7Q4M9X", "7Q4M9X", "ACDEFH", "ACDEFH", *(f"{n:06}".translate(_DIGITS) for n in range(40))])
    monkeypatch.setattr(bot.turns, "fresh_symbols", lambda: next(drawn))
    people = [Address("telegram", "bot", str(number)) for number in range(8)]
    receipts = await asyncio.gather(
        *(turns.take(says("adukan lambat", person.external_id, person)) for person in people)
    )
    assert [receipt.status for receipt in receipts] == ["done"] * len(people)
    filed = {row.conversation_id: row.number for row in await rows(store, tickets)}
    told = {row.conversation_id: find_number(row.body) for row in await rows(store, messages) if row.direction == "out"}
    assert filed == told
    assert len(set(filed.values())) == len(people)
    assert {ticket_number(OFFICE, "7Q4M9X"), ticket_number(OFFICE, "ACDEFH")} < set(filed.values())
    assert len(await rows(store, ticket_events)) == len(people)


_DIGITS = str.maketrans("0123456789", "34679ACDEF")


async def test_a_number_that_is_always_taken_ends(store: Store, turns: Turns, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chance that is none is told as a failure, not tried for ever."""
    monkeypatch.setattr(bot.turns, "fresh_symbols", lambda: "7Q4M9X")
    await file(store, turns, "lambat", "1")
    assert (await turns.take(says("adukan lagi", "2"))).status == "failed"
    assert len(await rows(store, tickets)) == 1


async def test_a_turn_that_asks_gets_the_citizens_own_tickets(store: Store, turns: Turns, clock: TestClock) -> None:
    """Newest first, twenty at most, never another's; a new conversation has none."""
    theirs = await file(store, turns, "punya Budi", "1", BUDI)
    await turns.take(says("tiketku", "2"))
    assert "tidak ada" in (await said(store))[-1]
    numbers = []
    for count in range(22):
        clock.pass_by(60)
        numbers.append(await file(store, turns, f"hal {count}", f"a{count}"))
    await turns.take(says("tiketku", "3"))
    told = re.findall(r"KAL-[^ ]+", (await said(store))[-1])
    assert told == numbers[:1:-1]
    assert theirs not in told
    receipt = await turns.take(says("tiketku", "4", BUDI))
    (answer,) = (row for row in await rows(store, messages) if row.conversation_id == receipt.conversation
                 and row.event == (receipt.event or 0) + 1)  # fmt: skip
    assert re.findall(r"KAL-[^ ]+", answer.body) == [theirs]


async def test_facts_that_cannot_be_loaded_are_no_poison(store: Store, turns: Turns) -> None:
    """The database's own error is never the core's: the same message is acted on when it comes again."""
    await turns.take(says("halo", "1"))
    await store.write(lambda unit: unit.connection.execute(sa.text("ALTER TABLE tickets RENAME TO elsewhere")))
    with pytest.raises(StoreUnavailable):
        await turns.take(says("tiketku", "2"))
    await store.write(lambda unit: unit.connection.execute(sa.text("ALTER TABLE elsewhere RENAME TO tickets")))
    assert await rows(store, failed_turns) == []
    assert (await turns.take(says("tiketku", "2"))).status == "done"


async def test_a_ticket_outlives_its_conversation(store: Store, turns: Turns) -> None:
    """Deleting a chat leaves the office its ticket."""
    number = await file(store, turns, "lambat", "1")
    await store.write(lambda unit: unit.connection.execute(conversations.delete()))
    (ticket,) = await rows(store, tickets)
    assert (ticket.number, ticket.conversation_id) == (number, None)
    assert len(await history(store)) == 1


def test_the_migrations_make_the_tables_of_the_schema(url: sa.URL) -> None:
    """Nothing in one that is not in the other, on either database."""
    engine = writing_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, metadata) == []
    engine.dispose()
