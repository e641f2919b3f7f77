"""The nouns of the knowledge base: offices, decrees, services, components, items, all frozen.

Everything that answers a citizen is built from these; nothing here reads a file or a database.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

COMPONENTS: tuple[str, ...] = (
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
)
"""Component ids in decreed order (Permenpan RB 15/2014): six of delivery, eight of management."""


@dataclass(frozen=True, slots=True)
class Item:
    """One decreed item with its printed mark, its sub-items and, for a flow chart, its boxes in order."""

    mark: str | None
    text: str
    items: tuple[Item, ...] = ()
    flow: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A typed value of a component: `amount` (to `upto`) in `unit`, read from the item at mark path `item`."""

    kind: str
    amount: int
    upto: int | None
    unit: str
    label: str | None
    item: str | None


@dataclass(frozen=True, slots=True)
class Component:
    """What a decree says on one of the 14 components of a service."""

    id: str
    intro: str | None
    flow: tuple[str, ...]
    items: tuple[Item, ...]
    remark: str | None
    blank: bool
    values: tuple[Value, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Service:
    """One service of one office; `id` is `office/key`."""

    id: str
    office: str
    key: str
    number: int | None
    name: str
    label: str
    aliases: tuple[str, ...]
    permit: bool
    listed_only: bool
    components: Mapping[str, Component] = field(hash=False)
    notes: tuple[str, ...] = ()

    @property
    def wordings(self) -> tuple[str, ...]:
        """Every name that the service is given, in lower case."""
        return tuple(dict.fromkeys((self.name.lower(), self.label.lower(), *self.aliases)))


@dataclass(frozen=True, slots=True)
class DayHours:
    """Opening hours of one weekday (0 is Monday) as "HH:MM" office time, with breaks."""

    weekday: int
    open: str
    close: str
    breaks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ComplaintChannel:
    """One decreed way to bring a complaint to the office."""

    kind: str
    value: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ComplaintClass:
    """A decreed class of complaint with its limit."""

    id: str
    name: str
    amount: int
    unit: str


@dataclass(frozen=True, slots=True)
class Decree:
    """The decree that an office's answers are taken from."""

    number: str
    title: str
    date: dt.date
    place: str
    signed_by: str | None
    source_file: str
    source_sha256: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Office:
    """An office, its contact as decreed, and its decree; `hours_service` is the service that states its hours."""

    slug: str
    name: str
    short: str
    place: str
    region: str
    level: str
    names: tuple[str, ...]
    address: str
    postcode: str | None
    phones: tuple[str, ...]
    faxes: tuple[str, ...]
    whatsapp: tuple[str, ...]
    emails: tuple[str, ...]
    web: tuple[str, ...]
    social: tuple[str, ...]
    hours: tuple[DayHours, ...]
    hours_service: str | None
    timezone: str
    complaint_channels: tuple[ComplaintChannel, ...]
    complaint_classes: tuple[ComplaintClass, ...]
    decree: Decree
    notes: tuple[str, ...] = ()
