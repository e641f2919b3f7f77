"""What a person changes in a draft's head and in its services: fields of office and decree, names, ids."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from bot.decrees.editing import Data, Edited, WrongEdit, checked, data_of, one_line, place_words
from bot.decrees.spots import Spot, UnknownSpot, service_at
from knowledge.draft_file import DraftFile

OFFICE_FIELDS: dict[str, str] = {
    "name": "Nama lengkap kantor",
    "short": "Singkatan",
    "place": "Tempat, seperti disebut warga",
    "region": "Provinsi",
    "address": "Alamat",
    "postcode": "Kode pos",
}
OFFICE_LISTS: dict[str, str] = {
    "names": "Sebutan warga",
    "phones": "Telepon",
    "faxes": "Faksimile",
    "whatsapp": "WhatsApp",
    "emails": "Surel",
    "web": "Situs",
    "social": "Media sosial",
}
LEVELS = ("kota", "kabupaten", "provinsi")
TIMEZONES = ("Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura")
DECREE_FIELDS: dict[str, str] = {
    "number": "Nomor keputusan",
    "title": "Judul",
    "place": "Ditetapkan di",
    "signed_by": "Penandatangan",
}
LONGEST_LABEL = 24
_LONGEST_FIELD = 500
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def edit_head(draft: DraftFile, part: str, form: Mapping[str, str], *, new_office: bool) -> Edited:
    """Puts fields of the office or the decree in the place of those there are; raises WrongEdit."""
    data = data_of(draft)
    head: Data = data.setdefault(part, {})
    before = dict(head)
    _lines(head, form, OFFICE_FIELDS if part == "office" else DECREE_FIELDS)
    if part == "office":
        _office(head, form, new_office=new_office)
    else:
        _decree(head, form)
    if form.get("settle"):
        head.pop("doubts", None)
    changed = sorted(name for name in {*before, *head} if before.get(name) != head.get(name))
    return Edited(checked(data), f"{place_words(data, Spot(part))}: {', '.join(changed) or 'disimpan'}", Spot(part))


def edit_service(draft: DraftFile, act: str, service: str, form: Mapping[str, str]) -> Edited:
    """Renames, adds or removes a service; raises WrongEdit and UnknownSpot."""
    data = data_of(draft)
    if act == "service-add":
        made: Data = {"listed_only": True}
        _service(data, made, form)
        data.setdefault("services", []).append(made)
        return Edited(checked(data), f"Layanan {made['label']} ditambah", Spot(made["id"]))
    found = service_at(data, service)
    if act == "service-remove":
        if form.get("sure") != "yes":
            raise WrongEdit("Centang dulu bahwa layanan ini memang tidak ada dalam keputusan. Belum ada yang dihapus.")
        data["services"].remove(found)
        if data.get("office", {}).get("hours_service") == service:
            data["office"]["hours_service"] = None
        return Edited(checked(data), f"Layanan {found['label']} dihapus", Spot("services"))
    if act != "service":
        raise UnknownSpot(act)
    before = found["label"]
    _service(data, found, form)
    if form.get("settle"):
        found.pop("doubts", None)
    return Edited(checked(data), f"Layanan {before}: nama dan sebutannya diubah", Spot(found["id"]))


def slug_of(name: str) -> str:
    """A slug for a name."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")


def _service(data: Data, service: Data, form: Mapping[str, str]) -> None:
    name, label = one_line(form.get("name", "")), one_line(form.get("label", ""))
    if not name or len(name) > _LONGEST_FIELD:
        raise WrongEdit("Isi nama layanannya.")
    if len(label) > LONGEST_LABEL:
        raise WrongEdit(f"Sebutan pendek paling panjang {LONGEST_LABEL} karakter; itu yang tampil pada tombol.")
    identity = form.get("id", "").strip() or slug_of(label or name)
    if not _SLUG.fullmatch(identity):
        raise WrongEdit("Id layanan hanya huruf kecil, angka, dan tanda hubung, misalnya izin-kantor-cabang.")
    if any(each is not service and each["id"] == identity for each in data.get("services", ())):
        raise WrongEdit(f"Id layanan “{identity}” sudah dipakai layanan lain.")
    number = form.get("number", "").strip()
    if number and not (number.isdecimal() and len(number) <= 4):
        raise WrongEdit("Nomor layanan berupa angka, atau kosong.")
    if data.get("office", {}).get("hours_service") == service.get("id"):
        data.get("office", {}).pop("hours_service", None)
    service |= {"id": identity, "name": name, "label": label or name[:LONGEST_LABEL].strip()}
    service["number"] = int(number) if number else None
    service["aliases"] = _listed(form.get("aliases", ""))
    service["permit"] = bool(form.get("permit"))


def _lines(head: Data, form: Mapping[str, str], names: Mapping[str, str]) -> None:
    for name, words in names.items():
        value = one_line(form.get(name, ""))
        if len(value) > _LONGEST_FIELD:
            raise WrongEdit(f"{words} paling panjang {_LONGEST_FIELD} karakter.")
        head.pop(name, None)
        if value:
            head[name] = value


def _office(head: Data, form: Mapping[str, str], *, new_office: bool) -> None:
    for name in OFFICE_LISTS:
        head.pop(name, None)
        if listed := _listed(form.get(name, "")):
            head[name] = listed
    for name, allowed in (("level", LEVELS), ("timezone", TIMEZONES)):
        value = form.get(name, "")
        head.pop(name, None)
        if value in allowed:
            head[name] = value
    if new_office:
        slug = form.get("slug", "").strip()
        if slug and not _SLUG.fullmatch(slug):
            raise WrongEdit("Nama pendek kantor hanya huruf kecil, angka, dan tanda hubung, misalnya kota-bogor.")
        head.pop("slug", None)
        if slug:
            head["slug"] = slug


def _decree(head: Data, form: Mapping[str, str]) -> None:
    value: Any = form.get("date", "").strip()
    head.pop("date", None)
    if value:
        try:
            head["date"] = dt.date.fromisoformat(value)
        except ValueError:
            raise WrongEdit("Tanggal keputusan itu bukan tanggal.") from None


def _listed(text: str) -> list[str]:
    return list(dict.fromkeys(line for each in text.splitlines() if (line := one_line(each)[:_LONGEST_FIELD])))[:40]
