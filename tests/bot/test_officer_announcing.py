"""Announcements ordered from a chat: the number typed, the second person, restarts, officers who are none any more."""

from __future__ import annotations

import re

import pytest

from bot.announcing import Announcing
from bot.officers import Officers
from bot.store.announcements import list_announcements
from bot.store.schema import announcements
from bot.store.staff_chat_schema import staff_orders
from bot.store.store import Store
from handlers.house import House
from knowledge.search import Search
from tests.bot.clock import TestClock
from tests.bot.following import follow
from tests.bot.officer_chats import Chats
from tests.bot.store.test_turns import rows


@pytest.fixture
def chats(store: Store, search: Search, clock: TestClock) -> Chats:
    """Officers' chats."""
    return Chats(store, search, clock)


async def states(store: Store) -> list[str]:
    """The state of every announcement."""
    return [row.state for row in await rows(store, announcements)]


async def test_a_large_audience_is_typed(chats: Chats, store: Store, clock: TestClock) -> None:
    """The number itself, with or without its dot; another number, or somebody new meanwhile, asks again."""
    await follow(store, range(1001), "depok", now=clock())
    rina = await chats.employ("Rina")
    await chats.says(rina, "/umumkan Pelatihan dibuka.")
    await chats.says(rina, "pelatihan")
    assert "Ketik 1.001 untuk mengirim" in await chats.says(rina, "kirim")
    assert "Ketik 1.001 untuk mengirim" in await chats.says(rina, "1000")
    await follow(store, [5000], "depok", now=clock())
    assert "Ketik 1.002 untuk mengirim" in await chats.says(rina, "1001")
    assert await states(store) == []
    assert "Dikirim kepada 1.002 penerima" in await chats.says(rina, "1.002")
    await chats.news.look()
    assert await states(store) == ["sending"]


async def test_whom_it_cannot_reach_is_said_before_it_goes(chats: Chats, store: Store, clock: TestClock) -> None:
    """At WhatsApp, whose subscribers did not write for a day and cannot be asked to."""
    await follow(store, (1, 2), "depok", now=clock())
    rina = await chats.employ("Rina")
    await chats.says(rina, "/umumkan Pelatihan dibuka.")
    assert "WhatsApp" not in await chats.says(rina, "pelatihan")
    await follow(store, (81, 82, 83), "depok", channel="whatsapp", account="1065", now=clock())
    told = await chats.says(rina, "ubah: Pelatihan dibuka besok.")
    assert "Penerima: 5" in told
    assert "3 di antaranya tidak akan menerimanya: di WhatsApp mereka tidak menulis selama 24 jam terakhir" in told


async def test_another_number_when_it_is_to_go(chats: Chats, store: Store, clock: TestClock) -> None:
    """Between the word and the sending somebody new follows: nothing goes, and the number is asked for again."""
    await follow(store, range(1001), "depok", now=clock())
    rina = await chats.employ("Rina")
    for text in ("/umumkan Pelatihan dibuka.", "pelatihan", "kirim", "1001"):
        await chats.says(rina, text)
    await follow(store, [5000], "depok", now=clock())
    await chats.news.look()
    assert "Penerimanya sekarang 1.002" in await chats.said(rina)
    assert await states(store) == ["cancelled"]
    await chats.says(rina, "1002")
    await chats.news.look()
    assert await states(store) == ["cancelled", "sending"]


async def test_a_second_person_is_asked(store: Store, search: Search, clock: TestClock) -> None:
    """Every head of the office who has linked a chat sees the message and may let it go; never the sender."""
    chats = Chats(store, search, clock, frozenset({"depok"}))
    chats.turns.house = House(frozenset({"depok"}))
    await follow(store, (1, 2), "depok", now=clock())
    rina, head = await chats.employ("Rina", "head"), await chats.employ("Budi", "head")
    stranger, officer = await chats.employ("Dewi", "head", ("kalbar",)), await chats.employ("Tono")
    for text in ("/umumkan Pelatihan dibuka.", "pelatihan"):
        await chats.says(rina, text)
    assert "Menunggu persetujuan orang kedua" in await chats.says(rina, "kirim")
    await chats.news.look()
    assert await states(store) == ["waiting-approval"]
    asked = await chats.said(head)
    assert "Rina meminta persetujuan" in asked
    assert "Pelatihan dibuka." in asked
    found = re.search(r"officer:approve:\d+", asked)
    assert found is not None
    for chat in (rina, stranger, officer):
        assert "meminta persetujuan" not in await chats.said(chat, 5)
    assert "bukan yang mengirimnya" in await chats.presses(rina, found[0])
    assert "tidak ada" in await chats.presses(stranger, found[0])
    assert "kepala atau pengelola" in await chats.presses(officer, found[0])
    assert "Disetujui" in await chats.presses(head, found[0])
    await chats.news.look()
    assert await states(store) == ["sending"]
    assert "sudah tidak menunggu" in await chats.presses(head, found[0])


@pytest.mark.parametrize("at", ["draft", "send"])
async def test_a_restart_in_the_middle_sends_once(
    chats: Chats, store: Store, clock: TestClock, at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after the draft, or after it was let go and before that was noted: it goes, and once."""
    await follow(store, (1,), "depok", now=clock())
    rina = await chats.employ("Rina")
    for text in ("/umumkan Pelatihan dibuka.", "pelatihan", "kirim"):
        await chats.says(rina, text)
    whole = getattr(Announcing, at)

    async def killed(*given: object, **more: object) -> None:
        await whole(*given, **more)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Announcing, at, killed)
        with pytest.raises(KeyboardInterrupt):
            await chats.news.look()
    again = Chats(store, chats.search, clock)
    await again.news.look()
    kept = await store.read(lambda connection: list_announcements(connection, "depok"))
    assert [each.state for each in kept].count("sending") == 1
    assert {each.state for each in kept} <= {"sending", "draft"}


async def test_an_officer_no_more(chats: Chats, store: Store) -> None:
    """Deactivated between the preview and the word: the word is a citizen's."""
    rina = await chats.employ("Rina")
    for text in ("/umumkan Pelatihan dibuka.", "pelatihan"):
        await chats.says(rina, text)
    await Officers(store, chats.search, chats.clock, "uji").deactivate("Rina", None)
    assert "saya kabarkan" not in await chats.says(rina, "kirim")
    assert await rows(store, staff_orders) == []
    assert "meja petugas" not in await chats.says(rina, "/umumkan Lagi.")


async def test_an_older_preview_sends_nothing(chats: Chats, store: Store) -> None:
    """Its button shows the newest one instead; what was sent is not sent again by it."""
    rina = await chats.employ("Rina")
    await chats.says(rina, "/umumkan Pelatihan dibuka.")
    first = re.search(r"officer:send:[0-9a-f-]+", await chats.says(rina, "pelatihan"))
    second = re.search(r"officer:send:[0-9a-f-]+", await chats.says(rina, "ubah: Pelatihan ditutup."))
    assert first is not None
    assert second is not None
    shown = await chats.presses(rina, first[0])
    assert "pratinjau yang lama" in shown
    assert "Pelatihan ditutup." in shown
    third = re.search(r"officer:send:[0-9a-f-]+", shown)
    assert third is not None
    assert "saya kabarkan" in await chats.presses(rina, third[0])
    assert "sudah selesai" in await chats.presses(rina, third[0])
    assert len(await rows(store, staff_orders)) == 1


async def test_what_is_half_done_ends_with_the_day(chats: Chats, clock: TestClock) -> None:
    """A word of the next morning sends nothing."""
    rina = await chats.employ("Rina")
    for text in ("/umumkan Pelatihan dibuka.", "pelatihan"):
        await chats.says(rina, text)
    clock.pass_by(13 * 3600)
    assert "saya kabarkan" not in await chats.says(rina, "kirim")
