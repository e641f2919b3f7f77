"""open_library: knowledge.db is made anew whenever it is missing, old or damaged."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from knowledge.errors import BrokenDatabase, BrokenFile
from knowledge.files import find_files
from knowledge.library import Library
from knowledge.loading import open_library, read_library
from tests.knowledge.small import DECREE


def change(database: Path, statement: str) -> None:
    """Runs one statement on a database."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(statement)


def has_mark(database: Path) -> bool:
    """Whether a table that only `change` could have made is there."""
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute("select 1 from sqlite_master where name = 'mark'").fetchone() is not None


def overlay(folder: Path, name: str, text: str) -> None:
    """Puts a file of the office into the overlay."""
    path = folder / "knowledge" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.fixture
def folder(data_dir: Path, tmp_path: Path) -> Path:
    """A data folder of one test, with a marked knowledge.db: the mark is gone after a build."""
    (tmp_path / "knowledge.db").write_bytes((data_dir / "knowledge.db").read_bytes())
    change(tmp_path / "knowledge.db", "create table mark (x)")
    return tmp_path


def opened(folder: Path) -> Library:
    """The library of a data folder with its overlay."""
    return open_library(folder / "knowledge.db", folder / "knowledge")


def test_a_database_that_is_up_to_date_is_kept(folder: Path) -> None:
    """Nothing is built when nothing changed."""
    opened(folder)
    assert has_mark(folder / "knowledge.db")


def test_a_missing_database_is_built(tmp_path: Path, library: Library) -> None:
    """The first start needs no command, and makes the folder too."""
    assert open_library(tmp_path / "a" / "b" / "knowledge.db").services == library.services


def _truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _scrambled(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096 : len(content) // 2] = b"\xff" * (len(content) // 2 - 4096)
    path.write_bytes(content)


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda path: path.write_bytes(b""), id="empty"),
        pytest.param(lambda path: path.write_bytes(b"not a database" * 999), id="no database"),
        pytest.param(_truncated, id="cut off"),
        pytest.param(_scrambled, id="overwritten"),
        pytest.param(lambda path: change(path, "drop table items"), id="table gone"),
        pytest.param(lambda path: change(path, "alter table services rename column label to x"), id="column gone"),
        pytest.param(lambda path: change(path, "update components set flow = '[' where blank = 0"), id="broken value"),
        pytest.param(lambda path: change(path, "delete from decrees"), id="rows gone"),
        pytest.param(lambda path: change(path, "update meta set value = 'x' where key = 'fingerprint'"), id="old"),
        pytest.param(lambda path: change(path, "update meta set value = '0' where key = 'format'"), id="old format"),
        pytest.param(lambda path: change(path, "drop table meta"), id="meta gone"),
    ],
)
def test_a_stale_or_damaged_database_is_built_anew(
    folder: Path, library: Library, damage: Callable[[Path], object]
) -> None:
    """Whatever happened to knowledge.db, the answers are those of the files."""
    damage(folder / "knowledge.db")
    found = opened(folder)
    assert not has_mark(folder / "knowledge.db")
    assert found.services == library.services
    assert found.offices == library.offices
    assert found.lexicon.cues == library.lexicon.cues


def test_reading_alone_never_builds(tmp_path: Path) -> None:
    """read_library takes the database as it is and names the command that makes one."""
    with pytest.raises(BrokenDatabase, match=r"tidak ada → jalankan `tanya build`"):
        read_library(tmp_path / "knowledge.db")
    (tmp_path / "knowledge.db").write_bytes(b"no database")
    with pytest.raises(BrokenDatabase, match=r"rusak .*tanya build"):
        read_library(tmp_path / "knowledge.db")


def test_a_decree_in_the_overlay_wins_by_name(folder: Path) -> None:
    """The office's own file takes the place of the packaged one of that name, and goes when it is taken away."""
    packaged = next(file for file in find_files().decrees if file.stem == "depok-2023")
    overlay(folder, "decrees/depok-2023.yaml", packaged.text.replace("Warga ber-KTP Depok", "Warga Depok"))
    changed = opened(folder)
    assert not has_mark(folder / "knowledge.db")
    assert changed.services["depok/kios"].components["persyaratan"].items[0].text == "Warga Depok"
    assert len(changed.offices) == len(find_files().decrees)
    (folder / "knowledge" / "decrees" / "depok-2023.yaml").unlink()
    assert opened(folder).services["depok/kios"].components["persyaratan"].items[0].text == "Warga ber-KTP Depok"


def test_another_office_in_the_overlay_is_added(folder: Path) -> None:
    """A decree that is not packaged joins the others; a change of its file is seen at the next start."""
    overlay(folder, "decrees/kecil-2024.yaml", DECREE)
    assert len(opened(folder).of_office("kecil")) == 1
    overlay(folder, "decrees/kecil-2024.yaml", DECREE.replace("Layanan Kios Kecil", "Layanan Kios Baru"))
    assert opened(folder).services["kecil/kios"].name == "Layanan Kios Baru"


def test_an_overlay_file_that_is_no_text_is_refused(folder: Path) -> None:
    """A file saved in another encoding is named with the line of its first such letter."""
    overlay(folder, "decrees/kecil-2024.yaml", "")
    (folder / "knowledge" / "decrees" / "kecil-2024.yaml").write_bytes("a: b\nc: naïf\n".encode("latin-1"))
    with pytest.raises(BrokenFile, match=r"kecil-2024\.yaml:2: bukan teks UTF-8 → simpan ulang"):
        opened(folder)


def test_an_overlay_file_that_cannot_be_read_is_refused(folder: Path) -> None:
    """A folder with the name of a file is named, too."""
    (folder / "knowledge" / "lexicon" / "slang.yaml").mkdir(parents=True)
    with pytest.raises(BrokenFile, match=r"slang\.yaml: .*periksa izin baca"):
        opened(folder)
