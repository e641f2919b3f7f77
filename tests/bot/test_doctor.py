"""`tanya doctor` as the person runs it who must put things right: what is wrong, what to do, and the exit code."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import socket
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import bot.doctor
import bot.settings
from bot.cli import main
from knowledge.search import Search
from tests.bot.service import serving
from tests.fakes.bot_api import TOKEN, FakeBotApi, bot_api

WRONG_TOKEN = "987654321:AAWrongTokenWrongTokenWrongToken00"
NOT_LISTENING = "http://127.0.0.1:9"
HOOK = "https://tanya.kota.go.id/telegram/webhook"


@pytest.fixture
async def telegram() -> AsyncIterator[FakeBotApi]:
    """The fake host."""
    async with bot_api() as fake:
        yield fake


@dataclass(frozen=True)
class Told:
    """What a command said and how it ended."""

    stdout: str
    stderr: str
    exit_code: int


def environment(folder: Path, **settings: Any) -> dict[str, str]:
    """The settings as an operator writes them."""
    given = {"data_dir": folder, "port": 0, **settings}
    return {f"TANYA_{name.upper()}": str(value) for name, value in given.items()}


def doctor(folder: Path, **settings: Any) -> Told:
    """Runs `tanya doctor`; a traceback fails the test."""
    result = CliRunner().invoke(main, ["doctor"], env=environment(folder, **settings))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return Told(result.stdout, result.stderr, result.exit_code)


async def with_telegram(folder: Path, telegram: FakeBotApi, **settings: Any) -> Told:
    """The same beside a Telegram that answers."""
    settings = {"telegram_token": TOKEN, "telegram_api_url": telegram.url, **settings}
    return await asyncio.to_thread(doctor, folder, **settings)


def ill(result: Told) -> dict[str, tuple[str, str]]:
    """What is wrong, with the remedy; the exit code must agree, and what is well has no remedy."""
    found: dict[str, tuple[str, str]] = {}
    lines = result.stdout.splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        remedy = following.strip().removeprefix("→ ") if following.startswith("       →") else ""
        if line.startswith("SALAH  "):
            what, _, how = line.removeprefix("SALAH  ").partition(": ")
            found[what] = (how, remedy)
        elif not line.startswith("       →"):
            assert line.startswith("baik   "), line
            assert not remedy, line
    assert result.exit_code == (1 if found else 0)
    assert all(remedy for _, remedy in found.values())
    return found


def test_all_is_well_on_a_new_machine(folder: Path) -> None:
    """Said of each thing; nothing is left behind that a service would take for data."""
    result = doctor(folder)
    assert ill(result) == {}
    for part in (
        "folder data: ",
        "5 kantor, 37 layanan",
        "akan dibuat saat layanan dijalankan",
        "bebas",
        "tidak dipakai",
    ):
        assert part in result.stdout
    assert [path.name for path in folder.iterdir()] == ["knowledge.db"]


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """A file is in its place."""
    (tmp_path / "file").write_text("in the way", "utf-8")
    found = ill(doctor(tmp_path / "file"))
    assert set(found) == {"folder data", "pengetahuan"}
    assert found["folder data"][1] == "perbaiki izin tulisnya"
    assert "TANYA_DATA_DIR" in found["pengetahuan"][1]


def test_a_disk_that_is_nearly_full(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before it is."""
    monkeypatch.setattr(bot.doctor, "_LITTLE_ROOM", 2**62)
    assert ill(doctor(folder))["folder data"][1] == "kosongkan sebagian disk itu"


def test_knowledge_files_that_are_broken(folder: Path) -> None:
    """Each fault with its file, its line and its own remedy."""
    (folder / "knowledge" / "lexicon").mkdir(parents=True)
    (folder / "knowledge" / "lexicon" / "slang.yaml").write_text("words:\n  brp: berapa\n  gmn: 5\n", "utf-8")
    result = doctor(folder)
    how, remedy = ill(result)["pengetahuan"]
    assert how == "lexicon/slang.yaml:3: words.gmn: harus berupa teks"
    assert remedy
    assert "→" not in how


def test_a_database_of_a_newer_program(folder: Path) -> None:
    """An older program leaves it alone."""
    with closing(sqlite3.connect(folder / "tanya.db")) as database:
        database.execute("CREATE TABLE alembic_version (version_num TEXT)")
        database.execute("INSERT INTO alembic_version VALUES ('9999')")
        database.commit()
    how, remedy = ill(doctor(folder))["basis data"]
    assert "versi yang lebih baru (skema 9999)" in how
    assert remedy == "pasang versi Tanya Dinas yang baru"


def test_a_database_that_is_none(folder: Path) -> None:
    """A damaged file is told as it is."""
    (folder / "tanya.db").write_bytes(b"no database" * 1000)
    assert "folder data" in ill(doctor(folder))["basis data"][1]


def test_a_database_server_that_does_not_answer(folder: Path) -> None:
    """Without its password."""
    how, remedy = ill(doctor(folder, database_url="postgresql://tanya:rahasia@127.0.0.1:9/none"))["basis data"]
    assert "rahasia" not in how
    assert "TANYA_DATABASE_URL" in remedy


def test_a_database_whose_driver_is_not_installed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL is an extra: refused by every command as the setting that it is."""
    monkeypatch.setattr(bot.settings, "find_spec", lambda _name: None)
    result = doctor(folder, database_url="postgresql://127.0.0.1:9/none")
    assert result.exit_code == 2
    assert "TANYA_DATABASE_URL: PostgreSQL butuh paket tambahan; pasang tanya-dinas[postgresql]" in result.stderr


def test_a_setting_that_is_wrong(folder: Path) -> None:
    """Named before anything is looked at, as by every command."""
    result = doctor(folder, port="delapan")
    assert result.exit_code == 2
    assert "TANYA_PORT: bukan nomor port" in result.stderr


def test_a_port_that_another_program_has(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Said with the setting that helps."""
    monkeypatch.setattr(bot.doctor, "_ANSWERS_WITHIN", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as other:
        how, remedy = ill(doctor(folder, port=other.getsockname()[1]))["port"]
    assert how.endswith("dipakai program lain")
    assert "TANYA_PORT" in remedy


def test_an_address_of_another_machine(folder: Path) -> None:
    """Nothing can be served there."""
    assert "TANYA_HOST" in ill(doctor(folder, host="192.0.2.1", port=8080))["port"][1]


async def test_a_port_that_the_service_itself_has(folder: Path, search: Search) -> None:
    """A doctor who is called while it runs finds it well."""
    async with serving(folder, search) as url:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", "from bot.cli import main; main()", "doctor"),
            env={**os.environ, **environment(folder, port=url.rpartition(":")[2])},
            stdout=asyncio.subprocess.PIPE,
        )
        stdout, _ = await process.communicate()
    result = Told(stdout.decode(), "", process.returncode or 0)
    assert ill(result) == {}
    assert "layanan sedang berjalan di situ" in result.stdout


async def test_telegram_is_well(folder: Path, telegram: FakeBotApi) -> None:
    """The bot is named; with a public address its webhook too, set or not yet."""
    result = await with_telegram(folder, telegram)
    assert ill(result) == {}
    assert "Telegram: @TanyaDinasBot" in result.stdout
    assert "webhook" not in result.stdout
    hooked = await with_telegram(folder, telegram, public_url="https://tanya.kota.go.id")
    assert ill(hooked) == {}
    assert "akan dipasang saat layanan dijalankan; 0 menunggu" in hooked.stdout
    assert "harus diteruskan oleh proxy" in hooked.stdout
    telegram.webhook = {"url": HOOK}
    set_already = await with_telegram(folder, telegram, public_url="https://tanya.kota.go.id")
    assert ill(set_already) == {}
    assert f"webhook: {HOOK}; 0 menunggu" in set_already.stdout


@pytest.mark.parametrize("token", [WRONG_TOKEN, "5:short"])
async def test_a_token_that_telegram_refuses(folder: Path, telegram: FakeBotApi, token: str) -> None:
    """One that is withdrawn, and one that is none."""
    how, remedy = ill(await with_telegram(folder, telegram, telegram_token=token))["Telegram"]
    assert how == "token ditolak"
    assert "BotFather" in remedy
    assert token not in how + remedy


def test_telegram_cannot_be_reached(folder: Path) -> None:
    """Said without the address that holds the token."""
    result = doctor(folder, telegram_token=TOKEN, telegram_api_url=NOT_LISTENING)
    assert "TANYA_TELEGRAM_API_URL" in ill(result)["Telegram"][1]
    assert TOKEN not in result.stdout + result.stderr


@pytest.mark.parametrize(
    ("ago", "waiting", "wrong"),
    [(dt.timedelta(minutes=5), 0, True), (dt.timedelta(days=3), 7, True), (dt.timedelta(days=3), 0, False)],
)
async def test_a_webhook_that_telegram_cannot_reach(
    folder: Path, telegram: FakeBotApi, ago: dt.timedelta, waiting: int, wrong: bool
) -> None:
    """What went wrong lately or still holds messages up; what is mended is not told for ever."""
    telegram.webhook = {"url": HOOK}
    telegram.webhook_trouble = {
        "last_error_date": int((dt.datetime.now(dt.UTC) - ago).timestamp()),  # noqa: TID251 - as Telegram tells it
        "last_error_message": "Connection timed out",
        "pending_update_count": waiting,
    }
    found = ill(await with_telegram(folder, telegram, public_url="https://tanya.kota.go.id"))
    assert set(found) == ({"webhook"} if wrong else set())
    if wrong:
        assert found["webhook"][0] == f"Connection timed out; {waiting} menunggu"
        assert "sertifikat" in found["webhook"][1]


async def test_a_webhook_of_another_program(folder: Path, telegram: FakeBotApi) -> None:
    """The bot's token is in use elsewhere."""
    telegram.webhook = {"url": "https://lain.example/hook"}
    how, remedy = ill(await with_telegram(folder, telegram, public_url="https://tanya.kota.go.id"))["webhook"]
    assert how == "Telegram mengirim ke https://lain.example/hook"
    assert "program lain" in remedy


def test_a_public_address_without_tls(folder: Path, network_attempts: list[str]) -> None:
    """Telegram's own server would refuse it; here it is out of reach as well."""
    found = ill(doctor(folder, telegram_token=TOKEN, public_url="http://tanya.kota.go.id"))
    network_attempts.clear()
    assert "hanya mengirim ke alamat https" in found["webhook"][0]
    assert "TANYA_PUBLIC_URL" in found["webhook"][1]
