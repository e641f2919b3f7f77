"""Recognises titles of services: "Nama Layanan : X", "3. Pelayanan X", "STANDAR PELAYANAN X", a name listed before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from knowledge.importing.component_names import folded, named
from knowledge.importing.marks import after_mark
from knowledge.importing.source import Line

NAMED_TITLE = re.compile(
    r"^(?P<what>nama|jenis|judul)\s+(?:jenis\s+)?(?:pelayanan|layanan)(?:\s+publik)?\s*[:=]\s*(?P<name>.*)$",
    re.IGNORECASE,
)
_STANDARD = re.compile(
    r"^(?:lampiran\b.*)?standar\s+(?:pelayanan|layanan)(?:\s+publik)?\b\s*[:-]?\s*(?P<name>.*)$", re.IGNORECASE
)
_SERVICE = re.compile(r"^(?:jenis\s+)?(?:pelayanan|layanan)\b\s*:?\s*(?P<name>\S.*)$", re.IGNORECASE)
_OFFICE = re.compile(
    r"(?:(?:pada|di|lingkungan|publik)\s+)*\b(dinas|badan|kantor|kecamatan|kelurahan|pemerintah|uptd?|balai|rsud|puskesmas"
    r"|inspektorat|satuan polisi)\b",
    re.IGNORECASE,
)
_TITLE_LENGTH = 160
"""Characters of the longest title."""


def is_office_title(text: str) -> bool:
    """Whether a line only says whose service standard this is, above the table of one service."""
    found = _STANDARD.match(text.strip())
    return bool(found and _OFFICE.match(found["name"]) and len(text) < 130 and not re.search(r"[.;]$", text))


def title_of(line: Line, listed: Sequence[str]) -> tuple[str, float] | None:
    """The service that a line may be the title of, and how surely (0 to 100); an empty name where the next line has it.

    `listed` are the names that the decree itself lists, folded.
    """
    text = line.text.strip()
    given = NAMED_TITLE.match(text[after_mark(text) :])
    if given:
        return given["name"].strip(), 90 if given["what"].lower() == "jenis" else 100
    if len(text) > _TITLE_LENGTH:
        return None
    body = text[after_mark(text) :].strip(" :")
    if _is_listed(body, listed):
        return body, 95 if after_mark(text) or body.isupper() or line.heading else 70
    standard = _STANDARD.match(body)
    if standard:
        name = standard["name"].strip()
        if _OFFICE.match(name) or folded(name) in {"publik", "minimal"}:
            return None
        return (name, 85) if name else ("", 0)
    service = _SERVICE.match(body)
    if service and len(body.split()) <= 16 and not re.search(r"[.;,]$", text):
        strong = bool(after_mark(text)) or line.mark is not None or line.heading or body.isupper()
        return (body, 75) if strong else None
    if line.heading and len(body.split()) <= 14 and not _OFFICE.match(body) and named(body) is None:
        return body, 60
    return None


def _is_listed(body: str, listed: Sequence[str]) -> bool:
    words = re.sub(r"^(?:standar )?(?:pelayanan|layanan) ", "", folded(body))
    return bool(words) and any(fuzz.ratio(words, name) >= 88 for name in listed)
