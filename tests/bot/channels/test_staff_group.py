"""A group of the staff: told of new tickets without personal data, pressed by its officers, thrown out of, moved."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

import bot.channels.telegram.account
from bot.channels.telegram.sending import PACE
from handlers.tickets import find_number
from knowledge.search import Search
from tests.bot.channels.test_staff_links import RINA, SITI, Office
from tests.bot.clock import TestClock
from tests.bot.desk.colleagues import accounts, at_desk, employ
from tests.bot.service import serving
from tests.bot.telegram import stored
from tests.bot.ticket_core import use_ticket_core_for_complaints
from tests.bot.waiting import until
from tests.fakes.bot_api import BOT, TOKEN, FakeBotApi

GROUP, CITIZEN = -500, 21
SUPERGROUP = -1001
ASSIGNED = "SELECT assigned_to FROM tickets"


@pytest.fixture
async def office(
    tmp_path: Path, search: Search, clock: TestClock, telegram: FakeBotApi, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Office]:
    """Rina of Kalbar is linked, and so is the group."""
    use_ticket_core_for_complaints(monkeypatch)
    monkeypatch.setattr(bot.channels.telegram.account, "PACE", replace(PACE, chat_rate=10, group_rate=1.5))
    async with (
        serving(tmp_path, search, clock=clock, telegram_token=TOKEN, telegram_api_url=telegram.url) as url,
        accounts(tmp_path, search, clock) as officers,
    ):
        await telegram.until_called("setMyCommands")
        async with at_desk(url, await employ(officers, url)) as rina:
            it = Office(url, tmp_path, clock, officers, rina, telegram)
            await it.link()
            code = await it.code("group-code", office="kalbar")
            assert "kelompok petugas" in await it.hears(f"/kelompok {code}", GROUP, by=RINA)
            yield it


def told(telegram: FakeBotApi, group: int = GROUP) -> list[str]:
    """The notices that a group got, first words first."""
    return [
        str(each["text"]) for each in telegram.sent if str(each["chat_id"]) == str(group) and "Batas" in each["text"]
    ]


async def test_a_new_ticket_is_told_and_taken(office: Office) -> None:
    """Number, kind and limit, no word of the citizen; the press of an officer changes the message in its place."""
    telegram = office.telegram
    office.telegram.says("adukan petugas merpati minta uang", CITIZEN)
    await until(lambda: len(told(telegram)) == 1)
    (text,) = told(telegram)
    number = find_number(text)
    assert number is not None
    assert "Pengaduan" in text
    assert not any(word in text for word in ("merpati", "Yanti", "0812"))
    message = telegram.messages_with(f"officer:take:{number}", GROUP)[-1]
    telegram.presses(f"officer:take:{number}", GROUP, by=SITI)
    await until(lambda: any("akun Telegramnya sudah tertaut" in str(each) for _, each in telegram.calls))
    assert stored(office.folder, ASSIGNED) == [None]
    assert telegram.edited == []
    telegram.presses(f"officer:take:{number}", GROUP, by=RINA)
    (edited,) = await telegram.until_edited(1)
    assert edited["message_id"] == message
    assert "Diambil Rina Wati" in edited["text"]
    assert "reply_markup" not in edited
    assert stored(office.folder, ASSIGNED) == ["Rina Wati"]
    telegram.presses(f"officer:take:{number}", GROUP, on=message, by=RINA)
    await until(lambda: any("sudah Anda pegang" in str(each) for _, each in telegram.calls))
    assert len(told(telegram)) == 1
    assert "ticket-assigned" in stored(office.folder, "SELECT what FROM desk_audit")


async def test_many_at_once_become_few_messages(office: Office) -> None:
    """Under load one message sums up several; Telegram refuses none for being too much, and no ticket is left out."""
    for count in range(20):
        office.telegram.says(f"adukan hal {count}", CITIZEN + count)
    every = "SELECT count(*) FROM staff_notices WHERE event IS NULL"
    await until(lambda: stored(office.folder, "SELECT count(*) FROM tickets") == [20])
    await until(lambda: stored(office.folder, every) == [0] and len(told(office.telegram)) >= 3)
    numbers = stored(office.folder, "SELECT number FROM tickets")
    await until(lambda: all(any(number in text for text in told(office.telegram)) for number in numbers))
    assert len(told(office.telegram)) < 10
    assert office.telegram.groups.floods == 0
    several = [text for text in told(office.telegram) if "tiket baru" in text]
    assert several
    picked = find_number(several[-1])
    office.telegram.presses(f"officer:take:{picked}", GROUP, by=RINA)
    (edited,) = await office.telegram.until_edited(1)
    assert edited["text"].count("Diambil Rina Wati") == 1
    assert len(edited["reply_markup"]["inline_keyboard"]) == several[-1].count("Batas") - 1


async def test_thrown_out_and_let_in_again(office: Office) -> None:
    """Meanwhile nothing is lost: what came is told when the bot is back; the desk says that it is out."""
    telegram = office.telegram
    telegram.groups.kicked.add(str(GROUP))
    telegram.says("adukan hal pertama", CITIZEN)
    gone = "SELECT count(*) FROM conversations WHERE unreachable_since IS NOT NULL"
    await until(lambda: stored(office.folder, gone) == [1])
    telegram.says("adukan hal kedua", CITIZEN)
    await until(lambda: stored(office.folder, "SELECT count(*) FROM tickets") == [2])
    assert "Bot sudah dikeluarkan" in (await office.rina.get("/desk/telegram"))[1]
    telegram.groups.kicked.clear()
    told_before = len(told(telegram))
    chat = telegram.message("", GROUP)["chat"]
    telegram.does(
        {"my_chat_member": {"chat": chat, "from": {"id": RINA}, "new_chat_member": {"status": "member", "user": BOT}}},
        GROUP,
    )
    numbers = stored(office.folder, "SELECT number FROM tickets")
    await until(lambda: all(any(number in text for text in told(telegram)[told_before:]) for number in numbers))


@pytest.mark.parametrize("how", ["update", "refusal"])
async def test_a_group_that_became_a_supergroup(office: Office, how: str) -> None:
    """Told of by an update, or only by the refusal of what is sent: it goes on in the new one, and nothing is lost."""
    telegram = office.telegram
    telegram.groups.moved[str(GROUP)] = str(SUPERGROUP)
    telegram.known.add(str(SUPERGROUP))
    if how == "update":
        telegram.says("", GROUP, {"migrate_to_chat_id": SUPERGROUP})
    telegram.says("adukan hal pertama", CITIZEN)
    await until(lambda: len(told(telegram, SUPERGROUP)) == 1)
    number = find_number(told(telegram, SUPERGROUP)[0])
    telegram.presses(f"officer:take:{number}", SUPERGROUP, by=RINA)
    await telegram.until_edited(1)
    assert stored(office.folder, ASSIGNED) == ["Rina Wati"]


async def test_a_new_supergroup_that_spoke_first(office: Office) -> None:
    """Its first word came before the news of the move: the link and what waits go over to it."""
    telegram = office.telegram
    await office.hears("/kelompok", SUPERGROUP, by=RINA)
    telegram.groups.moved[str(GROUP)] = str(SUPERGROUP)
    telegram.says("adukan hal pertama", CITIZEN)
    await until(lambda: len(told(telegram, SUPERGROUP)) == 1)
    assert stored(office.folder, "SELECT count(*) FROM staff_groups") == [1]


async def test_another_offices_ticket_is_not_told(office: Office) -> None:
    """A group of Depok hears nothing of Kalbar; an officer of Depok in Kalbar's group takes nothing."""
    telegram, dewi = office.telegram, 14
    login = await employ(office.officers, office.url, "Dewi", "depok")
    async with at_desk(office.url, login) as browser:
        await office.hears(f"/petugas {await office.code(by=browser)}", dewi)
    telegram.says("adukan hal pertama", CITIZEN)
    await until(lambda: len(told(telegram)) == 1)
    number = find_number(told(telegram)[0])
    telegram.presses(f"officer:take:{number}", GROUP, by=dewi)
    await until(lambda: any("akun Telegramnya sudah tertaut" in str(each) for _, each in telegram.calls))
    assert stored(office.folder, ASSIGNED) == [None]
