"""Moments on pages that are about no ticket: by the clock of whoever looks."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.store.officers import Officer
from knowledge.library import Library


def zone_of(officer: Officer, library: Library) -> ZoneInfo:
    """The time zone of an officer's office; of several, that of the first by name, of the whole service the usual."""
    return library.zone(min(officer.offices, default="") if officer.offices is not None else "")
