"""One archive of what cannot be made anew: conversations, files, the cookie key, the office's own knowledge files."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from bot.files.shelf import Shelf
from bot.settings import Settings
from bot.store.engines import database_url, is_sqlite

_MANIFEST = "manifest.json"
_SQLITE = "tanya.db"
_DUMP = "tanya.dump"
_KEY = "cookie.key"
_KNOWLEDGE = "knowledge"
_FORMAT = 1


class BackupFailed(Exception):
    """A backup or restore that cannot be done; says why and what to do."""


def back_up(settings: Settings, target: Path, now: dt.datetime) -> int:
    """Writes the archive beside a running service, whole or not at all; returns its size in bytes."""
    draft = target.with_name(f".{target.name}.draft")
    try:
        with _staging(settings) as folder:
            _copy_database(settings, Path(folder))
            for name in (_KEY, _KNOWLEDGE):
                _copy(settings.data_dir / name, Path(folder) / name)
            _link_files(settings, Path(folder))
            _write_manifest(Path(folder), now)
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as file, tarfile.open(fileobj=file, mode="w:gz") as archive:
                for path in sorted(Path(folder).iterdir()):
                    archive.add(path, path.name)
                file.flush()
        draft.replace(target)
    except OSError as error:
        raise BackupFailed(f"{target}: {error.strerror}. Pilih tempat yang dapat ditulis dan cukup luas.") from None
    finally:
        draft.unlink(missing_ok=True)
    return target.stat().st_size


def restore(settings: Settings, source: Path) -> dt.datetime:
    """Puts an archive back; what was there is kept beside it as *.before. Returns when the archive was made."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with _staging(settings) as folder:
        manifest = _unpacked(source, Path(folder))
        _restore_database(settings, Path(folder))
        for name in (_KEY, _KNOWLEDGE):
            if (Path(folder) / name).exists():
                _put(Path(folder) / name, settings.data_dir / name)
        _restore_files(settings, Path(folder))
    return dt.datetime.fromisoformat(manifest["made"])


def _staging(settings: Settings) -> tempfile.TemporaryDirectory[str]:
    """A folder beside the data, so that large files are linked and moved, not copied."""
    beside = settings.data_dir if settings.data_dir.is_dir() else None
    return tempfile.TemporaryDirectory(prefix=".backup-", dir=beside)


def _link_files(settings: Settings, folder: Path) -> None:
    """The files as they are now; what is swept or added meanwhile does no harm: no row copied before refers to it."""
    shelf, copy = Shelf(settings.files), Shelf(folder / settings.files.name)
    for digest in shelf.hashes():
        target = copy.path(digest)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            try:
                os.link(shelf.path(digest), target)
            except OSError:  # a file system without links
                shutil.copy2(shelf.path(digest), target)


def _restore_files(settings: Settings, folder: Path) -> None:
    """Puts the files back; those that were there are kept with the database that refers to them."""
    restored = folder / settings.files.name
    restored.mkdir(exist_ok=True)
    restored.chmod(0o700)
    _put(restored, settings.files)


def _copy_database(settings: Settings, folder: Path) -> None:
    url = database_url(settings.store_url)
    if not is_sqlite(url):
        _pg("pg_dump", "--format=custom", f"--file={folder / _DUMP}", settings.store_url)
        return
    path = Path(url.database or "")
    if not path.exists():
        raise BackupFailed(f"{path}: belum ada. Jalankan layanan sekali, atau periksa TANYA_DATA_DIR.")
    with closing(sqlite3.connect(path)) as database, closing(sqlite3.connect(folder / _SQLITE)) as copy:
        database.backup(copy)


def _restore_database(settings: Settings, folder: Path) -> None:
    url = database_url(settings.store_url)
    if not is_sqlite(url):
        if not (folder / _DUMP).exists():
            raise BackupFailed("Cadangan ini dari SQLite; kosongkan TANYA_DATABASE_URL untuk memulihkannya.")
        _pg("pg_restore", "--clean", "--if-exists", f"--dbname={settings.store_url}", str(folder / _DUMP))
        return
    if not (folder / _SQLITE).exists():
        raise BackupFailed("Cadangan ini dari PostgreSQL; setel TANYA_DATABASE_URL untuk memulihkannya.")
    with closing(sqlite3.connect(folder / _SQLITE)) as database:
        if database.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise BackupFailed("Basis data dalam cadangan rusak. Pakai cadangan lain.")
    target = Path(url.database or "")
    for suffix in ("-wal", "-shm"):
        target.with_name(target.name + suffix).unlink(missing_ok=True)
    _put(folder / _SQLITE, target)


def _unpacked(source: Path, folder: Path) -> dict[str, Any]:
    """Unpacks and checks every file against the manifest."""
    try:
        with tarfile.open(source, "r:gz") as archive:
            archive.extractall(folder, filter="data")
        manifest: dict[str, Any] = json.loads((folder / _MANIFEST).read_text("utf-8"))
        wrong = [name for name, digest in manifest["files"].items() if _digest(folder / name) != digest]
    except (OSError, tarfile.TarError, ValueError, KeyError, EOFError):
        raise BackupFailed(f"{source}: bukan cadangan Tanya Dinas, atau rusak. Pakai cadangan lain.") from None
    if manifest["format"] > _FORMAT:
        raise BackupFailed(f"{source}: dibuat oleh versi yang lebih baru. Pasang versi itu untuk memulihkannya.")
    if wrong:
        raise BackupFailed(f"{source}: isi berubah atau rusak ({', '.join(wrong)}). Pakai cadangan lain.")
    return manifest


def _write_manifest(folder: Path, now: dt.datetime) -> None:
    files = {str(path.relative_to(folder)): _digest(path) for path in _files(folder)}
    manifest = {"format": _FORMAT, "made": now.isoformat(timespec="seconds"), "files": files}
    (folder / _MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != _MANIFEST)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target)
    elif source.exists():
        shutil.copy2(source, target)


def _put(source: Path, target: Path) -> None:
    """Moves a file or folder into place; what was there stays beside it."""
    if target.exists():
        before = target.with_name(f"{target.name}.before")
        if before.is_dir():
            shutil.rmtree(before)
        target.replace(before)
    shutil.move(source, target)


def _pg(*command: str) -> None:
    """Runs one of PostgreSQL's own tools."""
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - its own tools, no shell
    except FileNotFoundError:
        raise BackupFailed(f"{command[0]} tidak ada. Pasang klien PostgreSQL (postgresql-client).") from None
    except subprocess.CalledProcessError as error:
        told = error.stderr.strip().splitlines()[-1:] or ["gagal"]
        raise BackupFailed(f"{command[0]}: {told[0]}") from None
