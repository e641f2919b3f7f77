"""Durations and amounts of money as texts of a decree say them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_UNIT = r"(?P<unit>menit|jam|hari\s*kerja|hari|minggu|bulan|tahun)"
_TO = r"(?:-|–|—|s/d|sampai(?:\s+dengan)?)"
_IN_WORDS = r"(?:\([^)]*\)\s*)?"
_DURATION = re.compile(
    rf"(?<!\d)(?P<amount>\d{{1,6}})\s*{_IN_WORDS}(?:{_TO}\s*(?P<upto>\d{{1,6}})\s*{_IN_WORDS})?{_UNIT}\b",
    re.IGNORECASE,
)
_RUPIAH = re.compile(r"rp\.?\s*(?P<digits>\d[\d.,]{0,24}\d|\d)(?:\s*(?P<scale>ribu|juta|mil[iy]ar))?", re.IGNORECASE)
_SCALES = {"ribu": 1_000, "juta": 1_000_000, "miliar": 1_000_000_000, "milyar": 1_000_000_000}


@dataclass(frozen=True, slots=True)
class Duration:
    """An amount of time with its unit, a span by both ends; `words` as the text has it."""

    amount: int
    upto: int
    unit: str
    words: str

    @property
    def plain(self) -> tuple[int, int, str]:
        """The duration for comparing, in which "hari" and "hari kerja" differ."""
        return self.amount, self.upto, self.unit


def durations(text: str) -> Iterator[Duration]:
    """The durations in a text: "3 (tiga) hari kerja", "1-2 jam"."""
    for match in _DURATION.finditer(text):
        amount = int(match["amount"])
        unit = re.sub(r"hari\s*kerja", "hari kerja", match["unit"].casefold())
        yield Duration(amount, int(match["upto"] or amount), unit, match[0])


def rupiah(text: str) -> Iterator[int]:
    """The amounts of money in a text, in rupiah: "Rp2.500.000,00", "Rp. 10.000,-", "Rp 2,5 juta"."""
    for match in _RUPIAH.finditer(text):
        digits = match["digits"]
        if match["scale"]:
            whole, _, part = digits.replace(".", "").partition(",")
            yield round(float(f"{whole}.{part.replace(',', '') or 0}") * _SCALES[match["scale"].casefold()])
        else:
            whole = re.sub(r",\d{1,2}$", "", digits)
            yield int(re.sub(r"\D", "", whole))
