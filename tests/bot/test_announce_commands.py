"""`tanya announce` as an officer uses it: shown and counted before anything goes, and only of the own office."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.announce_texts import read_text
from bot.app import prepare
from bot.cli import main
from bot.clock import now
from bot.settings import Settings
from bot.store.engines import database_url
from bot.store.store import Store
from tests.bot.commands import Run
from tests.bot.files.samples import jpeg
from tests.bot.following import follow
from tests.bot.telegram import stored

TEXT = "Pelatihan Wirausaha Baru\n\nPendaftaran dibuka\nsampai Jumat.\n\nGratis.\n"


@pytest.fixture
def folder(tmp_path: Path, data_dir: Path) -> Path:
    """A data folder as a service leaves it, with an announcement's text."""
    shutil.copy(data_dir / "knowledge.db", tmp_path)
    prepare(Settings(data_dir=tmp_path))
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    """Runs `tanya announce` on the folder; a traceback fails the test."""

    def run(*arguments: str, said: str = "", **settings: str) -> Result:
        environment = {"TANYA_DATA_DIR": str(folder), **settings}
        result = CliRunner().invoke(main, ["announce", *arguments], input=said, env=environment)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run


def followers(folder: Path, count: int, *offices: str) -> None:
    """Subscribers of offices."""
    store = Store(database_url(Settings(data_dir=folder).store_url))
    asyncio.run(follow(store, range(count), *(offices or ("depok",)), now=now()))
    store.close()


def drafted(run: Run, folder: Path, *more: str) -> Result:
    """A draft of Depok on training."""
    return run("draft", str(folder / "a.txt"), "--office", "depok", "--topic", "pelatihan", "--officer", "Rina", *more)


def test_a_text_file_has_a_title_and_paragraphs() -> None:
    """Lines of one paragraph are joined."""
    assert read_text(TEXT) == ("Pelatihan Wirausaha Baru", ("Pendaftaran dibuka sampai Jumat.", "Gratis."))


def test_from_draft_to_sending(run: Run, folder: Path) -> None:
    """The words with how to stop, and the count, come first; without a yes nothing goes."""
    followers(folder, 3)
    result = drafted(run, folder, "--choice", "Daftar=form:wub-training:depok/pelatihan-wub", "--until", "2099-01-31")
    for shown in ("Pelatihan Wirausaha Baru", "Gratis.", "berhenti", "Daftar", "31 Januari 2099", "Penerima: 3"):
        assert shown in result.output
    assert run("send", "1", said="tidak\n").exit_code == 1
    assert "konsep" in run("list").output
    assert "sedang dikirim" in run("send", "1", "--office", "depok", said="ya\n").output
    assert "dijeda" in run("pause", "1").output
    assert "dijeda" in run("status", "1").output
    assert "sedang dikirim" in run("resume", "1").output
    assert "dibatalkan" in run("cancel", "1").output
    assert run("resume", "1").exit_code == 2


def test_many_receivers_are_typed(run: Run, folder: Path) -> None:
    """Also where nothing else is asked."""
    followers(folder, 1001)
    drafted(run, folder)
    assert run("send", "1", "--yes", said="1000\n").exit_code == 2
    assert stored(folder, "SELECT state FROM announcements") == ["draft"]
    assert run("send", "1", "--yes", said="1.001\n").exit_code == 0
    assert stored(folder, "SELECT state FROM announcements") == ["sending"]


@pytest.mark.parametrize(
    "arguments",
    [("show",), ("send", "--yes"), ("pause",), ("resume",), ("cancel",), ("retry",), ("status",), ("approve",),
     ("test", "--channel", "telegram", "--chat", "1")],
)  # fmt: skip
def test_another_offices_is_unknown(run: Run, folder: Path, arguments: tuple[str, ...]) -> None:
    """By the same words as one that was never there."""
    drafted(run, folder)
    command, *more = arguments
    told, never = run(command, "1", "--office", "kalbar", *more), run(command, "9", "--office", "kalbar", *more)
    assert told.exit_code == never.exit_code == 2
    assert told.output.replace(" 1 ", " 9 ") == never.output
    assert stored(folder, "SELECT state FROM announcements") == ["draft"]


def test_a_second_person_where_the_office_wants_one(run: Run, folder: Path) -> None:
    """By setting, for that office alone."""
    drafted(run, folder)
    settings = {"TANYA_APPROVAL_OFFICES": "depok"}
    assert "persetujuan" in run("send", "1", "--yes", "--officer", "Rina", **settings).output
    assert run("approve", "1", "--officer", "Rina", **settings).exit_code == 2
    assert "sedang dikirim" in run("approve", "1", "--officer", "Budi", **settings).output


def test_a_choice_of_another_office_is_refused(run: Run, folder: Path) -> None:
    """An announcement leads to its own office."""
    result = drafted(run, folder, "--choice", "Daftar=ask:kalbar/izin-kantor-cabang")
    assert result.exit_code == 2
    assert "pilihan" in result.output


def test_scheduled_by_the_offices_clock(run: Run, folder: Path) -> None:
    """Nine in Depok is two in Greenwich."""
    drafted(run, folder)
    assert "terjadwal" in run("send", "1", "--yes", "--at", "2099-01-02 09:00").output
    assert stored(folder, "SELECT scheduled_at FROM announcements") == ["2099-01-02 02:00:00.000000"]


def test_a_correction_before_anything_went_is_refused(run: Run, folder: Path) -> None:
    """Nobody got the first: it is changed instead."""
    drafted(run, folder)
    assert run("correct", "1", str(folder / "a.txt")).exit_code == 2


def test_a_picture_comes_with_it(run: Run, folder: Path) -> None:
    """Named in the preview; what is no picture or PDF leaves no draft that could be sent."""
    (folder / "poster.jpg").write_bytes(jpeg())
    (folder / "poster.exe").write_bytes(b"MZ")
    assert "📎 poster.jpg" in drafted(run, folder, "--file", str(folder / "poster.jpg")).output
    assert stored(folder, "SELECT file_kind FROM announcements") == ["jpeg"]
    refused = drafted(run, folder, "--file", str(folder / "poster.exe"))
    assert refused.exit_code == 2
    assert "PDF" in refused.output
    assert stored(folder, "SELECT state FROM announcements ORDER BY id") == ["draft", "cancelled"]


def test_who_did_it_is_on_record(run: Run, folder: Path) -> None:
    """By the command line, which is no login of the desk."""
    followers(folder, 1)
    drafted(run, folder)
    run("send", "1", "--yes", "--officer", "Rina")
    assert stored(folder, "SELECT who || ' ' || what FROM desk_audit") == [
        "perintah:Rina announcement-draft", "perintah:Rina announcement-send",
    ]  # fmt: skip
