"""A chat with an officer in two real browsers: the citizen's phone and the desk, also at phone width."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from knowledge.search import Search
from tests.bot.channels.test_browser import ask, opened
from tests.bot.channels.test_browser import browser as browser
from tests.bot.desk.colleagues import accounts, employ
from tests.bot.desk.test_browser import enter, fits
from tests.bot.service import serving


@pytest.fixture(autouse=True)
def ticket_core() -> None:
    """Here citizens talk with the real core."""


async def test_an_officer_and_a_citizen_talk(browser: Browser, tmp_path: Path, search: Search) -> None:
    """Queued, seen at the desk without a reload, taken, both write without a reload, and back to the bot."""
    async with (
        serving(tmp_path, search) as url,
        accounts(tmp_path, search) as officers,
        opened(browser, f"{url}/?office=kalbar", silent=False) as phone,
    ):
        window = await browser.new_context(viewport={"width": 360, "height": 720})
        desk = await window.new_page()
        await enter(desk, url, await employ(officers, url))
        await desk.get_by_role("link", name="Obrolan").click()
        await expect(desk.locator("#list")).to_contain_text("Tidak ada yang menunggu.")
        await ask(phone, "mau bicara dengan petugas kalbar")
        await expect(phone.locator(".bot").last).to_contain_text("Anda dalam antrean")
        await expect(desk.locator("#list a")).to_contain_text("mau bicara dengan petugas")
        await expect(desk.locator(".sections .badge").last).to_have_text("1")
        await fits(desk)
        await desk.locator("#list a").click()
        await fits(desk)
        await desk.get_by_role("button", name="Ambil obrolan ini").click()
        await expect(phone.locator(".bot").last).to_contain_text("Petugas sudah bergabung")
        await ask(phone, "Bu, data saya kapan siap?")
        await expect(desk.locator("#talk .you").last).to_contain_text("data saya kapan siap?")
        await expect(phone.locator(".writing")).to_have_count(0)
        await fits(desk)
        await desk.get_by_label("Kata-kata kepada warga").press_sequentially("Besok pagi.")
        await desk.keyboard.press("Enter")
        await expect(phone.locator(".bot").last).to_contain_text("Besok pagi.")
        await expect(desk.locator("#talk .bot").last).to_contain_text("Besok pagi.")
        await expect(desk.get_by_label("Kata-kata kepada warga")).to_have_value("")
        await ask(phone, "kembali ke bot")
        await expect(phone.locator(".bot").last).to_contain_text("Obrolan dengan petugas selesai")
        await expect(desk.locator("main")).to_contain_text("Warga kembali ke bot.")
        await window.close()
