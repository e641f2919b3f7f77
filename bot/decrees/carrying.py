"""Takes over into a draft what an office's decree in force says and the document cannot: slug, ids, short names."""

from __future__ import annotations

import re
from typing import Any

from rapidfuzz import fuzz

from bot.decrees.editing import checked, data_of
from knowledge.draft_file import DraftFile
from knowledge.importing.office_parts import MADE_NAMES, NO_ADDRESS, NO_REGION

_KEPT = ("slug", "short", "place", "region", "names", "level", "timezone")
"""What the decree in force knows better than any document: how an office is told apart and what citizens call it."""
_FILLED = ("name", "address", "postcode", "hours")
"""What is taken from it where the document does not say it."""
_CONTACTS = {"whatsapp": "WhatsApp", "web": "situs", "social": "media sosial"}
"""What a document's heading often leaves out though the office still has it; taken over with a doubt."""
_ANSWERED = frozenset({NO_REGION, NO_ADDRESS, MADE_NAMES})
"""Doubts of a draft that the decree in force answers."""
_OTHER = 70.0
"""Likeness, of 100, below which no word of a place in an office's name is the known one, misread letters forgiven."""
_COMMON = frozenset(
    {
        "badan", "daerah", "dan", "dinas", "industri", "kabupaten", "kecil", "kepala", "koperasi", "kota", "menengah",
        "mikro", "pemerintah", "perdagangan", "perindustrian", "prov", "provinsi", "tenaga", "kerja", "ukm", "umkm",
        "usaha",
    }
)  # fmt: skip
"""Words that names of offices share; what is left names the place."""
_SAME = 92.0
"""Likeness, of 100, from which a service's name is taken for the one that it had."""


def carried(draft: DraftFile, running: DraftFile) -> DraftFile:
    """The draft, completed from the decree in force: an office keeps its slug and a service of the same name its id.

    With another id a citizen's checklist and the forms of a service would lose it. What the document says stays.
    """
    data, before = data_of(draft), data_of(running)
    office, known = data.setdefault("office", {}), before["office"]
    said = office.get("name")
    for name in (*_KEPT, *_FILLED):
        if known.get(name) and (name in _KEPT or not office.get(name)):
            office[name] = known[name]
    _contacts(office, known)
    _complaint_limits(data, before)
    if said is not None and _names_another(said, known):
        why = f"Dokumen ini menyebut {said}, sedangkan draf ini akan menjadi keputusan {known['name']}."
        office["doubts"] = [*office.get("doubts", []), {"printed": said, "why": why}]
    taken: set[str] = set()
    services: list[dict[str, Any]] = data.get("services", [])
    for service in services:
        same = _same(service, before.get("services", []), taken)
        if same is not None:
            taken.add(same["id"])
            service |= {name: same[name] for name in ("id", "label", "aliases", "permit") if name in same}
    _part(services, taken)
    hours = known.get("hours_service")
    if "hours" in office and hours in {each["id"] for each in services}:
        office.setdefault("hours_service", hours)
    return checked(data)


def _contacts(office: dict[str, Any], known: dict[str, Any]) -> None:
    """Keeps contacts that the document does not name, and leaves out the doubts that are answered by now."""
    doubts = [each for each in office.pop("doubts", []) if each["why"] not in _ANSWERED]
    taken = [name for name in _CONTACTS if known.get(name) and not office.get(name)]
    for name in taken:
        office[name] = known[name]
    if taken:
        *others, last = (_CONTACTS[name] for name in taken)
        named = f"{', '.join(others)} dan {last}" if others else last
        why = f"Kop dokumen ini tidak menyebut {named}; diambil dari keputusan yang berlaku. Masih benar?"
        doubts.append({"why": why})
    if doubts:
        office["doubts"] = doubts


def _complaint_limits(data: dict[str, Any], before: dict[str, Any]) -> None:
    """Keeps the decreed limits of complaints, which the clocks of complaints go by, where the draft has none."""
    classes = before.get("complaint", {}).get("classes")
    complaint = data.setdefault("complaint", {})
    if not classes or complaint.get("classes"):
        return
    complaint["classes"] = classes
    told = "; ".join(f"{each['name']}: {each['amount']} {each['unit']}" for each in classes)
    why = (
        f"Batas penyelesaian pengaduan diambil dari keputusan yang berlaku ({told}). Cocokkan dengan naskah;"
        " bila berbeda, unduh YAML draf ini, ubah bagian complaint, lalu unggah kembali."
    )
    decree = data.setdefault("decree", {})
    decree["doubts"] = [*decree.get("doubts", []), {"why": why}]


def _names_another(said: str, known: dict[str, Any]) -> bool:
    """Whether an office's name holds a place, and not the one of the known office."""
    places = _words(said) - _COMMON
    own = _words(" ".join((known["name"], known["place"], known["region"], *known["names"]))) - _COMMON
    return bool(places) and all(fuzz.ratio(one, other) < _OTHER for one in places for other in own)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _same(service: dict[str, Any], known: list[dict[str, Any]], taken: set[str]) -> dict[str, Any] | None:
    """The service of the decree in force that is meant, where one is meant beyond doubt."""
    likeness = sorted(
        ((fuzz.ratio(_plain(service["name"]), _plain(each["name"])), place) for place, each in enumerate(known)),
        reverse=True,
    )
    free = [(score, known[place]) for score, place in likeness if score >= _SAME and known[place]["id"] not in taken]
    return free[0][1] if free else None


def _part(services: list[dict[str, Any]], taken: set[str]) -> None:
    """Gives a service another id where the one of an older service would meet its own."""
    seen: set[str] = set()
    for service in sorted(services, key=lambda each: each["id"] not in taken):
        identity, number = service["id"], 2
        while service["id"] in seen:
            service["id"] = f"{identity}-{number}"
            number += 1
        seen.add(service["id"])


def _plain(name: str) -> str:
    return " ".join(name.casefold().removeprefix("pelayanan ").removeprefix("layanan ").split())
