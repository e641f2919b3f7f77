"""An office's overview worked out from what the store counts: figures in words, bars, and the same as rows."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.desk.charts import Bar, Columns, bars, columns
from bot.desk.periods import Period
from bot.desk.spreadsheets import Cell
from bot.store.overview import Figures, Worked
from bot.store.questions import Counted
from bot.ticket_words import CHANNELS
from handlers.announcing import TOPIC_NAMES
from handlers.names import COMPONENT_NAMES
from handlers.question import QuestionKind
from handlers.ticket_alarms import standing
from knowledge.library import Library

_ANSWERED: frozenset[QuestionKind] = frozenset({"answer", "compare", "contact", "hours", "readiness"})
_WITHOUT_SERVICE: dict[QuestionKind, str] = {
    "contact": "Kontak dan alamat",
    "hours": "Jam buka kantor",
    "refused": "Di luar isi keputusan",
}
_STATES = {
    "sent": "terkirim",
    "delivered": "sampai",
    "available": "menunggu dibuka di web",
    "waiting": "menunggu",
    "sending": "sedang dikirim",
    "held": "menunggu warga menulis lagi",
    "blocked": "diblokir penerima",
    "failed": "gagal",
    "uncertain": "tidak pasti",
    "expired": "kedaluwarsa",
    "skipped": "dilewati",
}
_HOURS = 24


@dataclass(frozen=True, slots=True)
class Now:
    """How an office's tickets stand at this moment."""

    open: int
    today: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked in a period: counts by what came of it, and of those answered or refused what and when."""

    answered: int
    refused: int
    asked_back: int
    services: tuple[Bar, ...]
    components: tuple[Bar, ...]
    hours: Columns


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page shows; times are in words."""

    now: Now
    worked: Worked
    first_answer: str
    close: str
    asked: Asked
    topics: tuple[tuple[str, str, int], ...]
    followers: int
    words: tuple[tuple[str, int], ...]
    news: tuple[tuple[str, int], ...]


def overview(figures: Figures, period: Period, library: Library, now: dt.datetime) -> Overview:
    """The overview of an office in a period; whose day a limit ends on is for the office's calendar to say."""
    today = sum(standing(each.ticket, library, now) == "today" for each in figures.near)
    done = figures.worked
    return Overview(
        Now(figures.views["open"], today, figures.views["overdue"]),
        done,
        _time(done.first_answer),
        _time(done.close),
        _asked(figures.questions, library, period),
        tuple(_topics(figures.subscribers)),
        figures.followers,
        _named(figures.words),
        _named(figures.news),
    )


def overview_rows(view: Overview, period: Period) -> Iterator[tuple[str, str, Cell]]:
    """The same figures for a spreadsheet: part, what, figure; times are in hours."""
    yield "Masa", "dari", period.first.isoformat()
    yield "Masa", "sampai", period.last.isoformat()
    yield "Tiket sekarang", "terbuka", view.now.open
    yield "Tiket sekarang", "jatuh tempo hari ini", view.now.today
    yield "Tiket sekarang", "terlambat", view.now.overdue
    yield "Tiket dalam masa ini", "masuk", view.worked.opened
    yield "Tiket dalam masa ini", "pertama kali dijawab", view.worked.answered
    yield "Tiket dalam masa ini", "selesai", view.worked.closed
    yield "Median jam kalender", "sampai jawaban pertama", _in_hours(view.worked.first_answer)
    yield "Median jam kalender", "sampai selesai", _in_hours(view.worked.close)
    yield "Pertanyaan", "terjawab", view.asked.answered
    yield "Pertanyaan", "tanpa jawaban", view.asked.refused
    yield "Pertanyaan", "ditanya balik", view.asked.asked_back
    for bar in view.asked.services:
        yield "Pertanyaan menurut layanan", bar.name, bar.count
    for bar in view.asked.components:
        yield "Pertanyaan menurut bagian", bar.name, bar.count
    for column in view.asked.hours.columns:
        yield "Pertanyaan menurut jam", f"pukul {column.name}", column.count
    yield "Pelanggan", "semua", view.followers
    for topic, channel, count in view.topics:
        yield "Pelanggan menurut topik", f"{topic}, {channel}", count
    for name, count in view.words:
        yield "Kata-kata petugas pada tiket", name, count
    for name, count in view.news:
        yield "Pengumuman", name, count


def _asked(questions: Iterable[Counted], library: Library, period: Period) -> Asked:
    kinds, services, components, hours = Counter[str](), Counter[str](), Counter[str](), Counter[int]()
    for each in questions:
        kinds[each.kind] += each.count
        if each.kind == "choices":  # what was chosen then is counted as an answer
            continue
        hours[each.hour.astimezone(period.zone).hour] += each.count
        services[_about(each, library)] += each.count
        if each.kind in _ANSWERED and each.component:
            components[COMPONENT_NAMES.get(each.component, each.component)] += each.count
    return Asked(
        sum(kinds[kind] for kind in _ANSWERED),
        kinds["refused"],
        kinds["choices"],
        bars(services.items()),
        bars(components.items()),
        columns([hours[hour] for hour in range(_HOURS)], [f"{hour:02}" for hour in range(_HOURS)], 3),
    )


def _about(counted: Counted, library: Library) -> str:
    """What a question was about, in a name that no other thing has."""
    service = library.services.get(counted.service)
    if service is not None and counted.kind != "hours":
        return service.label
    return _WITHOUT_SERVICE.get(counted.kind, counted.service or "Lainnya")


def _topics(rows: Iterable[tuple[str, str, int]]) -> Iterator[tuple[str, str, int]]:
    names: dict[str, str] = dict(TOPIC_NAMES.items())
    for topic, channel, count in rows:
        yield names.get(topic, topic), CHANNELS.get(channel, channel), count


def _named(counts: dict[str, int]) -> tuple[tuple[str, int], ...]:
    """States in words, in the order of _STATES."""
    known = [(name, counts[state]) for state, name in _STATES.items() if state in counts]
    return (*known, *((state, count) for state, count in counts.items() if state not in _STATES))


def _in_hours(time: dt.timedelta | None) -> str:
    return f"{time.total_seconds() / 3600:.1f}" if time is not None else ""


def _time(time: dt.timedelta | None) -> str:
    """A length of time in its two largest units: "2 hari 3 jam"."""
    if time is None:
        return ""
    minutes = round(time.total_seconds() / 60)
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [f"{count} {unit}" for count, unit in ((days, "hari"), (hours, "jam"), (rest, "menit")) if count]
    return " ".join(parts[:2]) if parts else "kurang dari semenit"
