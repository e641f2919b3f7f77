"""Reads which office decreed, and for which area, from the lines that name both."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_KIND = (
    r"(?:dinas|badan|kantor|kecamatan|kelurahan|satuan polisi pamong praja|inspektorat|sekretariat daerah"
    r"|rumah sakit umum daerah|rsud|puskesmas|upt|upt\.? ?puskesmas)"
)
_AREA = re.compile(
    r"^(?:pemerintah\s+)?(?P<area>(?:kota|kabupaten|provinsi|daerah istimewa|daerah khusus ibukota)\s+[A-Za-z .'-]+?)"
    r"\s*[,.]?$",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    rf"\b(?P<office>{_KIND}\b[A-Za-z,/&()\s-]*?)\s*\b(?P<area>(?:kota|kabupaten|provinsi)\s+(?:[A-Z][A-Za-z'-]*\s?){{1,3}})",
    re.IGNORECASE,
)
_LOWER = frozenset(
    ["dan", "di", "ke", "dari", "pada", "atau", "untuk", "yang", "dengan", "serta", "atas", "dalam", "tentang", "oleh"]
)
_UPPER = {"UMKM", "UKM", "PTSP", "UPT", "UPTD", "RSUD", "DKI", "UM", "KUKM", "SDM", "TK"}


def office_of(texts: Sequence[str]) -> tuple[str | None, str | None]:
    """The office named most often together with its area; the letterhead's area where no line names both."""
    area = next(
        (
            cased(found["area"])
            for text in texts[:30]
            if text.lower().startswith("pemerintah") and (found := _AREA.match(text))
        ),
        None,
    )
    votes: Counter[tuple[str, str]] = Counter()
    for position, text in enumerate(texts[:400]):
        wide = " ".join(texts[position : position + 4])
        for found in _WHOLE.finditer(wide):
            if found.start() > len(text):
                break
            where = (
                cased(area or _trimmed_area(found["area"], area))
                if area and found["area"].lower().startswith(area.lower())
                else cased(_trimmed_area(found["area"], area))
            )
            name = cased(re.sub(r"\s+", " ", found["office"]).strip(" ,-"))
            if 1 < len(name.split()) <= 14:
                votes[name, where] += 1
    if votes:
        wanted = [pair for pair in votes if area is None or pair[1].lower() == area.lower()] or list(votes)
        name, where = max(wanted, key=lambda pair: (votes[pair], -len(pair[0])))
        return f"{name} {where}", area or where
    first = next((text for text in texts[:30] if re.match(_KIND + r"\b", text, re.IGNORECASE)), None)
    if first and area:
        return f"{cased(first.strip(' ,.'))} {area}", area
    return (cased(first.strip(" ,.")) if first else None), area


def _trimmed_area(area: str, known: str | None) -> str:
    words = area.split()
    kept = [words[0]]
    for word in words[1:]:
        if word.lower() in {
            "tahun",
            "nomor",
            "tentang",
            "pada",
            "dan",
            "yang",
            "standar",
            "dengan",
            "selaku",
            "sebagai",
            "untuk",
            "keputusan",
            "kepala",
            "camat",
            "bupati",
            "berdasarkan",
            "lampiran",
        }:
            break
        kept.append(word.strip(".,"))
    return known if known and " ".join(kept).lower().startswith(known.lower()) else " ".join(kept)


def cased(text: str) -> str:
    """A name in capitals as it is written in running text."""
    words = []
    for position, word in enumerate(text.split()):
        bare = re.sub(r"\W", "", word)
        if bare.upper() in _UPPER:
            words.append(word.upper())
        elif bare.lower() in _LOWER and position:
            words.append(word.lower())
        elif bare.isupper() or bare.islower():
            words.append(re.sub(r"[A-Za-z]+", lambda found: found[0].capitalize(), word))
        else:
            words.append(word)
    return " ".join(words)
