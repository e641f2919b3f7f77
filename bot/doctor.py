"""`tanya doctor`: looks at everything the service needs, and says the remedy for what is wrong."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from dataclasses import dataclass

from bot.settings import Settings
from bot.store.engines import database_url
from bot.store.migrating import NewerDatabase, pending
from bot.store.unit import StoreUnavailable
from knowledge.errors import KnowledgeError
from knowledge.loading import open_library

_LITTLE_ROOM = 200 * 1024 * 1024
"""Bytes of free disk below which a busy office may run out within weeks."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is well, what was found, and the remedy where it is not."""

    what: str
    well: bool
    found: str
    remedy: str = ""


def examine(settings: Settings) -> Iterator[Finding]:
    """Every finding, in the order in which things depend on each other."""
    yield _folder(settings)
    yield _knowledge(settings)
    yield _store(settings)
    yield from _telegram(settings)
    if settings.public_url is not None and settings.host == "127.0.0.1":
        yield Finding("jaringan", True, f"hanya dari komputer ini; {settings.public_url} harus diteruskan oleh proxy")


def _folder(settings: Settings) -> Finding:
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        (settings.data_dir / ".doctor").write_text("")
        (settings.data_dir / ".doctor").unlink()
        free = shutil.disk_usage(settings.data_dir).free
    except OSError as error:
        return Finding("folder data", False, f"{settings.data_dir}: {error.strerror}", "perbaiki izin tulisnya")
    if free < _LITTLE_ROOM:
        return Finding("folder data", False, f"sisa {free // 2**20} MB", "kosongkan sebagian disk itu")
    return Finding("folder data", True, f"{settings.data_dir}, sisa {free // 2**20} MB")


def _knowledge(settings: Settings) -> Finding:
    try:
        library = open_library(settings.database, settings.overlay)
    except KnowledgeError as error:
        return Finding("pengetahuan", False, str(error), "perbaiki file itu, lalu jalankan tanya build")
    return Finding("pengetahuan", True, f"{len(library.offices)} kantor, {len(library.services)} layanan")


def _store(settings: Settings) -> Finding:
    url = database_url(settings.store_url)
    shown = url.render_as_string(hide_password=True)
    try:
        waits = pending(url)
    except NewerDatabase as error:
        return Finding("basis data", False, str(error), "pasang versi Tanya Dinas yang baru")
    except StoreUnavailable as error:
        return Finding("basis data", False, f"{shown}: {error}", "periksa TANYA_DATABASE_URL dan layanannya")
    return Finding("basis data", True, f"{shown}{', akan disiapkan saat layanan dijalankan' if waits else ''}")


def _telegram(settings: Settings) -> Iterator[Finding]:
    if settings.telegram_token is None:
        yield Finding("Telegram", True, "tidak dipakai; isi TANYA_TELEGRAM_TOKEN untuk memakainya")
        return
    from bot.channels.telegram.checkup import check_up

    found = asyncio.run(check_up(settings.telegram_token, settings.telegram_api_url))
    if found.username is None:
        yield Finding("Telegram", False, found.trouble, found.remedy)
        return
    yield Finding("Telegram", True, f"@{found.username}")
    waiting = f"{found.waiting} menunggu"
    if found.trouble:
        yield Finding("webhook", False, f"{found.trouble}; {waiting}", found.remedy)
    elif settings.public_url is not None:
        yield Finding("webhook", True, f"{found.webhook or 'belum dipasang'}; {waiting}")
