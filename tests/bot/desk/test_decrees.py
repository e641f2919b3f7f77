"""Decrees at the desk: a document becomes a draft, the draft is corrected, tried, published, and taken back."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from aiohttp import FormData
from playwright.async_api import Page, expect

from bot.officers import Officers
from bot.settings import Settings
from bot.store.decree_drafts import draft_of
from bot.store.decree_versions import NewVersion, publish
from bot.store.engines import database_url
from bot.store.store import Store
from knowledge.search import Search
from tests.bot.channels.test_browser import browser as browser
from tests.bot.clock import TestClock
from tests.bot.desk.colleagues import PASSWORD, Colleague, accounts, at_desk, employ
from tests.bot.desk.decreeing import draft_beside, packaged, pdf, sends
from tests.bot.desk.test_browser import fits
from tests.bot.desk.test_browser import page as page
from tests.bot.service import serving
from tests.bot.telegram import stored

KIOS = "/desk/decrees/drafts/1/services/kios"
FIRST = "kios/persyaratan/0"
DOCUMENT = """KEPUTUSAN KEPALA DINAS KOPERASI DAN USAHA MIKRO KOTA DEPOK
NOMOR 12 TAHUN 2026
TENTANG
STANDAR PELAYANAN

1. Layanan Kios Pasar
| No | Komponen | Uraian |
| --- | --- | --- |
| 1 | Persyaratan | 1. KTP 2. NIB |
| 2 | Sistem, Mekanisme dan Prosedur | 1. Datang 2. Pulang |
| 3 | Jangka Waktu Penyelesaian | 3 hari |
| 4 | Biaya/Tarif | Gratis |
| 5 | Produk Pelayanan | Surat |
| 6 | Penanganan Pengaduan | Telepon (021) 1234567 |
"""


@pytest.fixture(autouse=True)
def ticket_core() -> None:
    """Citizens talk to the real core here."""


@dataclass(frozen=True, slots=True)
class Site:
    """Dewi is Depok's admin."""

    url: str
    folder: Path
    dewi: Colleague
    officers: Officers
    clock: TestClock


@pytest.fixture
async def site(tmp_path: Path, search: Search, clock: TestClock) -> AsyncIterator[Site]:
    """The running service."""
    async with serving(tmp_path, search, clock=clock) as url, accounts(tmp_path, search, clock) as officers:
        await employ(officers, url, "Dewi", "depok", "admin")
        async with at_desk(url, "dewi") as dewi:
            yield Site(url, tmp_path, dewi, officers, clock)


async def asked(site: Site, question: str) -> str:
    """What the bot answers now."""
    async with site.dewi.session.get(f"{site.url}/api/v1/ask", params={"q": question, "office": "depok"}) as response:
        return str((await response.json())["text"])


async def comes(site: Site, words: str, *, gone: bool = False) -> None:
    """Waits until some words are known, or are so no more: the service takes new knowledge up by itself."""
    async with asyncio.timeout(40):
        while (words in (await site.dewi.get("/desk/knowledge/depok/services/kios"))[1]) == gone:
            await asyncio.sleep(0.3)


async def acts(who: Colleague, act: str, spot: str, revision: int, **more: str) -> tuple[int, str, str]:
    """Makes one change to the first draft."""
    return await sends(who, "drafts/1/act", act=act, spot=spot, revision=str(revision), **more)


async def uploads(who: Colleague, content: bytes, name: str, **more: str) -> tuple[int, str, str]:
    """Sends a document from the page of Depok."""
    form = FormData({**await who.hidden("/desk/decrees/depok"), **more})
    form.add_field("file", content, filename=name)
    return await who.post("/desk/decrees/depok/upload", form)


def items(page: str, component: str = "persyaratan") -> list[str]:
    """The items of a component as a service's page shows them."""
    section = page.partition(f'id="kios_{component}"')[2].partition("</section>")[0]
    return re.findall(r'<span class="grow">(.*?)</span>', section)


async def test_published_and_taken_back(site: Site) -> None:
    """From the decree in force to a changed one: tried aside, in force within seconds, and the packaged one again."""
    before = await asked(site, "syarat sewa kios")
    status, _, led = await sends(site.dewi, "depok/versions/0/reopen", back="no")
    assert (status, led) == (303, "/desk/decrees/drafts/1")
    assert (await acts(site.dewi, "text", FIRST, 1, text="Berjualan tahu tempe asli Depok", mark="1"))[0] == 303
    assert (await sends(site.dewi, "drafts/1/check", revision="2"))[0] == 303
    _, page = await site.dewi.get("/desk/decrees/drafts/1/publish")
    assert "tahu tempe asli Depok" in page
    assert "Tidak ada yang memburuk" in page
    assert await asked(site, "syarat sewa kios") == before
    assert (await sends(site.dewi, "drafts/1/publish", revision="2", note="Syarat baru"))[0] == 303
    await comes(site, "tahu tempe asli Depok")
    assert "tahu tempe asli Depok" in await asked(site, "syarat sewa kios")
    _, page = await site.dewi.get("/desk/decrees/depok")
    for words in ("Versi 1", "oleh Dewi", "Syarat baru", "Bawaan program"):
        assert words in page
    _, page = await site.dewi.get("/desk/decrees/depok/versions/1")
    assert "tahu tempe asli Depok" in page
    assert "/desk/announcements/new?office=depok&version=1&service=kios" in page
    _, page = await site.dewi.get("/desk/announcements/new?office=depok&version=1&service=kios")
    assert "tahu tempe asli Depok" in page
    assert '<option value="depok/kios" selected>' in page
    assert "tahu tempe asli Depok" in (await site.dewi.get("/desk/decrees/depok/versions/1/yaml"))[1]

    status, _, led = await sends(site.dewi, "depok/versions/0/reopen", back="yes")
    assert (status, led) == (303, "/desk/decrees/drafts/2/publish")
    await sends(site.dewi, "drafts/2/check", revision="1")
    await sends(site.dewi, "drafts/2/publish", revision="1")
    assert not (site.folder / "knowledge" / "decrees" / "depok-2023.yaml").exists()
    await comes(site, "tahu tempe asli Depok", gone=True)
    assert await asked(site, "syarat sewa kios") == before
    assert "kembali ke bawaan program" in (await site.dewi.get("/desk/decrees/depok"))[1]
    lines = [(each.who, each.what, each.object) for each in await site.officers.audit()]
    for what, about in (
        ("decree-reopened", "decree-draft:1"), ("decree-edited", "decree-draft:1"),
        ("decree-published", "decree:depok 1"), ("decree-published", "decree:depok 2"),
    ):  # fmt: skip
        assert ("dewi", what, about) in lines


async def test_killed_between_commit_and_file(tmp_path: Path, search: Search, clock: TestClock) -> None:
    """What was committed is written and answered from at the next start; a hand-made file is kept beside."""
    draft = packaged("depok")
    data = draft.model_dump(exclude_defaults=True)
    place = next(place for place, each in enumerate(data["services"]) if each["id"] == "kios")
    data["services"][place]["components"]["persyaratan"]["items"][0]["text"] = "Membawa surat bukti kios lama"
    changed = type(draft).model_validate(data)
    async with serving(tmp_path, search, clock=clock):
        number = await draft_beside(tmp_path, "depok", changed)
    from bot.decrees.texts import text_of

    store = Store(database_url(Settings(data_dir=tmp_path).store_url))
    kept = await store.read(partial(draft_of, number=number, offices=None))
    new = NewVersion("depok", "depok-2023.yaml", text_of(changed), "Dewi")
    await store.write(partial(publish, draft=kept, new=new, over=0, now=clock()))
    store.close()
    folder = tmp_path / "knowledge" / "decrees"
    folder.mkdir(parents=True)
    (folder / "depok-2023.yaml").write_text("buatan tangan")
    async with serving(tmp_path, search, clock=clock) as url, accounts(tmp_path, search, clock) as officers:
        await employ(officers, url, "Dewi", "depok", "admin")
        async with at_desk(url, "dewi") as dewi:
            site = Site(url, tmp_path, dewi, officers, clock)
            assert "Membawa surat bukti kios lama" in await asked(site, "syarat sewa kios")
    assert (folder / "depok-2023.yaml").read_text() == new.text
    assert (folder / "depok-2023.yaml.before").read_text() == "buatan tangan"


async def test_nothing_doubtful_is_published(site: Site) -> None:
    """A doubt and a missing field are named, each with the way to it; settled one by one or together."""
    data = packaged("depok").model_dump(exclude_defaults=True)
    kios = next(each for each in data["services"] if each["id"] == "kios")
    first = kios["components"]["persyaratan"]["items"]
    first[0] |= {"place": "halaman 1, baris 3", "doubts": [{"why": "nomor ganda", "printed": "1 1."}, {"why": "ejaan"}]}
    first[1]["doubts"] = [{"why": "batas butir"}]
    del data["decree"]["title"]
    await draft_beside(site.folder, "depok", type(packaged("depok")).model_validate(data))
    _, page = await site.dewi.get("/desk/decrees/drafts/1/publish")
    assert "Masih ada 3 keraguan" in page
    assert f'href="{KIOS}"' in page
    assert "Keputusan: judul belum diisi. Isi di sini." in page
    status, page, _ = await sends(site.dewi, "drafts/1/check", revision="1")
    assert (status, "belum siap" in page) == (409, True)
    _, page = await site.dewi.get(KIOS)
    assert "nomor ganda" in page
    assert "1 1." in page
    assert '/desk/decrees/drafts/1/pages/1"' in page, "the page of the place stands beside"
    assert (await acts(site.dewi, "settle", FIRST, 1, doubt="0"))[0] == 303
    assert "nomor ganda" not in (await site.dewi.get(KIOS))[1]
    assert "Semua 2 keraguan layanan ini sudah sesuai" in (await site.dewi.get(KIOS))[1]
    assert (await acts(site.dewi, "settle-all", "kios", 2))[0] == 303
    assert (await acts(site.dewi, "head", "decree", 3, number="1/2026", date="2026-01-05", title="", place="Depok"))[
        0
    ] == 303
    assert "judul belum diisi. Isi di sini." in (await site.dewi.get("/desk/decrees/drafts/1/publish"))[1]
    _, page = await site.dewi.get("/desk/decrees/drafts/1")
    assert "1/2026" in page


async def test_items_are_corrected(site: Site) -> None:
    """Text, split, join, order, another component, added, deleted: the page shows each as it then is."""
    await draft_beside(site.folder, "depok")
    before = items((await site.dewi.get(KIOS))[1])
    await acts(site.dewi, "split", FIRST, 1, text="satu\ndua\n tiga ")
    assert items((await site.dewi.get(KIOS))[1]) == ["satu", "dua", "tiga", *before[1:]]
    await acts(site.dewi, "join", FIRST, 2, text="satu")
    assert items((await site.dewi.get(KIOS))[1]) == ["satu dua", "tiga", *before[1:]]
    await acts(site.dewi, "down", FIRST, 3)
    assert items((await site.dewi.get(KIOS))[1])[:2] == ["tiga", "satu dua"]
    biaya = items((await site.dewi.get(KIOS))[1], "biaya")
    await acts(site.dewi, "move", FIRST, 4, component="biaya", text="tiga")
    _, page = await site.dewi.get(KIOS)
    assert (items(page)[0], items(page, "biaya")) == ("satu dua", [*biaya, "tiga"])
    await acts(site.dewi, "add", "kios/biaya", 5, text="<b>empat</b>\nlima")
    assert items((await site.dewi.get(KIOS))[1], "biaya") == [*biaya, "tiga", "&lt;b&gt;empat&lt;/b&gt;", "lima"]
    await acts(site.dewi, "delete", FIRST, 6)
    assert items((await site.dewi.get(KIOS))[1]) == before[1:]
    await acts(site.dewi, "service", "kios", 7, name="Layanan Kios", label="Kios pasar", id="kios")
    assert "Kios pasar" in (await site.dewi.get("/desk/decrees/drafts/1"))[1]
    assert (await acts(site.dewi, "service-remove", "kios", 8))[0] == 400
    assert (await acts(site.dewi, "service-remove", "kios", 8, sure="yes"))[0] == 303
    assert "Kios pasar" not in (await site.dewi.get("/desk/decrees/drafts/1"))[1]


async def test_two_at_the_same_draft(site: Site) -> None:
    """The second save is refused with what the first changed, and what was typed is still there, ready to be saved."""
    await draft_beside(site.folder, "depok")
    await employ(site.officers, site.url, "Tono", "depok", "admin")
    async with at_desk(site.url, "tono") as tono:
        assert (await acts(tono, "text", "kios/biaya/0", 1, text="Tidak dipungut biaya"))[0] == 303
    status, page, _ = await acts(site.dewi, "text", FIRST, 1, text="Ketikan saya <i>")
    assert status == 409
    for words in ("Tono: ", "Biaya butir 1", "Ketikan saya &lt;i&gt;", 'name="revision" value="2"'):
        assert words in page
    assert (await acts(site.dewi, "text", FIRST, 2, text="Ketikan saya <i>"))[0] == 303


async def test_a_line_left_out_is_put_in(site: Site) -> None:
    """From the list of what stands in no service into a component of one."""
    data = packaged("depok").model_dump(exclude_defaults=True)
    data["left_out"] = [{"text": "Membawa map biru", "why": "di luar tabel", "place": "halaman 2"}]
    await draft_beside(site.folder, "depok", type(packaged("depok")).model_validate(data))
    assert "Membawa map biru" in (await site.dewi.get("/desk/decrees/drafts/1"))[1]
    assert (await acts(site.dewi, "place", "left:0", 1, service="kios", component="persyaratan"))[0] == 303
    assert "Membawa map biru" in items((await site.dewi.get(KIOS))[1])
    assert "0 baris di luar layanan" in (await site.dewi.get("/desk/decrees/drafts/1"))[1]


async def test_a_document_becomes_a_draft(site: Site) -> None:
    """Read in the background, with services, doubts and the lines beside; what is no decree is refused in words."""
    status, _, led = await uploads(site.dewi, DOCUMENT.encode(), "keputusan.txt")
    assert status == 303
    async with asyncio.timeout(60):
        while 'data-state="reading"' in (page := (await site.dewi.get(led))[1]):
            await asyncio.sleep(0.2)
    assert "layanan" in page
    _, text = await site.dewi.get(f"{led}/yaml")
    assert "NIB" in text
    assert "slug: depok" in text, "an office keeps what no document says"
    assert "disusun otomatis" not in text, "what the decree in force answers is no doubt"
    status, _, led = await uploads(site.dewi, pdf("Resep sambal"), "resep.pdf")
    async with asyncio.timeout(60):
        while 'data-state="reading"' in (page := (await site.dewi.get(led))[1]):
            await asyncio.sleep(0.2)
    assert 'role="alert"' in page
    assert (await sends(site.dewi, "drafts/2/drop", sure="yes"))[0] == 303


async def test_another_offices_document_is_doubted(site: Site) -> None:
    """Brought to the wrong office's page it would become its decree: that is to be settled by a person first."""
    status, _, led = await uploads(site.dewi, DOCUMENT.replace("DEPOK", "SEMARANG").encode(), "keputusan.txt")
    async with asyncio.timeout(60):
        while 'data-state="reading"' in (page := (await site.dewi.get(led))[1]):
            await asyncio.sleep(0.2)
    assert status == 303
    assert "sedangkan draf ini akan menjadi keputusan Dinas Koperasi dan Usaha Mikro Kota Depok" in page


async def test_a_yaml_file_edited_by_hand(site: Site) -> None:
    """What was downloaded comes back as a draft; a slip is told with its line."""
    await draft_beside(site.folder, "depok")
    _, text = await site.dewi.get("/desk/decrees/drafts/1/yaml")
    status, _, led = await uploads(site.dewi, text.replace("Kios", "Lapak").encode(), "draf-1.yaml")
    assert (status, "Lapak" in (await site.dewi.get(led))[1]) == (303, True)
    status, page, _ = await uploads(site.dewi, b"office: [\n", "draf.yaml")
    assert (status, "bukan YAML yang sah" in page) == (400, True)


async def test_the_bank_shows_what_got_worse(site: Site) -> None:
    """A question that would lose its answer must be confirmed by typing; nothing is published before."""
    bank = "depok/questions"
    asks = {"question": "syarat sewa kios", "service": "depok/kios", "component": "persyaratan", "words": ""}
    assert (await sends(site.dewi, bank, act="add", **asks))[0] == 303
    text = "- {question: biaya kios, services: [depok/kios], component: biaya, facts: []}"
    assert (await sends(site.dewi, bank, act="import", text=text))[0] == 303
    status, page, _ = await sends(site.dewi, bank, act="add", **{**asks, "service": "kalbar/konsultasi"})
    assert (status, "Pilih layanan kantor ini" in page) == (400, True)
    assert "2 dari 2 dijawab seperti seharusnya" in (await site.dewi.get(f"/desk/decrees/{bank}?try=1"))[1]
    assert "syarat sewa kios" in (await site.dewi.get(f"/desk/decrees/{bank}/yaml"))[1]
    await draft_beside(site.folder, "depok")
    await acts(site.dewi, "service-remove", "kios", 1, sure="yes")
    assert (await sends(site.dewi, "drafts/1/check", revision="2"))[0] == 303
    _, page = await site.dewi.get("/desk/decrees/drafts/1/publish")
    assert "2 memburuk" in page
    status, page, _ = await sends(site.dewi, "drafts/1/publish", revision="2", note="Catatan saya")
    assert (status, "Ketik TERBITKAN" in page, "Catatan saya" in page) == (409, True, True)
    assert stored(site.folder, "SELECT 1 FROM decree_versions") == []
    assert (await sends(site.dewi, "drafts/1/publish", revision="2", typed="terbitkan"))[0] == 303
    assert stored(site.folder, "SELECT number FROM decree_versions") == [1]


async def test_another_offices_slug_is_refused(site: Site) -> None:
    """A draft of one office never becomes another's decree; a new office is for who serves all."""
    await draft_beside(site.folder, "depok", packaged("kalbar"))
    assert "Nama pendek kantor harus depok" in (await site.dewi.get("/desk/decrees/drafts/1/publish"))[1]
    assert (await sends(site.dewi, "drafts/1/check", revision="1"))[0] == 409
    status, _, _ = await uploads(site.dewi, b"x", "a.txt", new="yes")
    assert status == 403


async def test_a_new_office(site: Site) -> None:
    """Brought in by an admin of all offices, who names it; from then on it is there like the others."""
    data = packaged("depok").model_dump(exclude_defaults=True)
    data["office"] |= {"name": "Dinas Koperasi Kota Bogor", "place": "Kota Bogor", "names": ["bogor", "kota bogor"]}
    data["office"].pop("slug")
    await draft_beside(site.folder, "", type(packaged("depok")).model_validate(data))
    assert (await site.dewi.get("/desk/decrees/drafts/1"))[0] == 404
    await employ(site.officers, site.url, "Pusat", None, "admin")
    async with at_desk(site.url, "pusat") as pusat:
        _, page = await pusat.get("/desk/decrees/drafts/1/publish")
        assert "nama pendek kantor belum diisi" in page
        office = {name: str(value) for name, value in data["office"].items() if isinstance(value, str)}
        office["names"] = "bogor\nkota bogor"
        await acts(pusat, "head", "office", 1, **{**office, "slug": "depok"})
        assert "sudah ada" in (await pusat.get("/desk/decrees/drafts/1/publish"))[1]
        await acts(pusat, "head", "office", 2, **{**office, "slug": "kota-bogor"})
        assert (await sends(pusat, "drafts/1/check", revision="3"))[0] == 303
        assert (await sends(pusat, "drafts/1/publish", revision="3"))[0] == 303
        async with asyncio.timeout(40):
            while (await pusat.get("/desk/decrees/kota-bogor"))[0] != 200:
                await asyncio.sleep(0.3)


async def test_in_a_browser(page: Page, site: Site) -> None:
    """Settled and corrected without losing one's place, beside the page of the source; also on a phone."""
    data = packaged("depok").model_dump(exclude_defaults=True)
    kios = next(each for each in data["services"] if each["id"] == "kios")
    first = kios["components"]["persyaratan"]["items"]
    first[0] |= {"place": "halaman 1, baris 3", "doubts": [{"why": "nomor ganda"}]}
    await draft_beside(site.folder, "depok", type(packaged("depok")).model_validate(data))
    await page.goto(f"{site.url}/desk/login")
    await page.get_by_label("Nama masuk").fill("dewi")
    await page.get_by_label("Kata sandi").fill(PASSWORD)
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/desk")
    await page.goto(f"{site.url}{KIOS}")
    picture = page.get_by_alt_text("Halaman 1 dokumen sumber")
    await expect(picture).to_be_visible()
    assert await picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 500
    await page.get_by_role("button", name="Sudah sesuai").click()
    await expect(page.get_by_text("Semua keraguan beres").or_(page.get_by_text("Tidak ada keraguan"))).to_be_visible()
    await page.get_by_role("link", name="Ubah butir 1").first.click()
    await page.get_by_label("Isi butir").fill("Warga Depok")
    await page.get_by_role("button", name="Simpan").last.click()
    await expect(page.locator("#kios_persyaratan_0")).to_contain_text("Warga Depok")
    await page.set_viewport_size({"width": 360, "height": 740})
    for path in (
        KIOS,
        f"{KIOS}?edit={FIRST}",
        "/desk/decrees/drafts/1",
        "/desk/decrees/drafts/1/publish",
        "/desk/decrees/depok",
    ):
        await page.goto(f"{site.url}{path}")
        await fits(page)
