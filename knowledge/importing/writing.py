"""Writes a draft as the YAML text that people edit: short parts on one line, doubts before what they are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from knowledge.doubts import doubts
from knowledge.draft_file import DraftFile
from knowledge.importing.scalars import scalar

_WIDE = 120
"""Columns of a list or a group of values on one line; an item of a component may be longer."""
_ITEM = frozenset({"mark", "text", "place"})
_FIRST = ("slug", "id", "number", "mark", "name", "label", "text", "kind", "place", "why", "note", "doubts")
"""What stands first in its part: what it is, where, and what is in doubt of it."""
_ASKED = {
    "office": {
        "slug": "nama pendek untuk berkas, misalnya kota-bogor",
        "name": "nama lengkap kantor",
        "short": "nama pendek kantor",
        "place": "misalnya Kota Bogor",
        "region": "provinsinya, misalnya Jawa Barat",
        "names": "sebutan warga, misalnya [bogor, kota bogor]",
        "level": "kota, kabupaten, atau provinsi",
        "address": "alamat kantor",
        "timezone": "Asia/Jakarta, Asia/Pontianak, Asia/Makassar, atau Asia/Jayapura",
    },
    "decree": {
        "number": "nomor keputusan",
        "title": "judul keputusan, sesudah kata TENTANG",
        "date": "tanggal penetapan, misalnya 2025-08-31",
        "place": "tempat penetapan",
    },
}
"""What a published file must have, and how it is asked for where the document does not say it."""
_GUIDE = """\
# Draf ini dibaca dari naskah oleh mesin. Sebelum terbit, seorang petugas memeriksanya terhadap naskah:
#   1. Isi setiap baris yang bertanda ISI.
#   2. Cari kata PERIKSA. Di bawahnya ada doubts, yaitu keraguan: place = tempatnya dalam naskah,
#      printed = yang tercetak di sana, why = mengapa diragukan. Cocokkan, perbaiki isinya bila salah,
#      lalu hapus doubts itu beserta baris-baris di bawahnya. Selama masih ada keraguan, tanya build menolak.
#   3. Pada setiap layanan: name = nama lengkap, label = tulisan tombol (paling panjang 24 huruf),
#      aliases = sebutan warga. Setiap butir: mark = tanda butirnya, text = isinya, place = tempatnya
#      dalam naskah, note = ejaan hasil pindai yang sudah diperbaiki.
#   4. Bagian left_out di akhir berisi baris naskah yang tidak masuk layanan mana pun; boleh dibiarkan.
# Jam buka kantor, bila ada, ditulis dalam office seperti ini:
#   hours:
#     - {days: [senin, selasa, rabu, kamis], open: "08:00", close: "16:00", breaks: [["12:00", "13:00"]]}
# Lihat kelengkapannya dengan tanya lint --completeness FILE.
"""


def dump(draft: DraftFile) -> str:
    """The YAML text of a draft, in the order of its parts, without what is empty."""
    content = draft.model_dump(exclude_defaults=True)
    lines = [_heading(draft), *_head("office", content.get("office", {})), *_head("decree", content.get("decree", {}))]
    complaint = content.get("complaint")
    lines += ["complaint:", *_mapping(complaint, 1)] if complaint else ["complaint: {}"]
    for name in ("services", "left_out"):
        lines += _parts(name, content.get(name, []))
    if not draft.services:
        lines.append("services: []")
    return "\n".join(lines) + "\n"


def _heading(draft: DraftFile) -> str:
    told = [draft.office.name, f"Keputusan Nomor {draft.decree.number}" if draft.decree.number else None]
    named = ", ".join([each for each in told if each] + [draft.decree.source.file])
    first = "# Standar pelayanan: " + "".join(sign if sign.isprintable() else " " for sign in named)
    needs = next(doubts(draft), None) or any(
        not getattr(getattr(draft, part), name) for part, asked in _ASKED.items() for name in asked
    )
    return f"{first}\n{_GUIDE}".rstrip() if needs else first


def _head(part: str, content: Mapping[str, Any]) -> Iterator[str]:
    """The office or the decree; what is missing stands first, to be filled in."""
    yield f"{part}:"
    for name, hint in _ASKED[part].items():
        if not content.get(name):
            yield f"  {name}: {'[]' if name == 'names' else ''} # ISI: {hint}"
    yield from _mapping(content, 1, first=("doubts",))


def _parts(name: str, parts: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if parts:
        yield f"\n{name}:"
        for number, part in enumerate(parts):
            if number and name == "services":
                yield ""
            yield from _entry(part, 1)


def _mapping(content: Mapping[str, Any], depth: int, first: tuple[str, ...] = _FIRST) -> Iterator[str]:
    margin = "  " * depth
    for name in _ordered(content, first):
        value = content[name]
        if not isinstance(value, dict | list):
            yield f"{margin}{name}: {scalar(value)}"
        elif name == "doubts":
            yield f"{margin}doubts: # PERIKSA"
            for each in value:
                yield from _entry(each, depth + 1)
        elif (short := _short(value)) is not None and len(short) <= _WIDE:
            yield f"{margin}{name}: {short}"
        elif isinstance(value, dict):
            yield f"{margin}{name}:"
            yield from _mapping(value, depth + 1)
        else:
            yield f"{margin}{name}:"
            for each in value:
                yield from _entry(each, depth + 1)


def _entry(value: object, depth: int) -> Iterator[str]:
    """One entry of a list."""
    margin = "  " * depth
    if not isinstance(value, dict):
        yield f"{margin}- {_flow(value)}" if isinstance(value, list) else f"{margin}- {scalar(value)}"
        return
    if all(not isinstance(each, dict | list) for each in value.values()) or "days" in value:
        line = f"{margin}- {_flow(value)}"
        if len(line) <= _WIDE or value.keys() <= _ITEM:
            yield line
            return
    for number, line in enumerate(_mapping(value, depth + 1)):
        yield f"{margin}- {line[len(margin) + 2 :]}" if not number else line


def _short(value: dict[str, Any] | list[Any]) -> str | None:
    """A list of texts on one line; None for whatever has parts of its own."""
    apart = isinstance(value, dict) or any(isinstance(each, dict) for each in value)
    return None if value and apart else _flow(value)


def _flow(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_flow(value[name])}" for name in _ordered(value)) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return scalar(value, flow=True)


def _ordered(content: Mapping[str, Any], first: tuple[str, ...] = _FIRST) -> list[str]:
    return sorted(content, key=lambda name: first.index(name) if name in first else len(first))
