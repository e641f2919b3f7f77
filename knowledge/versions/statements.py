"""The single statements of two versions beside each other: of the decree and its office, a service, a component."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from knowledge.component_names import VALUE_NAMES
from knowledge.decree_file import ComponentPart, DecreeFile, ServicePart, ValuePart
from knowledge.draft_file import DraftFile
from knowledge.versions.changes import FactChange

_DECREE = (("number", "nomor keputusan"), ("date", "tanggal keputusan"), ("title", "judul keputusan"),
           ("signed_by", "penanda tangan"))  # fmt: skip
_OFFICE = (
    ("name", "nama kantor"),
    ("address", "alamat kantor"),
    ("postcode", "kode pos"),
    ("phones", "telepon kantor"),
    ("faxes", "faksimile kantor"),
    ("whatsapp", "WhatsApp kantor"),
    ("emails", "email kantor"),
    ("web", "situs kantor"),
    ("social", "media sosial kantor"),
)
_CLOCKS = "jam buka kantor"


def file_facts(old: DecreeFile | DraftFile, new: DecreeFile | DraftFile) -> tuple[FactChange, ...]:
    """What the decree and its office are said to be."""
    told = [(what, _text(getattr(old.decree, name)), _text(getattr(new.decree, name))) for name, what in _DECREE]
    told += [(what, _text(getattr(old.office, name)), _text(getattr(new.office, name))) for name, what in _OFFICE]
    told.append((_CLOCKS, _hours(old), _hours(new)))
    told.append(("saluran pengaduan", _channels(old), _channels(new)))
    told.append(("batas penyelesaian pengaduan", _classes(old), _classes(new)))
    return _differing(told)


def service_facts(old: ServicePart, new: ServicePart) -> tuple[FactChange, ...]:
    """What a service is called by the bot, and whether it is described at all; its number in the decree is none."""
    return _differing(
        [
            ("label", old.label, new.label),
            ("sebutan lain", _text(old.aliases), _text(new.aliases)),
            ("izin", _said(yes=old.permit), _said(yes=new.permit)),
            ("hanya disebut namanya", _said(yes=old.listed_only), _said(yes=new.listed_only)),
        ]
    )


def component_facts(old: ComponentPart, new: ComponentPart) -> tuple[FactChange, ...]:
    """What a component says besides its items, and the numbers that were read from them."""
    return _differing(
        [
            ("pengantar", old.intro, new.intro),
            ("bagan alur", " → ".join(old.flow) or None, " → ".join(new.flow) or None),
            ("catatan penutup", old.remark, new.remark),
            ("angka terbaca", _values(old.values), _values(new.values)),
        ]
    )


def _differing(told: Iterable[tuple[str, str | None, str | None]]) -> tuple[FactChange, ...]:
    return tuple(FactChange(what, old, new) for what, old, new in told if old != new)


def _text(value: object) -> str | None:
    if isinstance(value, dt.date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or None
    return None if value is None else str(value)


def _said(*, yes: bool) -> str:
    return "ya" if yes else "tidak"


def _hours(file: DecreeFile | DraftFile) -> str | None:
    told = [
        f"{', '.join(hours.days)} {hours.open}-{hours.close}"
        + "".join(f", istirahat {start}-{end}" for start, end in hours.breaks)
        for hours in file.office.hours
    ]
    return "; ".join(told) or None


def _channels(file: DecreeFile | DraftFile) -> str | None:
    return "; ".join(f"{each.kind} {each.value}" for each in file.complaint.channels) or None


def _classes(file: DecreeFile | DraftFile) -> str | None:
    return "; ".join(f"{each.name}: {each.amount} {each.unit}" for each in file.complaint.classes) or None


def _values(values: list[ValuePart]) -> str | None:
    """Each number by its kind and unit; where it stands is left aside, which renumbering alone would change."""
    return "; ".join(map(_value, values)) or None


def _value(value: ValuePart) -> str:
    name = VALUE_NAMES[value.kind] + (f" ({value.label})" if value.label else "")
    amount = f"{value.amount}-{value.upto}" if value.upto is not None else str(value.amount)
    return f"{name} {amount} {value.unit}"
