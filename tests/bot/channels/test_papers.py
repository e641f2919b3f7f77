"""Files that the bot sends, by each channel: rendered when they are wanted, for the citizen whose they are."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from bot.papers import rendering
from bot.papers.paper import Wanted
from handlers.tickets import find_number
from knowledge.search import Search
from tests.bot.papers.opening import links, words
from tests.bot.service import Visitor, serving, visiting
from tests.bot.telegram import polling, stored
from tests.fakes.bot_api import FakeBotApi
from tests.fakes.bot_api_rules import Refusal

STORY = ("mau mengadu, petugas loket di kalbar minta uang kepada saya", "Siti Rahma", "081200001111", "kirim")
PDF = "%PDF"


async def file_on_the_web(visitor: Visitor) -> str:
    """Files a complaint; returns its number."""
    for text in STORY:
        assert (await visitor.say(text))[0] == 200
    number = find_number((await visitor.history())[-1]["text"])
    assert number is not None
    return number


async def receipt_on_the_web(visitor: Visitor, number: str) -> str:
    """Asks for the receipt; returns where the page finds it."""
    await visitor.post({"id": "receipt", "choice": f"receipt:{number}"})
    file = (await visitor.history())[-1]["file"]
    assert file["name"] == f"tanda-terima-{number}.pdf"
    return str(file["href"])


async def fetched(visitor: Visitor, href: str) -> tuple[int, bytes]:
    """What a link gives."""
    async with visitor.session.get(f"{visitor.url}{href}") as response:
        return response.status, await response.read()


async def test_the_page_offers_the_file_and_gives_it(tmp_path: Path, search: Search) -> None:
    """A download under its name, kept by nobody on the way."""
    async with serving(tmp_path, search) as url, visiting(url) as visitor:
        number = await file_on_the_web(visitor)
        href = await receipt_on_the_web(visitor, number)
        async with visitor.session.get(f"{url}{href}") as response:
            assert response.status == 200
            assert response.content_type == "application/pdf"
            assert response.headers["Content-Disposition"] == f"attachment; filename*=UTF-8''tanda-terima-{number}.pdf"
            assert response.headers["Cache-Control"] == "no-store"
            assert number in words(await response.read())
        assert number not in href


async def test_a_leaflet_from_the_chat(tmp_path: Path, search: Search) -> None:
    """Under the requirements; with a code to the service where the chat is on the internet."""
    async with serving(tmp_path, search, public_url="http://tanya.depok.go.id") as url, visiting(url) as visitor:
        await visitor.say("syarat kios depok")
        await visitor.say("Lembar layanan (PDF)")
        file = (await visitor.history())[-1]["file"]
        status, content = await fetched(visitor, file["href"])
    assert (status, file["name"]) == (200, "kios-depok.pdf")
    assert "Warga ber-KTP Depok" in words(content)
    assert links(content) == ["http://tanya.depok.go.id/?start=depok--kios"]


async def test_only_the_conversation_itself_opens_it(tmp_path: Path, search: Search) -> None:
    """Another citizen, nobody at all, and a number that is no file get the same answer."""
    async with serving(tmp_path, search) as url, visiting(url) as visitor, visiting(url) as other:
        href = await receipt_on_the_web(visitor, await file_on_the_web(visitor))
        await other.say("halo")
        assert (await fetched(visitor, href))[0] == 200
        assert (await fetched(other, href))[0] == 404
        for each in ("/chat/papers/1", "/chat/papers/2", "/chat/papers/99999", "/chat/papers/0", "/chat/papers/x"):
            assert (await fetched(visitor, each))[0] == 404
        other.session.cookie_jar.clear()
        assert (await fetched(other, href))[0] == 404


async def test_another_citizens_ticket_has_no_receipt(tmp_path: Path, search: Search) -> None:
    """Its number in a press of one's own leads nowhere."""
    async with serving(tmp_path, search) as url, visiting(url) as visitor, visiting(url) as other:
        number = await file_on_the_web(visitor)
        await other.say("mau mengadu, kantornya tutup, di kalbar")
        await other.post({"id": "r", "choice": f"receipt:{number}"})
        told = (await other.history())[-1]
        assert "file" not in told
        assert "tidak saya kenal" in told["text"]


async def test_it_is_there_after_a_restart_and_not_after_the_ticket(tmp_path: Path, search: Search) -> None:
    """Nothing is kept of it but what it shows."""
    async with serving(tmp_path, search) as url, visiting(url) as visitor:
        number = await file_on_the_web(visitor)
        href = await receipt_on_the_web(visitor, number)
        cookies = visitor.session.cookie_jar
        async with serving(tmp_path / "elsewhere", search):
            pass
        saved = {cookie.key: cookie.value for cookie in cookies}
    async with serving(tmp_path, search) as url, visiting(url) as again:
        again.session.cookie_jar.clear()
        again.session.cookie_jar.update_cookies(saved)
        assert number in words((await fetched(again, href))[1])
        with closing(sqlite3.connect(tmp_path / "tanya.db")) as database, database:
            database.execute("DELETE FROM tickets")
        status, told = await fetched(again, href)
        assert (status, "tidak disimpan" in told.decode()) == (404, True)
    assert list(tmp_path.rglob("*tanda-terima*")) == []


async def test_fetching_is_limited(tmp_path: Path, search: Search) -> None:
    """Drawing takes a while; ten at once are more than anybody opens."""
    async with serving(tmp_path, search) as url, visiting(url) as visitor:
        href = await receipt_on_the_web(visitor, await file_on_the_web(visitor))
        answers = await asyncio.gather(*(fetched(visitor, href) for _ in range(12)))
    assert sorted(status for status, _ in answers) == [200] * 10 + [429] * 2


@asynccontextmanager
async def filed(folder: Path, search: Search, telegram: FakeBotApi) -> AsyncIterator[str]:
    """A service at which a complaint was filed by Telegram: its number."""
    async with polling(folder, search, telegram):
        for count, text in enumerate(STORY, 1):
            telegram.says(text)
            await telegram.until_sent(count)
        number = find_number(telegram.sent[-1]["text"])
        assert number is not None
        yield number


async def test_telegram_gets_a_picture_and_a_document(tmp_path: Path, search: Search, telegram: FakeBotApi) -> None:
    """The picture at once, the PDF when it is asked for; both with words and buttons."""
    async with filed(tmp_path, search, telegram) as number:
        telegram.presses(f"receipt:{number}")
        picture = (await telegram.until_sent(5))[4]
        telegram.presses(f"receipt:{number}:pdf")
        document = (await telegram.until_sent(6))[5]
    assert (picture["sort"], picture["file_name"]) == ("photo", f"tanda-terima-{number}.png")
    assert picture["content"].startswith(b"\x89PNG")
    assert f"Tanda terima tiket {number}." in picture["caption"]
    assert picture["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == f"receipt:{number}:pdf"
    assert (document["sort"], document["file_name"]) == ("document", f"tanda-terima-{number}.pdf")
    assert number in words(document["content"])


async def test_a_file_waits_and_is_sent_as_replies_are(tmp_path: Path, search: Search, telegram: FakeBotApi) -> None:
    """Across a restart too: it is rendered when it leaves."""
    async with filed(tmp_path, search, telegram) as number:
        telegram.refusals.extend([Refusal(500, "Internal Server Error")] * 5)
        telegram.presses(f"receipt:{number}")
        async with asyncio.timeout(10):
            while len(telegram.refusals) == 5:
                await asyncio.sleep(0.01)
    telegram.refusals.clear()
    async with polling(tmp_path, search, telegram):
        assert (await telegram.until_sent(5))[4]["sort"] == "photo"
        while stored(tmp_path, "SELECT count(*) FROM outbox WHERE status = 'waiting'") != [0]:
            await asyncio.sleep(0.02)


async def test_a_picture_that_telegram_does_not_show_goes_as_a_document(
    tmp_path: Path, search: Search, telegram: FakeBotApi
) -> None:
    """Rather than nothing at all."""
    async with filed(tmp_path, search, telegram) as number:
        telegram.refusals.append(Refusal(400, "Bad Request: PHOTO_INVALID_DIMENSIONS"))
        telegram.presses(f"receipt:{number}")
        assert (await telegram.until_sent(5))[4]["sort"] == "document"


@pytest.mark.parametrize("broken", [True, False], ids=["broken", "gone"])
async def test_without_a_file_the_words_still_come(
    tmp_path: Path, search: Search, telegram: FakeBotApi, monkeypatch: pytest.MonkeyPatch, broken: bool
) -> None:
    """An error of the drawing holds nothing back that comes later in the chat."""

    def fail(_wanted: Wanted) -> None:
        raise ZeroDivisionError

    if broken:
        monkeypatch.setitem(rendering.READERS, "receipt", fail)
    else:
        monkeypatch.delitem(rendering.READERS, "receipt")
    async with filed(tmp_path, search, telegram) as number:
        telegram.presses(f"receipt:{number}")
        told = (await telegram.until_sent(5))[4]["text"]
        telegram.says("halo")
        await telegram.until_sent(6)
    assert f"Tanda terima tiket {number}." in told
    assert ("tidak dapat dibuat sekarang" if broken else "sudah tidak ada") in told
