"""How a message to a citizen fared, in an officer's words: waiting, sent, received, failed and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from bot.store.tickets import Told
from locales.formats import long_moment

FateTone = Literal["", "waiting", "sent", "received", "failed"]
_NAMES = {"telegram": "Telegram", "web": "obrolan web", "whatsapp": "WhatsApp", "terminal": "terminal"}
_UNDER_WAY = {
    "waiting": "menunggu dikirim",
    "sending": "sedang dikirim",
    "held": "menunggu sampai warga menulis lagi",
    "available": "tersedia di obrolan web, belum dibuka",
}
_ARRIVED = {"delivered": "sampai", "read": "dibaca"}
"""What a platform told of a message that it had taken."""
_REASONS = (
    ("blocked by the user", "warga memblokir bot"),
    ("user is deactivated", "akun warga sudah tidak aktif"),
    ("bot was kicked", "bot dikeluarkan dari grup"),
    ("chat not found", "obrolannya sudah tidak ada"),
    ("timed out", "jaringan lambat"),
)
"""What platforms say, and what it means; anything else is shown as they say it."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a message; the tone is never shown as a colour alone."""

    words: str = ""
    tone: FateTone = ""

    @property
    def failed(self) -> bool:
        """Whether the citizen does not have it, or may not."""
        return self.tone == "failed"


def fate_of(told: Told | None, zone: dt.tzinfo, unreachable_since: dt.datetime | None = None) -> Fate:
    """The fate of a message by an office's clock; `unreachable_since` is of its conversation."""
    if told is None:
        return Fate()
    if told.status in _UNDER_WAY:
        return _waiting(told, zone, unreachable_since)
    reason = f": {_reason(told.error)}" if told.error else ""
    at = f", {long_moment(told.settled_at, zone)}" if told.settled_at is not None else ""
    match told.status:
        case "sent" if told.channel == "web":
            return Fate(f"diterima di obrolan web{at}", "received")
        case "sent" if told.arrived in _ARRIVED:
            channel = _NAMES.get(told.channel, told.channel)
            return Fate(f"{_ARRIVED[told.arrived]} di {channel}, dikirim{at.removeprefix(',')}", "received")
        case "sent":
            channel = f" ke {_NAMES.get(told.channel, told.channel)}" if told.channel else ""
            return Fate(f"terkirim{channel}{at}", "sent")
        case "uncertain":
            return Fate(f"tidak pasti sampai{reason}", "failed")
        case "expired":
            return Fate(f"TIDAK terkirim, kedaluwarsa{at}", "failed")
        case _:
            return Fate(f"GAGAL dikirim{reason}{at}", "failed")


def _waiting(told: Told, zone: dt.tzinfo, unreachable_since: dt.datetime | None) -> Fate:
    if unreachable_since is not None and told.channel != "web":
        since = long_moment(unreachable_since, zone)
        return Fate(f"menunggu: warga tidak dapat dijangkau sejak {since}", "failed")
    if told.status == "waiting" and told.attempts and told.due_at is not None:
        reason = f": {_reason(told.error)}" if told.error else ""
        again = f"dicoba lagi {long_moment(told.due_at, zone)}"
        return Fate(f"belum terkirim, sudah dicoba {told.attempts} kali{reason}; {again}", "waiting")
    if told.status == "held" and told.error:
        return Fate(f"{_UNDER_WAY['held']}: {told.error}", "waiting")
    return Fate(_UNDER_WAY[told.status], "waiting")


def _reason(error: str) -> str:
    return next((meaning for said, meaning in _REASONS if said in error.lower()), error)
