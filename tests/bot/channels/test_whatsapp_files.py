"""Photos and documents by WhatsApp, through the real service, from a host that keeps files as Meta does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.channels.whatsapp.client import Graph, open_session
from bot.channels.whatsapp.files import WhatsAppFiles, may_have_token
from bot.fetching import NeverAgain, NotNow
from bot.files.refusing import RefusedFile
from handlers.file_note import LARGEST_FILE
from knowledge.search import Search
from tests.bot.channels.conftest import Logged
from tests.bot.clock import TestClock
from tests.bot.files.samples import jpeg, pdf
from tests.bot.telegram import stored
from tests.bot.waiting import until
from tests.bot.whatsapp import on_whatsapp
from tests.fakes.graph_api import TOKEN, FakeGraph, graph_api
from tests.fakes.graph_api_people import NUMBER

META = "https://graph.facebook.com/v26.0"


@pytest.fixture
async def files(graph: FakeGraph) -> AsyncIterator[WhatsAppFiles]:
    """The files of one number."""
    async with open_session() as session:
        yield WhatsAppFiles(Graph(session, TOKEN, graph.api_url), NUMBER)


@asynccontextmanager
async def complaining(folder: Path, search: Search, graph: FakeGraph) -> AsyncIterator[None]:
    """A service at which someone has a complaint open that asks the name."""
    async with on_whatsapp(folder, search, graph):
        graph.says("mau mengadu, petugas loket minta uang kepada saya")
        await until(lambda: "Siapa nama" in last(graph))
        yield


async def content(files: WhatsAppFiles, source: str) -> bytes:
    """The whole content of a file."""
    return b"".join([piece async for piece in files.read(source)])


def last(graph: FakeGraph) -> str:
    """What the bot said last."""
    return str(graph.sent[-1]["words"]) if graph.sent else ""


async def test_from_a_photo_to_the_ticket(tmp_path: Path, search: Search, graph: FakeGraph) -> None:
    """One with words under it; a document by its name; both on the ticket, and no media id is kept."""
    async with complaining(tmp_path, search, graph):
        graph.sends(jpeg((60, 40)), "image/jpeg")
        await until(lambda: "Foto diterima (1 dari 5)." in last(graph))
        graph.sends(pdf(), "application/pdf", name="../Surat Siti.pdf", caption="Siti")
        await until(lambda: "Berkas diterima (2 dari 5)." in last(graph))
        graph.says("081200001111")
        await until(lambda: "Lampiran: 2 berkas" in last(graph))
        graph.says("kirim")
        await until(lambda: "Nomor tiket Anda" in last(graph))
    rows = "SELECT name || ' ' || state || ' ' || kind FROM files WHERE ticket_id IS NOT NULL ORDER BY id"
    assert sorted(stored(tmp_path, rows)) == ["Surat Siti.pdf stored pdf", "foto.jpg stored jpeg"]
    assert stored(tmp_path, "SELECT count(*) FROM files WHERE source IS NOT NULL") == [0]
    assert graph.media.tokens == [TOKEN] * 2


async def test_a_file_that_comes_again_is_one_file(tmp_path: Path, search: Search, graph: FakeGraph) -> None:
    """Every webhook comes twice."""
    graph.webhooks.doubled = True
    async with complaining(tmp_path, search, graph):
        graph.sends(jpeg(), "image/jpeg")
        await until(lambda: stored(tmp_path, "SELECT state FROM files") == ["stored"])
        await graph.webhooks.settled()
    assert stored(tmp_path, "SELECT count(*) FROM files") == [1]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"content": b"", "mime": "image/jpeg"}, "kosong, jadi"),
        ({"content": b"MZ" + bytes(99), "mime": "image/png"}, "bukan foto atau PDF"),
        ({"content": b"PK\x03\x04", "mime": "application/zip", "name": "a.zip"}, "bukan foto atau PDF"),
        ({"content": bytes(LARGEST_FILE + 1), "mime": "image/jpeg"}, "terlalu besar"),
    ],
    ids=["empty", "program", "archive", "large"],
)
async def test_what_cannot_be_kept_is_told(
    tmp_path: Path, search: Search, graph: FakeGraph, told: dict[str, Any], said: str
) -> None:
    """With what can be sent, and the open question."""
    async with complaining(tmp_path, search, graph):
        graph.sends(told.pop("content"), told.pop("mime"), **told)
        await until(lambda: said in last(graph))
        assert "foto (JPEG, PNG, WebP) atau PDF" in last(graph)


async def test_a_file_is_fetched_again_until_it_comes(
    tmp_path: Path, search: Search, graph: FakeGraph, clock: TestClock
) -> None:
    """The host is out of order, the address is too old; the citizen notices nothing."""
    graph.media.lost.extend([502, 404])

    def is_there() -> bool:
        clock.pass_by(2)
        return stored(tmp_path, "SELECT state FROM files") == ["stored"]

    async with complaining(tmp_path, search, graph):
        graph.sends(jpeg(), "image/jpeg")
        await until(is_there)
    assert graph.media.downloads == 3


async def test_a_file_that_whatsapp_lost_is_asked_for_again(tmp_path: Path, search: Search, graph: FakeGraph) -> None:
    """It does not wait for what never comes."""
    async with complaining(tmp_path, search, graph):
        with graph.webhooks.batch():
            graph.sends(jpeg(), "image/jpeg")
            graph.media.kept.clear()
        await until(lambda: "“foto.jpg” tidak dapat diambil. Tolong kirim lagi." in last(graph))


async def test_what_the_host_says_of_a_file(files: WhatsAppFiles, graph: FakeGraph) -> None:
    """There it is, it is gone, it is too large to be asked for at all."""
    there = graph.media.told(b"isi", "image/jpeg")["id"]
    assert await content(files, there) == b"isi"
    with pytest.raises(NeverAgain):
        await content(files, "5")
    large = graph.media.told(bytes(LARGEST_FILE + 1), "image/jpeg")["id"]
    with pytest.raises(RefusedFile) as refused:
        await content(files, large)
    assert refused.value.problem == "size"
    assert graph.media.downloads == 1


async def test_a_dead_token_loses_no_file(files: WhatsAppFiles, graph: FakeGraph) -> None:
    """It waits until the operator has put in a new one."""
    there = graph.media.told(b"isi", "image/jpeg")["id"]
    graph.token = "another"
    with pytest.raises(NotNow, match="token"):
        await content(files, there)


async def test_the_token_goes_to_no_other_host(files: WhatsAppFiles, graph: FakeGraph, clock: TestClock) -> None:
    """Wherever the address of a file leads."""
    there = graph.media.told(b"isi", "image/jpeg")["id"]
    async with graph_api(clock) as stranger:
        graph.media.elsewhere = stranger.url
        with pytest.raises(NotNow):
            await content(files, there)
        assert stranger.media.tokens == []


@pytest.mark.parametrize(
    ("url", "may"),
    [
        ("https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1", True),
        ("https://graph.facebook.com/v26.0/1", True),
        ("https://mmg.whatsapp.net/v/t62", True),
        ("https://lookaside.fbsbx.com:443/a", True),
        ("http://lookaside.fbsbx.com/a", False),
        ("https://lookaside.fbsbx.com:8443/a", False),
        ("https://lookaside.fbsbx.com:x/a", False),
        ("https://lookaside.fbsbx.com@evil.example/a", False),
        ("https://evilfbsbx.com/a", False),
        ("https://fbsbx.com.evil.example/a", False),
        ("https://evil.example/?https://lookaside.fbsbx.com", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_where_the_token_may_go(url: str, may: bool) -> None:
    """To Meta's hosts by https alone."""
    assert may_have_token(url, META) is may


def test_the_host_of_the_setting_may_have_the_token() -> None:
    """A proxy, or a test's host; no other port of it."""
    assert may_have_token("http://127.0.0.1:9490/media/1", "http://127.0.0.1:9490/v26.0")
    assert not may_have_token("http://127.0.0.1:9491/media/1", "http://127.0.0.1:9490/v26.0")


async def test_neither_the_token_nor_an_id_is_in_the_log(
    tmp_path: Path,
    search: Search,
    graph: FakeGraph,
    logged: Logged,
) -> None:
    """Not even when a file cannot be fetched."""
    logged.begin()
    graph.media.lost.append(500)
    async with complaining(tmp_path, search, graph):
        graph.sends(pdf(), "application/pdf", name="Sutrisnawati.pdf")
        await until(lambda: stored(tmp_path, "SELECT attempts FROM files") == [1])
    log = logged.read()
    assert "file fetched later" in log
    (identity,) = graph.media.kept
    assert [canary for canary in (TOKEN, identity, "Sutrisnawati", "mid=") if canary in log] == []
