"""The picture or PDF of an announcement at the desk, from the upload to the citizen's chat."""

from __future__ import annotations

import asyncio
from io import BytesIO

import pytest
from PIL import Image

from handlers.file_note import LARGEST_FILE
from tests.bot.desk.newsroom import NEWS, acts, drafts, fields, looks, uploads
from tests.bot.desk.test_announcements import Room, until
from tests.bot.desk.test_announcements import room as room
from tests.bot.desk.test_announcements import ticket_core as ticket_core
from tests.bot.files.samples import jpeg, pdf
from tests.bot.service import visiting
from tests.bot.telegram import stored


async def test_a_picture_is_seen_as_it_arrives(room: Room) -> None:
    """In every look, with its name for those who do not see it; taken out again it is gone from all."""
    number = await drafts(room.dewi)
    status, _, led = await uploads(room.dewi, number, jpeg(), "../Poster <b>.jpg")
    assert (status, led) == (303, f"{NEWS}/{number}?done=attached")
    page = await looks(room.dewi, number)
    assert page.count(f'<img class="attached" src="{NEWS}/{number}/file"') == 8, "Telegram and web, four languages"
    assert 'alt="Poster <b>.jpg"' in page
    async with room.dewi.session.get(f"{room.url}{NEWS}/{number}/file") as answer:
        assert (answer.status, answer.content_type) == (200, "image/jpeg")
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        with Image.open(BytesIO(await answer.read())) as picture:
            assert picture.format == "JPEG"
    form = await fields(room.dewi, f"{NEWS}/{number}")
    assert (await room.dewi.post(f"{NEWS}/{number}/file/remove", form))[0] == 303
    assert "Poster" not in await looks(room.dewi, number)
    assert (await room.dewi.get(f"{NEWS}/{number}/file"))[0] == 404
    assert (await room.dewi.post(f"{NEWS}/{number}/file/remove", form))[0] == 409


async def test_a_document_is_saved_and_never_shown(room: Room) -> None:
    """It takes the place of what was there."""
    number = await drafts(room.dewi)
    await uploads(room.dewi, number, jpeg(), "poster.jpg")
    assert (await uploads(room.dewi, number, pdf(), 'syarat".pdf'))[0] == 303
    page = await looks(room.dewi, number)
    assert "poster.jpg" not in page
    assert "📄 syarat" in page
    async with room.dewi.session.get(f"{room.url}{NEWS}/{number}/file") as answer:
        assert answer.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''syarat")
        assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("content", "name", "status", "told"),
    [
        (b"<script>alert(1)</script>", "a.jpg", 400, "bukan gambar"),
        (b"MZ\x90\x00" * 40, "a.pdf", 400, "bukan gambar"),
        (b"", "a.jpg", 400, "kosong"),
        (jpeg()[:200], "a.jpg", 400, "rusak"),
    ],
)
async def test_what_is_no_such_file_is_refused(room: Room, content: bytes, name: str, status: int, told: str) -> None:
    """By its content, with what to do; the draft stays as it was."""
    number = await drafts(room.dewi)
    answered, text, _ = await uploads(room.dewi, number, content, name)
    assert (answered, told in text) == (status, True)
    assert stored(room.folder, "SELECT file_name FROM announcements") == [None]


async def test_what_is_too_large_is_not_read_to_its_end(room: Room) -> None:
    """It is told what is too large, and what to do."""
    number = await drafts(room.dewi)
    status, text, _ = await uploads(room.dewi, number, bytes(LARGEST_FILE + 200_000), "a.jpg")
    assert (status, "lebih dari 10 MB" in text) == (413, True)
    assert stored(room.folder, "SELECT file_name FROM announcements") == [None]


async def test_only_a_draft_as_it_was_seen_takes_a_file(room: Room) -> None:
    """Not one that was changed meanwhile, nor one that is on its way."""
    number = await drafts(room.dewi)
    status, text, _ = await uploads(room.dewi, number, jpeg(), "a.jpg", version="7")
    assert (status, "berubah sejak" in text) == (409, True)
    form = await fields(room.dewi, f"{NEWS}/{number}")
    status, text, _ = await room.dewi.post(f"{NEWS}/{number}/file", form)
    assert (status, "Pilih dulu berkasnya" in text) == (400, True)
    await acts(room.dewi, number, "schedule", at="2026-11-20T10:00")
    assert (await uploads(room.dewi, number, jpeg(), "a.jpg"))[0] == 409
    assert "Gambar atau PDF" not in await looks(room.dewi, number)


async def test_a_large_body_is_for_the_upload_alone(room: Room) -> None:
    """Whoever is not logged in, and every other form, gets through with little."""
    number = await drafts(room.dewi)
    token = (await fields(room.dewi, f"{NEWS}/{number}"))["form_token"]
    much = {"form_token": token, "text": "x" * 100_000}
    assert (await room.dewi.post(f"{NEWS}/{number}/act", much))[0] == 413
    assert (await room.dewi.post(f"{NEWS}/{number}/file", {"form_token": token, "version": "1", "file": "x"}))[0] == 400


async def test_the_file_reaches_the_web_chat(room: Room) -> None:
    """With the words."""
    async with visiting(room.url) as citizen:
        await citizen.say("langganan pengumuman depok")
        number = await drafts(room.dewi, topic="umum")
        await uploads(room.dewi, number, jpeg(), "poster.jpg")
        await acts(room.dewi, number, "send")
        await until(room, "done")
        async with asyncio.timeout(5):
            while "file" not in (said := (await citizen.history())[-1]):
                await asyncio.sleep(0.05)
        assert said["file"]["name"] == "poster.jpg"
        async with citizen.session.get(f"{room.url}{said['file']['href']}") as answer:
            assert answer.status == 200
            assert len(await answer.read()) > 100
