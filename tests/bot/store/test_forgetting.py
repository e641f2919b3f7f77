"""What was typed for a form that is dropped is kept nowhere: no row, no file, nothing that is still to be sent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

import bot.turns
from bot.arrival import Address
from bot.plain_text import render
from bot.reply_json import load
from bot.staff import Staff
from bot.store.engines import connected, database_url
from bot.store.failed import still_failed
from bot.store.migrating import migrate
from bot.store.officer_acts import OfficerAct
from bot.store.reading import talk_after
from bot.store.schema import failed_turns, messages, outbox, tickets
from bot.store.sending import defer
from bot.store.store import Store
from bot.store.unit import Unit
from bot.timers import Timers
from bot.turns import Turns
from handlers.turn import Outcome
from knowledge.search import Search
from tests.bot.clock import TestClock
from tests.bot.drafting import CANARIES, NAME, STORY, Citizen, kept
from tests.bot.store.test_turns import rows, said

WEB = Address("web", "web", "siti")
WEEK = 7 * 24 * 3600


async def nothing_kept(store: Store) -> None:
    """No row of any table holds a word of it."""
    found = await kept(store)
    assert [word for word in CANARIES if word in found] == []


def files(url: URL) -> Iterator[bytes]:
    """SQLite's file and what lies beside it."""
    path = Path(url.database or "")
    return (each.read_bytes().lower() for each in path.parent.glob(f"{path.name}*"))


def nothing(_unit: Unit) -> None:
    """A commit more."""


async def test_a_cancelled_form_is_forgotten(store: Store, turns: Turns, clock: TestClock, url: URL) -> None:
    """Everything said since it was begun, by either side; what was said before and that it is cancelled stays."""
    siti = Citizen(turns, clock)
    await siti.begin()
    await siti.say("0812 3456 7890")
    found = await kept(store)
    assert all(word in found for word in CANARIES)
    await siti.say("batal", "ya")
    await nothing_kept(store)
    left = [body for body in await said(store) if not body.endswith(" {}")]
    assert left[0] == 'in {"text":"halo"}'
    assert left[-2] == 'in {"text":"ya"}'
    assert "Pengaduan dibatalkan" in left[-1]
    assert len(left) == 4
    if url.get_backend_name() == "sqlite":
        await store.write(nothing)  # the log is emptied between the commits
        assert [word for each in files(url) for word in CANARIES if word.encode() in each] == []


async def test_an_expired_form_is_forgotten(store: Store, turns: Turns, clock: TestClock, url: URL) -> None:
    """The same when the clock drops it."""
    await Citizen(turns, clock).begin()
    clock.pass_by(WEEK)
    await Timers(store, turns, clock).look()
    await nothing_kept(store)
    if url.get_backend_name() == "sqlite":
        await store.write(nothing)
        assert [word for each in files(url) for word in CANARIES if word.encode() in each] == []


async def test_a_question_that_became_a_form_is_forgotten_too(store: Store, turns: Turns, clock: TestClock) -> None:
    """It was said before the form was begun, when its office was not known yet; other messages stay."""
    siti = Citizen(turns, clock, office=None)
    await siti.say("biaya kios depok", f"mau mengadu, {STORY}", "kalbar", NAME, "batal", "ya")
    await nothing_kept(store)
    assert (await said(store))[0] == 'in {"text":"biaya kios depok"}'


async def test_many_forms_leave_nothing_in_the_file(tmp_path: Path, search: Search, clock: TestClock) -> None:
    """Rows that grow and shrink are moved from page to page: the file is rewritten, once, and nothing else is lost."""
    url = database_url(f"sqlite:///{tmp_path / 'tanya.db'}")
    migrate(url)
    store = Store(url)
    turns = Turns(store, search, clock)
    people = [Citizen(turns, clock, Address("telegram", "bot", str(number))) for number in range(40)]
    for number, each in enumerate(people):
        await each.say("halo", f"mau mengadu, {STORY} {number} " + "panjang " * (number % 7 * 90), NAME)
    for each in people[::2]:
        await each.say("batal", "ya")
    clock.pass_by(WEEK)
    await Timers(store, turns, clock).look()
    await nothing_kept(store)
    assert [await store.compact(), await store.compact()] == [True, False]
    assert [word for each in files(url) for word in CANARIES if word.encode() in each] == []
    assert len([body for body in await said(store) if "halo" in body]) == len(people)
    store.close()


async def test_a_form_that_is_sent_is_not_forgotten(store: Store, turns: Turns, clock: TestClock) -> None:
    """The citizen may read it again, and the ticket has it."""
    siti = Citizen(turns, clock)
    await siti.begin()
    await siti.say("lewati", "kirim")
    assert len(await rows(store, tickets)) == 1
    clock.pass_by(2 * WEEK)
    await Timers(store, turns, clock).look()
    found = await kept(store)
    assert all(word in found for word in CANARIES)


async def test_replies_that_wait_are_given_up(store: Store, turns: Turns, clock: TestClock) -> None:
    """They would say what is forgotten, or nothing; the last word is sent, and a sender that failed meanwhile rests."""
    siti = Citizen(turns, clock)
    await siti.begin()
    await siti.say("batal", "ya")
    found = [(row.event, row.status, row.error) for row in await rows(store, outbox)]
    assert found[0] == (2, "waiting", None)
    assert found[1:-1] == [(event, "failed", "dibatalkan") for event in (4, 6, 8)]
    assert found[-1] == (10, "waiting", None)
    given_up = (await rows(store, outbox))[1].id
    await store.write(lambda unit: defer(unit, given_up, clock(), "timed out"))
    assert (await rows(store, outbox))[1].status == "failed"


async def test_the_web_chat_shows_what_is_left(store: Store, turns: Turns, clock: TestClock) -> None:
    """A page that is loaded again has no empty messages."""
    siti = Citizen(turns, clock, WEB)
    await siti.begin()
    await siti.say("batal", "ya")
    talk = await store.read(lambda connection: talk_after(connection, WEB, 0, 60))
    assert [each.event for each in talk.said] == [1, 2, 9, 10]
    assert all(render(load(each.body)) for each in talk.said if each.direction == "out")
    assert {row.status for row in await rows(store, outbox)} == {"available", "failed"}


async def test_an_officers_words_stay(store: Store, turns: Turns, search: Search, clock: TestClock) -> None:
    """An answer on another ticket that came meanwhile is no part of the form, and is still sent."""
    siti = Citizen(turns, clock)
    await siti.say("halo", "mau mengadu, pelayanan di loket lambat sekali", "lewati", "lewati", "kirim")
    (ticket,) = await rows(store, tickets)
    await siti.say(f"mau mengadu, {STORY}")
    await siti.press("complain:kalbar:new")
    await siti.say(NAME)
    act = OfficerAct("answered", ticket.number, "Rina", "Sudah kami periksa.")
    await Staff(store, search, clock).act(act)
    await siti.say("batal", "ya")
    await nothing_kept(store)
    (answer,) = (row for row in await rows(store, messages) if row.kind == "staff")
    assert "Sudah kami periksa." in answer.body
    assert [row.status for row in await rows(store, outbox) if row.event == answer.event] == ["waiting"]


async def test_a_message_that_failed_is_forgotten_with_the_form(
    store: Store, turns: Turns, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not tried again either; one from before is."""

    def broken(*_: object) -> Outcome:
        raise ZeroDivisionError

    siti = Citizen(turns, clock)
    with monkeypatch.context() as patched:
        patched.setattr(bot.turns, "complete", broken)
        await siti.say("sebelumnya")
    await siti.begin()
    with monkeypatch.context() as patched:
        patched.setattr(bot.turns, "complete", broken)
        await siti.say(f"ralat, {NAME} Kenari")
    assert len(await store.read(still_failed)) == 2
    await siti.say("batal", "ya")
    await nothing_kept(store)
    assert [each.arrival.message.text for each in await store.read(still_failed)] == ["sebelumnya"]
    assert len(await rows(store, failed_turns)) == 2


async def test_the_log_is_emptied_later_while_someone_reads(
    store: Store, turns: Turns, clock: TestClock, url: URL
) -> None:
    """A backup that runs must not hold up a turn."""
    if url.get_backend_name() != "sqlite":
        pytest.skip("SQLite's own log")
    siti = Citizen(turns, clock)
    await siti.begin()
    reader = connected(url)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM messages").fetchone()
    await siti.say("batal", "ya")
    await nothing_kept(store)
    reader.execute("COMMIT")
    reader.close()
    await store.write(nothing)
    await store.write(nothing)
    assert [word for each in files(url) for word in CANARIES if word.encode() in each] == []
