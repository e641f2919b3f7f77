"""Components that a service lacks or that the decree left blank, and the count of those that it has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from knowledge.component_names import COMPONENT_NAMES
from knowledge.decree_file import ComponentId, DecreeFile, ServicePart
from knowledge.draft_file import DraftFile
from knowledge.lint.finding import Trace
from knowledge.lint.subject import Subject

Presence = Literal["ada", "kosong", "tidak ada"]
_DELIVERY: frozenset[ComponentId] = frozenset(
    {"persyaratan", "prosedur", "jangka-waktu", "biaya", "produk", "pengaduan"}
)
"""What a citizen meets (Permenpan RB 15/2014, annex: service delivery); the other eight are how the office is run."""
_LEFT_BLANK = re.compile(r"osong|tanda hubung|tidak (?:ada|memuat|menyebut|disebut|mengisi)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Completeness:
    """Which of the 14 components one service has."""

    office: str
    service: ServicePart
    presence: dict[ComponentId, Presence]

    @property
    def count(self) -> int:
        """How many of the 14 have content."""
        return sum(each == "ada" for each in self.presence.values())

    @property
    def percent(self) -> int:
        """The same of a hundred, rounded."""
        return round(100 * self.count / len(self.presence))


def completeness(file: DecreeFile | DraftFile) -> list[Completeness]:
    """Which components each service of a file has, in its order."""
    office = file.office.short or file.office.name or file.office.slug or ""
    return [Completeness(office, service, _presence(service)) for service in file.services]


def find(subject: Subject) -> Iterator[Trace]:
    """Components that are missing or blank; of a service that is only named, that it is."""
    for place, service in enumerate(subject.file.services):
        at = ("services", place)
        if service.listed_only:
            odd = "layanan ini hanya disebut namanya, tanpa satu pun dari 14 komponen"
            yield Trace("kelengkapan", "catatan", at, odd, "tetapkan standar pelayanannya, lalu lengkapi file ini")
            continue
        told = _presence(service)
        for key in _missing(told, "tidak ada"):
            name = COMPONENT_NAMES[key]
            yield Trace(
                "kelengkapan",
                "perbaiki" if key in _DELIVERY else "periksa",
                at,
                f"komponen {name} tidak ada",
                "salin dari naskah sumber; bila keputusan memang tidak memuatnya, catat dalam notes layanan ini",
                told_by=re.compile(rf"{re.escape(name)}\b.*(?:{_LEFT_BLANK.pattern})", re.IGNORECASE),
            )
        for key in _missing(told, "kosong"):
            yield Trace(
                "kosong",
                "perbaiki" if key in _DELIVERY else "periksa",
                (*at, "components", key),
                f"komponen {COMPONENT_NAMES[key]} kosong",
                "isi dari naskah sumber; bila keputusan memang mengosongkannya, catat dalam notes komponen ini",
                told_by=_LEFT_BLANK,
            )


def _presence(service: ServicePart) -> dict[ComponentId, Presence]:
    return {key: _of(service, key) for key in COMPONENT_NAMES}


def _of(service: ServicePart, key: ComponentId) -> Presence:
    part = service.components.get(key)
    if part is None:
        return "tidak ada"
    return "kosong" if part.blank else "ada"


def _missing(told: dict[ComponentId, Presence], presence: Presence) -> Sequence[ComponentId]:
    return [key for key, each in told.items() if each == presence]
