"""The desk's page on WhatsApp: what an admin of an office sees of its number, its templates, and what it costs."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from bot.store.desk_audit import audited
from bot.store.schema import outbox
from bot.store.store import Store
from bot.store.unit import Unit
from bot.store.whatsapp_messages import StatusTold, take_statuses
from bot.store.whatsapp_schema import whatsapp_meter
from bot.store.whatsapp_templates import Number, Template, keep_numbers, keep_templates
from knowledge.search import Search
from tests.bot.clock import TestClock
from tests.bot.desk.cases import NUMBERS
from tests.bot.desk.colleagues import Colleague, accounts, at_desk, employ
from tests.bot.desk.newsroom import beside
from tests.bot.service import serving
from tests.bot.store.test_turns import rows

KALBAR, DEPOK = (account for account, _ in NUMBERS)
WABA = "2099001"
NEWS = "Ada kabar dari {{1}} tentang {{2}}. Balas BUKA untuk membacanya."


@dataclass(frozen=True, slots=True)
class Room:
    """Sri is admin and Budi head at Kalbar, Dewi admin at Depok."""

    store: Store
    clock: TestClock
    sri: Colleague
    budi: Colleague
    dewi: Colleague


@pytest.fixture
async def room(tmp_path: Path, search: Search, clock: TestClock) -> AsyncIterator[Room]:
    """A service with two numbers."""
    async with AsyncExitStack() as opened:
        url = await opened.enter_async_context(serving(tmp_path, search, clock=clock, whatsapp_numbers=NUMBERS))
        officers = await opened.enter_async_context(accounts(tmp_path, search, clock))
        at = [
            await opened.enter_async_context(at_desk(url, await employ(officers, url, *who)))
            for who in (("Sri", "kalbar", "admin"), ("Budi", "kalbar", "head"), ("Dewi", "depok", "admin"))
        ]
        store = await opened.enter_async_context(beside(tmp_path))
        yield Room(store, clock, *at)


def template(name: str = "tanya_kabar", status: str = "APPROVED", **more: Any) -> Template:
    """A template of the business account."""
    given = {"language": "id", "category": "UTILITY", "body": NEWS, "parameters": 2, **more}
    return Template(WABA, name, status=status, **given)


async def knows(room: Room, *templates: Template) -> None:
    """Meta told of both numbers and of some templates."""

    def keep(unit: Unit) -> None:
        phones = ((KALBAR, "+62 561 730001"), (DEPOK, "+62 21 7702001"))
        keep_numbers(unit, [Number(account, WABA, phone, "Dinas Koperasi") for account, phone in phones], room.clock())
        keep_templates(unit, WABA, templates, room.clock())

    await room.store.write(keep)


async def sees(browser: Colleague) -> str:
    """The page as it is read."""
    status, text = await browser.get("/desk/whatsapp")
    assert status == 200, text
    return unescape(text)


async def chooses(browser: Colleague, account: str, **names: str) -> tuple[int, str, str]:
    """Sends the form of a number."""
    fields = {**await browser.hidden("/desk/whatsapp"), **names}
    return await browser.post(f"/desk/whatsapp/{account}/templates", fields)


async def test_nothing_is_connected(tmp_path: Path, search: Search, clock: TestClock) -> None:
    """The page says who connects it, and where that is written."""
    async with serving(tmp_path, search, clock=clock) as url, accounts(tmp_path, search, clock) as officers:
        login = await employ(officers, url, "Sri", "kalbar", "admin")
        async with at_desk(url, login) as sri:
            assert "WhatsApp belum tersambung" in await sees(sri)


async def test_a_number_of_which_meta_told_nothing(room: Room) -> None:
    """What to do is said, and no template is proposed before it is known which there are."""
    page = await sees(room.sri)
    assert "Meta belum menceritakan apa pun tentang nomor ini" in page
    assert "tanya doctor" in page
    assert "Belum ada templat yang dapat dipakai" not in page
    assert KALBAR in page
    assert DEPOK not in page


async def test_without_an_approved_template_one_is_proposed(room: Room) -> None:
    """With all that has to be typed at Meta; a template that is refused or waits is told as such."""
    await knows(room, template("tanya_kabar", "REJECTED"), template("kabar_dinas", "PENDING"))
    page = await sees(room.budi)
    assert "Dinas Koperasi" in page
    assert "+62 561 730001" in page
    assert page.count("Belum ada templat yang dapat dipakai") == 2
    assert NEWS in page
    assert "balasan cepat: BUKA, BERHENTI" in page
    assert "{{1}} = Dinas Koperasi Kota Depok" in page
    assert "ditolak Meta" in page
    assert "menunggu tinjauan Meta" in page
    assert "<select" not in page, "nothing can be chosen"


async def test_an_admin_chooses_a_template(room: Room) -> None:
    """It is used from then on, what waited for one is tried again, and it is written down who chose."""
    await knows(room, template("kabar_dinas"), template("banyak", parameters=5))
    page = await sees(room.sri)
    assert "disetujui, tetapi meminta isian yang tidak kami punya" in page
    assert '<option value="banyak"' not in page
    assert (await chooses(room.sri, KALBAR, news="kabar_dinas", announcement=""))[0] == 303
    page = await sees(room.sri)
    assert "Dipakai: <strong>kabar_dinas</strong>" in page
    assert '<option value="kabar_dinas" selected' in page
    assert page.count("Belum ada templat yang dapat dipakai") == 1
    lines = await room.store.read(lambda connection: list(audited(connection)))
    (line,) = [each for each in lines if each.what == "whatsapp-templates"]
    assert (line.object, line.office) == (f"whatsapp:{KALBAR}", "kalbar")
    assert "Dipakai" not in await sees(room.dewi), "the choice is the number's own"


async def test_what_a_head_and_another_office_may_not(room: Room) -> None:
    """A head reads; a number of another office is as unknown as none."""
    await knows(room, template("kabar_dinas"))
    fields = {**await room.sri.hidden("/desk/whatsapp"), "news": "kabar_dinas"}
    assert (await chooses(room.budi, KALBAR, news="kabar_dinas"))[0] == 403
    assert "Simpan pilihan" not in await sees(room.budi)
    assert (await room.sri.post(f"/desk/whatsapp/{DEPOK}/templates", fields))[0] == 404


async def test_a_template_that_is_gone_meanwhile(room: Room) -> None:
    """Is refused with what to do, and changes nothing."""
    await knows(room, template("kabar_dinas"))
    status, text, _ = await chooses(room.sri, KALBAR, news="kabar_lama")
    assert status == 400
    assert "Belum ada yang berubah; pilih lagi" in text
    await chooses(room.sri, KALBAR, news="kabar_dinas")
    await knows(room, template("kabar_dinas", "PAUSED"), template("tanya_kabar"))
    page = await sees(room.sri)
    assert "Yang dipilih, “kabar_dinas”, tidak dapat dipakai sekarang; sementara dipakai “tanya_kabar”." in page
    assert "kabar_dinas (tidak dapat dipakai sekarang)" in page
    assert (await chooses(room.sri, KALBAR, news="kabar_dinas"))[0] == 303, "what was chosen may stay"


async def test_a_template_that_meta_takes_for_advertising(room: Room) -> None:
    """Is used, with a word on what that costs."""
    await knows(room, template("tanya_kabar", category="MARKETING"))
    assert "Meta menganggapnya promosi" in await sees(room.sri)


async def test_what_waits_for_a_template_is_tried_once_there_is_one(room: Room) -> None:
    """An answer that could not even be announced."""
    await knows(room, template("kabar_dinas"))
    held = {
        "conversation_id": 1, "event": 1, "channel": "whatsapp", "account": KALBAR, "lane": 0, "status": "held",
        "due_at": room.clock(), "expires_at": room.clock() + dt.timedelta(days=30),
    }  # fmt: skip

    def write(unit: Unit) -> None:
        unit.connection.exec_driver_sql(
            "INSERT INTO conversations (id, channel, account, external_id, state, last_event, created_at, updated_at)"
            f" VALUES (1, 'whatsapp', '{KALBAR}', '62812', '{{}}', 1, '2026-11-18', '2026-11-18')"
        )
        unit.connection.execute(outbox.insert().values(held))

    await room.store.write(write)
    await chooses(room.sri, KALBAR, news="")
    assert [row.status for row in await rows(room.store, outbox)] == ["held"]
    await chooses(room.sri, KALBAR, news="kabar_dinas")
    assert [row.status for row in await rows(room.store, outbox)] == ["waiting"]


async def test_the_meter(room: Room) -> None:
    """By month and category, billed and free, of the office's own number; the free answers that are left."""
    told = [
        StatusTold(f"w{place}", "delivered", room.clock(), billable=place < 2, category="service") for place in range(5)
    ]
    told.append(StatusTold("t", "delivered", room.clock(), billable=True, category="utility"))
    await room.store.write(lambda unit: take_statuses(unit, KALBAR, told, room.clock()))
    page = await sees(room.sri)
    assert "<strong>5</strong> balasan diterima warga bulan ini; 995 lagi gratis" in page
    assert 'balasan dalam 24 jam (service)</th><td class="figure">2</td><td class="figure">3</td>' in page
    assert 'templat kabar layanan (utility)</th><td class="figure">1</td><td class="figure">0</td>' in page
    assert "November 2026" in page
    assert "Belum ada pesan yang diberitakan sampai" in await sees(room.dewi)
    await room.store.write(lambda unit: unit.connection.execute(whatsapp_meter.update().values(count=1200)))
    assert "1.000 yang pertama gratis, selebihnya ditagih" in await sees(room.sri)
