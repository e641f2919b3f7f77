"""The folder of files: each content once, whole, for its owner alone."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.files.accepting import Acceptance
from bot.files.refusing import RefusedFile
from bot.files.shelf import Shelf
from handlers.file_note import LARGEST_FILE
from tests.bot.files.samples import CANARY, jpeg, pdf


async def pieces(content: bytes, piece: int = 1000) -> AsyncIterator[bytes]:
    """A content as a network brings it."""
    for place in range(0, len(content), piece):
        yield content[place : place + piece]


def files(folder: Path) -> list[Path]:
    """Every file below a folder."""
    return [path for path in folder.rglob("*") if path.is_file()]


async def test_the_same_content_is_kept_once(tmp_path: Path) -> None:
    """Under its hash, readable by its owner alone, and nothing is left on the way."""
    acceptance = Acceptance(Shelf(tmp_path / "files"))
    first, second = [await acceptance.accept(pieces(jpeg())) for _ in range(2)]
    assert first == second
    (path,) = files(tmp_path)
    assert path == tmp_path / "files" / first.sha256[:2] / first.sha256
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o077 == 0
    assert (first.kind, first.received, first.size) == ("jpeg", len(jpeg()), path.stat().st_size)
    assert CANARY.encode() not in path.read_bytes()


async def test_no_more_is_read_than_may_be_kept(tmp_path: Path) -> None:
    """A file without an end is refused as soon as it is too large, and leaves nothing."""
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        while True:
            read += 2**20
            yield bytes(2**20)

    with pytest.raises(RefusedFile) as refused:
        await Acceptance(Shelf(tmp_path / "files")).accept(endless())
    assert refused.value.problem == "size"
    assert read <= LARGEST_FILE + 2**20
    assert files(tmp_path) == []


async def test_what_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    """The line goes dead half-way; or the file is none that may be kept."""

    async def broken() -> AsyncIterator[bytes]:
        yield pdf()[:50]
        raise ConnectionResetError

    acceptance = Acceptance(Shelf(tmp_path / "files"))
    with pytest.raises(ConnectionResetError):
        await acceptance.accept(broken())
    with pytest.raises(RefusedFile):
        await acceptance.accept(pieces(b"MZ"))
    assert files(tmp_path) == []


def test_only_what_has_aged_is_dropped(tmp_path: Path) -> None:
    """What was put again a moment ago may be on its way to a ticket."""
    shelf = Shelf(tmp_path / "files")
    digest = shelf.put(b"x")
    assert (shelf.aged(60), shelf.drop(digest, 60)) == ([], False)
    os.utime(shelf.path(digest), (0, 0))
    assert shelf.aged(60) == [digest]
    assert shelf.put(b"x") == digest
    assert shelf.drop(digest, 60) is False
    os.utime(shelf.path(digest), (0, 0))
    assert shelf.drop(digest, 60) is True
    assert list(shelf.hashes()) == []


@pytest.mark.parametrize("name", ["../../cookie.key", "", "A" * 64, "a" * 63, "/etc/passwd"])
def test_only_a_hash_is_a_place(tmp_path: Path, name: str) -> None:
    """Nothing that a citizen can write leads anywhere."""
    with pytest.raises(ValueError, match="hash"):
        Shelf(tmp_path).path(name)
