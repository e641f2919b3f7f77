"""Reads an announcement from a text file; says in words what cannot be done and where a sending stands."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from bot.announcing import LONGEST_TEXT, LONGEST_TITLE, Preview, Progress
from bot.plain_text import render
from bot.store.announcement_rows import Result
from bot.store.announcements import AnnouncementState, Kept
from bot.ticket_tables import plain
from locales.catalogue import LANGUAGES

STATES: dict[AnnouncementState, str] = {
    "draft": "konsep",
    "waiting-approval": "menunggu persetujuan orang kedua",
    "scheduled": "terjadwal",
    "sending": "sedang dikirim",
    "paused": "dijeda",
    "done": "selesai",
    "cancelled": "dibatalkan",
}
_RESULTS = {
    "waiting": "menunggu",
    "sending": "sedang dikirim",
    "sent": "terkirim",
    "delivered": "sampai",
    "blocked": "diblokir",
    "failed": "gagal",
    "uncertain": "tidak pasti",
    "skipped": "dilewati",
}
PROBLEMS = {
    "title": f"Judul kosong atau lebih dari {LONGEST_TITLE} karakter.",
    "text": "Isi pengumuman kosong.",
    "long": f"Isi pengumuman lebih dari {LONGEST_TEXT} karakter.",
    "topics": "Pilih sedikitnya satu topik.",
    "office": "Kantor itu tidak dikenal.",
    "link": "Tautan harus dimulai dengan https:// atau http://, paling panjang 300 karakter.",
    "choices": "Paling banyak 3 pilihan, labelnya paling panjang 24 karakter, dan membuka sesuatu di kantor itu.",
    "languages": "Bahasa itu tidak ada.",
    "channels": "Saluran itu tidak ada.",
    "file-type": "Berkas itu bukan gambar (JPEG, PNG, WebP) atau PDF.",
    "file-size": "Berkas itu lebih dari 10 MB.",
    "file-empty": "Berkas itu kosong.",
    "file-broken": "Berkas itu rusak atau tidak utuh.",
    "file-pixels": "Gambar itu terlalu besar; kecilkan dulu.",
    "file-locked": "PDF itu terkunci kata sandi.",
    "file-off": "Di sini berkas tidak dapat disertakan.",
    "ended": "Masa berlakunya sudah habis saat akan dikirim.",
}


def read_text(text: str) -> tuple[str, tuple[str, ...]]:
    """The title, from the first line that is not empty, and the paragraphs after it, parted by empty lines."""
    title, _, rest = text.strip().partition("\n")
    paragraphs = (" ".join(each.split()) for each in re.split(r"\n\s*\n", rest))
    return title.strip(), tuple(each for each in paragraphs if each)


def preview_lines(preview: Preview) -> Iterator[str]:
    """The message as each channel and language gets it, and the number of receivers."""
    for language, reply in preview.replies.items():
        yield f"— {LANGUAGES[language]}"
        yield plain(render(reply))
        if reply.file is not None:
            yield f"📎 {plain(reply.file.name)}"
        yield ""
    by_channel = ", ".join(f"{channel} {count}" for channel, count in preview.counts.items())
    yield f"Penerima: {preview.receivers}{f' ({by_channel})' if by_channel else ''}"


def line(kept: Kept) -> str:
    """One announcement in a list."""
    return f"{kept.id}  {kept.told.office}  {STATES[kept.state]}  {plain(kept.told.title)}"


def progress_lines(progress: Progress, now: dt.datetime) -> Iterator[str]:
    """Where a sending stands: every result with its reason, the rate so far, and the time left at that rate."""
    kept = progress.kept
    yield line(kept)
    for each in progress.results:
        yield _result_line(each)
    settled = sum(each.count for each in progress.results) - progress.count("waiting", "sending")
    left = progress.count("waiting", "sending")
    if kept.state == "sending" and kept.started_at is not None and settled and left:
        seconds = max(1.0, (now - kept.started_at).total_seconds())
        rate = settled / seconds
        yield f"Laju {rate:.1f} per detik, sisa sekitar {dt.timedelta(seconds=round(left / rate))}"


def _result_line(result: Result) -> str:
    reason = f" ({plain(result.reason)})" if result.reason else ""
    again = ", dapat dicoba lagi" if result.retryable else ""
    return f"  {_RESULTS[result.state]}: {result.count}{reason}{again}"
