"""The folder of files: each under the hash of its content, written whole or not at all, readable by its owner alone."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_INCOMING = "incoming"
_RESERVE = 200 * 1024 * 1024
"""Bytes of free disk that files leave to the conversations."""
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Spool:
    """A file for what is on its way."""

    path: Path
    file: BinaryIO


class Shelf:
    """Files below one folder, which is made with the first of them. It works on the disk: call it from a thread."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, content: bytes) -> str:
        """Keeps a content and returns its hash; one that is there already is kept once, and is fresh again."""
        digest = hashlib.sha256(content).hexdigest()
        path = self.path(digest)
        with suppress(FileNotFoundError):
            os.utime(path)
            return digest
        with self.spool() as spool:
            spool.file.write(content)
            spool.file.flush()
            os.fsync(spool.file.fileno())
            _make(path.parent)
            spool.path.replace(path)
        _settle(path.parent)
        return digest

    def path(self, digest: str) -> Path:
        """Where a content lies; raises ValueError for what is no hash."""
        if not _HASH.fullmatch(digest):
            raise ValueError("not a hash")
        return self.folder / digest[:2] / digest

    def hashes(self) -> Iterator[str]:
        """The hashes of all that is kept."""
        return (path.name for path in sorted(self.folder.glob("[0-9a-f][0-9a-f]/*")) if _HASH.fullmatch(path.name))

    @contextmanager
    def spool(self) -> Iterator[Spool]:
        """A file for what is on its way; what is not moved elsewhere is gone afterwards. Raises OSError."""
        _make(self.folder / _INCOMING)
        if shutil.disk_usage(self.folder).free < _RESERVE:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        path = self.folder / _INCOMING / secrets.token_hex(16)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "w+b") as file:
                yield Spool(path, file)
        finally:
            path.unlink(missing_ok=True)

    def aged(self, seconds: float) -> list[str]:
        """The hashes of what was put so long ago that whoever put it has told the store."""
        return [digest for digest in self.hashes() if _age(self.path(digest)) > seconds]

    def drop(self, digest: str, seconds: float) -> bool:
        """Deletes a content, unless it was put again meanwhile."""
        path = self.path(digest)
        if _age(path) <= seconds:
            return False
        path.unlink(missing_ok=True)
        return True

    def clear_spools(self, seconds: float) -> None:
        """Deletes what was left half-way by a service that was killed."""
        for path in (self.folder / _INCOMING).glob("*"):
            if _age(path) > seconds:
                path.unlink(missing_ok=True)


def _make(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _settle(folder: Path) -> None:
    """Writes the folder itself to the disk, where the system lets one do so."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _age(path: Path) -> float:
    """Seconds since a file was written; none for one that is gone."""
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
