"""The page of a checklist in a real browser: ticked, printed, and used where there is no connection."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, Page, ViewportSize, expect

from knowledge.search import Search
from tests.bot.channels.test_browser import ask, browser, opened
from tests.bot.keeping import SERVICE
from tests.bot.service import serving

__all__ = ["browser"]
NARROW: ViewportSize = {"width": 320, "height": 560}
PATH = f"/daftar-periksa/{SERVICE}"


@asynccontextmanager
async def listed(opened_browser: Browser, url: str) -> AsyncIterator[Page]:
    """A phone on the page of a list with two ticks, reached as a citizen reaches it."""
    async with opened(opened_browser, f"{url}/?office=kalbar", silent=False) as page:
        await page.set_viewport_size(NARROW)
        await ask(page, "syarat izin simpan pinjam kalbar")
        await page.get_by_role("button", name="Simpan daftar periksa").click()
        await page.get_by_role("button", name="Dikuasakan").click()
        await page.get_by_role("button", name="KSPPS (syariah)").click()
        await expect(page.locator(".bot").last).to_contain_text("0 dari 17 siap.")
        await ask(page, "1 dan 5 sudah")
        await expect(page.locator(".bot").last).to_contain_text("2 dari 17 siap.")
        await page.get_by_role("link", name="Buka sebagai halaman").first.click()
        await page.wait_for_url(f"**{PATH}")
        await expect(page.locator("#count")).to_have_text("2 dari 17 siap.")
        await expect(page.locator("html")).to_have_attribute("data-kept", "yes")
        yield page


async def chat_says(page: Page, url: str, text: str) -> None:
    """What the chat of the same citizen answers, in another tab."""
    chat = await page.context.new_page()
    await chat.goto(url)
    await expect(chat.locator(".bot").first).to_be_visible()
    await ask(chat, "daftar periksa saya")
    await expect(chat.locator(".bot").last).to_contain_text(text)
    await chat.close()


async def test_ticked_by_finger_and_by_keyboard(browser: Browser, tmp_path: Path, search: Search) -> None:
    """Counted at once, kept by the service, large enough for a finger, nothing wider than a narrow phone."""
    async with serving(tmp_path, search) as url, listed(browser, url) as page:
        await page.get_by_text("Surat permohonan (bermeterai").click()
        await expect(page.locator("#count")).to_have_text("3 dari 17 siap.")
        await expect(page.locator("#state")).to_have_text("Tersimpan.")
        await page.get_by_role("checkbox", name="Foto Copy KTP").focus()
        await page.keyboard.press("Space")
        await expect(page.locator("#count")).to_have_text("4 dari 17 siap.")
        assert await page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
        heights = await page.locator(".items label").evaluate_all("all => all.map(each => each.offsetHeight)")
        assert min(heights) >= 44
        assert await page.get_by_role("checkbox").count() == 17
        await expect(page.get_by_role("progressbar")).to_have_attribute("value", "4")
        await chat_says(page, url, "4 dari 17 siap.")
        await page.get_by_role("link", name="Kembali ke percakapan").click()
        await expect(page.get_by_role("log")).to_be_visible()


async def test_without_a_connection_it_opens_and_keeps_ticks(browser: Browser, tmp_path: Path, search: Search) -> None:
    """Closed, opened again, ticked; what was said in the chat meanwhile is not undone by it."""
    async with serving(tmp_path, search) as url, listed(browser, url) as page:
        await page.context.set_offline(True)
        await page.get_by_role("checkbox", name="Surat permohonan").check()
        await expect(page.locator("#state")).to_contain_text("Tanpa sambungan")
        await page.reload()
        await expect(page.locator("#count")).to_have_text("3 dari 17 siap.")
        await expect(page.get_by_role("checkbox", name="Surat permohonan")).to_be_checked()
        await page.get_by_role("checkbox", name="Nomor Induk Berusaha").uncheck()
        await page.get_by_role("checkbox", name="Surat Kuasa").check()
        other = await page.context.request.post(
            f"{url}/chat/messages", data={"id": "elsewhere", "text": "1, 8 dan 9 sudah"}
        )
        assert other.ok
        await page.context.set_offline(False)
        await page.evaluate("dispatchEvent(new Event('online'))")
        await expect(page.locator("#count")).to_have_text("6 dari 17 siap.")
        await expect(page.get_by_role("checkbox", name="Nomor Induk Berusaha")).to_be_checked()
        assert await page.evaluate(f"localStorage.getItem('tanya.ticks:{SERVICE}')") is None
        await chat_says(page, url, "6 dari 17 siap.")


async def test_a_deleted_list_leaves_this_browser(browser: Browser, tmp_path: Path, search: Search) -> None:
    """Also where it was kept for when there is no connection."""
    async with serving(tmp_path, search) as url, listed(browser, url) as page:
        answer = await page.context.request.post(
            f"{url}/chat/messages", data={"id": "gone", "choice": f"unlist:{SERVICE}:yes"}
        )
        assert answer.ok
        await page.get_by_role("checkbox", name="Surat permohonan").check()
        await expect(page.locator("#state")).to_have_text("Daftar ini sudah dihapus.")
        await expect(page.get_by_role("checkbox", name="Surat permohonan")).to_be_disabled()
        kept = "caches.open('tanya-daftar').then(kept => kept.match(location.pathname)).then(Boolean)"
        assert await page.evaluate(kept) is False
        assert await page.evaluate(f"localStorage.getItem('tanya.ticks:{SERVICE}')") is None


async def test_it_prints_as_a_list_to_tick_by_pen(browser: Browser, tmp_path: Path, search: Search) -> None:
    """Boxes and words in black on white, no buttons, and no item torn apart between two pages."""
    async with serving(tmp_path, search) as url, listed(browser, url) as page:
        await page.emulate_media(media="print", color_scheme="dark")
        await expect(page.get_by_role("button", name="Cetak")).to_be_hidden()
        await expect(page.get_by_role("link", name="Kembali")).to_be_hidden()
        await expect(page.get_by_role("heading", name="Izin simpan pinjam")).to_be_visible()
        await expect(page.locator(".note").last).to_contain_text("631/DISKOPUKM.A/2023")
        style = "all => all.map(each => getComputedStyle(each).breakInside)"
        assert set(await page.locator(".items li").evaluate_all(style)) == {"avoid"}
        colours = "each => [getComputedStyle(each).color, getComputedStyle(document.body).backgroundColor]"
        assert await page.locator(".text").first.evaluate(colours) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
        box = "each => [getComputedStyle(each).borderTopStyle, Math.round(each.getBoundingClientRect().width) >= 15]"
        assert await page.get_by_role("checkbox").first.evaluate(box) == ["solid", True]
