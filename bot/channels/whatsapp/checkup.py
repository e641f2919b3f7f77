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

from bot.channels.whatsapp.businesses import SCOPES, businesses_of, told_of_token
from bot.channels.whatsapp.client import Graph, GraphError, GraphFailure, open_session
from bot.channels.whatsapp.errors import meaning_of
from bot.channels.whatsapp.number_checkup import (
    Checked,
    check_number,
    check_subscription,
    check_templates,
    numbers_of,
)
from bot.channels.whatsapp.receiving import WEBHOOK_PATH
from bot.store.whatsapp_templates import Purpose
from locales.formats import long_date

_ANSWERS_WITHIN = ClientTimeout(total=15)
_MOST_READ = 1024
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


async def check_up(asked: Asked) -> list[Checked]:
    """Looks once at everything; never raises for what Meta or our own address may answer."""
    async with open_session() as session:
        graph = Graph(session, asked.token, asked.api_url)
        found = [each async for each in _at_meta(graph, asked)]
        return [*found, await _webhook(session, asked)]


async def _at_meta(graph: Graph, asked: Asked) -> AsyncIterator[Checked]:
    try:
        told = await told_of_token(graph)
    except GraphFailure as error:
        yield _unanswered(error)
        return
    token = _token(told)
    yield token
    if token.remedy and not told.get("is_valid"):
        return
    yield await _secret(graph, asked)
    homes = {account: business for business in businesses_of(told) async for account in numbers_of(graph, business)}
    for account, office in asked.offices.items():
        yield await check_number(graph, account, office, homes)
    for business in dict.fromkeys(homes[account] for account in asked.offices if account in homes):
        yield await check_subscription(graph, business, str(told.get("app_id") or ""))
    for account, office in asked.offices.items():
        if account in homes:
            yield await check_templates(graph, homes[account], office, asked.templates[account])


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
    lacks = sorted(SCOPES - set(told.get("scopes") or ()))
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
