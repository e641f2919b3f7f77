"""What `tanya doctor` asks Meta and our own webhook: all that a number needs, with the remedy where it lacks."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.channels.whatsapp.client import Graph, GraphError, GraphFailure, open_session
from bot.channels.whatsapp.errors import meaning_of
from bot.channels.whatsapp.receiving import WEBHOOK_PATH
from bot.store.whatsapp_templates import LANGUAGE, Purpose
from locales.formats import long_date

_NEEDED = frozenset({"whatsapp_business_management", "whatsapp_business_messaging"})
"""Permissions of the token: the first reads numbers and templates, the second sends."""
_ANSWERS_WITHIN = ClientTimeout(total=15)
_MOST_READ = 1024
_NUMBER_FIELDS = "display_phone_number,verified_name,status,quality_rating"
_MANAGER = "business.facebook.com, WhatsApp Manager"
_ON_META = "di developers.facebook.com, halaman aplikasi,"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the operator set: `offices` by number, `templates` that each number uses for what.

    `over_http` lets the public address do without TLS, as beside a host of tests.
    """

    token: str = field(repr=False)
    app_secret: str = field(repr=False)
    verify_token: str = field(repr=False)
    api_url: str
    offices: Mapping[str, str]
    templates: Mapping[str, Mapping[Purpose, str]]
    public_url: str | None
    over_http: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """One thing that was looked at; the remedy is there where it is not well."""

    what: str
    found: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class _Known:
    """What the token told of itself: the app it is of, and the business accounts that it may read."""

    app: str
    businesses: tuple[str, ...]


async def check_up(asked: Asked) -> list[Checked]:
    """Looks once at everything; never raises for what Meta or our own address may answer."""
    async with open_session() as session:
        graph = Graph(session, asked.token, asked.api_url)
        found = [each async for each in _at_meta(graph, asked)]
        return [*found, await _webhook(session, asked)]


async def _at_meta(graph: Graph, asked: Asked) -> AsyncIterator[Checked]:
    try:
        told = (await graph.get("debug_token", {"input_token": asked.token})).get("data") or {}
    except GraphFailure as error:
        yield _unanswered(error)
        return
    token = _token(told)
    yield token
    if token.remedy and not told.get("is_valid"):
        return
    yield await _secret(graph, asked)
    known = _known(told)
    homes = {account: business for business in known.businesses for account in await _listed(graph, business)}
    for account, office in asked.offices.items():
        yield await _number(graph, account, office, homes)
    for business in dict.fromkeys(homes[account] for account in asked.offices if account in homes):
        yield await _subscribed(graph, business, known.app)
    for account, office in asked.offices.items():
        if account in homes:
            yield await _templates(graph, homes[account], office, asked.templates[account])


def _unanswered(error: GraphFailure) -> Checked:
    if isinstance(error, GraphError) and meaning_of(error.code, error.subcode, error.status).kind == "operator":
        return Checked("WhatsApp token", "ditolak Meta", _RENEW)
    if isinstance(error, GraphError):
        return Checked("WhatsApp token", f"Meta menjawab {error}", "periksa TANYA_WHATSAPP_API_URL, lalu coba lagi")
    return Checked("WhatsApp", f"Meta tidak terjangkau ({error})", "periksa jaringan keluar dan TANYA_WHATSAPP_API_URL")


_RENEW = (
    "buat token pengguna sistem tanpa masa berlaku di business.facebook.com, Setelan bisnis, Pengguna sistem, lalu isi"
    " TANYA_WHATSAPP_TOKEN"
)  # fmt: skip


def _token(told: Mapping[str, Any]) -> Checked:
    what = "WhatsApp token"
    if not told.get("is_valid"):
        return Checked(what, "tidak berlaku", _RENEW)
    lacks = sorted(_NEEDED - set(told.get("scopes") or ()))
    if lacks:
        return Checked(what, f"tanpa izin {', '.join(lacks)}", f"{_RENEW}, dengan kedua izin whatsapp_business_*")
    ends = told.get("expires_at")
    if isinstance(ends, int) and ends > 0:
        date = long_date(dt.datetime.fromtimestamp(ends, dt.UTC).date(), "id")
        return Checked(what, f"hanya berlaku sampai {date}", _RENEW)
    return Checked(what, "berlaku, tanpa batas waktu")


async def _secret(graph: Graph, asked: Asked) -> Checked:
    """Meta takes the proof only where the secret is that of the token's app."""
    what = "WhatsApp rahasia aplikasi"
    proof = hmac.new(asked.app_secret.encode(), asked.token.encode(), hashlib.sha256).hexdigest()
    try:
        app = await graph.get("app", {"appsecret_proof": proof})
    except GraphError:
        remedy = f"salin App secret {_ON_META} Setelan, Dasar, ke TANYA_WHATSAPP_APP_SECRET"
        return Checked(what, "bukan milik aplikasi token ini, jadi semua kiriman Meta akan ditolak", remedy)
    except GraphFailure as error:
        return _unanswered(error)
    return Checked(what, f"cocok dengan aplikasi {app.get('name') or app.get('id')}")


def _known(told: Mapping[str, Any]) -> _Known:
    targets = [
        str(target)
        for each in told.get("granular_scopes") or ()
        if each.get("scope") in _NEEDED
        for target in each.get("target_ids") or ()
    ]
    return _Known(str(told.get("app_id") or ""), tuple(dict.fromkeys(targets)))


async def _listed(graph: Graph, business: str) -> list[str]:
    """The numbers of a business account; none where the token may not read it."""
    try:
        told = await graph.get(f"{business}/phone_numbers", {"fields": "id", "limit": "100"})
    except GraphFailure:
        return []
    return [str(each.get("id")) for each in told.get("data") or ()]


async def _number(graph: Graph, account: str, office: str, homes: Mapping[str, str]) -> Checked:
    what = f"WhatsApp nomor {office}"
    try:
        told = await graph.get(account, {"fields": _NUMBER_FIELDS})
    except GraphError as error:
        words = meaning_of(error.code, error.subcode, error.status).words
        remedy = (
            f"salin ID nomor telepon (bukan nomornya) dari {_MANAGER}, ke TANYA_WHATSAPP_NUMBERS, dan beri pengguna"
            " sistem akses ke akun WhatsApp itu"
        )
        return Checked(what, f"{account}: {words}", remedy)
    except GraphFailure as error:
        return Checked(what, f"{account}: Meta tidak menjawab ({error})", "coba lagi")
    shown = f"{told.get('display_phone_number') or account}, {told.get('verified_name') or 'tanpa nama'}"
    if (status := told.get("status") or "CONNECTED") != "CONNECTED":
        return Checked(what, f"{shown}: keadaannya {status}", f"selesaikan pendaftaran nomornya di {_MANAGER}")
    if account not in homes:
        remedy = "beri pengguna sistem akses penuh ke akun WhatsApp itu di business.facebook.com, Setelan bisnis"
        return Checked(what, f"{shown}: akun bisnisnya tidak terbaca oleh token", remedy)
    if told.get("quality_rating") == "RED":
        remedy = "kurangi pengumuman, dan kirim hanya kepada yang berlangganan, sampai Meta menaikkan mutunya"
        return Checked(what, f"{shown}: mutunya rendah karena banyak diblokir", remedy)
    return Checked(what, shown)


async def _subscribed(graph: Graph, business: str, app: str) -> Checked:
    what = "WhatsApp langganan"
    try:
        told = await graph.get(f"{business}/subscribed_apps")
    except GraphFailure as error:
        return Checked(what, f"tidak terbaca ({error})", "beri token izin whatsapp_business_management")
    apps = {str((each.get("whatsapp_business_api_data") or {}).get("id")) for each in told.get("data") or ()}
    if app in apps:
        return Checked(what, f"aplikasi menerima kabar akun bisnis {business}")
    remedy = (
        f"jalankan: curl -X POST -H 'Authorization: Bearer TOKEN' {graph.api_url}/{business}/subscribed_apps"
        " (TOKEN: isi TANYA_WHATSAPP_TOKEN)"
    )
    return Checked(what, f"aplikasi belum berlangganan akun bisnis {business}: pesan warga tidak akan datang", remedy)


async def _templates(graph: Graph, business: str, office: str, names: Mapping[Purpose, str]) -> Checked:
    what = f"WhatsApp templat {office}"
    states = {}
    for name in dict.fromkeys(names.values()):
        asked = {"name": name, "fields": "name,language,status", "limit": "100"}
        try:
            told = await graph.get(f"{business}/message_templates", asked)
        except GraphFailure as error:
            return Checked(what, f"tidak terbaca ({error})", "beri token izin whatsapp_business_management")
        states[name] = _state([each for each in told.get("data") or () if each.get("name") == name])
    shown = ", ".join(f"{name} {_STATES.get(state, state.lower())}" for name, state in states.items())
    if set(states.values()) <= {"APPROVED", "PENDING"}:
        return Checked(what, shown)
    remedy = (
        "buat menurut usulan pada halaman WhatsApp di meja petugas (/desk/whatsapp); tanpa itu kabar sesudah 24 jam"
    )
    return Checked(what, shown, f"{remedy} menunggu sampai warga menulis lagi")


_STATES = {
    "APPROVED": "disetujui", "PENDING": "menunggu tinjauan Meta", "REJECTED": "ditolak Meta", "PAUSED": "dijeda Meta",
    "DISABLED": "dimatikan Meta", "": "belum ada",
}  # fmt: skip


def _state(found: list[Mapping[str, Any]]) -> str:
    """The state of a template, the best of its languages where the Indonesian one is missing."""
    states = {str(each.get("language")): str(each.get("status") or "") for each in found}
    return states.get(LANGUAGE) or next((each for each in states.values() if each == "APPROVED"), "")


async def _webhook(session: ClientSession, asked: Asked) -> Checked:
    """Does what Meta does when a webhook is set up, from this machine: the address must answer the challenge."""
    what, ours = "WhatsApp webhook", asked.public_url
    if ours is None:
        return Checked(what, "alamat publik belum ada, jadi pesan warga tidak dapat datang", "setel TANYA_PUBLIC_URL")
    if urlsplit(ours).scheme != "https" and not asked.over_http:
        return Checked(what, f"{ours}: Meta hanya mengirim ke alamat https", "perbaiki TANYA_PUBLIC_URL")
    address, said = f"{ours}{WEBHOOK_PATH}", str(secrets.randbelow(10**9) + 10**9)
    query = {"hub.mode": "subscribe", "hub.verify_token": asked.verify_token, "hub.challenge": said}
    try:
        async with session.get(address, params=query, timeout=_ANSWERS_WITHIN, allow_redirects=False) as answer:
            status, heard = answer.status, (await answer.content.read(_MOST_READ)).decode(errors="replace")
    except (ClientError, TimeoutError) as error:
        remedy = "jalankan layanan, lalu periksa proxy, sertifikat, dan bahwa alamat itu terbuka dari internet"
        return Checked(what, f"{address} tidak terjangkau ({type(error).__name__})", remedy)
    if status == HTTPStatus.OK and heard == said:
        return Checked(what, f"{address} menjawab seperti yang diminta Meta")
    if status == HTTPStatus.FORBIDDEN:
        remedy = "jalankan ulang layanan dengan TANYA_WHATSAPP_VERIFY_TOKEN ini, dan isi yang sama di halaman aplikasi"
        return Checked(what, f"{address} menolak kata sandi webhook", remedy)
    remedy = "periksa proxy: permintaan ke alamat itu harus sampai ke layanan ini"
    return Checked(what, f"{address} menjawab {status}, bukan layanan ini dengan WhatsApp", remedy)
