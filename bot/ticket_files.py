"""Saves a file of a ticket where an officer wants it; the citizen's name for it is only shown, never a path."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from bot.command_line import refuse
from bot.files.shelf import Shelf
from bot.settings import Settings
from bot.store.tickets import TicketFile

_ENDINGS = {"jpeg": "jpg"}


def save_file(file: TicketFile, place: int, target: Path, settings: Settings) -> Path:
    """Copies the file with this number on the ticket to a new file, or into a folder; or a refusal in words."""
    number = file.filed.ticket.number
    if place > len(file.files):
        told = f"lampirannya {len(file.files)}" if file.files else "tanpa lampiran"
        refuse(f"Tiket {number} {told}. Lihat: tanya ticket show {number}")
    filed = file.files[place - 1]
    if filed.sha256 is None:
        refuse(f"Lampiran {place} tidak tersimpan. Lihat: tanya ticket show {number}")
    if target.is_dir():
        target = target / f"{number}-{place}.{_ENDINGS.get(filed.note.kind or '', filed.note.kind)}"
    try:
        with Shelf(settings.files).path(filed.sha256).open("rb") as source:
            descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as copy:
                shutil.copyfileobj(source, copy)
    except FileExistsError:
        refuse(f"{target}: sudah ada. Pilih nama lain.")
    except OSError as error:
        refuse(f"{error.filename}: {error.strerror}. Periksa TANYA_DATA_DIR dan izin tulis tujuannya.")
    return target
