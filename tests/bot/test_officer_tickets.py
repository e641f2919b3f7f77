"""Tickets from an officer's chat: seen, taken, answered after a preview; another office's is as unknown as none."""

from __future__ import annotations

import re

import pytest

from bot.arrival import Address
from bot.staff import LONGEST_WORDS
from bot.store.schema import outbox, ticket_events, tickets
from bot.store.staff_schema import desk_audit
from bot.store.store import Store
from handlers.officers.tickets import LONGEST_ANSWER
from handlers.tickets import find_number, ticket_number
from knowledge.search import Search
from tests.bot.clock import TestClock
from tests.bot.officer_chats import Chats
from tests.bot.store.test_turns import rows

SITI = Address("telegram", "bot", "7")
STORY = "petugas loket tidak mau menerima berkas saya"
NAME, CONTACT = "Siti Aminah", "081234567890"


@pytest.fixture
def chats(store: Store, search: Search, clock: TestClock) -> Chats:
    """Officers' chats."""
    return Chats(store, search, clock)


@pytest.fixture
async def number(chats: Chats) -> str:
    """A complaint at Kalbar, filed as citizens file it."""
    for text in ("kalbar", f"mau mengadu, {STORY}", NAME, CONTACT):
        await chats.says(SITI, text)
    found = find_number(await chats.says(SITI, "kirim"))
    assert found is not None
    return found


async def audited(store: Store) -> list[str]:
    """What the desk's audit has of tickets."""
    return [f"{row.who} {row.what} {row.object}" for row in await rows(store, desk_audit) if "ticket" in row.what]


async def test_a_ticket_is_seen_taken_and_answered(chats: Chats, store: Store, number: str) -> None:
    """The citizen gets what the preview showed, once; the desk's history and audit have it all."""
    rina = await chats.employ("Rina", offices=("kalbar",))
    shown = await chats.says(rina, f"/tiket {number.lower()}")
    assert STORY in shown
    assert NAME not in shown
    assert CONTACT not in shown
    assert "sekarang Anda pegang" in await chats.presses(rina, f"officer:take:{number}")
    assert "sudah Anda pegang" in await chats.presses(rina, f"officer:take:{number}")
    await chats.presses(rina, f"officer:answer:{number}")
    preview = await chats.says(rina, "Berkas Anda bisa dibawa lagi besok pukul 09.00.")
    assert f"Jawaban untuk tiket {number}" in preview
    assert "Sudah selesai · Belum selesai" in preview
    assert "Berkas Anda" not in await chats.said(SITI)
    assert "pukul 10.00" in await chats.says(rina, "ubah: “pukul 09.00” menjadi “pukul 10.00”")
    assert f"Tiket {number} dijawab" in await chats.says(rina, "kirim")
    assert "Berkas Anda bisa dibawa lagi besok pukul 10.00." in await chats.said(SITI)
    events = [(row.kind, row.who, row.text) for row in await rows(store, ticket_events)]
    assert events[1:] == [
        ("assigned", "Rina", "Rina"),
        ("answered", "Rina", "Berkas Anda bisa dibawa lagi besok pukul 10.00."),
    ]
    assert await audited(store) == [
        f"rina ticket-seen ticket:{number}",
        f"rina ticket-assigned ticket:{number}",
        f"rina ticket-answered ticket:{number}",
    ]
    assert [row.status for row in await rows(store, outbox) if row.conversation_id == 1][-1] == "waiting"


async def test_another_offices_ticket_is_like_none(chats: Chats, store: Store, number: str) -> None:
    """Word for word, by whatever is tried; nothing changes, nothing is written down as seen."""
    dewi = await chats.employ("Dewi")
    none = ticket_number("kalbar", "334467")
    for verb in ("see", "take", "answer"):
        theirs = await chats.presses(dewi, f"officer:{verb}:{number}")
        assert theirs == await chats.presses(dewi, f"officer:{verb}:{none}")
        assert "tidak ada pada kantor Anda" in theirs
    assert await chats.says(dewi, f"/tiket {number}") == await chats.says(dewi, f"/tiket {none}")
    assert [row.version for row in await rows(store, tickets)] == [1]
    assert await audited(store) == []


async def test_a_citizen_presses_an_officers_button(chats: Chats, store: Store, number: str) -> None:
    """A forwarded one, or a made-up one: it leads nowhere."""
    for verb in ("see", "take", "answer", "approve"):
        assert "tidak berlaku" in await chats.presses(SITI, f"officer:{verb}:{number}")
    assert [row.version for row in await rows(store, tickets)] == [1]


async def test_the_citizen_writes_in_between(chats: Chats, number: str) -> None:
    """Between preview and word: it does not go before the officer has read that."""
    rina = await chats.employ("Rina", offices=("kalbar",))
    await chats.presses(rina, f"officer:answer:{number}")
    old = await chats.says(rina, "Silakan datang lagi.")
    await chats.says(SITI, "tambahan: kejadiannya di loket tiga")
    again = await chats.says(rina, "kirim")
    assert "berubah sejak pratinjau" in again
    assert "loket tiga" in again
    press = re.search(r"officer:send:[0-9a-f-]+", old)
    assert press is not None
    assert "pratinjau yang lama" in await chats.presses(rina, press[0])
    assert f"Tiket {number} dijawab" in await chats.says(rina, "kirim")


async def test_a_colleague_was_faster(chats: Chats, number: str) -> None:
    """Who holds it is told; nothing is taken away."""
    rina, budi = await chats.employ("Rina", offices=("kalbar",)), await chats.employ("Budi", offices=("kalbar",))
    await chats.presses(budi, f"officer:take:{number}")
    assert "sudah dipegang Budi" in await chats.presses(rina, f"officer:take:{number}")
    shown = await chats.says(rina, f"/tiket {number}")
    assert "officer:take" not in shown
    assert "officer:answer" in shown


async def test_dropped(chats: Chats, store: Store, number: str) -> None:
    """Nothing goes; a question of everyday is answered again afterwards."""
    rina = await chats.employ("Rina", offices=("kalbar",))
    await chats.presses(rina, f"officer:answer:{number}")
    await chats.says(rina, "Silakan datang lagi.")
    assert "belum dikirim" in await chats.says(rina, "nanti dulu ya")
    assert "Jawaban tidak dikirim" in await chats.says(rina, "batal")
    assert "dijawab" not in await chats.says(rina, "kirim")
    assert [row.version for row in await rows(store, tickets)] == [1]


def test_an_answer_may_be_as_long_as_at_the_desk() -> None:
    """One limit, whatever the surface."""
    assert LONGEST_ANSWER == LONGEST_WORDS
