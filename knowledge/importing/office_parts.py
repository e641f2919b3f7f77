"""The office, the decree and the ways to complain of a draft; what the document does not say becomes a doubt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from knowledge.decree_file import (
    ChannelKind,
    ChannelPart,
    ClassPart,
    ComplaintPart,
    ComponentPart,
    DoubtPart,
    ServicePart,
    SourcePart,
)
from knowledge.draft_file import DraftDecree, DraftOffice
from knowledge.importing.decree_head import Head
from knowledge.importing.flat import texts_of
from knowledge.importing.letterhead import EMAIL, PHONE, WEB
from knowledge.importing.slugs import slug_of
from knowledge.importing.source import Document

_ZONES = {
    "Asia/Pontianak": ("kalimantan barat", "kalimantan tengah"),
    "Asia/Makassar": (
        "bali", "nusa tenggara", "kalimantan selatan", "kalimantan timur", "kalimantan utara", "sulawesi", "gorontalo",
    ),
    "Asia/Jayapura": ("papua", "maluku"),
}  # fmt: skip
"""Provinces outside western time (Keputusan Presiden 41/1987); Asia/Pontianak keeps western time too."""
_SHORT_OFFICE = (
    (r"^dinas koperasi,? (?:dan )?usaha kecil,? (?:dan )?menengah", "Diskop UKM"),
    (r"^dinas koperasi (?:dan )?usaha mikro", "Dinkop UM"),
    (r"^dinas penanaman modal dan pelayanan terpadu satu pintu", "DPMPTSP"),
    (r"^dinas kependudukan dan pencatatan sipil", "Disdukcapil"),
)
NO_REGION = "Provinsi dan zona waktu tidak disebut; isi keduanya."
NO_ADDRESS = "Alamat kantor tidak ditemukan pada kop; isi alamatnya."
MADE_NAMES = "Nama pendek kantor, sebutan warga, dan tulisan tombol layanan disusun otomatis; sesuaikan."
_OFTEN = 2
"""Services that must tell a contact, where there are so many, for it to be the office's own."""


def office_part(head: Head) -> DraftOffice:
    """The office as the document names it."""
    level, _, own = (head.area or "").partition(" ")
    doubts = [DoubtPart(why=why) for why in _unsaid(head, level.lower())]
    region = own if level.lower() == "provinsi" else None
    return DraftOffice(
        slug=slug_of(own) if own else None,
        name=head.office,
        short=_short(head),
        place=head.area,
        region=region,
        names=[own.lower(), head.area.lower()] if head.area and own else [],
        level=level.lower() if level.lower() in {"kota", "kabupaten", "provinsi"} else None,  # type: ignore[arg-type]
        address=head.letterhead.address,
        postcode=head.letterhead.postcode,
        phones=head.letterhead.phones,
        faxes=head.letterhead.faxes,
        emails=head.letterhead.emails,
        web=head.letterhead.web,
        timezone=_zone(region),  # type: ignore[arg-type]
        doubts=doubts,
    )


def _unsaid(head: Head, level: str) -> list[str]:
    whys = []
    if not head.office:
        whys.append("Nama kantor tidak ditemukan; isi namanya.")
    if not head.area:
        whys.append("Kota, kabupaten, atau provinsi tidak ditemukan; isi tempat, tingkat, dan nama pendeknya.")
    if level != "provinsi":
        whys.append(NO_REGION)
    if not head.letterhead.address:
        whys.append(NO_ADDRESS)
    if head.area:
        whys.append(MADE_NAMES)
    return whys


def _short(head: Head) -> str | None:
    if not head.office or not head.area:
        return None
    kind = head.office.removesuffix(head.area).strip()
    for pattern, short in _SHORT_OFFICE:
        if re.match(pattern, kind, re.IGNORECASE):
            return f"{short} {head.area}"
    return kind + " " + head.area


def _zone(region: str | None) -> str | None:
    if region is None:
        return None
    for zone, provinces in _ZONES.items():
        if any(province in region.lower() for province in provinces):
            return zone
    return "Asia/Jakarta"


def decree_part(head: Head, document: Document) -> DraftDecree:
    """The decree as the document names it."""
    whys = []
    if not head.number:
        whys.append("Nomor keputusan tidak ditemukan; isi nomornya.")
    elif re.search(r"V11|\bI1|1I\b|[Il]\d|\d[lI]", head.number):
        whys.append("Nomor keputusan mungkin salah baca; cocokkan dengan naskah.")
    if not head.date:
        whys.append("Tanggal penetapan tidak ditemukan; isi tanggalnya.")
    if not head.title:
        whys.append("Judul keputusan (sesudah TENTANG) tidak ditemukan; isi judulnya.")
    if not head.place:
        whys.append("Tempat penetapan tidak ditemukan; isi tempatnya.")
    return DraftDecree(
        number=head.number,
        title=head.title,
        date=head.date,
        place=head.place,
        signed_by=head.signed_by,
        source=SourcePart(file=document.name, sha256=document.sha256),
        doubts=[DoubtPart(why=why, place=head.number_place, printed=head.number) for why in whys],
    )


def complaint_part(services: Iterable[ServicePart]) -> ComplaintPart:
    """The ways to complain that most services tell."""
    told = [service.components["pengaduan"] for service in services if "pengaduan" in service.components]
    counts: Counter[tuple[ChannelKind, str]] = Counter()
    for component in told:
        counts.update({channel for text in texts_of(component.items) for channel in _channels(text)})
    least = _OFTEN if len(told) > _OFTEN else 1
    usual = [channel for channel, count in counts.items() if count >= least]
    return ComplaintPart(
        channels=[ChannelPart(kind=kind, value=value) for kind, value in sorted(usual)], classes=_classes(told)
    )


def _classes(told: Sequence[ComponentPart]) -> list[ClassPart]:
    """The classes of complaint with their limits, as the first service tells them."""
    for component in told:
        limits = [value for value in component.values if value.label and value.unit in {"jam", "hari", "hari kerja"}]
        if len(limits) > 1:
            return [
                ClassPart(
                    id=slug_of(str(value.label).removeprefix("pengaduan ")),
                    name=str(value.label).capitalize(),
                    amount=value.amount,
                    unit=value.unit,  # type: ignore[arg-type]
                )
                for value in limits
                if value.amount
            ]
    return []


def _channels(text: str) -> list[tuple[ChannelKind, str]]:
    found: list[tuple[ChannelKind, str]] = [("email", mail) for mail in EMAIL.findall(text)]
    rest = EMAIL.sub("", text)
    found += [("web", each.rstrip(".;")) for each in WEB.findall(rest)]
    found += [("instagram", each) for each in re.findall(r"(?<!\w)@[\w.]{3,}", rest) if "instagram" in text.lower()]
    kind: ChannelKind = "telepon"
    if re.search(r"\b(?:wa|whatsapp)\b", text, re.IGNORECASE):
        kind = "whatsapp"
    elif re.search(r"\bfa[kx]", text, re.IGNORECASE) and not re.search(r"\btel", text, re.IGNORECASE):
        kind = "faksimile"
    found += [(kind, " ".join(each.split())) for each in PHONE.findall(rest)]
    return found
