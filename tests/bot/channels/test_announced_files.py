"""Pictures and documents that come with an announcement: uploaded once, sent to all, fetched in the web chat."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from bot.announcing import Announcing, Composed, WrongAnnouncement
from bot.app import prepare
from bot.clock import now
from bot.files.accepting import Acceptance
from bot.files.shelf import Shelf
from bot.quiet_hours import QuietHours
from bot.settings import Settings
from bot.store.engines import database_url
from bot.store.store import Store
from bot.sweeping import sweep
from knowledge.search import Search
from tests.bot.files.samples import CANARY, jpeg, pdf
from tests.bot.following import TRAINING, composed, follow
from tests.bot.service import serving, visiting
from tests.bot.telegram import stored
from tests.fakes.bot_api import BOT, TOKEN, FakeBotApi
from tests.fakes.bot_api_rules import Refusal

AT_ANY_HOUR = QuietHours(dt.time(0), dt.time(0))
LONG = replace(TRAINING, paragraphs=("Pendaftaran dibuka sampai Jumat. " * 40,))


async def announce(folder: Path, search: Search, what: Composed, content: bytes, name: str, chats: int = 5) -> None:
    """An announcement with a file, let go to some chats before the service starts."""
    settings = Settings(data_dir=folder)
    prepare(settings)
    store = Store(database_url(settings.store_url))
    await follow(store, range(1, chats + 1), "depok", account=str(BOT["id"]), now=now())
    announcing = Announcing(store, search, now, acceptance=Acceptance(Shelf(settings.files)))
    kept = await announcing.draft(what, "Rina")
    await announcing.attach(kept.id, content, name, "Rina", "depok")
    await announcing.send(kept.id, "Rina")
    store.close()


async def sent_to(telegram: FakeBotApi, folder: Path, search: Search, count: int) -> None:
    """Runs the service until so many messages were taken and all copies are settled."""
    async with serving(folder, search, telegram_token=TOKEN, telegram_api_url=telegram.url, quiet_hours=AT_ANY_HOUR):
        await telegram.until_sent(count)
        async with asyncio.timeout(10):
            while stored(folder, "SELECT id FROM announcement_deliveries WHERE state != 'sent'"):
                await asyncio.sleep(0.02)


async def test_a_picture_is_uploaded_once_with_the_words_under_it(
    tmp_path: Path, search: Search, telegram: FakeBotApi
) -> None:
    """The others get it by its id; what the camera wrote into it is gone."""
    telegram.known |= {str(chat) for chat in range(1, 6)}
    await announce(tmp_path, search, composed(), jpeg((60, 40)), "Poster.JPG")
    await sent_to(telegram, tmp_path, search, 5)
    assert sorted(str(each["chat_id"]) for each in telegram.sent) == ["1", "2", "3", "4", "5"]
    assert {(each["sort"], "berhenti" in each["text"]) for each in telegram.sent} == {("photo", True)}
    assert telegram.uploads == 1
    assert CANARY.encode() not in telegram.sent[0]["content"]


async def test_words_that_are_too_long_for_a_picture_come_after_it(
    tmp_path: Path, search: Search, telegram: FakeBotApi
) -> None:
    """Also where Telegram makes one wait in between: the picture is not sent again for it."""
    telegram.known |= {"1", "2"}
    telegram.refusals.extend([None, Refusal(429, "Too Many Requests: retry after 1", retry_after=1)])
    await announce(tmp_path, search, composed(LONG), pdf(), "Brosur.pdf", chats=2)
    await sent_to(telegram, tmp_path, search, 4)
    for chat in ("1", "2"):
        first, second = (each for each in telegram.sent if str(each["chat_id"]) == chat)
        assert (first["sort"], first["file_name"], first["text"]) == ("document", "Brosur.pdf", "")
        assert second["text"].startswith("<b>Pengumuman")
    assert telegram.uploads == 1


async def test_an_id_that_telegram_forgot_is_made_anew(tmp_path: Path, search: Search, telegram: FakeBotApi) -> None:
    """And a restart remembers the one that is known."""
    telegram.known |= {"1", "2", "3"}
    telegram.refusals.extend([None, Refusal(400, "Bad Request: wrong file identifier/HTTP URL specified")])
    await announce(tmp_path, search, composed(), jpeg(), "a.jpg", chats=3)
    await sent_to(telegram, tmp_path, search, 3)
    assert telegram.uploads == 2
    assert len(stored(tmp_path, "SELECT source FROM announcement_uploads")) == 1


async def test_the_web_chat_shows_it_to_whom_it_was_sent(tmp_path: Path, search: Search) -> None:
    """From the message; who asks for current announcements sees it too, and the sweep leaves it alone."""
    async with serving(tmp_path, search, quiet_hours=AT_ANY_HOUR) as url, visiting(url) as visitor:
        await visitor.say("langganan pengumuman depok")
        settings = Settings(data_dir=tmp_path)
        store = Store(database_url(settings.store_url))
        announcing = Announcing(store, search, now, acceptance=Acceptance(Shelf(settings.files)))
        kept = await announcing.draft(composed(), "Rina")
        with pytest.raises(WrongAnnouncement) as wrong:
            await announcing.attach(kept.id, b"MZ not a picture", "a.jpg", "Rina")
        assert wrong.value.problem == "file-type"
        await announcing.attach(kept.id, jpeg(), "poster", "Rina")
        await announcing.send(kept.id, "Rina")
        assert await sweep(store, Shelf(settings.files), now, grace=0) == 0
        async with asyncio.timeout(10):
            while "file" not in (message := (await visitor.history())[-1]):
                await asyncio.sleep(0.05)
        assert (message["file"]["name"], message["file"]["picture"]) == ("poster.jpg", True)
        async with visitor.session.get(f"{url}{message['file']['href']}") as response:
            assert response.content_type == "image/jpeg"
            assert (await response.read())[:3] == b"\xff\xd8\xff"
        await visitor.say("pengumuman depok")
        assert (await visitor.history())[-1]["file"]["name"] == "poster.jpg"
        store.close()


async def test_where_telegram_fails_the_copy_may_be_there(tmp_path: Path, search: Search, telegram: FakeBotApi) -> None:
    """Nobody gets a second one for it: it is told as uncertain."""
    telegram.known |= {"1"}
    telegram.refusals.append(Refusal(502, "Bad Gateway"))
    await announce(tmp_path, search, composed(), jpeg(), "a.jpg", chats=1)
    async with serving(tmp_path, search, telegram_token=TOKEN, telegram_api_url=telegram.url, quiet_hours=AT_ANY_HOUR):
        async with asyncio.timeout(10):
            while stored(tmp_path, "SELECT state FROM announcement_deliveries") != ["uncertain"]:
                await asyncio.sleep(0.02)
    assert telegram.sent == []
