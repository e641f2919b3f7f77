"""Where a sending stands, in numbers and words: how many of how many, how fast, how long still, and every result."""

from __future__ import annotations

import datetime as dt
from collections import deque
from dataclasses import dataclass

from bot.announce_words import RESULTS
from bot.announcing import Progress
from bot.store.announcement_rows import Result

_SPAN = dt.timedelta(seconds=60)
"""Over which the rate is measured: long enough to be steady, short enough to show a pause."""
_SHORTEST = dt.timedelta(seconds=2)
_MOST_WATCHED = 200
_ORDER = tuple(RESULTS)
_TOLD = {
    "sent": "diserahkan kepada saluran",
    "delivered": "sudah ada pada warga",
    "uncertain": "mungkin sudah diterima",
    "blocked": "tidak terjangkau sampai warga menulis lagi",
    "failed": "tidak dapat disampaikan",
}
_ARRIVED = ("sent", "delivered")
_FOLLOWS = "diberi tahu lewat templat; isinya dikirim begitu warga membalas"
"""What there is to say of a copy that has left for a reason: at WhatsApp, in place of the announcement itself."""


@dataclass(frozen=True, slots=True)
class Row:
    """One result with what it means, the reason in the channel's own words, and whether it may be tried again."""

    state: str
    name: str
    meaning: str
    reason: str
    count: int
    retryable: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """`total` is None while receivers are still being written down; `pace` is empty where nothing moves."""

    total: int | None
    settled: int
    got: int
    rows: tuple[Row, ...]
    pace: str
    retryable: int
    uncertain: int


class Rates:
    """Remembers how far sendings were when they were looked at, to tell how fast they go."""

    def __init__(self) -> None:
        self._seen: dict[int, deque[tuple[dt.datetime, int]]] = {}

    def rate(self, number: int, settled: int, now: dt.datetime, started: dt.datetime | None) -> float:
        """Copies a second lately; at the first look since the start."""
        if number not in self._seen and len(self._seen) >= _MOST_WATCHED:
            self._seen.pop(next(iter(self._seen)))
        seen = self._seen.setdefault(number, deque(maxlen=_MOST_WATCHED))
        while seen and (now - seen[0][0] > _SPAN or settled < seen[0][1]):
            seen.popleft()
        seen.append((now, settled))
        since, before = seen[0]
        if now - since < _SHORTEST:
            since, before = started or now, 0
        seconds = (now - since).total_seconds()
        return (settled - before) / seconds if seconds > 0 else 0.0


def standing(progress: Progress, rates: Rates, now: dt.datetime) -> Standing:
    """Where it stands now."""
    kept = progress.kept
    every = sum(each.count for each in progress.results)
    left = progress.count("waiting", "sending")
    settled = every - left
    rate = rates.rate(kept.id, settled, now, kept.started_at) if kept.state == "sending" else 0.0
    found = sorted(progress.results, key=lambda each: _ORDER.index(each.state) if each.state in _ORDER else 99)
    rows = tuple(_row(each) for each in found)
    return Standing(
        every if kept.filled or kept.finished_at is not None else None,
        settled,
        progress.count("sent", "delivered"),
        rows,
        _pace(rate, left) if kept.state == "sending" and left and settled else "",
        sum(each.count for each in progress.results if each.retryable),
        progress.count("uncertain"),
    )


def _row(each: Result) -> Row:
    name, meaning = RESULTS.get(each.state, each.state), _TOLD.get(each.state, "")
    if each.state in _ARRIVED and each.reason:
        meaning = _FOLLOWS
    return Row(each.state, name, meaning, each.reason or "", each.count, each.retryable)


def _pace(rate: float, left: int) -> str:
    if rate <= 0:
        return "sedang menunggu giliran"
    speed = f"{rate:.1f}".replace(".", ",")
    return f"{speed} per detik, sisa sekitar {_time(left / rate)}"


def _time(seconds: float) -> str:
    if seconds < 60:
        return f"{max(1, round(seconds))} detik"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} menit"
    return f"{minutes // 60} jam {minutes % 60} menit"
