"""Deletion on request: nothing of the person is left but what a running ticket holds, and that until it ends."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import structlog
from sqlalchemy.engine import URL

from bot.arrival import Address
from bot.files.shelf import Shelf
from bot.logs import set_up_logs
from bot.pseudonyms import pseudonym
from bot.store.auditing import noted
from bot.store.own_data import OWNED, Owner, own_rows
from bot.store.reading import talk_after
from bot.store.schema import (
    audit,
    checklists,
    conversations,
    erasures,
    failed_turns,
    files,
    messages,
    outbox,
    seen,
    tickets,
)
from bot.store.store import Store
from bot.sweeping import sweep
from bot.turns import Turns
from knowledge.search import Search
from tests.bot.clock import TestClock
from tests.bot.drafting import kept
from tests.bot.store.owning import KEY, SITI, WORDS, acts, all_sent, fail, keep_list, leave_words, look, owning_turns
from tests.bot.store.test_files import Sender
from tests.bot.store.test_turns import rows

WEB = Address("web", "web", "9081726354")
DAY = 24 * 3600


@pytest.fixture
def turns(store: Store, search: Search, clock: TestClock) -> Turns:
    """Turns that know a notice and make pseudonyms."""
    return owning_turns(store, search, clock)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Where the content of files is kept."""
    return Shelf(tmp_path / "files")


async def left(store: Store, words: tuple[str, ...] = WORDS) -> list[str]:
    """Which of the words stand in some row."""
    found = await kept(store)
    return [word for word in words if word in found]


def left_on_disk(folder: Path) -> list[str]:
    """Which of the words stand in some file below a folder, or in its name."""
    found = [(str(path).lower(), path.read_bytes().lower()) for path in folder.rglob("*") if path.is_file()]
    return [word for word in WORDS if any(word in name or word.encode() in content for name, content in found)]


async def test_nothing_is_left_of_one_without_a_running_ticket(
    store: Store, turns: Turns, clock: TestClock, url: URL, shelf: Shelf, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """No row, no file, no line of the log, no page of the database file; the last word is sent before."""
    set_up_logs("debug")
    siti = Sender(turns, clock, SITI)
    await leave_words(siti, shelf)
    (ticket,) = await rows(store, tickets)
    await siti.say("perbaiki data saya", "nama saya salah, yang benar Bu Merpati")
    await acts(store, turns, clock, ticket.number, "answered", "closed")
    await fail(siti, monkeypatch, "pesan tekukur yang gagal")
    await keep_list(siti)
    (listed,) = await rows(store, checklists)
    assert listed.remind_at is not None
    await siti.say("ajukan permohonan konsultasi", "halo", "data saya")
    await siti.say("mau mengadu, petugas beo di loket dua tidak ramah")
    await siti.press("complain:kalbar:new")
    assert set(WORDS) - set(await left(store)) == {"cucakrowo"}, "the content of a file is in no row"
    await siti.say("hapus data saya", "ya")
    assert await left(store, WORDS[1:]) == []
    await look(store, turns, clock)
    assert len(await rows(store, conversations)) == 1, "the last word is still to be sent"
    await all_sent(store, clock)
    await look(store, turns, clock)
    assert await left(store) == []
    holding = {owned.table.name for owned in OWNED if await rows(store, owned.table)}
    assert holding == {"audit"}
    assert await rows(store, seen), "a platform that sends again is still known"
    assert await sweep(store, shelf, clock, 0) == 1
    if url.get_backend_name() == "sqlite":
        await store.compact()
        store.close()
        assert left_on_disk(tmp_path) == []
    else:
        assert left_on_disk(tmp_path / "files") == []
    logged = capsys.readouterr()
    assert [word for word in WORDS if word in (logged.out + logged.err).lower()] == []
    structlog.reset_defaults()


async def test_the_log_of_the_database_is_emptied_at_once(
    store: Store, turns: Turns, clock: TestClock, url: URL, tmp_path: Path
) -> None:
    """Before the file is rewritten at night what was deleted is already overwritten, in the file and beside it."""
    if url.get_backend_name() != "sqlite":
        pytest.skip("SQLite's own log")
    siti = Sender(turns, clock, SITI)
    await siti.say("mau mengadu, petugas kenari minta uang", "Bu Kepodang", "hapus data saya", "ya")
    await all_sent(store, clock)
    await look(store, turns, clock)
    await store.write(lambda _unit: None)
    assert left_on_disk(tmp_path) == []


async def test_a_running_ticket_stays_until_it_ends(store: Store, turns: Turns, clock: TestClock, shelf: Shelf) -> None:
    """It keeps its own words and file alone; the officer can still answer; then it goes, and the citizen is told."""
    siti = Sender(turns, clock, SITI)
    await leave_words(siti, shelf)
    (ticket,) = await rows(store, tickets)
    await keep_list(siti)
    await siti.say("biaya izin merpati", "hapus data saya", "ya")
    assert await rows(store, checklists) == []
    (last,) = await rows(store, messages)
    assert ticket.number in last.body
    assert "belum boleh dihapus" in last.body
    assert set(await left(store)) >= {"kenari", "kepodang", "jalak"}
    assert await left(store, ("perkutut", "merpati")) == []
    (file,) = await rows(store, files)
    assert file.ticket_id == ticket.id
    for _ in range(2):
        await all_sent(store, clock)
        await look(store, turns, clock)
        clock.pass_by(30 * DAY)
    assert len(await rows(store, tickets)) == 1
    await acts(store, turns, clock, ticket.number, "answered", "closed")
    await look(store, turns, clock)
    assert len(await rows(store, tickets)) == 1, "the officer's word has not been sent yet"
    await all_sent(store, clock)
    await look(store, owning_turns(store, turns.search, clock), clock)  # after a restart as before
    assert await rows(store, tickets) == []
    (told,) = await rows(store, messages)
    assert f"tiket {ticket.number} beserta isi percakapan ini sudah dihapus" in told.body
    assert len(await rows(store, outbox)) == 1
    await all_sent(store, clock)
    await look(store, turns, clock)
    assert await left(store) == []
    assert await rows(store, conversations) == []
    outcomes = [line.outcome for line in reversed(await store.read(noted)) if line.what == "delete"]
    assert outcomes == ["0 tickets; waits for 1", "ticket ended", "finished"]


async def test_an_answered_ticket_is_left_a_week(store: Store, turns: Turns, clock: TestClock) -> None:
    """Time to say that it is not settled; who says so keeps it until it ends again."""
    siti = Sender(turns, clock, SITI)
    await siti.filed()
    (ticket,) = await rows(store, tickets)
    await siti.say("hapus data saya", "ya")
    await acts(store, turns, clock, ticket.number, "answered")
    await all_sent(store, clock)
    clock.pass_by(6 * DAY)
    await look(store, turns, clock)
    await siti.say("masih belum jelas, petugas kenari")
    clock.pass_by(3 * DAY)
    await all_sent(store, clock)
    await look(store, turns, clock)
    assert len(await rows(store, tickets)) == 1
    await acts(store, turns, clock, ticket.number, "answered")
    await all_sent(store, clock)
    clock.pass_by(8 * DAY)
    await look(store, turns, clock)
    assert await rows(store, tickets) == []


async def test_who_talks_again_begins_anew(store: Store, turns: Turns, clock: TestClock) -> None:
    """What is said after the deletion is not deleted with it, a ticket filed meanwhile neither."""
    siti = Sender(turns, clock, SITI)
    await siti.say("biaya izin kenari", "hapus data saya", "ya", "halo lagi")
    await all_sent(store, clock)
    await look(store, turns, clock)
    assert await rows(store, erasures) == []
    assert "halo lagi" in (await rows(store, messages))[1].body
    await siti.say("kalbar")
    await siti.filed()
    await siti.say("hapus data saya", "ya")
    await siti.say("mau mengadu, antre sejak pagi tidak dilayani")
    await siti.press("complain:kalbar:new")
    await siti.say("Siti", "081200001111", "kirim")
    first, second = await rows(store, tickets)
    await acts(store, turns, clock, first.number, "answered", "closed")
    await all_sent(store, clock)
    await look(store, turns, clock)
    await all_sent(store, clock)
    await look(store, turns, clock)
    assert [row.number for row in await rows(store, tickets)] == [second.number]
    assert len(await rows(store, conversations)) == 1
    await siti.say("tiket saya")
    assert second.number in (await rows(store, messages))[-1].body


async def test_nobody_elses_rows_are_touched(store: Store, turns: Turns, clock: TestClock) -> None:
    """Two people with the same words."""
    siti, budi = Sender(turns, clock, SITI), Sender(turns, clock, Address("telegram", "bot", "2"))
    for each in (siti, budi):
        await each.filed()
        await each.say("petugas kenari")
    his = (await rows(store, conversations))[1].id
    before = await store.read(lambda each: own_rows(each, Owner(his, pseudonym(KEY, budi.address))))
    await siti.say("hapus data saya", "ya")
    await all_sent(store, clock)
    await look(store, turns, clock)
    after = await store.read(lambda each: own_rows(each, Owner(his, pseudonym(KEY, budi.address))))
    for name in before:
        if name != "outbox":
            assert after[name] == before[name]


async def test_on_the_web_the_last_word_waits_to_be_fetched(store: Store, turns: Turns, clock: TestClock) -> None:
    """For a day; a page left open then learns that the numbers begin anew."""
    siti = Sender(turns, clock, WEB)
    await siti.say("biaya izin kenari", "hapus data saya", "ya")
    await look(store, turns, clock)
    assert len(await rows(store, conversations)) == 1
    clock.pass_by(DAY + 1)
    await look(store, turns, clock)
    assert await rows(store, conversations) == []
    await siti.say("halo")
    talk = await store.read(lambda each: talk_after(each, WEB, 6, 60))
    assert talk.anew
    assert [each.event for each in talk.said] == [1, 2]


async def test_an_old_choice_deletes_nothing(store: Store, turns: Turns, clock: TestClock) -> None:
    """Yes counts only as the answer to the question."""
    siti = Sender(turns, clock, SITI)
    await siti.say("biaya izin kenari")
    await siti.press("privacy:delete:yes")
    await siti.say("tidak")
    await siti.press("privacy:delete:yes")
    assert "kenari" in await kept(store)
    assert [line.what for line in await store.read(noted)] == []


async def test_the_audit_tells_nothing_of_the_person(store: Store, turns: Turns, clock: TestClock) -> None:
    """A pseudonym that only the key makes, what was done, when, how it ended; it stays."""
    siti = Sender(turns, clock, SITI)
    await siti.say("data saya", "data saya", "ambil berkas json", "tarik persetujuan")
    await siti.filed()
    await siti.say("perbaiki data saya", "nama saya Siti Kepodang")
    await siti.say("hapus data saya", "ya")
    lines = await store.read(noted)
    assert {line.who for line in lines} == {pseudonym(KEY, SITI)}
    assert [(line.what, line.outcome) for line in reversed(lines)] == [
        ("access", "shown"),
        ("access", "shown"),
        ("access", "exported"),
        ("withdraw", "nothing to withdraw"),
        ("notice", "shown 2026-11-18-a1b2c3"),
        ("correct", "asked"),
        ("delete", "0 tickets; waits for 1"),
    ]
    assert pseudonym(b"another" * 8, SITI) != pseudonym(KEY, SITI)
    assert all(row.at.tzinfo == dt.UTC for row in await rows(store, audit))
    assert await rows(store, failed_turns) == []


async def test_a_consent_that_is_withdrawn_ends_the_reminder(store: Store, turns: Turns, clock: TestClock) -> None:
    """The list itself stays."""
    siti = Sender(turns, clock, SITI)
    await keep_list(siti)
    await siti.say("tarik persetujuan")
    (listed,) = await rows(store, checklists)
    assert listed.remind_at is None
    (last,) = [row for row in await rows(store, messages) if row.direction == "out"][-1:]
    assert "Persetujuan Anda sudah ditarik" in last.body
