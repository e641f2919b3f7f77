"""The office's own folder of decrees: which file is whose, and what the store says is in force, written whole."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import structlog
import yaml

from bot.store.decree_versions import DecreeVersion
from knowledge.files import KnowledgeFile, find_files

_FOLDER = "decrees"
_log = structlog.get_logger("tanya.decrees")


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """The file of an office's decree: its name in the folder, its text, and whether it is the packaged one."""

    name: str
    text: str
    packaged: bool


def office_file(overlay: Path, office: str) -> OfficeFile | None:
    """The file that says what an office answers now; None for an office without one."""
    packaged = {file.name: file.text for file in find_files().decrees}
    for file in find_files(overlay).decrees:
        if _slug(file) == office:
            name = file.name.rpartition("/")[2]
            return OfficeFile(name, file.text, packaged=packaged.get(file.name) == file.text)
    return None


def packaged_text(name: str) -> str | None:
    """The text that the program came with under a file's name."""
    return next((file.text for file in find_files().decrees if file.name == f"{_FOLDER}/{name}"), None)


def _slug(file: KnowledgeFile) -> str | None:
    """The office of a file, read no further than its head."""
    head = file.text.partition("\ndecree:")[0]
    try:
        content = yaml.load(head, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return None
    office = content.get("office") if isinstance(content, dict) else None
    slug = office.get("slug") if isinstance(office, dict) else None
    return slug if isinstance(slug, str) else None


def reconcile(
    overlay: Path, versions: Iterable[DecreeVersion], published: Callable[[str], bool] = lambda _: True
) -> bool:
    """Makes the folder say what is in force; returns whether anything had to be written. Raises OSError.

    A file that somebody wrote by hand since, so that it was never `published`, is kept beside as `*.before`.
    """
    written = False
    for version in versions:
        path = overlay / _FOLDER / version.file
        now = path.read_text("utf-8", errors="replace") if path.is_file() else None
        if now == version.text:
            continue
        if now is not None and not published(now):
            path.replace(path.with_name(f"{path.name}.before"))
            _log.warning("a decree file changed by hand gave way to the published version", file=version.file)
        if version.text is None:
            path.unlink(missing_ok=True)
        else:
            write_whole(path, version.text)
        _log.info("decree file written", file=version.file, office=version.office, version=version.number)
        written = True
    return written


def write_whole(path: Path, text: str) -> None:
    """Writes a file whole or not at all; raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with draft.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
