"""Reads an announcement from a text file; shows it, and where a sending stands, on an officer's terminal."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from bot.announce_words import RESULTS, STATES, shut_words
from bot.announcing import Preview, Progress
from bot.plain_text import render
from bot.store.announcement_rows import Result
from bot.store.announcements import Kept
from bot.ticket_tables import plain
from locales.catalogue import LANGUAGES


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
    for each in shut_words(preview.shut):
        yield each.words


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
    return f"  {RESULTS[result.state]}: {result.count}{reason}{again}"
