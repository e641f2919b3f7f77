"""The shape of a reviewed decree file (`knowledge/decrees/*.yaml`), checked with pydantic.

It knows nothing of storage: `knowledge.build` compiles what this module accepts.
"""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

ComponentId = Literal[
    "persyaratan",
    "prosedur",
    "jangka-waktu",
    "biaya",
    "produk",
    "pengaduan",
    "dasar-hukum",
    "sarana",
    "kompetensi",
    "pengawasan",
    "jumlah-pelaksana",
    "jaminan-pelayanan",
    "jaminan-keamanan",
    "evaluasi",
]
"""The 14 components of a service standard (Permenpan RB 15/2014, annex)."""

Weekday = Literal["senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"]
Level = Literal["kota", "kabupaten", "provinsi"]
Timezone = Literal["Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura"]
ValueKind = Literal[
    "duration",
    "fee",
    "stamp_duty",
    "minimum_members",
    "minimum_capital",
    "maximum_capital",
    "maximum_turnover",
    "minimum_years",
    "age",
    "capacity",
    "rooms",
    "officers",
    "surveys_per_year",
]
ValueUnit = Literal[
    "menit",
    "jam",
    "hari",
    "hari kerja",
    "bulan",
    "tahun",
    "orang",
    "orang/ruangan",
    "ruangan",
    "rupiah",
    "kali",
]
ChannelKind = Literal[
    "tatap-muka", "kotak", "whatsapp", "telepon", "faksimile", "email", "web", "instagram", "aplikasi"
]

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Line = Annotated[str, StringConstraints(min_length=1, pattern=r"^\S(.*\S)?$")]
Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class Part(BaseModel):
    """Common rules of every part of a decree file: unknown keys are refused, nothing is coerced."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class DoubtPart(Part):
    """What the import is unsure of and a person must settle: where, as printed, and why; gone once it is settled."""

    place: Line | None = None
    printed: Line | None = None
    why: Line


class ItemPart(Part):
    """One decreed item: its mark as printed ("1", "a"), its text, its sub-items, and a repair or doubt.

    `place` is where the source document has it ("halaman 3", "baris 120").
    """

    mark: Line | None = None
    text: Line
    items: list[ItemPart] = []
    flow: list[Line] = []
    note: Line | None = None
    place: Line | None = None
    doubts: list[DoubtPart] = []


class ValuePart(Part):
    """A typed value read from an item; `item` is the mark path ("14", "c.1") or null for the whole component."""

    kind: ValueKind
    amount: int = Field(ge=0)
    upto: int | None = None
    unit: ValueUnit
    label: Line | None = None
    item: Line | None = None


class ComponentPart(Part):
    """One of the 14 components: flow chart, items, a closing remark; `blank` where the decree leaves it empty."""

    intro: Line | None = None
    flow: list[Line] = []
    items: list[ItemPart] = []
    remark: Line | None = None
    blank: bool = False
    values: list[ValuePart] = []
    notes: list[Line] = []
    place: Line | None = None
    doubts: list[DoubtPart] = []

    @model_validator(mode="after")
    def _says_something(self) -> ComponentPart:
        if self.blank == bool(self.items):
            raise ValueError("komponen harus berisi items, atau blank: true bila keputusan mengosongkannya")
        marks = set(mark_paths(self.items))
        for value in self.values:
            if value.item is not None and value.item not in marks:
                raise ValueError(f"values menunjuk butir {value.item!r} yang tidak ada dalam items")
        return self


def mark_paths(items: list[ItemPart], prefix: str = "") -> list[str]:
    """Every mark path of a nested list of items, such as `["a", "a.1"]`."""
    paths: list[str] = []
    for item in items:
        if item.mark is None:
            continue
        path = f"{prefix}{item.mark}"
        paths.append(path)
        paths.extend(mark_paths(item.items, f"{path}."))
    return paths


class ServicePart(Part):
    """One service of the decree; a `listed_only` service has a name and no components."""

    id: Slug
    number: int | None = None
    name: Line
    label: Annotated[Line, StringConstraints(max_length=24)]
    aliases: list[Line] = []
    permit: bool = False
    listed_only: bool = False
    components: dict[ComponentId, ComponentPart] = {}
    notes: list[Line] = []
    place: Line | None = None
    doubts: list[DoubtPart] = []

    @model_validator(mode="after")
    def _has_components(self) -> ServicePart:
        if self.listed_only == bool(self.components):
            raise ValueError("layanan harus punya components, atau listed_only: true bila hanya disebut namanya")
        return self


class HoursPart(Part):
    """Opening hours of one weekday, office time, with breaks."""

    days: list[Weekday] = Field(min_length=1)
    open: Clock
    close: Clock
    breaks: list[Annotated[tuple[Clock, Clock], Field(strict=False)]] = []

    @model_validator(mode="after")
    def _in_order(self) -> HoursPart:
        clocks = [self.open, *(clock for pause in self.breaks for clock in pause), self.close]
        if any(earlier >= later for earlier, later in pairwise(clocks)):
            raise ValueError("jam buka, istirahat, dan jam tutup harus berurutan")
        return self


class ChannelPart(Part):
    """One way to bring a complaint."""

    kind: ChannelKind
    value: Line
    note: Line | None = None


class ClassPart(Part):
    """A class of complaint and its decreed limit."""

    id: Slug
    name: Line
    amount: int = Field(gt=0)
    unit: Literal["jam", "hari", "hari kerja"]


class OfficePart(Part):
    """The office that the decree binds."""

    slug: Slug
    name: Line
    short: Line
    place: Line
    region: Line
    names: list[Line]
    level: Level
    address: Line
    postcode: Line | None = None
    phones: list[Line] = []
    faxes: list[Line] = []
    whatsapp: list[Line] = []
    emails: list[Line] = []
    web: list[Line] = []
    social: list[Line] = []
    hours: list[HoursPart] = []
    hours_service: Slug | None = None
    timezone: Timezone
    notes: list[Line] = []
    doubts: list[DoubtPart] = []


class SourcePart(Part):
    """The source document that was transcribed."""

    file: Line
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class DecreePart(Part):
    """The decree itself."""

    number: Line
    title: Line
    date: dt.date
    place: Line
    signed_by: Line | None = None
    source: SourcePart
    notes: list[Line] = []
    doubts: list[DoubtPart] = []


class ComplaintPart(Part):
    """Complaint channels of the office as a whole and classes with limits, where decreed."""

    channels: list[ChannelPart] = []
    classes: list[ClassPart] = []
    notes: list[Line] = []


class LeftOutPart(Part):
    """A line of the source document that stands in no service, and why: head, signature, flow chart, not understood."""

    place: Line | None = None
    text: Line
    why: Line
    doubts: list[DoubtPart] = []


class DecreeFile(Part):
    """A whole decree file."""

    office: OfficePart
    decree: DecreePart
    complaint: ComplaintPart
    services: list[ServicePart] = Field(min_length=1)
    left_out: list[LeftOutPart] = []

    @model_validator(mode="after")
    def _ids_are_unique(self) -> DecreeFile:
        seen: set[str] = set()
        for service in self.services:
            if service.id in seen:
                raise ValueError(f"id layanan {service.id!r} dipakai dua kali")
            seen.add(service.id)
        if self.office.hours_service not in {None, *seen}:
            raise ValueError(f"hours_service {self.office.hours_service!r} bukan id layanan dalam file ini")
        return self
