"""What is forgotten when: old messages go, what still waits to be sent stays, and repeats stay known for 8 days."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

from bot.arrival import Address
from bot.retention import forget
from bot.settings import Settings
from bot.staff import Staff
from bot.store.auditing import noted
from bot.store.files import kept_hashes
from bot.store.officer_acts import OfficerAct
from bot.store.retention import forget_old, forget_tickets
from bot.store.schema import (
    conversations,
    failed_turns,
    files,
    messages,
    outbox,
    ticket_answers,
    ticket_events,
    tickets,
)
from bot.store.store import Store
from bot.turns import Turns
from knowledge.search import Search
from tests.bot.clock import TestClock
from tests.bot.drafting import Citizen
from tests.bot.store.test_files import Sender
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
    store: Store, turns: Turns, search: Search, clock: TestClock
) -> None:
    """Two years after the last thing that happened to them; open ones never."""
    kept = dt.timedelta(days=730)
    people = [Citizen(turns, clock, Address("telegram", "bot", str(number))) for number in range(3)]
    for each in people:
        await each.begin()
        await each.say("lewati", "kirim")
    done, answered, still_open = await rows(store, tickets)
    staff = Staff(store, search, clock)
    for ticket in (done, answered):
        await staff.act(OfficerAct("answered", ticket.number, "Rina", "Sudah kami periksa."))
    await staff.act(OfficerAct("closed", done.number, "Rina", "Kami tutup."))
    clock.pass_by(729 * DAY)
    assert await store.write(lambda unit: forget_tickets(unit, clock(), kept)) == 0
    clock.pass_by(2 * DAY)
    assert await store.write(lambda unit: forget_tickets(unit, clock(), kept)) == 2
    assert {row.id for row in await rows(store, tickets)} == {still_open.id}
    for table in (ticket_answers, ticket_events):
        assert {row.ticket_id for row in await rows(store, table)} == {still_open.id}
    await people[0].say("masih belum jelas", "tiket saya")
    assert await rows(store, failed_turns) == []
    theirs = [row for row in await rows(store, messages) if row.conversation_id == done.conversation_id]
    first, second = [row.body for row in theirs if row.direction == "out"][-2:]
    assert done.number not in first + second
    assert "Belum ada tiket" in second


async def test_an_answered_ticket_that_goes_on_stays(
    store: Store, turns: Turns, search: Search, clock: TestClock
) -> None:
    """What counts is its last change: who writes again, or is answered again, begins the two years anew."""
    kept = dt.timedelta(days=730)
    siti = Citizen(turns, clock)
    await siti.begin()
    await siti.say("lewati", "kirim")
    (ticket,) = await rows(store, tickets)
    staff = Staff(store, search, clock)
    await staff.act(OfficerAct("answered", ticket.number, "Rina", "Sudah kami periksa."))
    clock.pass_by(700 * DAY)
    await siti.say("masih belum jelas")
    clock.pass_by(100 * DAY)
    assert await store.write(lambda unit: forget_tickets(unit, clock(), kept)) == 0
    await staff.act(OfficerAct("answered", ticket.number, "Rina", "Kami jelaskan lagi."))
    clock.pass_by(729 * DAY)
    assert await store.write(lambda unit: forget_tickets(unit, clock(), kept)) == 0
    clock.pass_by(2 * DAY)
    assert await store.write(lambda unit: forget_tickets(unit, clock(), kept)) == 1


async def test_the_files_of_a_ticket_go_with_it(store: Store, turns: Turns, search: Search, clock: TestClock) -> None:
    """The row with the ticket, its content at the next sweep; the content of a running one stays."""
    done, running = (Sender(turns, clock, Address("telegram", "bot", str(number))) for number in range(2))
    for each, digest in ((done, "1" * 64), (running, "2" * 64)):
        await each.begin()
        await each.send(f"photo {digest[0]}", "stored", digest)
        await each.say("lewati", "kirim")
    ticket, _ = await rows(store, tickets)
    await Staff(store, search, clock).act(OfficerAct("rejected", ticket.number, "Rina", "Bukan wewenang kami."))
    clock.pass_by(31 * DAY)
    await store.write(lambda unit: forget_tickets(unit, clock(), dt.timedelta(days=30)))
    assert [row.sha256 for row in await rows(store, files)] == ["2" * 64]
    assert await store.read(lambda each: kept_hashes(each, ["1" * 64, "2" * 64])) == {"2" * 64}


async def test_a_chat_of_which_nothing_is_left_goes(store: Store, turns: Turns, clock: TestClock) -> None:
    """With its office and its last question; one with a ticket stays, one who comes back begins anew."""
    idle, filed = Citizen(turns, clock), Citizen(turns, clock, WEB)
    await idle.say("halo")
    await filed.begin()
    await filed.say("lewati", "kirim")
    await store.write(lambda unit: unit.connection.execute(outbox.update().values(status="sent", settled_at=clock())))
    clock.pass_by(31 * DAY)
    await store.write(lambda unit: forget_old(unit, clock(), dt.timedelta(days=30)))
    assert [row.channel for row in await rows(store, conversations)] == ["web"]
    await idle.say("halo")
    assert len(await rows(store, conversations)) == 2


async def test_the_audit_says_what_was_deleted(
    store: Store, turns: Turns, search: Search, clock: TestClock, tmp_path: Path
) -> None:
    """With counts and nothing else; an hour in which nothing was deleted leaves no line. Old copies go too."""
    settings = Settings(data_dir=tmp_path, retention_days=30, ticket_retention_days=60, backup_days=10)
    siti = Citizen(turns, clock)
    await siti.begin()
    await siti.say("lewati", "kirim")
    (ticket,) = await rows(store, tickets)
    await Staff(store, search, clock).act(OfficerAct("rejected", ticket.number, "Rina", "Bukan wewenang kami."))
    await store.write(lambda unit: unit.connection.execute(outbox.update().values(status="sent", settled_at=clock())))
    old, new = tmp_path / "before-20260101-000000.tar.gz", tmp_path / "tanya.db.before"
    for path, age in ((old, 11), (new, 9)):
        path.touch()
        moment = (clock() + dt.timedelta(days=61 - age)).timestamp()
        os.utime(path, (moment, moment))
    await forget(store, settings, clock)
    assert await store.read(noted) == []
    clock.pass_by(61 * DAY)
    await forget(store, settings, clock)
    await forget(store, settings, clock)
    assert (old.exists(), new.exists()) == (False, True)
    lines = [(line.who, line.what, line.outcome, line.count) for line in await store.read(noted)]
    assert lines[:3] == [
        ("", "retention", "chats deleted", 1),
        ("", "retention", "copies deleted", 1),
        ("", "retention", "tickets deleted", 1),
    ]
    assert lines[3][:3] == ("", "retention", "messages deleted")
