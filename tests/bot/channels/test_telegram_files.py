"""Photos and documents by Telegram, through the real service, from a host that keeps files as Telegram does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.channels.telegram.updates import meaning
from handlers.file_note import LARGEST_FILE
from knowledge.search import Search
from tests.bot.channels.conftest import Logged
from tests.bot.files.samples import CANARY, jpeg, opened, pdf, png, webp
from tests.bot.telegram import hooked, polling, stored
from tests.bot.waiting import until
from tests.fakes.bot_api import BOT, TOKEN, FakeBotApi, private

ASKS = "mau mengadu, petugas loket di kalbar minta uang kepada saya"


@asynccontextmanager
async def complaining(folder: Path, search: Search, telegram: FakeBotApi) -> AsyncIterator[None]:
    """A service at which someone has a complaint open that asks the name."""
    async with polling(folder, search, telegram):
        telegram.says(ASKS)
        await until(lambda: any("Siapa nama" in each["text"] for each in telegram.sent))
        yield


def last(telegram: FakeBotApi) -> str:
    """What the bot said last."""
    return str(telegram.sent[-1]["text"]) if telegram.sent else ""


def kept(folder: Path) -> list[bytes]:
    """The contents on the disk."""
    return [path.read_bytes() for path in sorted((folder / "files").rglob("*")) if path.is_file()]


async def test_from_a_photo_to_the_ticket(tmp_path: Path, search: Search, telegram: FakeBotApi) -> None:
    """The largest size, without where it was taken; a document byte for byte; both on the ticket."""
    document = pdf()
    async with complaining(tmp_path, search, telegram):
        telegram.sends(jpeg((60, 40)))
        await until(lambda: "Foto diterima (1 dari 5)." in last(telegram))
        telegram.sends(document, mime_type="application/pdf", file_name="../Surat Siti.pdf", more={"caption": "Siti"})
        await until(lambda: "Berkas diterima (2 dari 5)." in last(telegram))
        assert "Nomor telepon" in last(telegram)
        telegram.says("081200001111")
        await until(lambda: "Lampiran: 2 berkas" in last(telegram))
        telegram.says("kirim")
        await until(lambda: "Nomor tiket Anda" in last(telegram))
    rows = "SELECT name || ' ' || state || ' ' || kind FROM files WHERE ticket_id IS NOT NULL ORDER BY id"
    assert stored(tmp_path, rows) == ["foto.jpg stored jpeg", "Surat Siti.pdf stored pdf"]
    photo, other = sorted(kept(tmp_path), key=lambda content: content.startswith(b"%PDF"))
    assert (opened(photo).size, CANARY.encode() in photo, other) == ((60, 40), False, document)
    assert stored(tmp_path, "SELECT count(*) FROM files WHERE source IS NOT NULL") == [0]


@pytest.mark.parametrize(
    ("content", "told", "said"),
    [
        (b"", {"mime_type": "image/jpeg", "file_name": "a.jpg"}, "kosong, jadi"),
        (b"MZ" + bytes(99), {"mime_type": "image/png", "file_name": "a.png"}, "bukan foto atau PDF"),
        (b"<svg xmlns='x'/>", {"file_name": "a.svg"}, "bukan foto atau PDF"),
        (jpeg()[:300], {"mime_type": "image/jpeg"}, "rusak"),
        (pdf(b"/Encrypt 4 0 R"), {"mime_type": "application/pdf", "file_name": "rahasia.pdf"}, "terkunci kata sandi"),
        (b"PK\x03\x04", {"mime_type": "application/zip", "file_name": "a.zip"}, "bukan foto atau PDF"),
        (b"<svg/>", {"mime_type": "image/svg+xml", "file_name": "a.svg"}, "bukan foto atau PDF"),
        (bytes(LARGEST_FILE + 1), {"mime_type": "image/jpeg"}, "terlalu besar"),
        (bytes(LARGEST_FILE + 1), {"mime_type": "image/jpeg", "file_size": 5}, "terlalu besar"),
        (bytes(21 * 2**20), {"mime_type": "image/jpeg", "file_size": 5}, "terlalu besar"),
    ],
    ids=[
        "empty",
        "program",
        "drawing",
        "cut",
        "locked",
        "archive",
        "told-drawing",
        "large",
        "liar",
        "too-big-for-bots",
    ],
)
async def test_what_cannot_be_kept_is_told_at_once(
    tmp_path: Path, search: Search, telegram: FakeBotApi, content: bytes, told: dict[str, Any], said: str
) -> None:
    """With what can be sent, and the open question; nothing of it stays."""
    async with complaining(tmp_path, search, telegram):
        telegram.sends(content, **told)
        await until(lambda: said in last(telegram))
        assert "foto (JPEG, PNG, WebP) atau PDF" in last(telegram)
        assert "Siapa nama" in last(telegram)
        await until(lambda: stored(tmp_path, "SELECT count(*) FROM files") == [0])
    assert kept(tmp_path) == []


async def test_a_file_is_fetched_again_until_it_comes(tmp_path: Path, search: Search, telegram: FakeBotApi) -> None:
    """The host is out of order, the link is too old; the citizen notices nothing."""
    telegram.files.lost.extend([502, 404])
    async with complaining(tmp_path, search, telegram):
        telegram.sends(png())
        await until(lambda: stored(tmp_path, "SELECT attempts FROM files WHERE state = 'stored'") == [2])
    assert telegram.files.downloads == 3
    assert len(kept(tmp_path)) == 1


async def test_a_file_that_telegram_lost_is_asked_for_again(
    tmp_path: Path, search: Search, telegram: FakeBotApi
) -> None:
    """It does not wait for what never comes."""
    async with complaining(tmp_path, search, telegram):
        field = telegram.files.told(webp())
        telegram.files.contents.clear()
        telegram.says("", more=field)
        await until(lambda: "“foto.jpg” tidak dapat diambil. Tolong kirim lagi." in last(telegram))


async def test_sending_waits_for_the_files(tmp_path: Path, search: Search, telegram: FakeBotApi) -> None:
    """It is said, and done as soon as the last one is there."""
    telegram.files.lost.append(500)
    async with complaining(tmp_path, search, telegram):
        telegram.says("Siti")
        telegram.says("081200001111")
        await until(lambda: "Mohon diperiksa" in last(telegram))
        telegram.sends(jpeg(), more={"caption": "kirim"})
        await until(lambda: "Nomor tiket Anda" in last(telegram))
    assert ["masih diambil" in each["text"] for each in telegram.sent][-2:] == [True, False]
    assert stored(tmp_path, "SELECT state FROM files WHERE ticket_id IS NOT NULL") == ["stored"]


async def test_an_album_is_one_act(tmp_path: Path, search: Search, telegram: FakeBotApi) -> None:
    """One answer, every photo kept, those that are the same kept once, and the whole told when it is there."""
    async with complaining(tmp_path, search, telegram):
        before = len(telegram.sent)
        for size in ((30, 30), (31, 30), (30, 30)):
            telegram.sends(jpeg(size), more={"media_group_id": "13"})
        await until(lambda: "Lampiran lengkap: 3 berkas." in last(telegram))
        assert "Kiriman Anda diterima" in telegram.sent[before]["text"]
    assert stored(tmp_path, "SELECT count(*) FROM files WHERE state = 'stored'") == [3]
    assert len(kept(tmp_path)) == 2


async def test_what_was_announced_before_a_restart_is_fetched_after(
    tmp_path: Path, search: Search, telegram: FakeBotApi
) -> None:
    """The row waits, also when the update came by webhook."""
    telegram.files.lost.extend([503] * 50)
    async with hooked(tmp_path, search, telegram):
        for update in (telegram.says(ASKS), telegram.says("", more=telegram.files.told(jpeg()))):
            assert [await telegram.post(update) for _ in range(2)] == [200, 200]
        await until(lambda: stored(tmp_path, "SELECT count(*) FROM files WHERE attempts > 0") == [1])
    telegram.files.lost.clear()
    telegram.webhook = None
    async with polling(tmp_path, search, telegram):
        await until(lambda: stored(tmp_path, "SELECT state FROM files") == ["stored"])


async def test_a_photo_for_nothing_is_not_even_fetched(tmp_path: Path, search: Search, telegram: FakeBotApi) -> None:
    """It is said where it could go."""
    async with polling(tmp_path, search, telegram):
        telegram.sends(jpeg())
        await until(lambda: "pengaduan atau permohonan" in last(telegram))
    assert telegram.files.downloads == 0
    assert stored(tmp_path, "SELECT count(*) FROM files") == [0]


async def test_corrected_words_under_a_photo_are_read_anew(
    tmp_path: Path, search: Search, telegram: FakeBotApi
) -> None:
    """The photo is not sent a second time by that."""
    async with complaining(tmp_path, search, telegram):
        update = telegram.says("", more={**telegram.files.told(jpeg()), "caption": "Siti"})
        await until(lambda: "Nomor telepon" in last(telegram))
        edited = {**update["message"], "caption": "081200001111", "edit_date": 1763430001}
        telegram.does({"edited_message": edited}, 7)
        await until(lambda: "Lampiran: 1 berkas" in last(telegram))


async def test_neither_the_token_nor_a_name_is_in_the_log(
    tmp_path: Path,
    search: Search,
    telegram: FakeBotApi,
    logged: Logged,
) -> None:
    """Whatever goes wrong on the way."""
    logged.begin()
    telegram.files.lost.append(302)
    async with complaining(tmp_path, search, telegram):
        telegram.sends(pdf(), mime_type="application/pdf", file_name="kenari.pdf")
        await until(lambda: stored(tmp_path, "SELECT state FROM files") == ["stored"])
        telegram.sends(b"x", mime_type="application/pdf", file_name="kenari.pdf")
        await until(lambda: "bukan foto" in last(telegram))
    log = logged.read()
    assert "file fetched later" in log
    assert [secret for secret in (TOKEN, TOKEN.partition(":")[2], "kenari", "Siti") if secret in log] == []


def test_photos_and_documents_are_files_in_private_only() -> None:
    """What is sent as a film or a sound stays one; a group's pictures are not taken."""
    photo = {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}
    contents: list[tuple[dict[str, Any], str | None]] = [
        ({"photo": [photo]}, "file"),
        ({"document": photo}, "file"),
        ({"document": {**photo, "mime_type": "video/mp4"}}, "unreadable"),
        ({"animation": photo, "document": photo}, "unreadable"),
    ]
    for content, kind in contents:
        message = {"message_id": 5, "date": 1, "chat": private(7), "from": private(7), **content}
        found: Any = meaning({"update_id": 1, "message": message}, str(BOT["id"]), str(BOT["username"]))
        assert found.message.kind == kind
        group = {**message, "chat": {"id": -1, "type": "group"}}
        assert meaning({"update_id": 1, "message": group}, str(BOT["id"]), str(BOT["username"])) is None
