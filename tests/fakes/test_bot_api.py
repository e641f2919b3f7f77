"""The fake Telegram refuses what Telegram refuses: a test that passes against a yes-man proves nothing."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession

from tests.fakes.bot_api import TOKEN, FakeBotApi, bot_api

CALLED = "sendMessage"
CHANGED = "editMessageText"


@pytest.fixture
async def telegram() -> AsyncIterator[FakeBotApi]:
    """A host with one chat, 7, in which the bot said "halo" with one button; the citizen wrote first."""
    async with bot_api() as fake:
        fake.says("mulai")
        await call(fake, CALLED, chat_id=7, text="halo", reply_markup=rows("menu"))
        yield fake


async def call(telegram: FakeBotApi, method: str, token: str = TOKEN, **parameters: Any) -> dict[str, Any]:
    """The answer to a call."""
    fields = {
        name: json.dumps(value) if isinstance(value, dict | list) else str(value) for name, value in parameters.items()
    }
    async with ClientSession() as session, session.post(f"{telegram.url}/bot{token}/{method}", data=fields) as answer:
        found: dict[str, Any] = await answer.json()
        assert answer.status == (200 if found["ok"] else found["error_code"])
        return found


def rows(*data: str) -> dict[str, Any]:
    """A keyboard of one row."""
    return {"inline_keyboard": [[{"text": "Tombol", "callback_data": each} for each in data]]}


@pytest.mark.parametrize("method", [CALLED, CHANGED])
@pytest.mark.parametrize(
    ("parameters", "code", "said"),
    [
        ({"text": ""}, 400, "message text is empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, 400, "message text is empty"),
        ({"text": "x" * 4097}, 400, "too"),
        ({"text": "😀" * 2049}, 400, "too"),
        ({"text": "<b>x", "parse_mode": "HTML"}, 400, "can't parse entities"),
        ({"text": "<h1>x</h1>", "parse_mode": "HTML"}, 400, "can't parse entities"),
        ({"text": "a < b", "parse_mode": "HTML"}, 400, "can't parse entities"),
        ({"text": "x", "reply_markup": rows("x" * 65)}, 400, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": rows("é" * 33)}, 400, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": rows("")}, 400, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": rows(*"123456789")}, 400, "too many buttons"),
        ({"text": "x", "chat_id": 8}, 400, "chat not found"),
        ({"text": "x", "chat_id": ""}, 400, "chat_id is empty"),
        ({"text": "x", "token": "1:nonsense"}, 404, "Not Found"),
        ({"text": "x", "token": TOKEN.replace("A", "B")}, 401, "Unauthorized"),
    ],
)
async def test_what_cannot_be_said(
    telegram: FakeBotApi, method: str, parameters: dict[str, Any], code: int, said: str
) -> None:
    """Neither in a new message nor in a changed one."""
    message = telegram.sent[-1]["message_id"]
    refused = await call(telegram, method, **{"chat_id": 7, "message_id": message, **parameters})
    assert (refused["ok"], refused["error_code"]) == (False, code)
    assert said.lower() in refused["description"].lower()
    assert len(telegram.taken) == 1


@pytest.mark.parametrize("method", [CALLED, CHANGED])
async def test_who_cannot_be_written_to(telegram: FakeBotApi, method: str) -> None:
    """Someone who blocked the bot; anyone, when too much was sent."""
    telegram.blocked.add("7")
    refused = await call(telegram, method, chat_id=7, message_id=2, text="x")
    assert (refused["error_code"], refused["description"]) == (403, "Forbidden: bot was blocked by the user")


async def test_a_message_is_changed_only_where_it_is_one(telegram: FakeBotApi) -> None:
    """Not to what it is, not when it is gone or too old, not another's; without buttons it loses its buttons."""
    message = telegram.sent[-1]["message_id"]
    before: dict[str, Any] = {"text": "halo", "reply_markup": rows("menu")}

    async def change(number: int | str = message, **parameters: Any) -> str:
        answer = await call(telegram, CHANGED, chat_id=7, message_id=number, **parameters)
        return str(answer.get("description", "ok"))

    assert "message is not modified" in await change(**before)
    assert await change(text="<b>halo</b>", parse_mode="HTML", reply_markup=rows("menu")) == "ok"
    assert telegram.messages_with("menu") == [message]
    assert await change(text="halo") == "ok"
    assert telegram.messages_with("menu") == []
    assert "message identifier is not specified" in await change("0", text="x")
    assert "message to edit not found" in await change(message + 1, text="x")
    telegram.too_old.add(message)
    assert "message can't be edited" in await change(text="x")
    telegram.deletes(message)
    assert "message to edit not found" in await change(text="x")


async def test_updates_go_one_way_at_a_time(telegram: FakeBotApi) -> None:
    """Neither fetched beside a webhook nor by two at once, and only of the kinds asked for."""
    telegram.does({"poll": {"id": "1"}}, 7)
    fetched = await call(telegram, "getUpdates", allowed_updates=["message"])
    assert [sorted(update) for update in fetched["result"]] == [["message", "update_id"]]
    after = fetched["result"][-1]["update_id"] + 1
    first = asyncio.create_task(call(telegram, "getUpdates", offset=after, timeout=1, allowed_updates=["message"]))
    while not telegram._pollers:
        await asyncio.sleep(0.01)
    assert "terminated by other getUpdates" in (await call(telegram, "getUpdates"))["description"]
    assert (await first)["result"] == []
    assert (
        "unallowed characters" in (await call(telegram, "setWebhook", url="https://a", secret_token="ß"))["description"]
    )
    await call(telegram, "setWebhook", url="https://a", secret_token="s")
    assert (await call(telegram, "getUpdates"))["error_code"] == 409


async def test_a_press_is_answered_while_it_is_known(telegram: FakeBotApi) -> None:
    """A query that there never was is too old; a notice has its length."""
    query = telegram.presses("menu")["callback_query"]
    assert (query["message"]["message_id"], query["message"]["date"] > 0) == (telegram.sent[-1]["message_id"], True)
    assert (await call(telegram, "answerCallbackQuery", callback_query_id=query["id"]))["ok"]
    assert "too old" in (await call(telegram, "answerCallbackQuery", callback_query_id="q9"))["description"]
    too_long = await call(telegram, "answerCallbackQuery", callback_query_id=query["id"], text="x" * 201)
    assert too_long["error_code"] == 400
    assert telegram.presses("gone")["callback_query"]["message"]["date"] == 0


async def test_a_method_that_there_is_not(telegram: FakeBotApi) -> None:
    """Looks like a wrong token to the client, as with Telegram itself."""
    assert (await call(telegram, "sendTelegram"))["error_code"] == 404
