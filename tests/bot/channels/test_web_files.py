"""Files in the web chat, through the real service: sent once, checked, refused in the conversation, shown as a name."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from aiohttp import ClientOSError

from handlers.file_note import LARGEST_FILE
from knowledge.search import Search
from tests.bot.files.samples import CANARY, jpeg, pdf, png
from tests.bot.service import Visitor, serving, visiting

ASKS = "mau mengadu, petugas loket di kalbar minta uang kepada saya"


@pytest.fixture
async def visitor(tmp_path: Path, search: Search) -> AsyncIterator[Visitor]:
    """Someone whose complaint asks the name."""
    async with serving(tmp_path, search) as url, visiting(url) as opened:
        await opened.say(ASKS)
        assert "Siapa nama" in (await opened.history())[-1]["text"]
        yield opened


async def send(
    visitor: Visitor, content: Any, name: str | None = "foto.jpg", key: str = "f1"
) -> tuple[int, dict[str, Any]]:
    """Sends a file as the page does; returns status and body."""
    named = {"X-File-Name": quote(name)} if name is not None else {}
    told = {"X-Message-Id": key, **named}
    body = BytesIO(content) if isinstance(content, bytes) else content
    async with visitor.session.post(f"{visitor.url}/chat/files", data=body, headers=told) as response:
        return response.status, await response.json()


async def last(visitor: Visitor) -> str:
    """What the bot said last."""
    return str((await visitor.history())[-1]["text"])


def kept(folder: Path) -> list[bytes]:
    """The contents on the disk."""
    return [path.read_bytes() for path in sorted((folder / "files").rglob("*")) if path.is_file()]


async def test_a_photo_is_attached_and_shown_as_its_name(visitor: Visitor, tmp_path: Path) -> None:
    """Nowhere is it served back; what the phone wrote into it is gone."""
    content = jpeg((600, 400))
    status, told = await send(visitor, content, "KTP 3174012345678901.jpg")
    assert (status, told) == (200, {"event": 3, "repeated": False, "replies": 1})
    said = await visitor.history()
    assert said[2]["you"] == f"📎 KTP ••••••••••••8901.jpg ({round(len(content) / 1000)} kB)"
    assert "Foto diterima (1 dari 5)." in said[3]["text"]
    (path,) = [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
    assert CANARY.encode() not in path.read_bytes()
    for url in (f"/files/{path.name}", f"/static/{path.name}", f"/chat/files/{path.name}", "/static/../files"):
        async with visitor.session.get(f"{visitor.url}{url}") as response:
            assert response.status in {404, 405}


async def test_the_same_file_again_is_not_a_second_one(visitor: Visitor, tmp_path: Path) -> None:
    """A page that is not sure sends again; the same photo sent twice on purpose is one on the disk."""
    assert [(await send(visitor, png()))[1]["repeated"] for _ in range(2)] == [False, True]
    assert "1 dari 5" in await last(visitor)
    await send(visitor, png(), key="f2")
    assert "2 dari 5" in await last(visitor)
    assert len(kept(tmp_path)) == 1


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.jpg", "“a.jpg” kosong"),
        (b"<svg xmlns='x'><script/></svg>", "a.svg", "“a.svg” bukan foto atau PDF"),
        (b"%PDF", "../../x.pdf", "“x.pdf” bukan foto atau PDF"),
        (jpeg()[:300], "a\x00\u202egpj.exe", "“a gpj.exe” rusak"),
        (pdf()[:-30], "x" * 300, "… rusak"),
        (pdf(b"/Encrypt 4 0 R"), "rekening.pdf", "“rekening.pdf” terkunci kata sandi"),
        (bytes(LARGEST_FILE + 1), "film.jpg", "“film.jpg” terlalu besar"),
    ],
    ids=["empty", "script", "path", "direction", "long", "locked", "large"],
)
async def test_what_cannot_be_kept_is_told_in_the_conversation(
    visitor: Visitor, tmp_path: Path, content: bytes, name: str, said: str
) -> None:
    """With what can be sent, and the open question; nothing of it stays."""
    status, _ = await send(visitor, content, name)
    assert status == 200
    text = await last(visitor)
    assert said.removeprefix("…") in text
    assert "foto (JPEG, PNG, WebP) atau PDF, paling besar 10 MB" in text
    assert "Siapa nama" in text
    assert kept(tmp_path) == []


async def test_only_this_route_takes_more_than_a_message(visitor: Visitor) -> None:
    """Large files pass here, while messages keep their limit."""
    content = pdf(b" " * 3_000_000)
    assert (await send(visitor, content, "besar.pdf"))[0] == 200
    assert "Berkas diterima" in await last(visitor)
    assert (await visitor.say("a" * 100_000))[0] == 413


async def test_no_more_is_read_than_may_be_kept(visitor: Visitor, tmp_path: Path) -> None:
    """A stream without an end is refused when it is too large, whatever it said of its size."""

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(14):
            yield bytes(2**20)

    assert (await send(visitor, endless(), "film.jpg"))[0] == 200
    assert "terlalu besar" in await last(visitor)
    assert kept(tmp_path) == []


@pytest.mark.parametrize(("name", "key"), [(None, "f1"), ("x" * 5000, "f1"), ("a.jpg", ""), ("a.jpg", "k" * 65)])
async def test_what_is_no_upload_is_refused(visitor: Visitor, name: str | None, key: str) -> None:
    """A form of another site cannot send these headers."""
    assert (await send(visitor, jpeg(), name, key))[0] == 400
    assert len(await visitor.history()) == 2


async def test_without_a_visitor_nothing_is_taken(visitor: Visitor, tmp_path: Path) -> None:
    """No cookie, no file."""
    visitor.session.cookie_jar.clear()
    assert (await send(visitor, jpeg()))[0] == 401
    assert kept(tmp_path) == []


async def test_a_line_that_breaks_leaves_nothing(visitor: Visitor, tmp_path: Path) -> None:
    """Half a photo; the whole comes later."""

    async def broken() -> AsyncIterator[bytes]:
        yield jpeg((600, 400))[:5000]
        await asyncio.sleep(0.1)
        raise ConnectionResetError

    with pytest.raises(ClientOSError):
        await send(visitor, broken())
    async with asyncio.timeout(5):
        while kept(tmp_path):
            await asyncio.sleep(0.02)
    assert (await send(visitor, jpeg((600, 400))))[0] == 200
    assert "1 dari 5" in await last(visitor)


async def test_a_flood_of_files_is_slowed(visitor: Visitor) -> None:
    """Ten at once pass; the page sends the rest later."""
    statuses = [(await send(visitor, b"x", key=f"f{number}"))[0] for number in range(11)]
    assert statuses == [200] * 10 + [429]


async def test_from_a_photo_to_the_ticket(visitor: Visitor, tmp_path: Path) -> None:
    """It is on the ticket, and what comes later too."""
    await send(visitor, jpeg())
    await visitor.say("Siti")
    await visitor.say("081200001111")
    assert "Lampiran: 1 berkas" in await last(visitor)
    await visitor.say("kirim")
    await visitor.say("tiket saya")
    await visitor.say("Tambah keterangan")
    await send(visitor, pdf(), "surat.pdf", "f2")
    assert "Sudah saya tambahkan ke tiket" in await last(visitor)
    with closing(sqlite3.connect(tmp_path / "tanya.db")) as database:
        rows = database.execute("SELECT name, state FROM files WHERE ticket_id IS NOT NULL ORDER BY id").fetchall()
    assert rows == [("foto.jpg", "stored"), ("surat.pdf", "stored")]


async def test_a_photo_for_nothing_is_not_kept(tmp_path: Path, search: Search) -> None:
    """No row refers to it, so that the next sweep takes it."""
    async with serving(tmp_path, search) as url, visiting(url) as visitor:
        await visitor.say("halo")
        await send(visitor, jpeg())
        assert "pengaduan atau permohonan" in await last(visitor)
    with closing(sqlite3.connect(tmp_path / "tanya.db")) as database:
        assert database.execute("SELECT count(*) FROM files").fetchone() == (0,)
