"""A backup taken while the service runs brings everything back; a damaged one is refused."""

from __future__ import annotations

import datetime as dt
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from bot.app import prepare
from bot.backup import BackupFailed, back_up, restore
from bot.files.shelf import Shelf
from bot.settings import Settings
from knowledge.search import Search
from tests.bot.service import serving, visiting

NOW = dt.datetime(2026, 11, 21, tzinfo=dt.UTC)


async def test_what_was_said_before_the_backup_comes_back(tmp_path: Path, search: Search) -> None:
    """With the visitors' cookies still valid and the office's own files; what was there stays beside it."""
    settings = Settings(data_dir=tmp_path / "data")
    archive = tmp_path / "cadangan.tar.gz"
    async with serving(settings.data_dir, search) as url, visiting(url) as visitor:
        await visitor.say("biaya kios depok")
        (settings.overlay / "lexicon").mkdir(parents=True)
        (settings.overlay / "lexicon" / "milik.txt").write_text("x")
        assert back_up(settings, archive, NOW) > 1000
        await visitor.say("terima kasih")
    key = (settings.data_dir / "cookie.key").read_bytes()
    (settings.data_dir / "cookie.key").unlink()
    assert restore(settings, archive) == NOW
    assert (settings.data_dir / "cookie.key").read_bytes() == key
    assert (settings.overlay / "lexicon" / "milik.txt").read_text() == "x"
    assert said(settings.data_dir / "tanya.db") == 2
    assert said(settings.data_dir / "tanya.db.before") == 4
    assert archive.stat().st_mode & 0o077 == 0


def said(path: Path) -> int:
    """How many messages a database holds."""
    with closing(sqlite3.connect(path)) as database:
        (count,) = database.execute("SELECT count(*) FROM messages").fetchone()
        return int(count)


async def test_files_are_kept_with_what_refers_to_them(tmp_path: Path, search: Search) -> None:
    """What was attached comes back under its hash; what was there stays beside it, also where the backup has none."""
    settings = Settings(data_dir=tmp_path / "data")
    first, second = tmp_path / "a.tar.gz", tmp_path / "b.tar.gz"
    async with serving(settings.data_dir, search):
        pass
    shelf = Shelf(settings.files)
    back_up(settings, first, NOW)
    before = shelf.put(b"before")
    (settings.files / "incoming" / "half").write_bytes(b"half")
    back_up(settings, second, NOW)
    shelf.path(before).unlink()
    after = shelf.put(b"after")
    restore(settings, second)
    assert list(shelf.hashes()) == [before]
    assert shelf.path(before).read_bytes() == b"before"
    assert shelf.path(before).stat().st_mode & 0o077 == 0
    assert settings.files.stat().st_mode & 0o077 == 0
    assert list(Shelf(tmp_path / "data" / "files.before").hashes()) == [after]
    restore(settings, first)
    assert list(shelf.hashes()) == []
    assert list(Shelf(tmp_path / "data" / "files.before").hashes()) == [before]
    assert list(settings.data_dir.glob(".backup-*")) == []


async def test_a_backup_that_is_none_is_refused(tmp_path: Path, search: Search) -> None:
    """Before anything is touched."""
    settings = Settings(data_dir=tmp_path / "data")
    async with serving(settings.data_dir, search):
        pass
    before = (settings.data_dir / "tanya.db").read_bytes()
    archive = tmp_path / "a.tar.gz"
    archive.write_bytes(b"not an archive")
    with pytest.raises(BackupFailed, match="bukan cadangan"):
        restore(settings, archive)
    back_up(settings, archive, NOW)
    with tarfile.open(archive) as whole:
        whole.extractall(tmp_path / "open", filter="data")
    (tmp_path / "open" / "cookie.key").write_bytes(b"changed")
    with tarfile.open(archive, "w:gz") as changed:
        for path in (tmp_path / "open").iterdir():
            changed.add(path, path.name)
    with pytest.raises(BackupFailed, match=r"cookie\.key"):
        restore(settings, archive)
    assert (settings.data_dir / "tanya.db").read_bytes() == before


def test_a_migration_is_preceded_by_a_backup(tmp_path: Path) -> None:
    """What an earlier version wrote can be had back; a new folder needs none."""
    settings = Settings(data_dir=tmp_path)
    prepare(settings, lambda: NOW)
    assert list(tmp_path.glob("before-*")) == []
    with closing(sqlite3.connect(tmp_path / "tanya.db")) as database:
        database.execute("DELETE FROM alembic_version")
        for (table,) in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name != 'alembic_version'"
        ).fetchall():
            database.execute(f"DROP TABLE {table}")
        database.commit()
    prepare(settings, lambda: NOW)
    assert [path.name for path in tmp_path.glob("before-*")] == ["before-20261121-000000.tar.gz"]


def test_there_is_nothing_to_back_up_yet(tmp_path: Path) -> None:
    """Said, with what to do."""
    with pytest.raises(BackupFailed, match="Jalankan layanan sekali"):
        back_up(Settings(data_dir=tmp_path), tmp_path / "a.tar.gz", NOW)
