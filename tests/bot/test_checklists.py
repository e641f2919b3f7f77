"""Checklists on a real store: kept through restarts, told once of a changed decree, reminded of by the clock."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

import pytest
from sqlalchemy.engine import URL

from bot.arrival import Address
from bot.plain_text import render
from bot.reply_json import load
from bot.store.checklist_writing import PageTick, tick_on_page
from bot.store.checklists import checklists_at
from bot.store.forgetting import forget_lists
from bot.store.reachability import set_reachable
from bot.store.retention import forget_checklists
from bot.store.schema import checklist_items, checklists, conversations, failed_turns, messages
from bot.store.store import Store
from bot.timers import Timers
from bot.turns import Turns
from handlers.checklist import Checklist
from handlers.turn import Outcome
from knowledge.search import Search
from tests.bot.clock import TestClock
from tests.bot.drafting import Citizen
from tests.bot.keeping import KANTOR_KAS, changed_library
from tests.bot.store.test_turns import SITI, rows

WEB = Address("web", "web", "siti")
CHANGES = (
    ("Anggota paling sedikit 25 (dua puluh lima) orang", "Anggota paling sedikit 30 (tiga puluh) orang"),
    ('          - {mark: "9", text: Hasil audit dari akuntan publik dengan opini wajar;}\n', ""),
    (
        '          - {mark: "20", text: Sertifikat kompetensi calon kepala Jaringan Pelayanan Kantor Kas KSP/KSPPS.}\n',
        '          - {mark: "20", text: Sertifikat kompetensi calon kepala Jaringan Pelayanan Kantor Kas KSP/KSPPS.}\n'
        '          - {mark: "21", text: Denah kantor kas}\n',
    ),
)
HEADING = "Persyaratan berubah: Izin kantor kas"


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Search:
    """The knowledge after one list was changed in three places."""
    folder = tmp_path_factory.mktemp("later")
    return Search(changed_library(folder, *CHANGES, service="izin-kantor-kas"))


@pytest.fixture
async def siti(turns: Turns, clock: TestClock) -> Citizen:
    """Someone with a list, who comes with an authority letter and has five papers."""
    citizen = Citizen(turns, clock)
    await keeping(citizen)
    return citizen


async def keeping(citizen: Citizen) -> None:
    """Makes the list and ticks it."""
    await citizen.press(f"checklist:{KANTOR_KAS}")
    await citizen.say("dikuasakan", "1, 9, 10, 15 dan 20 sudah")


async def own(store: Store, address: Address = SITI) -> Checklist:
    """The list as it is stored."""
    _held, lists = await store.read(partial(checklists_at, address=address))
    return lists[0]


async def told(store: Store) -> list[str]:
    """What the clock made the bot say."""
    found = [load(row.body) for row in await rows(store, messages) if row.kind in {"timer", "news"}]
    return [render(reply, choices=False) for reply in found]


async def test_a_list_is_there_after_a_restart(
    url: URL, search: Search, clock: TestClock, siti: Citizen, store: Store
) -> None:
    """Items, ticks and answers."""
    before = await own(store)
    assert [item.number for item in before.ready] == [1, 9, 10, 15, 20]
    assert before.answers == (("wakil", "kuasa"),)
    again = Store(url)
    try:
        siti._turns = Turns(again, search, clock)
        await siti.press(f"tick:{KANTOR_KAS}:2:1")
        assert [item.number for item in (await own(again)).ready] == [1, 2, 9, 10, 15, 20]
    finally:
        again.close()


async def test_owners_are_told_once_what_changed(
    url: URL, store: Store, turns: Turns, clock: TestClock, siti: Citizen, later: Search
) -> None:
    """Added, removed, reworded; ticks of what stayed are kept; not again, and not after another restart."""
    timers = Timers(store, turns, clock)
    await timers.renew_lists()
    assert await told(store) == []
    turns.search = later
    await timers.renew_lists()
    await timers.renew_lists()
    (text,) = await told(store)
    assert text.splitlines()[0] == HEADING
    assert "Baru, butir 20: Denah kantor kas" in text
    assert "Dihapus: Hasil audit dari akuntan publik dengan opini wajar" in text
    assert "(tandanya dihapus, mohon dicek lagi). Semula:" in text
    assert text.count("Diubah, butir") == 1
    kept = await own(store)
    assert [item.text[:24] for item in kept.ready] == [
        "Nomor Induk Berusaha (NI", "Hasil tingkat pemeriksaa", "Sertifikat kompetensi ca",
    ]  # fmt: skip
    again = Store(url)
    try:
        await Timers(again, Turns(again, later, clock), clock).renew_lists()
    finally:
        again.close()
    assert len(await told(store)) == 1
    await siti.say("14 sudah")
    assert "30 (tiga puluh)" in (await own(store)).ready[2].text


async def test_a_build_while_the_service_was_down_is_told_at_the_start(
    url: URL, store: Store, clock: TestClock, siti: Citizen, later: Search
) -> None:
    """The rows know which knowledge they came from."""
    del siti
    again = Store(url)
    try:
        timers = Timers(again, Turns(again, later, clock), clock)
        await timers.renew_lists()
    finally:
        again.close()
    assert [text.splitlines()[0] for text in await told(store)] == [HEADING]


async def test_one_who_looks_first_is_not_told_again_by_the_clock(
    store: Store, turns: Turns, clock: TestClock, siti: Citizen, later: Search
) -> None:
    """Whichever comes first tells."""
    turns.search = later
    await siti.say("daftar periksa saya")
    await Timers(store, turns, clock).renew_lists()
    assert await told(store) == []
    assert HEADING in (await rows(store, messages))[-1].body


async def test_the_unreachable_are_told_when_they_are_back(
    store: Store, turns: Turns, clock: TestClock, siti: Citizen, later: Search
) -> None:
    """Telling a blocked chat would be telling nobody."""
    await store.write(lambda unit: set_reachable(unit, SITI, clock()))
    turns.search = later
    timers = Timers(store, turns, clock)
    await timers.renew_lists()
    assert await told(store) == []
    await siti.say("halo")
    await timers.renew_lists()
    assert len(await told(store)) == 1


async def test_the_web_finds_the_news_when_it_is_opened(
    store: Store, turns: Turns, clock: TestClock, later: Search
) -> None:
    """It cannot ring, and keeps what was said."""
    await keeping(Citizen(turns, clock, WEB))
    turns.search = later
    await Timers(store, turns, clock).renew_lists()
    assert len(await told(store)) == 1


async def test_many_owners_are_all_told(store: Store, turns: Turns, clock: TestClock, later: Search) -> None:
    """More than are looked at together."""
    for number in range(120):
        await Citizen(turns, clock, Address("telegram", "bot", f"c{number}")).press(f"checklist:{KANTOR_KAS}")
    turns.search = later
    await Timers(store, turns, clock).renew_lists()
    assert len(await told(store)) == 120


async def test_a_reminder_rings_once_at_its_time(store: Store, turns: Turns, clock: TestClock, siti: Citizen) -> None:
    """With what is missing; a jump of the clock rings it late rather than never."""
    timers = Timers(store, turns, clock)
    await siti.say("ingatkan saya besok jam 9")
    moment = (await own(store)).remind_at
    assert moment == dt.datetime(2026, 11, 19, 2, 0, tzinfo=dt.UTC)
    clock.now = moment - dt.timedelta(seconds=1)
    await timers.look()
    assert await told(store) == []
    clock.pass_by(3600)
    await timers.look()
    await timers.look()
    (text,) = await told(store)
    assert text.startswith("Pengingat yang Anda minta.")
    assert "5 dari 20 siap." in text
    assert (await own(store)).remind_at is None


async def test_a_reminder_that_was_switched_off_does_not_ring(
    store: Store, turns: Turns, clock: TestClock, siti: Citizen
) -> None:
    """Nor one that went with its list."""
    await siti.say("ingatkan saya besok", "matikan pengingat", "ingatkan saya besok")
    assert [row.remind_asked_at is not None for row in await rows(store, checklists)] == [True]
    await siti.say("hapus daftar periksa", "ya")
    clock.pass_by(3 * 24 * 3600)
    await Timers(store, turns, clock).look()
    assert await told(store) == []


async def test_the_web_takes_no_reminder(store: Store, turns: Turns, clock: TestClock) -> None:
    """It could not ring."""
    citizen = Citizen(turns, clock, WEB)
    await keeping(citizen)
    await citizen.say("ingatkan saya besok")
    assert "tidak dapat mengirim pengingat" in (await rows(store, messages))[-1].body
    assert (await own(store, WEB)).remind_at is None


async def test_a_reminder_that_fails_is_kept_for_replay_and_blocks_nothing(
    store: Store, turns: Turns, clock: TestClock, siti: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is due no longer."""
    await siti.say("ingatkan saya besok")
    clock.pass_by(3 * 24 * 3600)

    def fail(*_: Any) -> Outcome:
        raise ZeroDivisionError

    monkeypatch.setattr("bot.turns.complete", fail)
    await Timers(store, turns, clock).look()
    assert (await own(store)).remind_at is None
    assert len(await rows(store, failed_turns)) == 1


async def tick(store: Store, clock: TestClock, name: str, ready: bool, ago: float, version: str | None = None) -> None:
    """A tick made on the page some seconds ago."""
    kept = await own(store)
    text = next(item.text for item in kept.items if item.name == name)
    ticks = [PageTick(name, text, ready, clock() - dt.timedelta(seconds=ago))]
    work = partial(
        tick_on_page, address=SITI, service=KANTOR_KAS, version=version or kept.version, ticks=ticks, now=clock()
    )
    await store.write(work)


async def test_of_page_and_chat_the_later_word_stands(store: Store, clock: TestClock, siti: Citizen) -> None:
    """Per item, by the time at which it was said."""
    await siti.say("2 sudah")
    clock.pass_by(600)
    await tick(store, clock, "persyaratan/2", False, ago=900)
    await tick(store, clock, "persyaratan/4", True, ago=300)
    await tick(store, clock, "persyaratan/1", False, ago=10)
    ready = [item.number for item in (await own(store)).ready]
    assert ready == [2, 4, 9, 10, 15, 20]
    await tick(store, clock, "persyaratan/5", True, ago=-9999)
    await siti.say("5 belum")
    assert 5 not in [item.number for item in (await own(store)).ready]


async def test_a_page_of_an_older_decree_ticks_by_words(
    store: Store, turns: Turns, clock: TestClock, siti: Citizen, later: Search
) -> None:
    """Numbers moved; what was ticked is the paper that stood there."""
    before = await own(store)
    turns.search = later
    await siti.say("daftar periksa saya")
    clock.pass_by(60)
    audit, books = before.items[8], before.items[10]
    ticks = [PageTick(each.name, each.text, True, clock()) for each in (audit, books)]
    work = partial(tick_on_page, address=SITI, service=KANTOR_KAS, version=before.version, ticks=ticks, now=clock())
    await store.write(work)
    texts = [item.text for item in (await own(store)).ready]
    assert books.text in texts
    assert audit.text not in texts


async def test_lists_go_with_their_conversation(store: Store, siti: Citizen) -> None:
    """A deletion leaves no row; so does a list that the citizen deletes."""
    del siti
    await store.write(lambda unit: unit.connection.execute(conversations.delete()))
    assert (await rows(store, checklists), await rows(store, checklist_items)) == ([], [])


async def test_all_lists_of_one_citizen_can_be_deleted(
    store: Store, turns: Turns, clock: TestClock, siti: Citizen
) -> None:
    """And nobody else's; a reminder goes with them, and the chat says that there is none."""
    await siti.say("ingatkan saya besok")
    await keeping(Citizen(turns, clock, WEB))
    (first, *_) = await rows(store, conversations)
    assert await store.write(lambda unit: forget_lists(unit, first.id)) == 1
    assert await store.write(lambda unit: forget_lists(unit, first.id)) == 0
    assert len((await own(store, WEB)).items) == 20
    clock.pass_by(3 * 24 * 3600)
    await Timers(store, turns, clock).look()
    await siti.say("daftar periksa saya")
    assert await told(store) == []
    assert any("Anda belum punya daftar periksa." in row.body for row in await rows(store, messages))


async def test_lists_that_nobody_touches_are_forgotten(store: Store, clock: TestClock, siti: Citizen) -> None:
    """After as long as tickets are kept; the conversation then knows of none."""
    kept = dt.timedelta(days=730)
    clock.pass_by(kept.total_seconds() - 60)
    assert await store.write(lambda unit: forget_checklists(unit, clock(), kept)) == 0
    clock.pass_by(120)
    assert await store.write(lambda unit: forget_checklists(unit, clock(), kept)) == 1
    await siti.say("daftar periksa saya")
    assert "Anda belum punya daftar periksa." in (await rows(store, messages))[-1].body
