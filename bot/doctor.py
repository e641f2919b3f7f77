"""`tanya doctor`: looks at everything the service needs, and says the remedy for what is wrong."""

from __future__ import annotations

import asyncio
import datetime as dt
import errno
import json
import shutil
import socket
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.settings import TELEGRAM, WHATSAPP, Settings
from bot.store.engines import database_url, is_sqlite
from bot.store.migrating import NewerDatabase, pending
from bot.store.store import Store
from bot.store.unit import StoreUnavailable
from bot.store.whatsapp_desk import chosen_templates
from bot.store.whatsapp_templates import DEFAULTS, Purpose
from knowledge.errors import KnowledgeError
from knowledge.loading import open_library

if TYPE_CHECKING:
    from bot.channels.telegram.checkup import Checkup

_LITTLE_ROOM = 200 * 1024 * 1024
"""Bytes of free disk below which a busy office may run out within weeks."""
_ANSWERS_WITHIN = 3.0
"""Seconds in which a service on this machine says that it lives."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is well, what was found, and the remedy where it is not."""

    what: str
    well: bool
    found: str
    remedy: str = ""


def examine(settings: Settings, now: dt.datetime) -> Iterator[Finding]:
    """Every finding, in the order in which things depend on each other."""
    yield _folder(settings)
    yield from _knowledge(settings)
    yield _store(settings)
    yield _port(settings)
    yield from _telegram(settings, now)
    yield from _whatsapp(settings)
    yield _officer(settings)
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


def _knowledge(settings: Settings) -> Iterator[Finding]:
    try:
        library = open_library(settings.database, settings.overlay)
    except KnowledgeError as error:
        for problem in error.problems:
            place = f"{problem.file}:{problem.line}" if problem.line else problem.file
            yield Finding("pengetahuan", False, f"{place}: {problem.wrong}", problem.remedy)
        return
    yield Finding("pengetahuan", True, f"{len(library.offices)} kantor, {len(library.services)} layanan")


def _store(settings: Settings) -> Finding:
    url = database_url(settings.store_url)
    shown = url.render_as_string(hide_password=True)
    if is_sqlite(url) and not Path(url.database or "").exists():
        return Finding("basis data", True, f"{shown}, akan dibuat saat layanan dijalankan")
    remedy = "perbaiki izin tulis folder data" if is_sqlite(url) else "periksa TANYA_DATABASE_URL dan layanannya"
    try:
        waits = pending(url)
    except NewerDatabase as error:
        return Finding("basis data", False, str(error), "pasang versi Tanya Dinas yang baru")
    except StoreUnavailable as error:
        return Finding("basis data", False, f"{shown}: {error}", remedy)
    if not is_sqlite(url) and settings.cookie_key is None:
        return Finding(
            "basis data", True, f"{shown}; setel TANYA_COOKIE_KEY yang sama bila layanan dijalankan di beberapa mesin"
        )
    return Finding("basis data", True, f"{shown}{', akan disiapkan saat layanan dijalankan' if waits else ''}")


def _officer(settings: Settings) -> Finding:
    """Whether the privacy notice names whom the law wants named (UU 27/2022 art. 53); the service runs without."""
    named = ", ".join(each for each in (settings.dpo_name, settings.dpo_contact) if each is not None)
    if settings.dpo_name is None or settings.dpo_contact is None:
        lacks = f"pejabat pelindungan data belum lengkap{f' ({named})' if named else ''}"
        return Finding("privasi", True, f"{lacks}; setel TANYA_DPO_NAME dan TANYA_DPO_CONTACT")
    return Finding("privasi", True, f"pejabat pelindungan data: {named}")


def _port(settings: Settings) -> Finding:
    """Whether the port can be listened at, or the service already does."""
    host, port = settings.host, settings.port
    shown = f"{host}:{port}"
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            return Finding("port", False, f"{shown}: {error.strerror}", "setel TANYA_HOST atau TANYA_PORT yang lain")
        lives = _lives(host, port)
        if lives is None:
            return Finding(
                "port",
                False,
                f"{shown}: dipakai program lain",
                "hentikan program itu, atau setel TANYA_PORT ke nomor lain, misalnya 8081",
            )
        if not lives:
            return Finding("port", False, f"{shown}: layanan berjalan, tetapi tidak dapat menyimpan", "lihat lognya")
        return Finding("port", True, f"{shown}, layanan sedang berjalan di situ")
    return Finding("port", True, f"{shown}, bebas")


def _lives(host: str, port: int) -> bool | None:
    """What a service at a port says of itself; None when it is none of ours."""
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - what all addresses stand for
    try:
        with closing(HTTPConnection(here, port, timeout=_ANSWERS_WITHIN)) as connection:
            connection.request("GET", "/health/live")
            lives = json.loads(connection.getresponse().read())["live"]
    except (OSError, HTTPException, ValueError, LookupError, TypeError):
        return None
    return lives is True


def _telegram(settings: Settings, now: dt.datetime) -> Iterator[Finding]:
    if settings.telegram_token is None:
        yield Finding("Telegram", True, "tidak dipakai; isi TANYA_TELEGRAM_TOKEN untuk memakainya")
        return
    ours = settings.public_url
    if ours is not None and urlsplit(ours).scheme != "https" and settings.telegram_api_url == TELEGRAM:
        yield Finding("webhook", False, f"{ours}: Telegram hanya mengirim ke alamat https", "perbaiki TANYA_PUBLIC_URL")
    from bot.channels.telegram.checkup import check_up

    found = asyncio.run(check_up(settings.telegram_token, settings.telegram_api_url, now))
    if found.username is None:
        yield Finding("Telegram", False, found.trouble, found.remedy)
        return
    yield Finding("Telegram", True, f"@{found.username}")
    if found.trouble or settings.public_url is not None:
        yield _webhook(settings, found)


def _webhook(settings: Settings, found: Checkup) -> Finding:
    """How Telegram's posts to the public address fare."""
    ours, waiting = settings.public_url, f"{found.waiting} menunggu"
    if found.trouble:
        return Finding("webhook", False, f"{found.trouble}; {waiting}", found.remedy)
    if ours is not None and found.webhook and not found.webhook.startswith(f"{ours}/"):
        return Finding(
            "webhook",
            False,
            f"Telegram mengirim ke {found.webhook}",
            "jalankan ulang layanan; bila tetap begitu, bot ini dipakai program lain juga",
        )
    return Finding("webhook", True, f"{found.webhook or 'akan dipasang saat layanan dijalankan'}; {waiting}")


def _whatsapp(settings: Settings) -> Iterator[Finding]:
    secret, verify, token = settings.whatsapp_app_secret, settings.whatsapp_verify_token, settings.whatsapp_token
    if secret is None or verify is None or token is None:
        yield Finding("WhatsApp", True, "tidak dipakai; isi keempat setelan TANYA_WHATSAPP_ untuk memakainya")
        return
    yield from _unknown_offices(settings)
    from bot.channels.whatsapp.checkup import Asked, check_up

    offices = dict(settings.whatsapp_numbers)
    asked = Asked(
        token, secret, verify, settings.whatsapp_api_url, offices, _templates(settings), settings.public_url,
        over_http=settings.whatsapp_api_url != WHATSAPP,
    )  # fmt: skip
    for each in asyncio.run(check_up(asked)):
        yield Finding(each.what, not each.remedy, each.found, each.remedy)


def _unknown_offices(settings: Settings) -> Iterator[Finding]:
    """Numbers must open offices that there are."""
    with suppress(KnowledgeError):  # told before
        known = open_library(settings.database, settings.overlay).offices
        for number, office in settings.whatsapp_numbers:
            if office not in known:
                remedy = f"perbaiki TANYA_WHATSAPP_NUMBERS; kantor yang ada: {', '.join(known)}"
                yield Finding("WhatsApp kantor", False, f"{number}={office}: kantor itu tidak ada", remedy)


def _templates(settings: Settings) -> dict[str, dict[Purpose, str]]:
    """Which template each number uses for what: as chosen at the desk, else the usual ones."""
    accounts = [number for number, _ in settings.whatsapp_numbers]
    chosen: dict[tuple[str, str], str] = {}
    url = database_url(settings.store_url)
    with suppress(NewerDatabase, StoreUnavailable):  # told before
        if not (is_sqlite(url) and not Path(url.database or "").exists()) and not pending(url):
            with closing(Store(url)) as store:
                chosen = asyncio.run(store.read(lambda connection: chosen_templates(connection, accounts)))
    return {
        account: {purpose: chosen.get((account, purpose), name) for purpose, name in DEFAULTS.items()}
        for account in accounts
    }
