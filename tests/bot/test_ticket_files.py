"""Officers see what was attached to a ticket of their office, and save it where they want it."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from aiohttp import ClientSession, CookieJar
from click.testing import CliRunner, Result

from bot.cli import main
from handlers.tickets import find_number
from knowledge.search import Search
from tests.bot.files.samples import CANARY, jpeg, opened, pdf
from tests.bot.service import Visitor, serving

SAYS = ("mau mengadu, petugas loket di kalbar minta uang kepada saya", "Siti", "081200001111", "kirim")


@pytest.fixture
def number(tmp_path: Path, search: Search) -> str:
    """The number of a complaint at Kalbar with a photo, a document, and a file that could not be had."""
    return asyncio.run(filed(tmp_path, search))


async def filed(folder: Path, search: Search) -> str:
    """Files the complaint in the web chat."""
    async with (
        serving(folder, search) as url,
        ClientSession(cookie_jar=CookieJar(unsafe=True)) as session,
        session.get(url),
    ):
        visitor = Visitor(session, url)
        await visitor.say(SAYS[0])
        for key, name, content in (("a", "loket\x1b[31m.jpg", jpeg()), ("b", "surat.pdf", pdf())):
            headers = {"X-Message-Id": key, "X-File-Name": name.replace("\x1b", "%1b")}
            async with session.post(f"{url}/chat/files", data=content, headers=headers) as response:
                assert response.status == 200
        for text in SAYS[1:]:
            await visitor.say(text)
        found = find_number((await visitor.history())[-1]["text"])
    assert found is not None
    with closing(sqlite3.connect(folder / "tanya.db")) as database:
        database.execute("INSERT INTO files (ref, ticket_id, state, name, attempts, created_at)"
                         " SELECT 'x', id, 'gone', 'hilang.jpg', 0, opened_at FROM tickets")  # fmt: skip
        database.commit()
    return found


def run(folder: Path, *arguments: str) -> Result:
    """Runs `tanya ticket`; a traceback fails the test."""
    settings = {"TANYA_DATA_DIR": str(folder), "COLUMNS": "200"}
    result = CliRunner().invoke(main, ["ticket", *arguments], env=settings)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def refusal(result: Result) -> str:
    """The message of a command that refused."""
    assert result.exit_code == 2, result.output
    return result.stderr


def test_the_files_stand_on_the_ticket(tmp_path: Path, number: str) -> None:
    """By their names, with their size or what became of them; nothing in a name steers the terminal."""
    shown = run(tmp_path, "show", number).stdout
    listed = shown.partition("Lampiran\n")[2].splitlines()[:3]
    assert [line.split() for line in listed] == [
        ["1", "loket", "[31m.jpg", "1", "kB"],
        ["2", "surat.pdf", "1", "kB"],
        ["3", "hilang.jpg", "tidak", "dapat", "diambil;", "warga", "sudah", "diminta", "mengirim", "lagi"],
    ]
    assert "3 berkas" not in shown
    assert "2 berkas" in shown
    assert "\x1b" not in shown


def test_an_officer_saves_a_file(tmp_path: Path, number: str) -> None:
    """Under the name given, or into a folder under the ticket's number; never over something that is there."""
    target = tmp_path / "foto.jpg"
    assert str(target) in run(tmp_path, "file", number, "1", str(target), "--office", "kalbar").stdout
    assert opened(target.read_bytes()).size == (40, 20)
    assert CANARY.encode() not in target.read_bytes()
    assert target.stat().st_mode & 0o777 == 0o600
    run(tmp_path, "file", number, "2", str(tmp_path))
    assert (tmp_path / f"{number}-2.pdf").read_bytes() == pdf()
    assert "sudah ada" in refusal(run(tmp_path, "file", number, "1", str(target)))


def test_what_an_officer_cannot_have_is_refused(tmp_path: Path, number: str) -> None:
    """Another office's ticket, a file that is not there, a place that cannot be written."""
    target = str(tmp_path / "x")
    assert "tidak ada pada kantor depok" in refusal(run(tmp_path, "file", number, "1", target, "--office", "depok"))
    assert "lampirannya 3" in refusal(run(tmp_path, "file", number, "4", target))
    assert "tidak tersimpan" in refusal(run(tmp_path, "file", number, "3", target))
    assert run(tmp_path, "file", number, "0", target).exit_code == 2
    assert "Periksa" in refusal(run(tmp_path, "file", number, "1", str(tmp_path / "tiada" / "x.jpg")))
    for path in (tmp_path / "files").glob("??/*"):
        path.unlink()
    assert "TANYA_DATA_DIR" in refusal(run(tmp_path, "file", number, "1", target))
    assert not Path(target).exists()
