"""`tanya privacy` as an officer uses it: the list by its limits, one task and its end, the audit."""

from __future__ import annotations

import asyncio
import datetime as dt
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from bot.app import prepare
from bot.arrival import Address
from bot.cli import main
from bot.clock import now
from bot.privacy_commands import privacy
from bot.settings import Settings
from bot.store.engines import database_url
from bot.store.store import Store
from bot.turns import Turns
from knowledge.search import Search
from tests.bot.commands import Run, has_help, refusal
from tests.bot.store.test_turns import says
from tests.bot.telegram import stored


@pytest.fixture
def folder(tmp_path: Path, data_dir: Path) -> Path:
    """A data folder as a service leaves it."""
    shutil.copy(data_dir / "knowledge.db", tmp_path)
    prepare(Settings(data_dir=tmp_path))
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    """Runs `tanya privacy` on the folder; a traceback fails the test."""

    def run(*arguments: str, said: str = "") -> Result:
        settings = {"TANYA_DATA_DIR": str(folder), "COLUMNS": "200"}
        result = CliRunner().invoke(main, ["privacy", *arguments], input=said, env=settings)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run


def talk(folder: Path, search: Search, *texts: str, at: dt.datetime | None = None, office: str = "kalbar") -> None:
    """A citizen says things."""
    store = Store(database_url(Settings(data_dir=folder).store_url))
    turns = Turns(store, search, (lambda: at) if at is not None else now)

    async def say() -> None:
        for text in texts:
            address = Address("telegram", "bot", f"{office}")
            assert (await turns.take(says(text, f"{office} {at} {text}", address, office))).status == "done"

    asyncio.run(say())
    store.close()


@pytest.fixture
def asked(folder: Path, search: Search) -> Path:
    """A complaint whose name is to be corrected."""
    talk(folder, search, "mau mengadu, petugas loket minta uang", "Siti Rahmah", "081200001111", "kirim")
    talk(folder, search, "perbaiki data saya", "nama saya Siti Rahma, tanpa h [b] \x1b[31m")
    return folder


@pytest.mark.parametrize("command", privacy.commands.values(), ids=privacy.commands)
def test_every_command_and_option_has_help(run: Run, command: click.Command) -> None:
    """Every command says what it does, and every option of it."""
    has_help(run, command)


def test_the_list_and_one_task(run: Run, asked: Path) -> None:
    """What is asked for, of which ticket, until when; what the citizen wrote is shown as text."""
    (number,) = stored(asked, "SELECT number FROM tickets")
    line = run("list").stdout.splitlines()[1]
    for part in ("kalbar", "perbaiki data", number, "menunggu"):
        assert part in line
    shown = run("show", "1").stdout
    assert "nama saya Siti Rahma, tanpa h [b]" in shown
    assert "\x1b" not in shown
    assert "Siti" not in run("list").stdout


def test_the_limit_is_three_times_24_hours_by_the_clock(run: Run, folder: Path, search: Search) -> None:
    """Weekends and nights count; what is past it says so, first of all."""
    friday = now() - dt.timedelta(hours=73)
    talk(folder, search, "halo", "data saya", at=friday - dt.timedelta(minutes=1))
    talk(folder, search, "data lain di kantor", at=friday)
    talk(folder, search, "halo", "data saya", "data lain di kantor", office="depok")
    late, early = run("list").stdout.splitlines()[1:]
    assert "TERLAMBAT" in late
    assert "kalbar" in late
    assert "TERLAMBAT" not in early
    assert stored(folder, "SELECT round((julianday(due_at) - julianday(asked_at)) * 24) FROM privacy_tasks") == [72, 72]


def test_done_corrects_the_ticket_and_tells_the_citizen(run: Run, asked: Path) -> None:
    """In one transaction, shown first, through the outbox; the history says what was corrected, not what it was."""
    (number,) = stored(asked, "SELECT number FROM tickets")
    words = ("done", "1", "Sudah kami betulkan.", "--set", "name", "Siti Rahma", "--officer", "Rina")
    kept = run(*words, said="tidak\n")
    assert kept.exit_code == 1
    assert "Warga akan membaca:\nData pribadi Anda\nData Anda sudah diperbaiki." in kept.stdout
    assert stored(asked, "SELECT text FROM ticket_answers WHERE key = 'name'") == ["Siti Rahmah"]
    sent = run(*words, said="ya\n")
    assert sent.stdout.endswith("1: tersimpan, dan dikirim lewat telegram.\n")
    assert stored(asked, "SELECT text FROM ticket_answers WHERE key = 'name'") == ["Siti Rahma"]
    assert stored(asked, "SELECT kind || ' ' || who || ' ' || text FROM ticket_events ORDER BY position")[-1] == (
        "corrected Rina name"
    )
    assert "Rahmah" not in str(stored(asked, "SELECT text FROM ticket_events"))
    (body,) = stored(asked, "SELECT body FROM messages WHERE kind = 'staff'")
    assert "Sudah kami betulkan." in body
    assert number in body
    assert stored(asked, "SELECT status FROM outbox ORDER BY id DESC LIMIT 1") == ["waiting"]
    assert run("list").stdout == "Tidak ada permintaan.\n"
    assert "selesai" in run("list", "--all").stdout
    assert "oleh Rina" in run("show", "1").stdout
    assert "sudah diakhiri" in refusal(run("done", "1", "Lagi.", "--yes"))


def test_a_refusal_says_whom_to_turn_to(run: Run, asked: Path) -> None:
    """And the ticket is as it was."""
    assert run("refuse", "1", "Nama sesuai KTP yang diserahkan.", "--yes").exit_code == 0
    (body,) = stored(asked, "SELECT body FROM messages WHERE kind = 'staff'")
    for part in ("ditolak", "Nama sesuai KTP", "pejabat pelindungan data pribadi"):
        assert part in body
    assert stored(asked, "SELECT state FROM privacy_tasks") == ["refused"]
    assert stored(asked, "SELECT text FROM ticket_answers WHERE key = 'name'") == ["Siti Rahmah"]


def test_another_offices_tasks_are_unknown(run: Run, asked: Path) -> None:
    """To see, to end, to list: as if they were not there."""
    assert run("list", "--office", "depok").stdout == "Tidak ada permintaan.\n"
    assert len(run("list", "--office", "kalbar").stdout.splitlines()) == 2
    for arguments in (("show", "1"), ("done", "1", "Sudah.", "--yes"), ("refuse", "1", "Tidak.", "--yes")):
        told = refusal(run(*arguments, "--office", "depok"))
        assert told == refusal(run(arguments[0], "99", *arguments[2:], "--office", "depok")).replace("99", "1")
    assert stored(asked, "SELECT state FROM privacy_tasks") == ["open"]


def test_what_cannot_be_done_is_said(run: Run, asked: Path) -> None:
    """A wrong key names the right ones; no words are no answer; another office does not exist."""
    told = refusal(run("done", "1", "Sudah.", "--set", "nama", "Siti", "--yes"))
    assert "Isian nama tidak ada" in told
    assert "name" in told
    assert "Tulis kata-katanya" in refusal(run("done", "1", " ", "--yes"))
    assert "tidak dikenal" in refusal(run("list", "--office", "jakarta"))
    assert stored(asked, "SELECT state FROM privacy_tasks") == ["open"]


@pytest.mark.usefixtures("asked")
def test_the_audit(run: Run) -> None:
    """Newest first, without a name or a word of anybody."""
    run("done", "1", "Sudah kami betulkan.", "--yes")
    lines = run("audit").stdout
    assert "correct: done" in lines.splitlines()[0]
    assert "correct: asked" in lines
    assert not any(word in lines for word in ("Siti", "Rina", "kalbar"))
