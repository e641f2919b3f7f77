"""The readiness page in a real browser: the same verdicts as the chat, in four languages, on paper and offline."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import ClientSession
from playwright.async_api import Browser, Page, expect

from handlers.figures import Figure, judge, together
from knowledge.search import Search
from knowledge.thresholds import Measure, thresholds
from locales.catalogue import LANGUAGES
from tests.bot.channels.test_browser import PHONE, browser
from tests.bot.service import serving
from tests.handlers.test_readiness import rows

__all__ = ["browser"]
_READ = """() => [...document.querySelectorAll('[data-service]')].map(
    (item) => [item.dataset.service, item.dataset.state, ...[...item.querySelectorAll('[data-bound]')].map(
        (line) => [line.dataset.state, line.querySelector('.verdict').textContent])])"""


@asynccontextmanager
async def reading(browser: Browser, url: str) -> AsyncIterator[Page]:
    """A phone that has opened a page; what its console complains of fails the test."""
    phone = await browser.new_context(viewport=PHONE)
    page = await phone.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    await page.goto(url)
    yield page
    await phone.close()
    assert [each for each in complaints if "ERR_" not in each] == []


async def test_the_page_judges_as_the_core_does(browser: Browser, tmp_path: Path, search: Search) -> None:
    """Every combination of the table, typed into the fields: the same state and the same words as in the chat."""
    library = search.library
    async with serving(tmp_path, search) as url, reading(browser, f"{url}/kesiapan?office=kalbar") as page:
        for number, (_, members, capital, *cells) in enumerate(rows("readiness.tsv")):
            unit = (10**9, 10**6, 1)[number % 3]
            typed = f"{int(capital) / unit:.2f}".replace(".", ",") if unit > 1 else capital
            await page.get_by_label("Anggota", exact=True).fill(members)
            await page.get_by_label("Satuan modal kerja").select_option(str(unit))
            await page.get_by_label("Modal kerja", exact=True).fill(typed)
            told: dict[Measure, Figure] = {
                "members": Figure("members", int(members), int(members)),
                "capital": Figure("capital", int(capital), int(capital)),
            }
            shown = await page.evaluate(_READ)
            for (service, state, *bounds), cell in zip(shown, cells, strict=True):
                verdicts = tuple(judge(bound, told[bound.measure]) for bound in thresholds(library.services[service]))
                assert state == together(verdicts)
                assert [bound[0] for bound in bounds] == [verdict.state for verdict in verdicts]
                assert [bound[1] for bound in bounds] == cell.split("; ")


AGES = (
    ("16", "short", "kurang 1 tahun"), ("17", "meets", "memenuhi"), ("34", "meets", "memenuhi"),
    ("35", "over", "lebih 1 tahun dari batasnya"), ("", "unknown", "belum diketahui"),
)  # fmt: skip


async def test_a_bound_on_both_sides(browser: Browser, tmp_path: Path, search: Search) -> None:
    """The age for a training in Depok, whose services count different things and have fields of their own."""
    async with serving(tmp_path, search) as url, reading(browser, f"{url}/kesiapan?office=depok") as page:
        await expect(page.locator("form")).to_have_count(2)
        line = page.locator('[data-service="depok/pelatihan-wub"] [data-bound="0"]')
        for age, state, words in AGES:
            await page.get_by_label("Usia").fill(age)
            await expect(line).to_have_attribute("data-state", state)
            await expect(line.locator(".verdict")).to_have_text(words)


async def test_what_is_no_figure_is_told_and_judged_as_unknown(
    browser: Browser, tmp_path: Path, search: Search
) -> None:
    """Nonsense is marked and explained; nothing is met by it."""
    async with serving(tmp_path, search) as url, reading(browser, f"{url}/kesiapan?office=kalbar") as page:
        field = page.get_by_label("Modal kerja", exact=True)
        for typed in ("banyak", "-5", "0", "2.5.5", "1e9", "9" * 24):
            await field.fill("1")
            await expect(field).not_to_have_attribute("aria-invalid", "true")
            await field.fill(typed)
            await expect(field).to_have_attribute("aria-invalid", "true")
            await expect(field).to_have_accessible_description(re.compile("Tulis angkanya saja"))
            states = {
                state for each in await page.evaluate(_READ) for state in (each[1], *(bound[0] for bound in each[2:]))
            }
            assert states == {"unknown"}


SUMS = (
    ("id", "2,5", 10**9, "= Rp2.500.000.000"),
    ("id", "2.5", 10**9, "= Rp2.500.000.000"),
    ("id", "2.500", 10**6, "= Rp2.500.000.000"),
    ("id", "Rp2.500.000.000,-", 1, "= Rp2.500.000.000"),
    ("id", "2 500 000 000", 1, "= Rp2.500.000.000"),
    ("en", "2.5", 10**9, "= Rp2,500,000,000"),
    ("en", "2,500", 10**6, "= Rp2,500,000,000"),
    ("en", "2.500", 10**9, "= Rp2,500,000,000"),
)


async def test_a_sum_is_read_back(browser: Browser, tmp_path: Path, search: Search) -> None:
    """As each language writes its numbers; what was understood stands under the field in full."""
    async with serving(tmp_path, search) as url, reading(browser, f"{url}/kesiapan?office=kalbar") as page:
        for language, typed, unit, read in SUMS:
            await page.goto(f"{url}/kesiapan?office=kalbar&lang={language}")
            await page.locator("select").select_option(str(unit))
            await page.locator("input[name=capital]").fill(typed)
            await expect(page.locator(".field:has(select) .read")).to_have_text(read)


async def test_it_fits_a_narrow_phone_in_every_language(browser: Browser, tmp_path: Path, search: Search) -> None:
    """No sideways scrolling at 320 px, fields and links large enough to tap, every field named."""
    async with serving(tmp_path, search) as url, reading(browser, url) as page:
        for office, language in itertools.product(("kalbar", "depok", "muba", ""), LANGUAGES):
            await page.set_viewport_size({"width": 320, "height": 560})
            await page.goto(f"{url}/kesiapan?office={office}&lang={language}")
            await expect(page.locator("html")).to_have_attribute("lang", language)
            widths = await page.locator("html").evaluate("root => [root.scrollWidth, root.clientWidth]")
            assert widths[0] <= widths[1]
            for control in await page.locator("input, select, button, nav a, .offices a").all():
                box = await control.bounding_box()
                assert box is not None
                assert box["height"] >= 44
            assert await page.locator("input:not([id])").count() == 0


async def test_it_opens_without_a_connection_once_opened(browser: Browser, tmp_path: Path, search: Search) -> None:
    """The page that was opened opens again, reckons, and another office's shows what is there."""
    async with serving(tmp_path, search) as url, reading(browser, f"{url}/kesiapan?office=kalbar") as page:
        await expect(page.locator("html")).to_have_attribute("data-offline", "ready", timeout=15_000)
        await page.context.set_offline(True)
        await page.reload()
        await page.get_by_label("Anggota", exact=True).fill("60")
        await page.get_by_label("Modal kerja", exact=True).fill("2")
        await expect(page.get_by_role("status")).to_have_text(
            "Batas angkanya terpenuhi untuk: Izin cabang pembantu, Izin kantor kas."
        )


async def test_it_prints_the_figures_and_the_source(browser: Browser, tmp_path: Path, search: Search) -> None:
    """On paper: what was typed, every verdict and quote, the source; no buttons."""
    async with serving(tmp_path, search) as url, reading(browser, f"{url}/kesiapan?office=kalbar") as page:
        await page.get_by_label("Anggota", exact=True).fill("60")
        await page.emulate_media(media="print")
        await expect(page.get_by_role("button", name="Cetak")).to_be_hidden()
        await expect(page.get_by_text("kurang 40 orang")).to_be_visible()
        await expect(page.get_by_text("Ini bukan keputusan")).to_be_visible()
        await expect(page.get_by_text("Sumber: Keputusan Kepala Dinas Nomor 631")).to_be_visible()


async def test_the_chat_leads_to_the_page(browser: Browser, tmp_path: Path, search: Search) -> None:
    """Under requirements that bound figures, a link to the page of that office."""
    async with serving(tmp_path, search) as url, reading(browser, url) as page:
        await expect(page.locator(".bot").first).to_contain_text("Saya asisten otomatis")
        await page.get_by_label("Pertanyaan Anda").fill("syarat izin kantor kas kalbar")
        await page.keyboard.press("Enter")
        link = page.get_by_role("link", name="Halaman hitung kesiapan")
        await expect(link).to_have_attribute("href", "/kesiapan?office=kalbar")


async def test_the_page_keeps_to_itself(tmp_path: Path, search: Search) -> None:
    """Light, by the same policy as the chat, and with the bounds of its own office alone."""
    async with serving(tmp_path, search) as url, ClientSession() as session:
        size = 0
        for path in (
            "/kesiapan?office=kalbar",
            "/static/readiness.js",
            "/static/readiness.css",
            "/kesiapan-offline.js",
        ):
            async with session.get(f"{url}{path}") as response:
                body = await response.text()
                size += len(body.encode())
                assert response.status == 200
                assert "script-src 'self'" in response.headers["Content-Security-Policy"]
        assert size <= 40_000
        async with session.get(f"{url}/kesiapan?office=muba&lang=<script>") as response:
            body = await response.text()
        assert "tidak menyebut batas angka" in body
        assert "(0714) 321323" in body
        data = json.loads(body.partition('id="bounds">')[2].partition("</script>")[0])
        assert data["services"] == {}
        async with session.get(f"{url}/kesiapan?office=%22%3E%3Cscript%3E") as response:
            assert "<script>" not in await response.text()
