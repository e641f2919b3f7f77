"""Moments on pages that are about no ticket: by the clock of whoever looks."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from bot.store.officers import Officer
from knowledge.library import Library
from locales.formats import long_date


def zone_of(officer: Officer, library: Library) -> ZoneInfo:
    """The time zone of an officer's office; of several, that of the first by name, of the whole service the usual."""
    return library.zone(min(officer.offices, default="") if officer.offices is not None else "")


def moment_words(moment: dt.datetime, zone: ZoneInfo) -> str:
    """A moment in words: "18 November 2026 09.30"."""
    local = moment.astimezone(zone)
    return f"{long_date(local.date(), 'id')} {local:%H.%M}"
