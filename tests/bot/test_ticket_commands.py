"""`tanya ticket` as an officer uses it: lists, one ticket, answers shown before they go, and kind refusals."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from bot.app import prepare
from bot.arrival import Address
from bot.cli import main
from bot.clock import now
from bot.settings import Settings
from bot.store.engines import database_url
from bot.store.store import Store
from bot.ticket_commands import ticket
from bot.turns import Turns
from handlers.tickets import SYMBOLS, ticket_number
from knowledge.search import Search
from tests.bot.commands import Run, has_help, refusal
from tests.bot.store.test_turns import says
from tests.bot.ticket_core import use_ticket_core

NUMBER = ticket_number("kalbar", "7Q4M9X")
UNKNOWN = ticket_number("kalbar", "ACDEFH")
_SHOWN = (
    "Kontak", "0812", "Rina menggolongkan", "Pengaduan bersifat normatif", "Rina menjawab", "Datanya sudah siap.",
    "[menunggu dikirim]", "Warga menulis", "lewat email saja", "belum dijawab lagi", "5 hari kerja", "UU 25/2009",
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, data_dir: Path) -> Path:
    """A data folder as a service leaves it, without any ticket."""
    shutil.copy(data_dir / "knowledge.db", tmp_path)
    prepare(Settings(data_dir=tmp_path))
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    """Runs `tanya ticket` on the folder; a traceback fails the test."""

    def run(*arguments: str, said: str = "", folder: Path = folder) -> Result:
        settings = {"TANYA_DATA_DIR": str(folder), "COLUMNS": "200"}
        result = CliRunner().invoke(main, ["ticket", *arguments], input=said, env=settings)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run


@pytest.fixture
def filed(folder: Path, search: Search, monkeypatch: pytest.MonkeyPatch) -> str:
    """A complaint at Kalbar by Telegram; its number."""
    talk(folder, search, monkeypatch, "adukan data [b]3 minggu[/b] \x1b[31mtidak ditanggapi")
    return NUMBER


def talk(folder: Path, search: Search, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """A citizen's turn by the small core, whose tickets get the one number."""
    store = Store(database_url(Settings(data_dir=folder).store_url))
    with monkeypatch.context() as patched:
        use_ticket_core(patched)
        patched.setattr("bot.turns.fresh_symbols", lambda: "7Q4M9X")
        receipt = asyncio.run(Turns(store, search, now).take(says(text, text, Address("telegram", "bot", "101"))))
    store.close()
    assert receipt.status == "done"


def stored(folder: Path, query: str) -> list[object]:
    """The first column of what a query finds in the store."""
    with closing(sqlite3.connect(folder / "tanya.db")) as database:
        return [row[0] for row in database.execute(query)]


@pytest.mark.parametrize("command", ticket.commands.values(), ids=ticket.commands)
def test_every_command_and_option_has_help(run: Run, command: click.Command) -> None:
    """Every command says what it does, and every option of it."""
    has_help(run, command)


def test_the_list(run: Run, filed: str) -> None:
    """Number, matter, state and limit; the office too where all are shown; done ones only on demand."""
    everyone = run("list").stdout
    assert "Kantor" in everyone
    (line,) = (line for line in everyone.splitlines() if filed in line)
    for part in ("kalbar", "data [b]3 minggu[/b]", "tidak ditanggapi", "baru"):
        assert part in line
    assert "\x1b" not in everyone, "a citizen's control characters do not reach the terminal"
    assert "Kantor" not in run("list", "--office", "kalbar").stdout
    assert run("list", "--office", "depok").stdout == "Tidak ada tiket.\n"
    run("reject", filed, "Bukan wewenang kami.", "--yes")
    assert run("list").stdout == "Tidak ada tiket.\n"
    assert "ditolak" in run("list", "--all").stdout


def test_what_is_due(run: Run, folder: Path, filed: str) -> None:
    """A missed limit is marked, and can be asked for alone; what the clock recorded stands in the history."""
    assert filed not in run("list", "--due", "overdue").stdout
    with closing(sqlite3.connect(folder / "tanya.db")) as database, database:
        database.execute("UPDATE tickets SET due_at = '2026-01-05 03:00:00.000000', version = 2")
    (line,) = (line for line in run("list", "--due", "overdue").stdout.splitlines() if filed in line)
    assert "terlambat: 05-01-2026 10.00" in line
    assert run("list", "--due", "today").stdout == "Tidak ada tiket.\n"
    with closing(sqlite3.connect(folder / "tanya.db")) as database, database:
        database.execute(
            "INSERT INTO ticket_events (ticket_id, position, at, actor, kind, state)"
            " VALUES (1, 2, '2026-01-05 03:00:01.000000', 'system', 'overdue', 'received')"
        )
    assert "Sistem mencatat: batas waktu lewat" in run("show", filed).stdout
    run("answer", filed, "Datanya sudah siap.", "--yes")
    assert run("list", "--due", "overdue").stdout == "Tidak ada tiket.\n"


def test_one_ticket(run: Run, folder: Path, search: Search, filed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was filled in, what happened and who did it, whether the words arrived, and how the limits were found."""
    run("class", filed, "normatif", "--officer", "Rina")
    run("answer", filed, "Datanya sudah siap.", "--yes", "--officer", "Rina")
    talk(folder, search, monkeypatch, f"tambah {filed} lewat email saja")
    shown = run("show", filed.lower().replace("-", " ")).stdout
    assert [part for part in _SHOWN if part not in shown] == []
    assert shown.index("Rina menggolongkan") < shown.index("Rina menjawab") < shown.index("Warga menulis")
    assert "\x1b" not in shown


def test_an_answer_is_shown_before_it_goes(run: Run, folder: Path, filed: str) -> None:
    """As the citizen will read it; it goes only when the officer agrees."""
    declined = run("answer", filed, "Datanya sudah siap.", said="\n")
    assert declined.exit_code == 1
    for part in (f"Jawaban untuk tiket {filed}", "Provinsi Kalimantan Barat", "Datanya sudah siap.", "Sudah selesai"):
        assert part in declined.stdout
    assert "Tidak dikirim." in declined.stdout
    left = run("answer", filed, "Datanya sudah siap.", said="")
    assert (left.exit_code, "Tidak dikirim." in left.stdout, left.stderr) == (1, True, "")
    assert stored(folder, "SELECT kind FROM ticket_events") == ["opened"]
    agreed = run("answer", filed, "Datanya sudah siap.", said="ya\n")
    assert agreed.exit_code == 0
    assert "dikirim lewat telegram" in agreed.stdout
    assert stored(folder, "SELECT kind FROM ticket_events") == ["opened", "answered"]
    assert stored(folder, "SELECT kind FROM messages") == ["text", "reply", "staff"]


def test_who_acts_is_written_down(run: Run, folder: Path, filed: str) -> None:
    """By the name given, or the machine's user."""
    run("assign", filed, "Budi", "--officer", "Rina")
    run("assign", filed, "Sari")
    named, unnamed = stored(folder, "SELECT who FROM ticket_events WHERE actor = 'officer' ORDER BY position")
    assert named == "Rina"
    assert unnamed
    assert "Sari" in run("list").stdout


@pytest.mark.parametrize(
    ("chat", "told"),
    [
        ("DELETE FROM conversations", "sudah dihapus"),
        ("UPDATE conversations SET unreachable_since = '2026-11-18 02:30:00.000000'", "tidak dapat dijangkau"),
        ("UPDATE conversations SET channel = 'web'", "obrolan web"),
    ],
)
def test_whether_the_citizen_can_be_told(run: Run, folder: Path, filed: str, chat: str, told: str) -> None:
    """The answer is kept all the same, and the officer knows."""
    with closing(sqlite3.connect(folder / "tanya.db")) as database:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute(chat)
        database.commit()
    result = run("answer", filed, "Datanya sudah siap.", said="ya\n")
    assert result.exit_code == 0
    assert told in result.stdout
    assert stored(folder, "SELECT state FROM tickets") == ["answered"]


@pytest.mark.parametrize("command", ["show", "answer", "ask", "reject", "close", "assign", "class"])
def test_another_offices_ticket_is_like_one_that_is_not_there(run: Run, folder: Path, filed: str, command: str) -> None:
    """Word for word, and nothing changes."""
    words = () if command == "show" else ("normatif",)
    theirs = refusal(run(command, filed, *words, "--office", "depok"))
    assert theirs.replace(filed, UNKNOWN) == refusal(run(command, UNKNOWN, *words, "--office", "depok"))
    assert f"{filed} tidak ada" in theirs
    assert stored(folder, "SELECT version FROM tickets") == [1]


def test_a_slip_in_the_number(run: Run, filed: str) -> None:
    """Any wrong character is noticed before anything is looked up."""
    for place in range(4, 10):
        other = SYMBOLS[(SYMBOLS.index(filed[place]) + 1) % len(SYMBOLS)]
        slip = filed[:place] + other + filed[place + 1 :]
        assert "bukan nomor tiket" in refusal(run("answer", slip, "Siap.", "--yes"))


@pytest.mark.parametrize(
    ("before", "command", "told"),
    [
        (("reject", "Bukan wewenang kami.", "--yes"), ("answer", "Siap.", "--yes"), "sudah ditolak"),
        (("answer", "Siap.", "--yes"), ("reject", "Tidak.", "--yes"), "sudah dijawab"),
        ((), ("close", "--yes"), "belum dijawab"),
        ((), ("answer", " "), "Tulis kata-katanya"),
        ((), ("class", "berat"), "pilih: ringan, normatif"),
        ((), ("list", "--office", "atlantis"), "'atlantis' tidak dikenal"),
        ((), ("balas", "Siap."), "Perintah 'balas' tidak ada"),
    ],
)
def test_what_cannot_be_done_is_said(
    run: Run, folder: Path, filed: str, before: tuple[str, ...], command: tuple[str, ...], told: str
) -> None:
    """With what can be done instead, and nothing is written."""
    if before:
        assert run(before[0], filed, *before[1:]).exit_code == 0
    version = stored(folder, "SELECT version FROM tickets")
    name, *rest = command
    assert told in refusal(run(name, *([] if name == "list" else [filed]), *rest))
    assert stored(folder, "SELECT version FROM tickets") == version


def test_what_was_written_while_the_officer_read(
    run: Run, folder: Path, search: Search, filed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer is held back until the officer has seen it."""
    prompt = click.prompt

    def slow(*arguments: Any, **more: Any) -> Any:
        talk(folder, search, monkeypatch, f"tambah {filed} sudah beres")
        return prompt(*arguments, **more)

    monkeypatch.setattr(click, "prompt", slow)
    assert "berubah sejak ditunjukkan" in refusal(run("answer", filed, "Siap.", said="ya\n"))
    assert stored(folder, "SELECT kind FROM ticket_events ORDER BY position") == ["opened", "said"]


def test_a_ticket_settled_and_closed(run: Run, folder: Path, filed: str) -> None:
    """The whole way from the command line."""
    for arguments in (("ask", "Nomor suratnya?", "--yes"), ("answer", "Siap.", "--yes"), ("close", "--yes")):
        assert run(arguments[0], filed, *arguments[1:]).exit_code == 0
    assert stored(folder, "SELECT state FROM tickets") == ["closed"]
    assert "sudah ditutup" in refusal(run("answer", filed, "Lagi.", "--yes"))


def test_before_the_first_service(run: Run, tmp_path: Path, data_dir: Path) -> None:
    """There is no store yet, and none is made by looking."""
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    shutil.copy(data_dir / "knowledge.db", fresh)
    assert "tanya serve" in refusal(run("list", folder=fresh))
    assert [path.name for path in fresh.iterdir()] == ["knowledge.db"]
