"""Lists that turn their pages in place on Telegram, whatever becomes of the message that shows them."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

import bot.channels.telegram.client
from bot.arrival import Address
from bot.channels.telegram.client import make_bot
from bot.channels.telegram.rendering import keyboard, parts
from bot.channels.telegram.sending import TelegramCarrier
from bot.delivery import Deferred, Delivered, Delivery, Halted, Unreachable
from bot.papers.paper import Paper
from handlers.turn import Choice, FileRef, Reply, Section
from knowledge.search import Search
from tests.bot.telegram import hooked, polling, stored
from tests.fakes.bot_api import TOKEN, FakeBotApi
from tests.fakes.bot_api_rules import Refusal

LIST, SECOND, FIRST = "services:depok", "services:depok:2", "services:depok:1"


def buttons(message: dict[str, Any]) -> list[list[str]]:
    """The labels under a message, row by row."""
    return [[button["text"] for button in row] for row in message["reply_markup"]["inline_keyboard"]]


async def test_a_page_takes_the_place_of_the_one_before(tmp_path: Path, search: Search, telegram: FakeBotApi) -> None:
    """The list stays one message; on and back lead on and back; every press is answered."""
    async with polling(tmp_path, search, telegram):
        telegram.presses(LIST)
        shown = (await telegram.until_sent(1))[0]
        assert "Halaman 1 dari 2." in shown["text"]
        assert buttons(shown)[-1] == ["Berikutnya"]
        telegram.presses(SECOND)
        second = (await telegram.until_edited(1))[0]
        assert second["message_id"] == shown["message_id"]
        assert "Halaman 2 dari 2." in second["text"]
        assert buttons(second)[-1] == ["Sebelumnya"]
        assert [label for row in buttons(second) for label in row][:3] == [
            "Kios usaha mikro",
            "Klinik bisnis",
            "Toko online",
        ]
        telegram.presses(FIRST)
        first = (await telegram.until_edited(2))[1]
        assert (first["text"], buttons(first)) == (shown["text"], buttons(shown))
    assert len(telegram.sent) == 1
    assert sum(method == "answerCallbackQuery" for method, _ in telegram.calls) == 3
    assert stored(tmp_path, "SELECT DISTINCT status || platform_id FROM outbox") == [f"sent{shown['message_id']}"]


async def test_a_typed_number_or_word_turns_the_page_in_a_new_message(
    tmp_path: Path, search: Search, telegram: FakeBotApi
) -> None:
    """What was typed stands below the list, so the answer stands below that."""
    async with polling(tmp_path, search, telegram):
        telegram.presses(LIST)
        await telegram.until_sent(1)
        telegram.says("9")
        await telegram.until_sent(2)
        telegram.says("sebelumnya")
        await telegram.until_sent(3)
        telegram.says("1")
        answer = (await telegram.until_sent(4))[3]
    assert "Halaman 2 dari 2." in telegram.sent[1]["text"]
    assert "Halaman 1 dari 2." in telegram.sent[2]["text"]
    assert "Layanan tamu" in answer["text"]
    assert telegram.edited == []


async def test_a_double_tap_turns_once(tmp_path: Path, search: Search, telegram: FakeBotApi) -> None:
    """The second tap finds the page as it should be; the chat goes on."""
    async with hooked(tmp_path, search, telegram):
        await telegram.post(telegram.presses(LIST))
        await telegram.until_sent(1)
        tap, again = telegram.presses(SECOND), telegram.presses(SECOND)
        assert [await telegram.post(each) for each in (tap, tap, again, again)] == [200] * 4
        await telegram.post(telegram.says("terima kasih"))
        await telegram.until_sent(2)
    assert len(telegram.edited) == 1
    assert stored(tmp_path, "SELECT count(*) FROM messages WHERE direction = 'in'") == [4]
    assert stored(tmp_path, "SELECT DISTINCT status FROM outbox") == ["sent"]


@pytest.mark.parametrize("gone", ["before the press", "after the press", "too old"])
async def test_a_list_that_cannot_be_changed_any_more_is_sent_anew(
    tmp_path: Path, search: Search, telegram: FakeBotApi, gone: str
) -> None:
    """Someone deleted the message, or Telegram will not change it."""
    async with hooked(tmp_path, search, telegram):
        await telegram.post(telegram.presses(LIST))
        list_id = (await telegram.until_sent(1))[0]["message_id"]
        if gone == "before the press":
            telegram.deletes(list_id)
        press = telegram.presses(SECOND, on=list_id)
        if gone == "after the press":
            telegram.deletes(list_id)
        if gone == "too old":
            telegram.too_old.add(list_id)
        await telegram.post(press)
        second = (await telegram.until_sent(2))[1]
        await telegram.post(telegram.presses(FIRST))
        first = (await telegram.until_edited(1))[0]
    assert "Halaman 2 dari 2." in second["text"]
    assert second["message_id"] == first["message_id"] != list_id


async def test_a_page_turned_to_before_a_restart_is_shown_after_it(
    tmp_path: Path, search: Search, telegram: FakeBotApi
) -> None:
    """What is to be changed waits in the outbox like everything else."""
    async with polling(tmp_path, search, telegram):
        telegram.presses(LIST)
        shown = (await telegram.until_sent(1))[0]
        telegram.refusals.extend([Refusal(500, "Internal Server Error")] * 50)
        telegram.presses(SECOND)
        async with asyncio.timeout(10):
            while len(telegram.refusals) == 50:
                await asyncio.sleep(0.01)
    telegram.refusals.clear()
    async with polling(tmp_path, search, telegram):
        assert (await telegram.until_edited(1))[0]["message_id"] == shown["message_id"]
    assert len(telegram.sent) == 1


async def test_parts_of_a_service_turn_pages_too(tmp_path: Path, search: Search, telegram: FakeBotApi) -> None:
    """ "Bagian lain" has up to fourteen, and what calls the answer wrong."""
    async with polling(tmp_path, search, telegram):
        telegram.presses("parts:kalbar/izin-kantor-cabang-pembantu")
        await telegram.until_sent(1)
        telegram.presses("parts:kalbar/izin-kantor-cabang-pembantu:2")
        second = (await telegram.until_edited(1))[0]
    assert [label for row in buttons(second) for label in row][-3:] == [
        "Evaluasi kinerja", "Jawaban ini keliru?", "Sebelumnya",
    ]  # fmt: skip


async def no_paper(_address: Address, _ref: FileRef) -> Paper:
    """Nothing here has a file."""
    raise AssertionError


async def delivered(telegram: FakeBotApi, reply: Reply) -> Delivery:
    """What becomes of a reply."""
    ours = make_bot(TOKEN, telegram.url)
    await ours.request.initialize()
    try:
        return await TelegramCarrier(ours, "123456789", no_paper).deliver(Address("telegram", "123456789", "7"), reply)
    finally:
        await ours.request.shutdown()


def page(text: str = "<isi> & lain", replaces: str | None = None) -> Reply:
    """A reply of one message."""
    return Reply((Section(None, (text,)),), choices=(Choice("menu", "Menu"),), replaces=replaces)


@pytest.mark.parametrize(
    ("refusal", "expected"),
    [
        (Refusal(429, "Too Many Requests: retry after 3", retry_after=3), Deferred("", 3.0)),
        (Refusal(500, "Internal Server Error"), Deferred("")),
        (Refusal(403, "Forbidden: bot was blocked by the user"), Unreachable("")),
        (Refusal(401, "Unauthorized"), Halted("")),
        (Refusal(400, "Bad Request: MESSAGE_ID_INVALID"), Delivered()),
        (Refusal(400, "Bad Request: can't parse entities: unsupported tag"), Delivered()),
    ],
)
async def test_what_a_refused_change_means(telegram: FakeBotApi, refusal: Refusal, expected: Delivery) -> None:
    """As of a message: wait, try again, leave alone, ask the operator; what cannot be changed is sent."""
    telegram.says("halo")
    first = await delivered(telegram, page("satu"))
    assert isinstance(first, Delivered)
    telegram.refusals.append(refusal)
    found = await delivered(telegram, page(replaces=first.platform_id))
    assert type(found) is type(expected)
    if isinstance(found, Deferred) and isinstance(expected, Deferred):
        assert (found.seconds, found.may_have_arrived) == (expected.seconds, False)


async def test_a_change_whose_answer_is_lost_is_made_again(
    telegram: FakeBotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody sees a page twice, so it is never left uncertain; a new message may be."""
    telegram.says("halo")
    first = await delivered(telegram, page("satu"))
    assert isinstance(first, Delivered)
    monkeypatch.setattr(bot.channels.telegram.client, "_USUAL", 0.3)
    telegram.late = 5.0
    lost = [await delivered(telegram, each) for each in (page(replaces=first.platform_id), page("dua"))]
    telegram.late = 0.0
    assert await delivered(telegram, page(replaces=first.platform_id)) == first
    assert [isinstance(each, Deferred) and each.may_have_arrived for each in lost] == [False, True]
    assert len(telegram.edited) == 1


async def test_a_change_without_markup_when_telegram_does_not_take_it(telegram: FakeBotApi) -> None:
    """Rather than nothing at all."""
    telegram.says("halo")
    first = await delivered(telegram, page("satu"))
    assert isinstance(first, Delivered)
    telegram.refusals.append(Refusal(400, "Bad Request: can't parse entities: unsupported tag"))
    assert await delivered(telegram, page(replaces=first.platform_id)) == first
    assert ("parse_mode" in telegram.edited[0], telegram.edited[0]["text"]) == (False, "<isi> & lain")


async def test_a_reply_too_long_for_one_message_is_not_put_in_place_of_one(telegram: FakeBotApi) -> None:
    """Its parts belong together."""
    telegram.says("halo")
    first = await delivered(telegram, page("satu"))
    assert isinstance(first, Delivered)
    long = page("panjang " * 900, replaces=first.platform_id)
    await delivered(telegram, long)
    assert (len(telegram.edited), len(telegram.sent)) == (0, 1 + len(parts(long)))


def test_choices_that_turn_pages_have_a_row_of_their_own() -> None:
    """Nobody takes "Sebelumnya" for one more service."""
    labels = ["Toko online", "Sebelumnya", "Berikutnya"]
    rows = keyboard(tuple(Choice(label, label) for label in labels), turning=2)
    assert [[choice.label for choice in row] for row in rows] == [["Toko online"], ["Sebelumnya", "Berikutnya"]]
