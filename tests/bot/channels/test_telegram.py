"""Telegram through the real service, against a host that refuses what Telegram refuses."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

from bot.channels.telegram.rendering import keyboard, parts, units
from handlers.turn import Choice, Line, Reply, Section
from knowledge.search import Search
from tests.bot.telegram import hooked, polling, stored
from tests.fakes.bot_api import BOT, FakeBotApi, private
from tests.fakes.bot_api_rules import Refusal

GROUP = {"id": -100, "type": "supergroup", "title": "Koperasi Maju"}
IN_GROUP: dict[str, Any] = {"chat": GROUP}


async def test_a_question_and_a_press_by_polling(tmp_path: Path, search: Search, telegram: FakeBotApi) -> None:
    """The answer as HTML with its source, the choices as buttons; a press is answered and leads on."""
    async with polling(tmp_path, search, telegram):
        telegram.says("brp biaya kios depok?")
        answer = (await telegram.until_sent(1))[0]
        assert answer["parse_mode"] == "HTML"
        assert "<b>Kios usaha mikro · Biaya</b>" in answer["text"]
        assert "<i>Sumber: Keputusan" in answer["text"]
        buttons = [button for row in answer["reply_markup"]["inline_keyboard"] for button in row]
        telegram.presses(buttons[0]["callback_data"])
        assert "Persyaratan" in (await telegram.until_sent(2))[1]["text"]
        await telegram.until_called("answerCallbackQuery")


async def test_the_webhook_wants_its_secret(tmp_path: Path, search: Search, telegram: FakeBotApi) -> None:
    """A stranger who knows the address is refused; Telegram's own posts are acted on once however often they come."""
    async with hooked(tmp_path, search, telegram):
        update = telegram.says("biaya kios depok")
        assert await telegram.post(update, "wrong") == 403
        assert await telegram.post(update, "") == 403
        assert [await telegram.post(update) for _ in range(3)] == [200, 200, 200]
        await telegram.until_sent(1)
        assert telegram.webhook is not None
        assert "callback_query" in telegram.webhook["allowed_updates"]
        assert (await telegram.post({"update_id": 1, "poll": {}}), await telegram.post({"no": 1})) == (200, 400)
    assert stored(tmp_path, "SELECT count(*) FROM messages WHERE direction = 'in'") == [1]


async def test_what_was_not_sent_before_a_restart_is_sent_after(
    tmp_path: Path, search: Search, telegram: FakeBotApi
) -> None:
    """The outbox holds it; the press of a button from before still works."""
    telegram.refusals.extend([Refusal(500, "Internal Server Error")] * 5)
    async with polling(tmp_path, search, telegram):
        telegram.says("biaya kios depok")
        async with asyncio.timeout(10):
            while len(telegram.refusals) == 5:
                await asyncio.sleep(0.01)
    telegram.refusals.clear()
    async with polling(tmp_path, search, telegram):
        await telegram.until_sent(1)
        telegram.presses("ask:depok/kios:persyaratan")
        assert "Persyaratan" in (await telegram.until_sent(2))[1]["text"]


async def test_markup_that_telegram_does_not_take_is_sent_as_plain_text(
    tmp_path: Path, search: Search, telegram: FakeBotApi
) -> None:
    """Rather than nothing at all."""
    telegram.refusals.append(Refusal(400, "Bad Request: can't parse entities: unsupported tag"))
    async with polling(tmp_path, search, telegram):
        telegram.says("biaya kios depok")
        answer = (await telegram.until_sent(1))[0]
    assert "parse_mode" not in answer
    assert "Kios usaha mikro · Biaya" in answer["text"]


async def test_too_many_requests_waits_as_told(tmp_path: Path, search: Search, telegram: FakeBotApi) -> None:
    """And then the reply arrives, once."""
    telegram.refusals.append(Refusal(429, "Too Many Requests: retry after 1", retry_after=1))
    async with polling(tmp_path, search, telegram):
        telegram.says("terima kasih")
        await telegram.until_sent(1)
    assert stored(tmp_path, "SELECT status || attempts FROM outbox") == ["sent2"]


async def test_someone_who_blocked_the_bot_is_left_alone(tmp_path: Path, search: Search, telegram: FakeBotApi) -> None:
    """Until they let it in again, which Telegram tells."""
    telegram.blocked.add("7")
    member = {"chat": private(7), "from": private(7), "date": 1, "old_chat_member": {"status": "member", "user": BOT}}
    async with polling(tmp_path, search, telegram):
        telegram.says("halo")
        async with asyncio.timeout(10):
            while not stored(tmp_path, "SELECT 1 FROM conversations WHERE unreachable_since IS NOT NULL"):
                await asyncio.sleep(0.02)
        telegram.blocked.clear()
        telegram.does({"my_chat_member": {**member, "new_chat_member": {"status": "member", "user": BOT}}}, 7)
        async with asyncio.timeout(10):
            while stored(tmp_path, "SELECT 1 FROM conversations WHERE unreachable_since IS NOT NULL"):
                await asyncio.sleep(0.02)
    assert telegram.sent == []


async def test_a_wrong_token_leaves_the_rest_running(tmp_path: Path, search: Search, telegram: FakeBotApi) -> None:
    """The web chat serves; the log says what to check."""
    wrong = "987654321:AAWrongTokenWrongTokenWrongToken00"
    async with (
        polling(tmp_path, search, telegram, wrong) as url,
        ClientSession() as session,
        session.get(f"{url}/health/ready") as response,
    ):
        assert response.status == 200
    assert telegram.calls == []


async def test_deep_links_choose_the_office_or_the_service(
    tmp_path: Path, search: Search, telegram: FakeBotApi
) -> None:
    """The code at an office's counter needs no typing."""
    async with polling(tmp_path, search, telegram):
        telegram.says("/start depok", 1)
        telegram.says("/start kalbar--izin-kantor-cabang", 2)
        telegram.says("/start", 3)
        await telegram.until_sent(3)
    by_chat = {message["chat_id"]: message["text"] for message in telegram.sent}
    assert "Kota Depok" in by_chat["1"]
    assert "Izin kantor cabang" in by_chat["2"]
    assert "Pilih kantornya" in by_chat["3"]


async def test_in_a_group_only_what_is_meant_for_the_bot_is_answered(
    tmp_path: Path, search: Search, telegram: FakeBotApi
) -> None:
    """/tanya, a mention, a reply to the bot; the group's own talk is neither answered nor stored."""
    async with polling(tmp_path, search, telegram):
        telegram.says("biaya kios depok berapa ya teman-teman", -100, IN_GROUP)
        telegram.says("/tanya biaya kios depok", -100, IN_GROUP)
        await telegram.until_sent(1)
        telegram.says("@TanyaDinasBot kalau syaratnya?", -100, IN_GROUP)
        await telegram.until_sent(2)
        telegram.says(
            "terima kasih", -100, {**IN_GROUP, "reply_to_message": {**telegram.message("x", -100), "from": BOT}}
        )
        await telegram.until_sent(3)
    assert ["Biaya" in telegram.sent[0]["text"], "Persyaratan" in telegram.sent[1]["text"]] == [True, True]
    assert stored(tmp_path, "SELECT count(*) FROM messages WHERE direction = 'in'") == [3]


async def test_inline_questions_insert_the_answer_anywhere(
    tmp_path: Path, search: Search, telegram: FakeBotApi
) -> None:
    """`@bot syarat kantor cabang` in any chat."""
    async with polling(tmp_path, search, telegram):
        query = {"id": "i1", "from": private(7), "query": "biaya kios depok", "offset": ""}
        telegram.does({"inline_query": {**query, "from": {"id": 7, "is_bot": False, "first_name": "Siti"}}}, 7)
        answered = await telegram.until_called("answerInlineQuery")
    assert "Kios usaha mikro · Biaya" in answered["results"][0]["title"]
    assert "Sumber: Keputusan" in answered["results"][0]["input_message_content"]["message_text"]


async def test_the_bot_introduces_itself_in_every_language(
    tmp_path: Path, search: Search, telegram: FakeBotApi
) -> None:
    """The commands menu and the description."""
    async with polling(tmp_path, search, telegram):
        async with asyncio.timeout(10):
            while sum(method == "setMyShortDescription" for method, _ in telegram.calls) < 4:
                await asyncio.sleep(0.01)
    commands = [parameters for method, parameters in telegram.calls if method == "setMyCommands"]
    assert [each.get("language_code", "") for each in commands] == ["", "en", "jv", "su"]
    assert [each["command"] for each in commands[0]["commands"]] == ["menu", "kantor", "bantuan", "bahasa", "privasi"]


def test_every_reply_fits_and_is_split_between_items() -> None:
    """4,096 UTF-16 units each, nothing lost, the choices' rows at most two wide."""
    lines = tuple(Line(str(number), f"butir {number} 😀 " + "panjang " * 20) for number in range(1, 80))
    messages = parts(Reply((Section("Judul <b>", ("a & b",), lines, ("x" * 9000,)),)))
    assert len(messages) > 3
    assert all(0 < units(message.text) <= 4096 for message in messages)
    together = "\n".join(message.text for message in messages)
    assert [int(found) for found in re.findall(r"butir (\d+)", together)] == list(range(1, 80))
    assert together.count("x") >= 9000
    assert messages[0].html.startswith("<b>Judul &lt;b&gt;</b>\na &amp; b")
    rows = keyboard(
        tuple(Choice(f"c{number}", label) for number, label in enumerate(["Biaya", "Syarat", "P" * 24, "X"]))
    )
    assert [[choice.label for choice in row] for row in rows] == [["Biaya", "Syarat"], ["P" * 24], ["X"]]
