"""What officers are told of a message on its way."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.delivery_words import FateTone, fate_of
from bot.store.tickets import Told

ZONE = dt.timezone(dt.timedelta(hours=7))
AT = dt.datetime(2026, 11, 18, 2, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("told", "words", "tone"),
    [
        (None, "", ""),
        (Told("waiting", None, "telegram"), "menunggu dikirim", "waiting"),
        (
            Told("waiting", "Timed out", "telegram", 2, AT),
            "belum terkirim, sudah dicoba 2 kali: jaringan lambat; dicoba lagi 18 November 2026 09.30",
            "waiting",
        ),
        (Told("sending", None, "telegram"), "sedang dikirim", "waiting"),
        (Told("available", None, "web"), "tersedia di obrolan web, belum dibuka", "waiting"),
        (Told("held", None, "whatsapp"), "menunggu sampai warga menulis lagi", "waiting"),
        (
            Told("held", "warga diberi tahu dengan templat", "whatsapp"),
            "menunggu sampai warga menulis lagi: warga diberi tahu dengan templat",
            "waiting",
        ),
        (
            Told("sent", None, "whatsapp", 1, AT, AT, "delivered"),
            "sampai di WhatsApp, dikirim 18 November 2026 09.30",
            "received",
        ),
        (
            Told("sent", None, "whatsapp", 1, AT, AT, "read"),
            "dibaca di WhatsApp, dikirim 18 November 2026 09.30",
            "received",
        ),
        (Told("sent", None, "web", 1, AT, AT), "diterima di obrolan web, 18 November 2026 09.30", "received"),
        (Told("sent", None, "telegram", 1, AT, AT), "terkirim ke Telegram, 18 November 2026 09.30", "sent"),
        (Told("uncertain", "Timed out", "telegram"), "tidak pasti sampai: jaringan lambat", "failed"),
        (
            Told("failed", "Forbidden: bot was blocked by the user", "telegram", 1, AT, AT),
            "GAGAL dikirim: warga memblokir bot, 18 November 2026 09.30",
            "failed",
        ),
        (Told("failed", "Message is too long", "telegram"), "GAGAL dikirim: Message is too long", "failed"),
        (Told("expired", "kedaluwarsa", "telegram"), "TIDAK terkirim, kedaluwarsa", "failed"),
    ],
)
def test_each_state_is_told(told: Told | None, words: str, tone: FateTone) -> None:
    """With its reason where there is one, in the office's time."""
    fate = fate_of(told, ZONE)
    assert (fate.words, fate.tone, fate.failed) == (words, tone, tone == "failed")


def test_what_waits_for_a_chat_that_cannot_be_reached() -> None:
    """Is told so, since nobody knows when it will go."""
    fate = fate_of(Told("waiting", None, "telegram"), ZONE, AT)
    assert fate.words == "menunggu: warga tidak dapat dijangkau sejak 18 November 2026 09.30"
    assert fate.failed
