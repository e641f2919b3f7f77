"""What lint finds: how grave, where, in which words, and what to do about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from knowledge.decree_file import ComponentId
from knowledge.doubts import Location

Severity = Literal["perbaiki", "periksa", "catatan"]
SEVERITIES: tuple[Severity, ...] = ("perbaiki", "periksa", "catatan")
"""To be put right; to be compared with the source or the law; for information."""
Kind = Literal[
    "kelengkapan",
    "kosong",
    "salinan",
    "layanan lain",
    "kontak",
    "batas berbeda",
    "biaya berbeda",
    "angka",
    "faksimile",
    "alamat",
    "penomoran",
    "berulang",
    "bagan",
    "tanggal",
    "peraturan",
    "hari kerja",
    "jangka waktu",
    "keraguan",
    "belum diisi",
]


@dataclass(frozen=True, slots=True)
class Trace:
    """What a kind of lint came upon at a place in a file.

    `words` are those of the file; `told_by` matches a note of the file that tells the same already.
    """

    kind: Kind
    severity: Severity
    location: Location
    odd: str
    remedy: str
    words: str | None = None
    told_by: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding with its line; `services` are the names of those it concerns, `known` where a note tells it."""

    kind: Kind
    severity: Severity
    file: str
    line: int
    odd: str
    remedy: str
    words: str | None = None
    services: tuple[str, ...] = ()
    component: ComponentId | None = None
    known: bool = False

    @property
    def must_be_fixed(self) -> bool:
        """Whether the file should not stay as it is."""
        return self.severity == "perbaiki" and not self.known
