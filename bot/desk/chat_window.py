"""What becomes of words to a citizen whose channel lets the office write freely only for a day after their message."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from bot.desk.announcement_view import moment_words
from bot.store.windows import Window


@dataclass(frozen=True, slots=True)
class WindowView:
    """`short` stands in lists, `words` say what will happen to what is written now; a tone is never all that tells."""

    short: str
    words: str
    tone: Literal["open", "asks", "waits"]


def window_view(window: Window, zone: dt.tzinfo, now: dt.datetime, template: str | None) -> WindowView | None:
    """The window in words by an office's clock; `template` is what asks to open it. None where there is no window."""
    if window.until is None:
        return None
    until = moment_words(window.until.astimezone(zone), now)
    if window.is_open(now):
        return WindowView(
            f"WhatsApp terbuka sampai {until}", f"WhatsApp terbuka sampai {until}: kata-kata Anda langsung dikirim.",
            "open",
        )  # fmt: skip
    shut = f"WhatsApp tertutup sejak {until}, 24 jam setelah pesan terakhir warga."
    if (asked := window.asked_of_late(now)) is not None:
        told = moment_words(asked.astimezone(zone), now)
        return WindowView(
            "WhatsApp tertutup",
            f"{shut} Warga sudah diberi tahu {told}; kata-kata Anda sampai begitu ia membalas.",
            "asks",
        )
    if template is not None:
        return WindowView(
            "WhatsApp tertutup",
            f"{shut} Warga diberi tahu dengan templat “{template}” dan membaca kata-kata Anda begitu ia membalas.",
            "asks",
        )
    return WindowView(
        "WhatsApp tertutup",
        f"{shut} Belum ada templat yang disetujui, jadi kata-kata Anda menunggu sampai warga menulis lagi,"
        " paling lama 30 hari. Bila mendesak, hubungi warga dengan cara lain.",
        "waits",
    )
