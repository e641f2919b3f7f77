"""Reads the date on which something was decreed, written in words or figures."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from knowledge.importing.source import Line

_MONTHS = [
    ("januari", "jan"), ("februari", "pebruari", "feb"), ("maret", "mar"), ("april", "apr"), ("mei",),
    ("juni", "jun"), ("juli", "jul"), ("agustus", "agust", "ags", "agu"), ("september", "sept", "sep"),
    ("oktober", "okt"), ("november", "nopember", "nov", "nop"), ("desember", "des"),
]  # fmt: skip
_MONTH = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_DATE = re.compile(r"(?P<day>\d{1,2})\s*[-./ ]?\s*(?P<month>[A-Za-z]{3,9})\.?\s*[-./ ]?\s*(?P<year>(?:19|20)\d\d)")
_DIGIT_DATE = re.compile(r"(?P<day>\d{1,2})[-./](?P<month>\d{1,2})[-./](?P<year>(?:19|20)\d\d)")
_DECREED_ON = re.compile(r"^(?:ditetapkan\s+)?(?:pada\s+)?tanggal\b\s*:?\s*(?P<rest>.*)$", re.IGNORECASE)


def read_date(text: str) -> dt.date | None:
    """The first date written out in a text, in words or figures."""
    for found in _DATE.finditer(text):
        month = _MONTH.get(found["month"].lower())
        if month:
            return _made(int(found["year"]), month, int(found["day"]))
    digits = _DIGIT_DATE.search(text)
    return _made(int(digits["year"]), int(digits["month"]), int(digits["day"])) if digits else None


def _made(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def date_in(lines: Sequence[Line]) -> tuple[dt.date, str] | None:
    """The first date of a decision among lines, and where it stands."""
    for position, line in enumerate(lines):
        found = _DECREED_ON.match(line.text)
        if not found:
            both = re.search(
                r"ditetapkan\s*:?\s*di\b[^,\d]*(?:,|\btanggal\b)(?P<rest>.*\d{4}.*)", line.text, re.IGNORECASE
            )
            found = both
        if found:
            after = lines[position + 1].text if position + 1 < len(lines) and not found["rest"].strip() else ""
            date = read_date(f"{found['rest']} {after}")
            if date:
                return date, line.place
    return None
