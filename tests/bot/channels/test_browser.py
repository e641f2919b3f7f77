"""The web chat in a real browser, as a citizen with a phone sees it."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web
from playwright.async_api import Browser, Page, ViewportSize, async_playwright, expect

from knowledge.search import Search
from tests.bot.files.samples import jpeg
from tests.bot.service import serving

PHONE: ViewportSize = {"width": 360, "height": 640}
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
)  # fmt: skip


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """The installed browser, without a screen; a missing one fails the test."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    assert path, "no chromium: run `make browser`"
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield opened
        await opened.close()


@asynccontextmanager
async def opened(
    browser: Browser, url: str, *, reads: str = "Saya asisten otomatis", silent: bool = True, **context: object
) -> AsyncIterator[Page]:
    """A phone that has opened the chat and reads the greeting first; what its console complains of fails the test.

    Where it need not be `silent`, answers such as 404 are no complaint.
    """
    phone = await browser.new_context(viewport=PHONE, **context)  # type: ignore[arg-type]
    page = await phone.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    await page.goto(url)
    await expect(page.locator(".bot").first).to_contain_text(reads)
    yield page
    await phone.close()
    expected = ("ERR_",) if silent else ("ERR_", "Failed to load resource")
    assert [each for each in complaints if not any(known in each for known in expected)] == []


async def ask(page: Page, text: str) -> None:
    """Types and sends."""
    await page.get_by_label("Pertanyaan Anda").fill(text)
    await page.keyboard.press("Enter")


async def test_ask_choose_page_and_reload(browser: Browser, tmp_path: Path, search: Search) -> None:
    """A question, a tapped choice, "lanjut" by button, and all of it again after a reload."""
    async with serving(tmp_path, search) as url, opened(browser, url) as page:
        await ask(page, "brp biaya kios depok?")
        await expect(page.locator(".bot").last).to_contain_text("Tidak dipungut biaya")
        await expect(page.locator(".bot").last.locator(".source")).to_contain_text("Sumber: Keputusan")
        await page.get_by_role("button", name="Persyaratan").click()
        await expect(page.locator(".bot h3").last).to_have_text("Kios usaha mikro · Persyaratan")
        await expect(page.locator(".you")).to_have_text(["brp biaya kios depok?", "Persyaratan"])
        await expect(page.locator(".waiting, .writing")).to_have_count(0)
        before = await page.locator(".said").all_inner_texts()
        await page.reload()
        await expect(page.locator(".said")).to_have_count(len(before))
        assert await page.locator(".said").all_inner_texts() == before


async def test_nothing_is_wider_than_a_narrow_phone(browser: Browser, tmp_path: Path, search: Search) -> None:
    """The longest list and the longest words fit without sideways scrolling, and what is tapped is large enough."""
    async with serving(tmp_path, search) as url, opened(browser, url) as page:
        await page.set_viewport_size({"width": 320, "height": 560})
        await ask(page, "syarat izin kantor cabang kalbar")
        await expect(page.locator(".bot").last).to_contain_text("Sertifikat kompetensi")
        widths = await page.locator("html").evaluate("root => [root.scrollWidth, root.clientWidth]")
        assert widths[0] <= widths[1]
        for button in await page.get_by_role("button").all():
            box = await button.bounding_box()
            assert box is not None
            assert box["height"] >= 44


async def test_what_was_written_without_a_connection_is_sent_later(
    browser: Browser, tmp_path: Path, search: Search
) -> None:
    """The notice tells it, the message waits, and goes out once, by itself."""
    async with serving(tmp_path, search) as url, opened(browser, url) as page:
        await page.context.set_offline(True)
        await ask(page, "biaya kios depok")
        await expect(page.get_by_role("status")).to_contain_text("Tidak ada sambungan")
        await expect(page.locator(".you.waiting")).to_have_text(re.compile("biaya kios depok"))
        await page.context.set_offline(False)
        await expect(page.locator(".bot").last).to_contain_text("Tidak dipungut biaya", timeout=15_000)
        await expect(page.locator(".you")).to_have_count(1)
        await expect(page.get_by_role("status")).to_be_hidden()


async def test_a_service_that_restarts_loses_no_chat(browser: Browser, tmp_path: Path, search: Search) -> None:
    """The open page finds the service again at the same port; what was asked meanwhile is answered."""
    async with serving(tmp_path, search) as url:
        port = int(url.rpartition(":")[2])
        async with opened(browser, url) as page:
            async with asyncio.timeout(40):
                await ask(page, "biaya kios depok")
                await expect(page.locator(".bot").last).to_contain_text("Tidak dipungut biaya")
    async with opened_again(browser, tmp_path, search, port):
        pass


@asynccontextmanager
async def opened_again(browser: Browser, folder: Path, search: Search, port: int) -> AsyncIterator[None]:
    """A page that stays open while its service goes and comes back."""
    async with serving(folder, search, port=port) as url:
        phone = await browser.new_context(viewport=PHONE)
        page = await phone.new_page()
        await page.goto(url)
        await expect(page.locator(".bot").first).to_contain_text("Saya asisten otomatis")
    await ask(page, "biaya kios depok")
    await expect(page.locator(".you.waiting")).to_have_count(1)
    async with serving(folder, search, port=port):
        await expect(page.locator(".bot").last).to_contain_text("Tidak dipungut biaya", timeout=25_000)
        await expect(page.locator(".bot")).to_have_count(2)
        yield
        await phone.close()


async def test_by_keyboard_and_for_screen_readers(browser: Browser, tmp_path: Path, search: Search) -> None:
    """New replies are announced, every control has a name, and tabbing reaches the choices."""
    async with serving(tmp_path, search) as url, opened(browser, url) as page:
        await expect(page.get_by_role("log", name="Percakapan")).to_have_attribute("aria-live", "polite")
        await expect(page.get_by_role("button", name="Kirim")).to_be_visible()
        await page.get_by_role("log").focus()
        await page.keyboard.press("Tab")
        await expect(page.locator(".choices button").first).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(page.locator(".bot")).to_have_count(2)


async def test_the_chat_inside_an_office_page(browser: Browser, tmp_path: Path, search: Search) -> None:
    """One script tag on another site opens the chat of that office; a site that was not allowed shows none."""
    sites: list[str] = []

    async def office_page(_request: web.Request) -> web.Response:
        page = f'<!doctype html><h1>Dinas</h1><script src="{sites[0]}/static/embed.js" data-office="depok"></script>'
        return web.Response(text=page, content_type="text/html")

    runner = web.AppRunner(web.Application())
    runner.app.add_routes([web.get("/", office_page)])
    await runner.setup()
    site = web.TCPSite(runner, "localhost", 0)
    await site.start()
    origin = f"http://localhost:{runner.addresses[0][1]}"
    try:
        async with serving(tmp_path / "allowed", search, embed_origins=(origin,)) as url:
            sites[:] = [url.replace("127.0.0.1", "localhost")]
            phone = await browser.new_context(viewport=PHONE)
            page = await phone.new_page()
            await page.goto(origin)
            await page.get_by_role("button", name="Tanya Dinas").click()
            chat = page.frame_locator("iframe")
            await expect(chat.locator(".bot").first).to_contain_text("Kota Depok")
            await chat.get_by_label("Pertanyaan Anda").fill("biaya kios")
            await page.keyboard.press("Enter")
            await expect(chat.locator(".bot").last).to_contain_text("Tidak dipungut biaya")
            await phone.close()
        async with serving(tmp_path / "refused", search) as url:
            sites[:] = [url.replace("127.0.0.1", "localhost")]
            phone = await browser.new_context(viewport=PHONE)
            page = await phone.new_page()
            await page.goto(origin)
            await page.get_by_role("button", name="Tanya Dinas").click()
            await page.wait_for_timeout(1500)
            assert await page.frame_locator("iframe").locator(".bot").count() == 0
            await phone.close()
    finally:
        await runner.cleanup()


async def attached(page: Page, name: str, content: bytes) -> None:
    """Chooses a file as a person does: by the button, which opens the phone's own choice."""
    async with page.expect_file_chooser() as chooser:
        await page.get_by_role("button", name="Lampirkan foto atau PDF").press("Enter")
    await (await chooser.value).set_files({"name": name, "mimeType": "image/jpeg", "buffer": content})


async def test_a_photo_is_attached_by_keyboard_and_shown_as_its_name(
    browser: Browser, tmp_path: Path, search: Search
) -> None:
    """Its name and size stand in the chat, also after a reload; one that is too large is refused before it is sent."""
    async with serving(tmp_path, search) as url, opened(browser, url) as page:
        await ask(page, "mau mengadu, petugas loket di kalbar minta uang kepada saya")
        await expect(page.locator(".bot").last).to_contain_text("Siapa nama")
        await attached(page, "loket.jpg", jpeg((640, 480)))
        await expect(page.locator(".bot").last).to_contain_text("Foto diterima (1 dari 5).")
        await expect(page.locator(".you").last).to_have_text(re.compile(r"^📎 loket\.jpg \(\d+ kB\)$"))
        await attached(page, "film.jpg", bytes(11 * 2**20))
        await expect(page.get_by_role("status")).to_have_text("“film.jpg” terlalu besar; paling besar 10 MB.")
        before = await page.locator(".said").all_inner_texts()
        await page.reload()
        await expect(page.locator(".said")).to_have_count(len(before))
        assert await page.locator(".said").all_inner_texts() == before


async def test_a_photo_chosen_without_a_connection_is_sent_later(
    browser: Browser, tmp_path: Path, search: Search
) -> None:
    """Also when the page was closed meanwhile, and only once."""
    async with serving(tmp_path, search) as url, opened(browser, url) as page:
        await ask(page, "mau mengadu, petugas loket di kalbar minta uang kepada saya")
        await expect(page.locator(".bot").last).to_contain_text("Siapa nama")
        await page.route("**/chat/files*", lambda route: route.abort())
        await attached(page, "loket.jpg", jpeg())
        await expect(page.get_by_role("status")).to_contain_text("Tidak ada sambungan")
        await expect(page.locator(".you.waiting")).to_have_text(re.compile("loket.jpg"))
        await page.unroute("**/chat/files*")
        await page.reload()
        await expect(page.locator(".bot").last).to_contain_text("Foto diterima (1 dari 5).", timeout=15_000)
        await expect(page.locator(".you", has_text="loket.jpg")).to_have_count(1)
        await expect(page.locator(".you.waiting")).to_have_count(0)


async def test_a_code_of_a_receipt_opens_the_ticket_and_leaves_the_address(
    browser: Browser, tmp_path: Path, search: Search
) -> None:
    """On another phone, from the camera; the code does not stay in the bar for who looks on."""
    async with serving(tmp_path, search) as url:
        async with opened(browser, url) as page:
            for text in ("mau mengadu, petugas loket di kalbar minta uang", "anonim", "lewati", "kirim"):
                await ask(page, text)
                await expect(page.locator(".said.bot").last).to_contain_text(
                    {"anonim": "Nomor telepon", "lewati": "Mohon diperiksa", "kirim": "klaim"}.get(text, "Siapa nama")
                )
            found = re.search(r"klaim (\w{5})-(\w{5})", await page.locator(".said.bot").last.inner_text())
            assert found is not None
            await page.get_by_role("button", name="Unduh tanda terima").click()
            async with page.expect_download() as download:
                await page.locator("a.paper").click()
            assert (await download.value).suggested_filename.startswith("tanda-terima-KAL-")
        async with opened(browser, f"{url}/#klaim-{found[1]}{found[2]}", reads="menunggu petugas") as other:
            assert "klaim" not in other.url


async def test_a_code_of_a_leaflet_opens_the_service(browser: Browser, tmp_path: Path, search: Search) -> None:
    """At its office, without another question."""
    async with (
        serving(tmp_path, search) as url,
        opened(browser, f"{url}/?start=depok--kios", reads="Kios usaha mikro") as page,
    ):
        await ask(page, "berapa biayanya?")
        await expect(page.locator(".said.bot").last).to_contain_text("Tidak dipungut biaya")


@pytest.mark.parametrize("width", [320, 1280])
async def test_the_privacy_page_fits(tmp_path: Path, search: Search, browser: Browser, width: int) -> None:
    """Nothing is cut off or to be scrolled sideways; every link is big enough for a thumb; a script is not needed."""
    async with serving(tmp_path, search, dpo_name="Sekretaris Dinas", dpo_contact="ppid@kalbarprov.go.id") as url:
        page = await browser.new_page(viewport={"width": width, "height": 640}, java_script_enabled=False)
        await page.goto(f"{url}/privasi")
        await expect(page.get_by_role("heading", level=1)).to_have_text("Pemberitahuan privasi")
        box = await page.locator("main").bounding_box()
        assert box is not None
        assert box["width"] <= width
        for link in await page.locator("nav a, header a, .back").all():
            bounds = await link.bounding_box()
            assert bounds is not None
            assert bounds["height"] >= 44
            assert bounds["x"] + bounds["width"] <= width
        await page.get_by_role("link", name="English").click()
        await expect(page.get_by_role("heading", level=1)).to_have_text("Privacy notice")
