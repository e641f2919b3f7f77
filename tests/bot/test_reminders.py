"""Reminders of limits: to whom, once, in the hours of the office, also across a restart; in chats and at the desk."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.arrival import Address, Arrival
from bot.staff import Staff
from bot.staff_chats import StaffChats
from bot.store.officer_acts import OfficerAct
from bot.store.officers import named_officer
from bot.store.reminders import own_reminders, reminders_read
from bot.store.staff_chat_schema import staff_reminders
from bot.store.store import Store
from bot.timers import Timers
from handlers.tickets import find_number
from handlers.turn import Message
from knowledge.search import Search
from tests.bot.clock import TestClock
from tests.bot.officer_chats import Chats
from tests.bot.store.test_turns import rows

SITI = Address("telegram", "bot", "7")
GROUP = Address("telegram", "bot", "-500")
HOUR = 3600
KALBAR = ("kalbar",)
NEAR, MISSED = "Batas waktu mendekat", "Batas waktu lewat"


@pytest.fixture
def chats(store: Store, search: Search, clock: TestClock) -> Chats:
    """Officers' chats."""
    return Chats(store, search, clock)


async def filed(chats: Chats, ticket_class: str = "ringan", holder: str | None = None) -> str:
    """A complaint at Kalbar, at 9.30 on a Wednesday, of a class and held by somebody; its number."""
    for text in ("kalbar", "mau mengadu, petugas loket tidak mau menerima berkas", "Siti", "081234567890"):
        await chats.says(SITI, text)
    number = find_number(await chats.says(SITI, "kirim"))
    assert number is not None
    staff = Staff(chats.store, chats.search, chats.clock)
    await staff.act(OfficerAct("class", number, "uji", ticket_class, "kalbar"))
    if holder is not None:
        await staff.act(OfficerAct("assigned", number, "uji", holder, "kalbar"))
    return number


async def looks(chats: Chats) -> None:
    """The clock and the staff's news look at the rows, as a service does that has just started."""
    await Timers(chats.store, chats.turns, chats.clock).look()
    again = Chats(chats.store, chats.search, chats.clock)
    await again.news.look()
    await again.news.look()


async def told(chats: Chats, chat: Address) -> tuple[int, int]:
    """How often a chat was told that a limit comes near, and that one was missed."""
    said = await chats.said(chat, 200)
    return said.count(NEAR), said.count(MISSED)


async def test_the_holder_and_then_the_head(chats: Chats, clock: TestClock) -> None:
    """Near: who holds it. Missed: the head too. Nobody else, and each once, however often it is looked."""
    rina, budi = await chats.employ("Rina", offices=KALBAR), await chats.employ("Budi", "head", KALBAR)
    tono, dewi = await chats.employ("Tono", offices=KALBAR), await chats.employ("Dewi", "head")
    number = await filed(chats, holder="Rina")
    clock.pass_by(2.3 * HOUR)
    await looks(chats)
    assert [await told(chats, each) for each in (rina, budi, tono, dewi)] == [(1, 0), (0, 0), (0, 0), (0, 0)]
    assert number in await chats.said(rina)
    clock.pass_by(2 * HOUR)
    for _ in range(3):
        await looks(chats)
    assert [await told(chats, each) for each in (rina, budi, tono, dewi)] == [(1, 1), (0, 1), (0, 0), (0, 0)]
    assert "tidak mau menerima" in await chats.presses(rina, f"officer:see:{number}")


async def test_nobody_holds_it(chats: Chats, clock: TestClock) -> None:
    """All officers of the office and its group are told; a button of the group takes it."""
    rina, tono = await chats.employ("Rina", offices=KALBAR), await chats.employ("Tono", offices=KALBAR)
    budi = await chats.employ("Budi", "head", KALBAR)
    officer = await chats.store.read(lambda connection: named_officer(connection, "Rina"))
    code = await StaffChats(chats.store, clock).code(officer, "kalbar")
    said = Arrival(GROUP, "g1", Message("text", f"/kelompok {code}"), private_at="x", person=rina.external_id)
    await chats.turns.take(said)
    number = await filed(chats)
    clock.pass_by(2.3 * HOUR)
    await looks(chats)
    assert [await told(chats, each) for each in (rina, tono, budi, GROUP)] == [(1, 0), (1, 0), (0, 0), (1, 0)]
    assert "menerima berkas" not in await chats.said(GROUP, 200)
    press = Arrival(
        GROUP, "g2", Message("press", choice=f"officer:take:{number}", pressed_in="5"), private_at="x",
        person=tono.external_id,
    )  # fmt: skip
    receipt = await chats.turns.take(press)
    assert "sekarang Anda pegang" in receipt.word
    assert f"Tiket {number} diambil Tono." in await chats.said(GROUP)


async def test_in_the_hours_of_the_office(chats: Chats, clock: TestClock) -> None:
    """What falls due while the office is shut is told when it opens, not at night."""
    rina = await chats.employ("Rina", offices=KALBAR)
    clock.now = dt.datetime(2026, 11, 18, 7, 30, tzinfo=dt.UTC)  # 14.30 in Pontianak
    await filed(chats, holder="Rina")
    clock.now = dt.datetime(2026, 11, 18, 14, 0, tzinfo=dt.UTC)  # nothing ran until 21.00
    await looks(chats)
    assert await told(chats, rina) == (0, 0)
    clock.now = dt.datetime(2026, 11, 19, 2, 0, tzinfo=dt.UTC)  # 9.00 the next day
    await looks(chats)
    near, missed = await told(chats, rina)
    assert near + missed >= 1
    again = await told(chats, rina)
    await looks(chats)
    assert await told(chats, rina) == again


async def test_what_was_settled_is_not_told(chats: Chats, store: Store, clock: TestClock) -> None:
    """Answered between the alarm and the opening: nobody is bothered."""
    rina = await chats.employ("Rina", offices=KALBAR)
    number = await filed(chats, holder="Rina")
    clock.pass_by(2.3 * HOUR)
    await Timers(store, chats.turns, clock).look()
    await Staff(store, chats.search, clock).act(OfficerAct("answered", number, "Rina", "Siap.", "kalbar"))
    await looks(chats)
    assert await told(chats, rina) == (0, 0)
    assert [row.told_at is None for row in await rows(store, staff_reminders)] == [False]


async def test_at_the_desk(chats: Chats, store: Store, clock: TestClock) -> None:
    """Without a linked chat too; read is read, and what is settled falls off by itself. A later link rings nothing."""
    await filed(chats)
    await chats.employ("Rina", offices=KALBAR)
    officer = await store.read(lambda connection: named_officer(connection, "Rina"))
    await StaffChats(store, clock).cut(officer)
    clock.pass_by(2.3 * HOUR)
    await looks(chats)
    (own,) = await store.read(lambda connection: own_reminders(connection, officer))
    assert own.kind == "warned"
    clock.pass_by(60)
    rina = await chats.link("Rina")
    await looks(chats)
    assert await told(chats, rina) == (0, 0)
    assert await store.write(lambda unit: reminders_read(unit, officer.id, clock())) == 1
    assert await store.read(lambda connection: own_reminders(connection, officer)) == []
    clock.pass_by(2 * HOUR)
    await looks(chats)
    (own,) = await store.read(lambda connection: own_reminders(connection, officer))
    assert own.kind == "overdue"
    assert await told(chats, rina) == (0, 1)


async def test_killed_between_the_line_and_the_word(
    chats: Chats, store: Store, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line of the history and the reminder stand or fall together; a restart tells, and tells once."""
    rina = await chats.employ("Rina", offices=KALBAR)
    await filed(chats, holder="Rina")
    clock.pass_by(2.3 * HOUR)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    await Timers(store, chats.turns, clock).look()
    with monkeypatch.context() as patched:
        patched.setattr(type(chats.turns), "take", killed)
        with pytest.raises(KeyboardInterrupt):
            await chats.news.look()
    assert await told(chats, rina) == (0, 0)
    for _ in range(2):
        await looks(chats)
    assert await told(chats, rina) == (1, 0)
