"""The stretch of days that an overview is about, by the calendar of its office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from locales.formats import long_date

Name = Literal["today", "week", "days", "month", "own"]
NAMES: dict[Name, str] = {
    "today": "Hari ini",
    "week": "7 hari",
    "days": "30 hari",
    "month": "Bulan ini",
    "own": "Tanggal sendiri",
}
_USUAL: Name = "days"
_LONGEST = dt.timedelta(days=730)
"""Counts are kept for two years."""
_BACK = {"today": 0, "week": 6, "days": 29}


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days from `first` to `last`, both of them in it; `remark` says what was not taken as it was asked for."""

    name: Name
    first: dt.date
    last: dt.date
    zone: ZoneInfo
    remark: str = ""

    @property
    def begin(self) -> dt.datetime:
        """The first moment."""
        return dt.datetime.combine(self.first, dt.time(), self.zone)

    @property
    def end(self) -> dt.datetime:
        """The first moment after it."""
        return dt.datetime.combine(self.last + dt.timedelta(days=1), dt.time(), self.zone)

    @property
    def words(self) -> str:
        """The days in words."""
        first, last = (long_date(each, "id") for each in (self.first, self.last))
        return first if self.first == self.last else f"{first} sampai {last}"

    @property
    def query(self) -> str:
        """What leads to the same period, also tomorrow."""
        own = f"&from={self.first}&to={self.last}" if self.name == "own" else ""
        return f"period={self.name}{own}"


def period_of(query: Mapping[str, str], now: dt.datetime, zone: ZoneInfo) -> Period:
    """The period that a page's address asks for; 30 days where it asks for none."""
    today = now.astimezone(zone).date()
    name = next((each for each in get_args(Name) if each == query.get("period")), _USUAL)
    if name == "own":
        return _own(query, today, zone)
    first = today.replace(day=1) if name == "month" else today - dt.timedelta(days=_BACK[name])
    return Period(name, first, today, zone)


def _own(query: Mapping[str, str], today: dt.date, zone: ZoneInfo) -> Period:
    try:
        asked = sorted(dt.date.fromisoformat(query.get(name, "")) for name in ("from", "to"))
    except ValueError:
        before = today - dt.timedelta(days=_BACK["days"])
        return Period("own", before, today, zone, "Tulis kedua tanggalnya; sementara ini 30 hari terakhir.")
    first, last = (min(max(each, today - _LONGEST), today) for each in asked)
    remark = "" if (first, last) == tuple(asked) else "Angka hanya ada dari dua tahun lalu sampai hari ini."
    return Period("own", first, last, zone, remark)
