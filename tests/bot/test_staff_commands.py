"""`tanya staff`: accounts made, listed, ended and reset beside a running service, and the audit as a table."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from bot.app import prepare
from bot.cli import main
from bot.settings import Settings
from bot.staff_commands import staff
from knowledge.search import Search
from tests.bot.commands import Run, has_help, refusal
from tests.bot.test_ticket_commands import NUMBER, stored, talk


@pytest.fixture
def folder(tmp_path: Path, data_dir: Path) -> Path:
    """A data folder as a service leaves it."""
    shutil.copy(data_dir / "knowledge.db", tmp_path)
    prepare(Settings(data_dir=tmp_path))
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    """Runs `tanya staff` on the folder; a traceback fails the test."""

    def run(*arguments: str, group: str = "staff") -> Result:
        settings = {"TANYA_DATA_DIR": str(folder), "TANYA_PUBLIC_URL": "https://tanya.kota.go.id"}
        result = CliRunner().invoke(main, [group, *arguments], env=settings)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run


@pytest.mark.parametrize("command", staff.commands.values(), ids=staff.commands)
def test_every_command_and_option_has_help(run: Run, command: click.Command) -> None:
    """Every command says what it does, and every option of it."""
    has_help(run, command)


def test_an_officer_is_added_with_a_link(run: Run) -> None:
    """Once, with the login and where to go; the list tells offices, role, and that the password is to be chosen."""
    added = run("add", "Ríná  Wati", "--office", "kalbar", "--office", "depok", "--role", "head").stdout
    assert "rina.wati" in added
    assert "https://tanya.kota.go.id/desk/setup?token=" in added
    assert run("list").stdout == "rina.wati  Ríná Wati  head  depok, kalbar  (belum memilih kata sandi)\n"
    assert "rina.wati" not in run("list", "--office", "muba").stdout
    run("add", "Kepala Bidang", "--office", "semua", "--role", "admin")
    assert "kepala.bidang  Kepala Bidang  admin  semua" in run("list", "--office", "muba").stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("add", "rina WATI", "--office", "kalbar"), "sudah ada"),
        (("add", "Rina.Wati", "--office", "kalbar"), "sudah ada"),
        (("add", "Budi", "--office", "atlantis"), "'atlantis' tidak dikenal"),
        (("add", "Budi", "--office", "semua", "--office", "kalbar"), "Pilih --office semua"),
        (("add", "!!!", "--office", "kalbar"), "Nama itu tidak dapat dipakai"),
        (("deactivate", "Siapa"), "Petugas Siapa tidak ada"),
        (("reset-password", "Siapa"), "Petugas Siapa tidak ada"),
        (("reset-totp", "Siapa"), "Petugas Siapa tidak ada"),
        (("hapus", "Siapa"), "Perintah 'hapus' tidak ada"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, arguments: tuple[str, ...], told: str) -> None:
    """With what to do instead."""
    run("add", "Rina Wati", "--office", "kalbar")
    assert told in refusal(run(*arguments))


def test_who_leaves_hands_the_tickets_over(
    run: Run, folder: Path, search: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To somebody who may act on them; the history tells it, and the name stays taken."""
    talk(folder, search, monkeypatch, "adukan data tidak ditanggapi")
    for name, role in (("Rina Wati", "officer"), ("Budi", "officer"), ("Tamu", "viewer")):
        run("add", name, "--office", "kalbar", "--role", role)
    run("assign", NUMBER, "Rina Wati", group="ticket")
    assert "Masih memegang 1 tiket" in refusal(run("deactivate", "Rina Wati"))
    for heir in ("Tamu", "rina.wati", "Siapa"):
        assert "tidak dapat dipakai" in refusal(run("deactivate", "Rina Wati", "--to", heir))
    assert "1 tiket diserahkan kepada Budi" in run("deactivate", "rina.wati", "--to", "Budi").stdout
    assert stored(folder, "SELECT assigned_to FROM tickets") == ["Budi"]
    assert stored(folder, "SELECT text FROM ticket_events WHERE kind = 'assigned'") == ["Rina Wati", "Budi"]
    assert "(nonaktif)" in run("list").stdout
    assert "sudah ada" in refusal(run("add", "Rina Wati", "--office", "kalbar"))


def test_the_audit_as_a_table(run: Run) -> None:
    """Who gave which order, and when."""
    run("add", "Rina Wati", "--office", "kalbar")
    run("reset-password", "Rina Wati")
    heading, *lines = csv.reader(run("audit").stdout.splitlines())
    assert heading == ["waktu", "siapa", "apa", "objek", "kantor"]
    assert [line[2:4] for line in lines] == [
        ["officer-added", "officer:rina.wati"],
        ["password-reset", "officer:rina.wati"],
    ]
    assert all(line[1].startswith("perintah:") for line in lines)
