"""The desk in a real browser: from the set-up link to an answer that reaches the web chat, also at phone width."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from knowledge.search import Search
from tests.bot.channels.test_browser import browser as browser
from tests.bot.desk.colleagues import PASSWORD, accounts, employ
from tests.bot.desk.conftest import files
from tests.bot.service import Visitor, serving, visiting


async def fits(page: Page) -> None:
    """Nothing is wider than the window, and what is tapped is large enough."""
    widths = await page.locator("html").evaluate("root => [root.scrollWidth, root.clientWidth]")
    assert widths[0] <= widths[1]
    for button in await page.locator("button:visible, .tabs a:visible").all():
        box = await button.bounding_box()
        assert box is not None
        assert box["height"] >= 44


EXPECTED = (
    "Failed to load resource: the server responded with a status of 409 (Conflict)",
    "Failed to load resource: net::ERR_CONNECTION_REFUSED",
    "Failed to load resource: net::ERR_INCOMPLETE_CHUNKED_ENCODING",
)
"""How a stale save is answered, and what a live page finds when the service of the test has ended before it."""


@pytest.fixture
async def page(browser: Browser) -> AsyncIterator[Page]:
    """An officer's browser; what its console complains of fails the test."""
    window = await browser.new_context(viewport={"width": 1200, "height": 800})
    opened = await window.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield opened
    await window.close()
    assert [each for each in complaints if not each.startswith(EXPECTED)] == []


async def test_from_the_link_to_an_answer(page: Page, tmp_path: Path, search: Search) -> None:
    """Set-up, login, inbox, ticket, answer with its preview: the citizen has it in the web chat."""
    async with (
        serving(tmp_path, search) as url,
        visiting(url) as citizen,
        accounts(tmp_path, search) as officers,
    ):
        number = await files(citizen)
        invited = await officers.add("Rina Wati", "officer", ("kalbar",))
        await page.goto(f"{url}/desk/setup?token={invited.token}")
        await expect(page.get_by_role("heading", name="Selamat datang, Rina Wati")).to_be_visible()
        await page.get_by_label("Kata sandi", exact=False).first.fill(PASSWORD)
        await page.get_by_label("Kata sandi sekali lagi").fill(PASSWORD)
        await page.get_by_role("button", name="Simpan").click()
        await page.get_by_label("Nama masuk").fill("rina.wati")
        await page.get_by_label("Kata sandi").fill(PASSWORD)
        await page.keyboard.press("Enter")
        await expect(page.locator(".tickets a")).to_contain_text("data tidak ditanggapi")
        await page.keyboard.press("j")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", name="data tidak ditanggapi")).to_be_visible()
        await page.keyboard.press("r")
        await page.keyboard.type("Datanya sudah siap.\nSilakan diambil.")
        await page.get_by_role("button", name="Lihat dulu").click()
        await expect(page.locator(".preview")).to_contain_text(f"Jawaban untuk tiket {number}")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("status")).to_contain_text("tersedia di obrolan web")
        assert "Datanya sudah siap." in (await citizen.history())[-1]["text"]
        await page.reload()
        await expect(page.locator(".history .answered .fared")).to_contain_text("diterima di obrolan web")
        await page.get_by_role("button", name="Keluar").click()
        await expect(page.get_by_role("button", name="Masuk")).to_be_visible()


@pytest.mark.parametrize("width", [360, 320])
async def test_every_page_fits_a_phone(page: Page, tmp_path: Path, search: Search, width: int) -> None:
    """Without sideways scrolling, also with long words."""
    await page.set_viewport_size({"width": width, "height": 720})
    async with serving(tmp_path, search) as url, visiting(url) as citizen, accounts(tmp_path, search) as officers:
        number = await files(citizen, "pengaduan " + "panjangsekali" * 6)
        invited = await officers.add("Rina Wati", "admin", ("kalbar",))
        await page.goto(f"{url}/desk/setup?token={invited.token}")
        await fits(page)
        await page.get_by_label("Kata sandi", exact=False).first.fill(PASSWORD)
        await page.get_by_label("Kata sandi sekali lagi").fill(PASSWORD)
        await page.get_by_role("button", name="Simpan").click()
        await fits(page)
        await page.get_by_label("Nama masuk").fill("rina.wati")
        await page.get_by_label("Kata sandi").fill(PASSWORD)
        await page.get_by_role("button", name="Masuk").click()
        await expect(page.locator(".tickets a")).to_be_visible()
        await fits(page)
        await page.goto(f"{url}/desk/tickets/{number}")
        await fits(page)
        await page.get_by_label("Kata-kata kepada warga").fill("Datanya sudah siap. " * 20)
        await page.get_by_role("button", name="Lihat dulu").click()
        await expect(page.locator(".preview")).to_be_visible()
        await fits(page)
        for path in (
            "account",
            "account/totp",
            "staff",
            "staff/rina.wati",
            "audit",
            "privacy",
            "chats",
            "canned",
            "telegram",
        ):
            await page.goto(f"{url}/desk/{path}")
            await fits(page)


@asynccontextmanager
async def logged_in(page: Page, tmp_path: Path, search: Search) -> AsyncIterator[tuple[str, Visitor]]:
    """Rina of Kalbar at her desk, and a citizen in the web chat."""
    async with serving(tmp_path, search) as url, visiting(url) as citizen, accounts(tmp_path, search) as officers:
        await enter(page, url, await employ(officers, url))
        yield url, citizen


async def enter(page: Page, url: str, login: str) -> None:
    """Logs in."""
    await page.goto(f"{url}/desk/login")
    await page.get_by_label("Nama masuk").fill(login)
    await page.get_by_label("Kata sandi").fill(PASSWORD)
    await page.get_by_role("button", name="Masuk").click()
    await expect(page.locator("#tabs")).to_be_visible()


async def test_the_desk_is_live(page: Page, tmp_path: Path, search: Search) -> None:
    """A ticket shows without a reload, the title counts it; what is new on a ticket costs no typed word."""
    async with logged_in(page, tmp_path, search) as (_, citizen):
        await expect(page.locator("#list")).to_contain_text("Tidak ada tiket di sini.")
        number = await files(citizen)
        await expect(page.locator("#list a")).to_contain_text(number)
        await expect(page).to_have_title("(1) Tiket · Tanya Dinas")
        await expect(page.locator("#tabs a[aria-current] .count")).to_have_text("1")
        await page.locator("#list a").click()
        await page.get_by_label("Kata-kata kepada warga").fill("Jawaban saya yang belum selesai")
        await citizen.say(f"tambah {number} sudah beres sendiri")
        await expect(page.locator("#news")).to_contain_text("Ada yang baru")
        await expect(page.locator("#news")).to_contain_text("sudah beres sendiri")
        await page.get_by_role("button", name="Tampilkan").click()
        await expect(page.locator("#news")).to_be_hidden()
        await expect(page.get_by_label("Kata-kata kepada warga")).to_have_value("Jawaban saya yang belum selesai")
        await page.get_by_role("button", name="Lihat dulu").click()
        await page.get_by_role("button", name="Kirim").click()
        await expect(page.get_by_role("status").first).to_contain_text("tersedia di obrolan web")
        await expect(page.get_by_label("Kata-kata kepada warga")).to_have_value("")


async def test_two_officers_on_one_ticket(browser: Browser, page: Page, tmp_path: Path, search: Search) -> None:
    """They see each other; who saves second is told what the first did, and loses no word."""
    async with serving(tmp_path, search) as url, visiting(url) as citizen, accounts(tmp_path, search) as officers:
        number = await files(citizen)
        await enter(page, url, await employ(officers, url))
        window = await browser.new_context()
        budi = await window.new_page()
        await enter(budi, url, await employ(officers, url, "Budi"))
        for each in (page, budi):
            await each.goto(f"{url}/desk/tickets/{number}")
        await expect(page.locator("#here")).to_have_text("Budi juga membuka tiket ini.")
        await expect(budi.locator("#here")).to_have_text("Rina Wati juga membuka tiket ini.")
        await budi.get_by_label("Kata-kata kepada warga").press_sequentially("Datanya siap.")
        await expect(page.locator("#here")).to_have_text("Budi sedang menulis di sini.")
        await page.get_by_label("Kata-kata kepada warga").fill("Jawaban Rina")
        await budi.get_by_role("button", name="Lihat dulu").click()
        await budi.get_by_role("button", name="Kirim").click()
        await expect(page.locator("#news")).to_contain_text("Budi menjawab")
        await page.get_by_role("button", name="Lihat dulu").click()
        await expect(page.get_by_role("alert")).to_contain_text("berubah sejak Anda membukanya")
        await expect(page.get_by_role("alert")).to_contain_text("Datanya siap.")
        await expect(page.get_by_label("Kata-kata kepada warga")).to_have_value("Jawaban Rina")
        await window.close()


async def test_keys(page: Page, tmp_path: Path, search: Search) -> None:
    """Up and down, open, back, answer, search and the list of keys; none of them while something is typed."""
    async with logged_in(page, tmp_path, search) as (_, citizen):
        await files(citizen, "yang pertama")
        await files(citizen, "yang kedua")
        await expect(page.locator("#list a")).to_have_count(2)
        await page.keyboard.press("j")
        await page.keyboard.press("j")
        await page.keyboard.press("k")
        await expect(page.locator("#list a").first).to_be_focused()
        await page.keyboard.press("/")
        await page.keyboard.type("jk?r")
        await expect(page.get_by_role("searchbox")).to_have_value("jk?r")
        await expect(page.get_by_role("dialog")).to_have_count(0)
        await page.keyboard.press("Escape")
        await page.keyboard.press("?")
        await expect(page.get_by_role("dialog")).to_contain_text("menulis jawaban")
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("dialog")).to_be_hidden()
        await page.keyboard.press("j")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", level=1)).to_contain_text("yang ")
        await page.keyboard.press("r")
        await expect(page.get_by_label("Kata-kata kepada warga")).to_be_focused()
        await page.keyboard.press("Escape")
        await page.keyboard.press("u")
        await expect(page.locator("#list a")).to_have_count(2)


async def test_templates_and_quotations_go_in_at_the_cursor(page: Page, tmp_path: Path, search: Search) -> None:
    """Without leaving the page; what stands before and behind stays."""
    async with serving(tmp_path, search) as url, visiting(url) as citizen, accounts(tmp_path, search) as officers:
        number = await files(citizen)
        login = await employ(officers, url)
        await page.goto(f"{url}/desk/login?next=/desk/tickets/{number}")
        await page.get_by_label("Nama masuk").fill(login)
        await page.get_by_label("Kata sandi").fill(PASSWORD)
        await page.keyboard.press("Enter")
        words = page.get_by_label("Kata-kata kepada warga")
        await words.fill("Halo.Salam")
        await words.evaluate("area => area.setSelectionRange(5, 5)")
        await page.locator("summary", has_text="Templat jawaban").click()
        await page.locator("#canned").select_option(label="Hasil pemeriksaan pengaduan")
        await page.get_by_role("button", name="Pakai").click()
        await expect(words).to_have_value(re.compile(rf"^Halo\.\n\nYth\. Yanti,.*{number}.*Salam$", re.DOTALL))
        await page.locator("summary", has_text="Kutip keputusan").click()
        await page.get_by_label("Pertanyaan").fill("biaya izin kantor cabang")
        await page.keyboard.press("Enter")
        await page.get_by_role("button", name="Masukkan ke jawaban").first.click()
        await expect(words).to_have_value(re.compile(r"Sumber: Keputusan Kepala Dinas Nomor .*Salam$", re.DOTALL))
        await fits(page)
        await page.set_viewport_size({"width": 360, "height": 720})
        await fits(page)
        assert page.url == f"{url}/desk/tickets/{number}"
