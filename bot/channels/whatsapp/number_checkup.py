"""What Meta says of our numbers, their business accounts and templates, for `tanya doctor`: well, or with a remedy."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from bot.channels.whatsapp.businesses import listed
from bot.channels.whatsapp.client import Graph, GraphError, GraphFailure
from bot.channels.whatsapp.errors import meaning_of
from bot.store.whatsapp_templates import LANGUAGE, Purpose

_NUMBER_FIELDS = "display_phone_number,verified_name,status,quality_rating"
_MANAGER = "business.facebook.com, WhatsApp Manager"


@dataclass(frozen=True, slots=True)
class Checked:
    """One thing that was looked at; the remedy is there where it is not well."""

    what: str
    found: str
    remedy: str = ""


async def numbers_of(graph: Graph, business: str) -> AsyncIterator[str]:
    """The numbers of a business account; none where the token may not read it."""
    with suppress(GraphFailure):
        async for each in listed(graph, f"{business}/phone_numbers", "id"):
            yield str(each.get("id"))


async def check_number(graph: Graph, account: str, office: str, homes: Mapping[str, str]) -> Checked:
    """A number by its id and office; `homes` has the business account of each number that the token may read."""
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


async def check_subscription(graph: Graph, business: str, app: str) -> Checked:
    """Whether an app hears what citizens write to the numbers of a business account."""
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


async def check_templates(graph: Graph, business: str, office: str, names: Mapping[Purpose, str]) -> Checked:
    """The templates that an office's number uses, by purpose."""
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
