"""Reads what officers fill in about their office: a dated notice, telephone numbers, and hours by weekday."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.masking import masked
from handlers.office_words import LONGEST_NOTICE, DatedNotice, What
from knowledge.library import Library
from knowledge.model import DayHours, Office
from locales.formats import weekday_name

LINES: dict[What, str] = {"phones": "Telepon", "whatsapp": "WhatsApp", "emails": "Surel"}
_MOST_LINES = 5
_LONGEST_LINE = 60
_LATEST = dt.timedelta(days=366)
"""A notice for longer than a year is not one: the decree itself has changed then."""
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_PHONE = re.compile(r"[+(]?\d[\d ().+/-]{4,}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class WrongForm(ValueError):
    """A form that cannot be taken; says why."""


@dataclass(frozen=True, slots=True)
class DayRow:
    """One weekday of the hours form, each time as "HH:MM" or ""."""

    weekday: int
    name: str
    open: str
    close: str
    start: str
    end: str


def read_notice(form: Mapping[str, object], office: Office, library: Library, today: dt.date) -> DatedNotice:
    """The notice as it was filled in, identity numbers hidden; raises WrongForm."""
    text, service = masked(_text(form, "text")), _text(form, "service")
    if not text or len(text) > LONGEST_NOTICE:
        raise WrongForm(f"Tulis pemberitahuannya, paling panjang {LONGEST_NOTICE} karakter.")
    if service and (service not in library.services or library.services[service].office != office.slug):
        raise WrongForm("Layanan itu tidak ada di kantor ini.")
    try:
        until = dt.date.fromisoformat(_text(form, "until"))
    except ValueError:
        raise WrongForm("Isi tanggal terakhir pemberitahuan ini ditampilkan.") from None
    if not today <= until <= today + _LATEST:
        raise WrongForm("Tanggal terakhirnya hari ini atau sesudahnya, paling lama setahun lagi.")
    return DatedNotice(office.slug, service or None, text, until)


def read_lines(form: Mapping[str, object], what: What) -> tuple[str, ...]:
    """Numbers or addresses, one a line; raises WrongForm."""
    lines = tuple(" ".join(each.split()) for each in _text(form, what).splitlines() if each.strip())
    pattern = _EMAIL if what == "emails" else _PHONE
    if len(lines) > _MOST_LINES or any(len(each) > _LONGEST_LINE for each in lines):
        raise WrongForm(f"{LINES[what]}: paling banyak {_MOST_LINES} baris, masing-masing {_LONGEST_LINE} karakter.")
    wrong = next((each for each in lines if not pattern.match(each)), None)
    if wrong is not None:
        raise WrongForm(f"{LINES[what]}: “{wrong}” tidak dapat dipakai. Tulis satu pada tiap baris.")
    return lines


def read_hours(form: Mapping[str, object]) -> tuple[DayHours, ...]:
    """Hours of the weekdays that are open; raises WrongForm."""
    return tuple(_day(row) for row in rows_of_form(form) if row.open or row.close or row.start or row.end)


def rows_of_form(form: Mapping[str, object]) -> tuple[DayRow, ...]:
    """The seven rows as they were filled in."""
    return tuple(
        DayRow(
            weekday, weekday_name(weekday, "id"),
            *(_text(form, f"{part}-{weekday}")[:5] for part in ("open", "close", "start", "end")),
        )
        for weekday in range(7)
    )  # fmt: skip


def rows_of_hours(hours: tuple[DayHours, ...]) -> Iterator[DayRow]:
    """Hours as rows; of several breaks a form shows the first."""
    by_day = {each.weekday: each for each in hours}
    for weekday in range(7):
        day = by_day.get(weekday)
        start, end = day.breaks[0] if day is not None and day.breaks else ("", "")
        name = weekday_name(weekday, "id")
        yield DayRow(weekday, name, day.open if day else "", day.close if day else "", start, end)


def _day(row: DayRow) -> DayHours:
    times = [row.open, row.close, *((row.start, row.end) if row.start or row.end else ())]
    if not all(_CLOCK.fullmatch(each) for each in times):
        raise WrongForm(f"{row.name}: isi jam buka dan tutup, dan bila ada istirahat, mulai dan selesainya.")
    ordered = (row.open, row.start, row.end, row.close) if row.start else (row.open, row.close)
    if list(ordered) != sorted(set(ordered)):
        raise WrongForm(f"{row.name}: jamnya tidak berurutan.")
    return DayHours(row.weekday, row.open, row.close, ((row.start, row.end),) if row.start else ())


def _text(form: Mapping[str, object], name: str) -> str:
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""
