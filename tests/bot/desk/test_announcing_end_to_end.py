"""An announcement from the officer's browser to the citizens' chats, in Telegram and on the web."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
from collections import Counter
from contextlib import AsyncExitStack
from html import unescape
from pathlib import Path

import pytest
from playwright.async_api import FilePayload, Page, expect

from bot.app import prepare
from bot.clock import now
from bot.quiet_hours import QuietHours
from bot.settings import Settings
from knowledge.search import Search
from tests.bot.channels.test_browser import browser as browser
from tests.bot.desk.colleagues import PASSWORD, accounts, at_desk, employ
from tests.bot.desk.newsroom import NEWS, acts, drafts, followers, looks, writes
from tests.bot.desk.test_browser import fits
from tests.bot.desk.test_browser import page as page
from tests.bot.files.samples import jpeg
from tests.bot.service import Visitor, serving, visiting
from tests.bot.telegram import stored
from tests.bot.test_kill import Killable
from tests.fakes.bot_api import BOT, TOKEN, FakeBotApi, bot_api

AWAKE = QuietHours(dt.time(0), dt.time(0))
FOLLOWERS = 90


@pytest.fixture(autouse=True)
def ticket_core() -> None:
    """Citizens talk with the real core here."""


async def subscribes(telegram: FakeBotApi, chat: int, *offices: str) -> None:
    """A citizen in Telegram asks for announcements."""
    for office in offices:
        before = len(telegram.sent)
        telegram.says(f"langganan pengumuman {office}", chat)
        told = (await telegram.until_sent(before + 1))[-1]
        assert "Anda sekarang berlangganan pengumuman" in told["text"]


async def asks(visitor: Visitor, office: str) -> None:
    """A citizen in the web chat does."""
    await visitor.say(f"langganan pengumuman {office}")
    assert "Anda sekarang berlangganan pengumuman" in (await visitor.history())[-1]["text"]


def heard(said: list[str]) -> int:
    """How many announcements are among what was said."""
    return sum("Pelatihan Wirausaha Baru" in text for text in said)


async def test_conversation_11(tmp_path: Path, search: Search) -> None:
    """Three follow only Depok, two only Kalbar, one both: four get it, once, with how to stop; the officer is told."""
    async with AsyncExitStack() as stack:
        telegram = await stack.enter_async_context(bot_api())
        url = await stack.enter_async_context(
            serving(tmp_path, search, telegram_token=TOKEN, telegram_api_url=telegram.url, quiet_hours=AWAKE)
        )
        officers = await stack.enter_async_context(accounts(tmp_path, search))
        budi, siti = [await stack.enter_async_context(visiting(url)) for _ in range(2)]
        dewi = await stack.enter_async_context(at_desk(url, await employ(officers, url, "Dewi", "depok")))
        rina = await stack.enter_async_context(at_desk(url, await employ(officers, url, "Rina", "kalbar")))
        await subscribes(telegram, 1, "depok")
        await subscribes(telegram, 2, "depok")
        await asks(budi, "depok")
        await subscribes(telegram, 4, "kalbar")
        await asks(siti, "kalbar")
        await subscribes(telegram, 6, "depok", "kalbar")
        before = len(telegram.sent)
        number = await drafts(dewi, text="Pendaftaran dibuka sampai Jumat.")
        page = await looks(dewi, number)
        for part in (
            '<strong class="big">4</strong>',
            "Dinas Koperasi dan Usaha Mikro Kota Depok",
            "Kirim ke 4 penerima",
        ):
            assert part in page
        status, _, led = await writes(dewi, f"{NEWS}/{number}/edit", text="Dibuka sampai Jumat, 15 Agustus.")
        assert status == 303
        page = unescape((await dewi.get(led))[1])
        for part in ("sampai Jumat, 15 Agustus", "Kirim ke 4 penerima", "Belum ada yang dikirim"):
            assert part in page
        assert len(telegram.sent) == before, "nothing has gone out"
        assert (await rina.get(f"{NEWS}/{number}"))[0] == 404
        assert (await acts(dewi, number, "send"))[0] == 303
        await telegram.until_sent(before + 3)
        async with asyncio.timeout(10):
            while stored(tmp_path, "SELECT state FROM announcements") != ["done"]:
                await asyncio.sleep(0.05)
        got = Counter(str(each["chat_id"]) for each in telegram.sent[before:])
        assert got == {"1": 1, "2": 1, "6": 1}
        assert all("15 Agustus" in each["text"] and "berhenti" in each["text"] for each in telegram.sent[before:])
        assert heard([each.get("text", "") for each in await budi.history()]) == 1
        assert heard([each.get("text", "") for each in await siti.history()]) == 0
        page = await looks(dewi, number)
    assert '<th scope="row">terkirim</th><td class="many">3</td>' in page
    assert '<th scope="row">sampai</th><td class="many">1</td>' in page
    assert "<strong>4</strong> dari 4" in page


async def logs_in(page: Page, url: str, login: str) -> None:
    """The officer at the login."""
    await page.goto(f"{url}/desk/login?next=/desk/announcements")
    await page.get_by_label("Nama masuk").fill(login)
    await page.get_by_label("Kata sandi").fill(PASSWORD)
    await page.get_by_role("button", name="Masuk").click()
    await expect(page.get_by_role("heading", name="Pengumuman")).to_be_visible()


async def composes(page: Page) -> None:
    """The officer writes one, with a button and a link, and looks at it; each page fits where it is shown."""
    await fits(page)
    await page.get_by_role("link", name="Tulis pengumuman").click()
    await page.get_by_label("Judul").fill("Pelatihan Wirausaha Baru")
    await page.get_by_label("Isi").fill("Pendaftaran dibuka sampai Jumat.\n\nTempat terbatas.")
    await page.get_by_label("Tautan").fill("https://depok.go.id/" + "panjang" * 12)
    await page.get_by_label("Membuka").first.select_option("form:wub-training:depok/pelatihan-wub")
    await page.get_by_role("checkbox", name="Pelatihan").check()
    await fits(page)
    await page.get_by_role("button", name="Simpan dan lihat").click()
    await expect(page.get_by_role("status")).to_contain_text("Belum ada yang dikirim")
    await fits(page)


async def test_sent_paused_restarted_resumed(page: Page, tmp_path: Path, search: Search) -> None:
    """In a browser, over a service that is killed in between: everybody gets one copy, nobody two."""
    prepare(Settings(data_dir=tmp_path))
    await followers(tmp_path, now, {"depok": range(1, FOLLOWERS + 1)}, account=str(BOT["id"]))
    async with bot_api() as telegram, accounts(tmp_path, search) as officers:
        telegram.known |= {str(chat) for chat in range(1, FOLLOWERS + 1)}
        service = Killable(
            tmp_path, TANYA_TELEGRAM_TOKEN=TOKEN, TANYA_TELEGRAM_API_URL=telegram.url,
            TANYA_QUIET_HOURS="00:00-00:00",
        )  # fmt: skip
        await service.start()
        await logs_in(page, service.url, await employ(officers, service.url, "Dewi", "depok"))
        await composes(page)
        await expect(page.locator(".receivers .big")).to_have_text(str(FOLLOWERS))
        await expect(page.locator(".look.telegram .bubble b").first).to_contain_text("Kota Depok")
        assert telegram.sent == []
        await page.get_by_role("button", name=f"Kirim ke {FOLLOWERS} penerima").click()
        await expect(page.locator(".figures strong")).to_have_text(re.compile(r"[1-9]\d*"))
        await page.get_by_role("button", name="Jeda").click()
        await expect(page.locator(".heading .clock")).to_have_text("dijeda")
        async with asyncio.timeout(10):
            while "sending" in stored(tmp_path, "SELECT state FROM announcement_deliveries"):
                await asyncio.sleep(0.05)
        paused = len(telegram.sent)
        assert 0 < paused < FOLLOWERS
        await service.kill()
        await service.start()
        await page.reload()
        await expect(page.locator(".figures strong")).to_have_text(str(paused))
        await fits(page)
        await page.set_viewport_size({"width": 360, "height": 720})
        await fits(page)
        await page.get_by_role("button", name="Lanjutkan").click()
        await expect(page.locator(".heading .clock")).to_have_text("selesai", timeout=30_000)
        await expect(page.locator(".results .sent .many")).to_have_text(str(FOLLOWERS))
        assert await service.stop() == 0
        got = Counter(str(message["chat_id"]) for message in telegram.sent)
    assert got == {str(chat): 1 for chat in range(1, FOLLOWERS + 1)}


@pytest.mark.parametrize("width", [360])
async def test_announcing_on_a_phone(page: Page, tmp_path: Path, search: Search, width: int) -> None:
    """Every page of it, with long words and all buttons."""
    await page.set_viewport_size({"width": width, "height": 720})
    async with serving(tmp_path, search, quiet_hours=AWAKE) as url, accounts(tmp_path, search) as officers:
        await followers(tmp_path, now, {"depok": range(5)})
        await logs_in(page, url, await employ(officers, url, "Dewi", "depok"))
        await composes(page)
        poster: FilePayload = {"name": "poster.jpg", "mimeType": "image/jpeg", "buffer": jpeg((1600, 900))}
        await page.get_by_label("Sertakan").set_input_files(poster)
        await page.get_by_role("button", name="Unggah").click()
        await expect(page.locator(".look.telegram img.attached").first).to_be_visible()
        await page.locator("summary", has_text="Jadwalkan").click()
        await page.locator("summary", has_text="Basa Sunda").click()
        await page.locator("summary", has_text="Batalkan").click()
        await fits(page)
        await page.get_by_role("link", name="Ubah").click()
        await page.locator("summary", has_text="Hanya untuk sebagian pelanggan").click()
        await page.locator("summary", has_text="Tombol lain").click()
        await fits(page)
        await page.get_by_role("button", name="Simpan dan lihat").click()
        await page.get_by_role("button", name="Kirim ke 5 penerima").click()
        await expect(page.locator(".heading .clock")).to_have_text("sedang dikirim")
        await fits(page)
