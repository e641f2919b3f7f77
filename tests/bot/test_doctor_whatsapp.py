"""`tanya doctor` on WhatsApp: each thing that a number needs, found well or told with the remedy."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.settings import WHATSAPP
from bot.store.unit import Unit
from bot.store.whatsapp_templates import set_use
from knowledge.search import Search
from tests.bot.desk.newsroom import beside
from tests.bot.test_doctor import NOT_LISTENING, Told, doctor, ill
from tests.bot.whatsapp import OFFICES, on_whatsapp
from tests.fakes.graph_api import SECRET, TOKEN, VERIFY, FakeGraph, graph_api
from tests.fakes.graph_api_people import NUMBER, OTHER_NUMBER
from tests.fakes.graph_api_templates import NEWS, template

NUMBERS = ",".join(f"{number}={office}" for number, office in OFFICES.items())


@pytest.fixture
async def graph() -> AsyncIterator[FakeGraph]:
    """The fake host."""
    async with graph_api() as fake:
        yield fake


async def examined(folder: Path, graph: FakeGraph, **settings: Any) -> Told:
    """What the doctor says beside a Meta that answers."""
    given = {
        "whatsapp_token": TOKEN, "whatsapp_app_secret": SECRET, "whatsapp_verify_token": VERIFY,
        "whatsapp_numbers": NUMBERS, "whatsapp_api_url": graph.api_url, **settings,
    }  # fmt: skip
    result = await asyncio.to_thread(doctor, folder, **given)
    said = [each for each in result.stdout.splitlines(keepends=True) if each.startswith(("baik", "SALAH", "  "))]
    return Told("".join(said), result.stderr, result.exit_code)  # without the log of a service in the same process


async def trouble(folder: Path, graph: FakeGraph, **settings: Any) -> dict[str, tuple[str, str]]:
    """What is wrong but for the webhook, which no service answers here."""
    result = await examined(folder, graph, **settings)
    for secret in (TOKEN, SECRET, VERIFY):
        assert secret not in result.stdout + result.stderr
    found = ill(result)
    found.pop("WhatsApp webhook", None)
    return found


def test_not_used(folder: Path) -> None:
    """Says what it takes."""
    assert "WhatsApp: tidak dipakai; isi keempat setelan TANYA_WHATSAPP_" in doctor(folder).stdout


async def test_all_is_well(tmp_path: Path, folder: Path, graph: FakeGraph, search: Search) -> None:
    """Every part is named, the webhook answers through the public address."""
    async with on_whatsapp(tmp_path / "running", search, graph) as url:
        result = await examined(folder, graph, public_url=url)
    assert ill(result) == {}
    for line in (
        "WhatsApp token: berlaku, tanpa batas waktu",
        "WhatsApp rahasia aplikasi: cocok dengan aplikasi Tanya Dinas",
        "WhatsApp nomor depok: +62 21 5550 1234, Tanya Dinas",
        "WhatsApp nomor kalbar: +62 561 555 1234, Tanya Dinas",
        "WhatsApp langganan: aplikasi menerima kabar akun bisnis",
        "WhatsApp templat depok: tanya_kabar disetujui, tanya_pengumuman disetujui",
        "/whatsapp/webhook menjawab seperti yang diminta Meta",
    ):
        assert line in result.stdout, line
    assert graph.sent == []


async def test_a_token_that_meta_refuses(folder: Path, graph: FakeGraph) -> None:
    """Nothing else is asked with it."""
    graph.token = "EAAanother"
    found = await trouble(folder, graph)
    assert set(found) == {"WhatsApp token"}
    assert "TANYA_WHATSAPP_TOKEN" in found["WhatsApp token"][1]


def test_meta_cannot_be_reached(folder: Path) -> None:
    """The network is to be looked at."""
    given = {"token": TOKEN, "app_secret": SECRET, "verify_token": VERIFY, "numbers": NUMBERS, "api_url": NOT_LISTENING}
    found = ill(doctor(folder, **{f"whatsapp_{name}": value for name, value in given.items()}))
    assert "jaringan keluar" in found["WhatsApp"][1]


async def test_the_secret_of_another_app(folder: Path, graph: FakeGraph) -> None:
    """Would refuse whatever Meta posts."""
    result = ill(await examined(folder, graph, whatsapp_app_secret="0" * 32))
    assert "TANYA_WHATSAPP_APP_SECRET" in result["WhatsApp rahasia aplikasi"][1]


async def test_a_number_that_is_none(folder: Path, graph: FakeGraph) -> None:
    """Told by its office; the others are well. An office that there is not is told too."""
    found = await trouble(folder, graph, whatsapp_numbers=f"{NUMBER}=depok,99999999=muba,{OTHER_NUMBER}=entahlah")
    assert set(found) == {"WhatsApp nomor muba", "WhatsApp kantor"}
    assert found["WhatsApp nomor muba"][0].startswith("99999999: ")
    assert "ID nomor telepon (bukan nomornya)" in found["WhatsApp nomor muba"][1]
    assert "kalbar" in found["WhatsApp kantor"][1]


@pytest.mark.parametrize(
    ("fields", "words"),
    [({"status": "PENDING"}, "keadaannya PENDING"), ({"quality_rating": "RED"}, "mutunya rendah")],
)
async def test_a_number_that_is_not_well(folder: Path, graph: FakeGraph, fields: dict[str, str], words: str) -> None:
    """As Meta tells of it."""
    graph.business.numbers[NUMBER] |= fields
    found = await trouble(folder, graph)
    assert set(found) == {"WhatsApp nomor depok"}
    assert words in found["WhatsApp nomor depok"][0]


async def test_an_app_that_hears_nothing(folder: Path, graph: FakeGraph) -> None:
    """The call that mends it can be copied."""
    graph.business.subscribed = False
    how, remedy = (await trouble(folder, graph))["WhatsApp langganan"]
    assert "pesan warga tidak akan datang" in how
    assert f"{graph.api_url}/102290129340398/subscribed_apps" in remedy


async def test_templates_that_are_missing(folder: Path, graph: FakeGraph) -> None:
    """One that waits for Meta is no fault of the operator's; one chosen at the desk counts instead of the usual."""
    graph.business.templates = [NEWS]
    found = await trouble(folder, graph)
    assert set(found) == {"WhatsApp templat depok", "WhatsApp templat kalbar"}
    assert found["WhatsApp templat depok"][0] == "tanya_kabar disetujui, tanya_pengumuman belum ada"
    assert "/desk/whatsapp" in found["WhatsApp templat depok"][1]
    graph.business.templates.append(template("tanya_pengumuman", "Pengumuman dari {{1}}: {{2}}.", status="PENDING"))
    assert await trouble(folder, graph) == {}


async def test_a_template_that_was_chosen(folder: Path, graph: FakeGraph, search: Search) -> None:
    """At the desk, for one of the numbers."""
    async with on_whatsapp(folder, search, graph):
        pass

    def choose(unit: Unit) -> None:
        set_use(unit, NUMBER, "news", "kabar_depok")

    async with beside(folder) as store:
        await store.write(choose)
    found = await trouble(folder, graph)
    assert {name: how for name, (how, _) in found.items()} == {
        "WhatsApp templat depok": "kabar_depok belum ada, tanya_pengumuman disetujui"
    }


async def test_the_webhook(tmp_path: Path, folder: Path, graph: FakeGraph, search: Search) -> None:
    """No public address, one where nobody listens, another verify token, another program."""
    for url, words in (
        ({}, "alamat publik belum ada"),
        ({"public_url": NOT_LISTENING}, "tidak terjangkau"),
        ({"public_url": graph.url}, "menjawab 404"),
    ):
        how, _ = ill(await examined(folder, graph, **url))["WhatsApp webhook"]
        assert words in how
    async with on_whatsapp(tmp_path / "running", search, graph) as running:
        result = await examined(folder, graph, public_url=running, whatsapp_verify_token="lain")
    assert "TANYA_WHATSAPP_VERIFY_TOKEN" in ill(result)["WhatsApp webhook"][1]


def test_an_address_without_tls(folder: Path, network_attempts: list[str]) -> None:
    """Meta itself would refuse it."""
    given = {"token": TOKEN, "app_secret": SECRET, "verify_token": VERIFY, "numbers": NUMBERS, "api_url": WHATSAPP}
    settings = {f"whatsapp_{name}": value for name, value in given.items()}
    found = ill(doctor(folder, public_url="http://tanya.kota.go.id", **settings))
    network_attempts.clear()
    assert "hanya mengirim ke alamat https" in found["WhatsApp webhook"][0]
