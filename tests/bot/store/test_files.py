"""The rows of files on both databases: kept with a form, handed to a ticket, let go with the form, settled once."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

import bot.turns
from bot.arrival import Arrival, FileAt, file_id
from bot.files.shelf import Shelf
from bot.store.failed import still_failed
from bot.store.files import due_files, files_of
from bot.store.retention import forget_tickets
from bot.store.schema import conversations, failed_turns, files, messages, ticket_events, tickets
from bot.store.store import Store
from bot.sweeping import GRACE, sweep
from bot.timers import Timers
from bot.turns import Turns
from handlers.file_note import FileNote
from handlers.turn import Message, Outcome
from tests.bot.clock import TestClock
from tests.bot.drafting import Citizen, kept
from tests.bot.store.test_turns import SITI, rows, said


class Sender(Citizen):
    """A citizen who sends files too."""

    async def send(self, key: str, state: str = "pending", sha256: str | None = None, text: str = "") -> str:
        """A photo; returns its id."""
        note = FileNote(file_id(self.address, key), state, "jpeg", 1000, f"{key}.jpg")  # type: ignore[arg-type]
        at = FileAt(f"source of {key}" if sha256 is None else None, sha256, 900 if sha256 else None)
        message = Message("file", text, file=note)
        await self._turns.take(Arrival(self.address, key, message, office=self._office, file=at))
        return note.id

    async def fetched(self, key: str, sha256: str = "0" * 64, **more: Any) -> str:
        """What was found out of it; returns how the turn ended."""
        note = FileNote(file_id(self.address, key), **{"state": "stored", "kind": "jpeg", "name": f"{key}.jpg", **more})
        arrival = Arrival(self.address, f"fetched:{note.id}", Message("file", file=note, fetched=True))
        at = FileAt(sha256=sha256, size=900) if note.state == "stored" else FileAt()
        return (await self._turns.take(Arrival(self.address, arrival.key, arrival.message, file=at))).status

    async def filed(self) -> None:
        """Files a complaint."""
        await self.say("mau mengadu, petugas loket minta uang", "Siti", "081200001111", "kirim")


@pytest.fixture
def citizen(turns: Turns, clock: TestClock) -> Sender:
    """Someone at Kalbar."""
    return Sender(turns, clock)


async def test_a_file_is_kept_with_its_form_and_due_at_once(store: Store, citizen: Sender, clock: TestClock) -> None:
    """The same message again is not a second file."""
    await citizen.begin()
    for _ in range(2):
        ref = await citizen.send("a")
    (row,) = await rows(store, files)
    assert (row.ref, row.state, row.source, row.ticket_id) == (ref, "pending", "source of a", None)
    (due,) = await store.read(lambda each: due_files(each, "telegram", "bot", clock(), (), 10))
    assert (due.source, due.address, due.note.name) == ("source of a", SITI, "a.jpg")
    assert await store.read(lambda each: due_files(each, "telegram", "another", clock(), (), 10)) == []
    assert json.loads((await rows(store, messages))[-2].body)["file"]["name"] == "a.jpg"


async def test_a_file_that_belongs_to_nothing_leaves_no_row(store: Store, citizen: Sender) -> None:
    """Least data."""
    await citizen.say("halo")
    await citizen.send("a")
    assert await rows(store, files) == []


async def test_a_fetched_file_is_settled_once(store: Store, citizen: Sender) -> None:
    """Nothing of the platform is kept; a result that comes again changes nothing."""
    await citizen.begin()
    await citizen.send("a")
    before = len(await rows(store, messages))
    assert [await citizen.fetched("a") for _ in range(2)] == ["done", "repeated"]
    (row,) = await rows(store, files)
    assert (row.state, row.sha256, row.size, row.source, row.due_at) == ("stored", "0" * 64, 900, None, None)
    assert len(await rows(store, messages)) == before
    await citizen.send("b")
    await citizen.fetched("b", state="refused", kind=None, problem="type")
    assert "bukan foto atau PDF" in (await said(store))[-1]
    assert [row.name for row in await rows(store, files)] == ["a.jpg"]


async def test_sending_hands_the_files_to_the_ticket(store: Store, citizen: Sender) -> None:
    """Also when the form went by itself as the last file came."""
    await citizen.begin()
    await citizen.send("a", "stored", "1" * 64)
    await citizen.send("b")
    await citizen.say("081200001111", "kirim")
    assert await rows(store, tickets) == []
    await citizen.fetched("b")
    (ticket,) = await rows(store, tickets)
    found = await store.read(lambda each: files_of(each, ticket.id))
    assert [(each.note.name, each.sha256) for each in found] == [("a.jpg", "1" * 64), ("b.jpg", "0" * 64)]
    assert [row.conversation_id for row in await rows(store, files)] == [None, None]
    numbers = [row.event for row in await rows(store, messages)]
    assert numbers == list(range(1, len(numbers) + 1))


async def test_a_file_joins_a_ticket_and_its_history(store: Store, citizen: Sender) -> None:
    """Officers see that something came, and the ticket is theirs to act on again."""
    await citizen.filed()
    (ticket,) = await rows(store, tickets)
    await citizen.press(f"add:{ticket.number}")
    await citizen.send("a")
    events = [row.text for row in await rows(store, ticket_events)]
    assert events[-1] == "Lampiran: a.jpg"
    assert await citizen.fetched("a") == "done"
    (row,) = await rows(store, files)
    assert (row.ticket_id, row.state) == (ticket.id, "stored")


async def test_a_ticket_takes_its_files_with_it_and_survives_its_conversation(
    store: Store, citizen: Sender, clock: TestClock
) -> None:
    """What was attached stays as long as the ticket does, and no longer."""
    await citizen.begin()
    await citizen.send("a", "stored", "1" * 64)
    await citizen.say("081200001111", "kirim")
    await store.write(lambda unit: unit.connection.execute(conversations.delete()).rowcount)
    assert len(await rows(store, files)) == 1
    await store.write(lambda unit: unit.connection.execute(tickets.update().values(state="closed")).rowcount)
    clock.pass_by(3600)
    await store.write(lambda unit: forget_tickets(unit, clock(), kept=clock() - clock()))
    assert await rows(store, files) == []


@pytest.mark.parametrize("ends", ["dropped", "restarted", "expired"])
async def test_the_files_of_a_form_go_with_it(
    store: Store, turns: Turns, citizen: Sender, clock: TestClock, tmp_path: Path, ends: str
) -> None:
    """Their rows at once, the contents with the next sweep; what another ticket has stays."""
    shelf = Shelf(tmp_path / "files")
    mine, shared = shelf.put(b"mine"), shelf.put(b"shared")
    await citizen.begin()
    await citizen.send("a", "stored", shared)
    await citizen.say("081200001111", "kirim")
    await citizen.say("mau mengadu, petugas loket minta uang lagi dan lagi", "Buat yang baru", "Siti")
    for key, digest in (("b", mine), ("c", shared)):
        await citizen.send(key, "stored", digest)
    assert len(await rows(store, files)) == 3
    match ends:
        case "dropped":
            await citizen.say("batal", "ya")
        case "restarted":
            await citizen.say("ulangi")
        case "expired":
            clock.pass_by(8 * 24 * 3600)
            await Timers(store, turns, clock).look()
    assert [row.name for row in await rows(store, files)] == ["a.jpg"]
    for path in (shelf.path(mine), shelf.path(shared)):
        os.utime(path, (0, 0))
    assert await sweep(store, shelf, clock) == 1
    assert list(shelf.hashes()) == [shared]


async def test_the_sweep_leaves_what_is_young_and_finds_what_nobody_has(
    store: Store, citizen: Sender, clock: TestClock, tmp_path: Path
) -> None:
    """A content whose turn is being written; and a row that no form has any more, however that came."""
    shelf = Shelf(tmp_path / "files")
    digest = shelf.put(b"x")
    assert await sweep(store, shelf, clock) == 0
    await citizen.begin()
    await citizen.send("a", "stored", digest)
    os.utime(shelf.path(digest), (0, 0))
    clock.pass_by(2 * GRACE)
    assert await sweep(store, shelf, clock) == 0
    await store.write(
        lambda unit: unit.connection.execute(conversations.update().values(state='{"version":1}')).rowcount
    )
    assert await sweep(store, shelf, clock) == 1
    assert await rows(store, files) == []


async def test_a_file_that_nobody_can_fetch_is_gone(
    store: Store, citizen: Sender, clock: TestClock, tmp_path: Path
) -> None:
    """Its conversation was deleted while it was on its way to a ticket."""
    await citizen.filed()
    (ticket,) = await rows(store, tickets)
    await citizen.press(f"add:{ticket.number}")
    await citizen.send("a")
    await store.write(lambda unit: unit.connection.execute(conversations.delete()).rowcount)
    clock.pass_by(2 * GRACE)
    await sweep(store, Shelf(tmp_path / "files"), clock)
    (row,) = await rows(store, files)
    assert (row.state, row.due_at, row.source) == ("gone", None, None)


async def test_a_turn_of_a_file_that_fails(
    store: Store, turns: Turns, citizen: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is settled all the same, and the turn can be taken again; one that came with no place is asked for."""

    def broken(*_: object) -> Outcome:
        raise ZeroDivisionError

    await citizen.begin()
    await citizen.send("a")
    with monkeypatch.context() as patched:
        patched.setattr(bot.turns, "complete", broken)
        assert await citizen.fetched("a") == "failed"
        await citizen.send("b")
    (row,) = await rows(store, files)
    assert (row.name, row.state) == ("a.jpg", "stored")
    notes = [each.arrival.message.file for each in await store.read(still_failed)]
    assert [note.state for note in notes if note is not None] == ["stored", "gone"]
    assert len(await rows(store, failed_turns)) == 2
    for failed in await store.read(still_failed):
        await turns.take(failed.arrival)
    assert "“b.jpg” tidak dapat diambil" in (await said(store))[-1]
    (conversation,) = await rows(store, conversations)
    assert [each["state"] for each in json.loads(conversation.state)["draft"]["files"]] == ["stored"]


async def test_identity_numbers_in_names_and_words_are_hidden(store: Store, citizen: Sender) -> None:
    """A caption is masked like every text; names are masked where they are read."""
    await citizen.begin()
    await citizen.send("a", text="NIK saya 3174012345678901")
    everything = await kept(store)
    assert "3174012345678901" not in everything
    assert "8901" in everything


async def test_the_table_is_as_the_migrations_make_it(store: Store) -> None:
    """What the code reads is what is there, on both databases."""

    def columns(connection: sa.Connection) -> set[str]:
        return {column["name"] for column in sa.inspect(connection).get_columns("files")}

    assert await store.read(columns) == set(files.c.keys())
