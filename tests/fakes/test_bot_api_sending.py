"""The fake Telegram refuses the files that Telegram refuses."""

from __future__ import annotations

from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any

import pytest
from aiohttp import ClientSession, FormData
from PIL import Image

from tests.fakes.bot_api import TOKEN, FakeBotApi, bot_api


@pytest.fixture
async def telegram() -> AsyncIterator[FakeBotApi]:
    """A host with one chat, 7."""
    async with bot_api() as fake:
        fake.says("mulai")
        yield fake


async def send(telegram: FakeBotApi, sort: str, content: bytes | str, **fields: str) -> dict[str, Any]:
    """The answer to sendDocument or sendPhoto."""
    form = FormData({"chat_id": "7", **fields})
    if isinstance(content, bytes):
        form.add_field(sort, BytesIO(content), filename="x.bin")
    url = f"{telegram.url}/bot{TOKEN}/send{sort.title()}"
    async with ClientSession() as session, session.post(url, data=form) as answer:
        found: dict[str, Any] = await answer.json()
        return found


def picture(width: int, height: int) -> bytes:
    """A black picture."""
    content = BytesIO()
    Image.new("1", (width, height)).save(content, "PNG")
    return content.getvalue()


@pytest.mark.parametrize(
    ("sort", "content", "fields", "said"),
    [
        ("document", b"", {}, "file must be non-empty"),
        ("document", "", {}, "there is no document"),
        ("photo", b"", {}, "file must be non-empty"),
        ("photo", b"%PDF-1.7", {}, "IMAGE_PROCESS_FAILED"),
        ("photo", picture(9000, 2000), {}, "PHOTO_INVALID_DIMENSIONS"),
        ("photo", picture(2100, 100), {}, "PHOTO_INVALID_DIMENSIONS"),
        ("photo", bytes(11 * 2**20), {}, "too big for a photo"),
        ("document", b"x", {"caption": "😀" * 513}, "caption is too long"),
        ("document", b"x", {"caption": "<b>x", "parse_mode": "HTML"}, "can't parse entities"),
        ("document", b"x", {"chat_id": "8"}, "chat not found"),
    ],
)
async def test_refused(
    telegram: FakeBotApi, sort: str, content: bytes | str, fields: dict[str, str], said: str
) -> None:
    """In Telegram's words; nothing counts as sent."""
    answer = await send(telegram, sort, content, **fields)
    assert answer["ok"] is False
    assert said in answer["description"]
    assert telegram.sent == []


@pytest.mark.parametrize(("sort", "content"), [("document", b"%PDF-1.7"), ("photo", picture(1080, 1920))])
async def test_taken(telegram: FakeBotApi, sort: str, content: bytes) -> None:
    """With the longest caption there may be; a file's message has no text to edit."""
    answer = await send(telegram, sort, content, caption="<b>" + "x" * 1024 + "</b>", parse_mode="HTML")
    assert sort in answer["result"]
    assert [each["content"] for each in telegram.sent] == [content]
    edited = {"chat_id": "7", "message_id": str(answer["result"]["message_id"]), "text": "x"}
    url = f"{telegram.url}/bot{TOKEN}/editMessageText"
    async with ClientSession() as session, session.post(url, data=edited) as refused:
        assert "no text in the message" in (await refused.json())["description"]
