"""Recognises laws and regulations that a text cites, in their many spellings: "UU No. 25 Th 2009", "PP 5/2021"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_KINDS = (
    ("PERPPU", r"peraturan\s+pemerintah\s+pengganti\s+undang\s*[-–—]?\s*undang|perp?pu"),
    ("PP", r"peraturan\s+pemerintah|pp"),
    ("PERPRES", r"peraturan\s+presiden|perpres"),
    ("INPRES", r"instruksi\s+presiden|inpres"),
    ("KEPPRES", r"keputusan\s+presiden|keppres"),
    ("UU", r"undang\s*[-–—]?\s*undang|uu"),
    ("PERMENPAN", r"permenpan(?:[\s-]*rb)?"),
    ("KEPMENPAN", r"kepmenpan(?:[\s-]*rb)?"),
    ("PERMENDAGRI", r"permendagri"),
    ("PERMENKOP", r"permenkop(?:[\s-]*u?km)?|permen\s*kukm"),
    ("PMK", r"pmk"),
    ("PERMEN", r"peraturan\s+menteri|permen"),
    ("KEPMEN", r"keputusan\s+menteri|kepmen"),
    ("PERDA", r"peraturan\s+daerah|perda"),
    ("PERGUB", r"peraturan\s+gubernur|pergub"),
    ("PERBUP", r"peraturan\s+bupati|perbup"),
    ("PERWALI", r"peraturan\s+wali\s*kota|perwali|perwako"),
    ("PERATURAN", r"peraturan\s+(?:badan|ombud?sman|lembaga|kepala)"),
    ("KEPUTUSAN", r"keputusan\s+(?:gubernur|bupati|wali\s*kota)"),
)
_HEAD = "|".join(f"(?P<{name}>{spelled})" for name, spelled in _KINDS)
_ANY_HEAD = "|".join(spelled for _, spelled in _KINDS)
_YEAR = r"t(?:a?h|ah)u[nm]?[nm]?|thn?\.?|tabun"
_NUMBER = (
    r"(?:nom[oe]r|no)?\s*[.:]?\s*"
    r"(?:(?P<number>\d{1,4})\s*(?:" + _YEAR + r")\s*(?P<year>\d{4})"
    r"|(?:(?:kep|per|se)\s*[./-]\s*)?(?P<slashed>\d{1,4})\s*/\s*(?:[a-z.\d-]+\s*/\s*){0,5}(?P<of>\d{4}))(?!\d)"
)
_CITATION = re.compile(
    rf"\b(?:{_HEAD})\b(?P<gap>(?:(?!\b(?:{_ANY_HEAD})\b)[^;:\d]){{0,150}}?)\b{_NUMBER}",
    re.IGNORECASE,
)
_MINISTRIES = (
    (re.compile(r"aparatur|\bpan\b", re.IGNORECASE), "PAN"),
    (re.compile(r"dalam\s+negeri", re.IGNORECASE), "DAGRI"),
    (re.compile(r"koperasi|\bkukm\b", re.IGNORECASE), "KOP"),
    (re.compile(r"keuangan", re.IGNORECASE), "KEU"),
)


@dataclass(frozen=True, slots=True)
class Law:
    """A law or regulation by its kind ("UU", "PP", "PERMENPAN"), number and year."""

    kind: str
    number: int
    year: int

    def __str__(self) -> str:
        return f"{self.kind} {self.number}/{self.year}"


@dataclass(frozen=True, slots=True)
class Citation:
    """A law as a text cites it, with the very words."""

    law: Law
    words: str


def citations(text: str) -> Iterator[Citation]:
    """The laws that a text cites, in its order."""
    for match in _CITATION.finditer(text):
        kind = next(name for name, _ in _KINDS if match.group(name))
        kind = _of_ministry(kind, match["gap"])
        law = Law(kind, int(match["number"] or match["slashed"]), int(match["year"] or match["of"]))
        yield Citation(law, match[0])


def _of_ministry(kind: str, gap: str) -> str:
    if kind not in {"PERMEN", "KEPMEN"}:
        return kind
    ministry = next((name for pattern, name in _MINISTRIES if pattern.search(gap)), "")
    return "PMK" if (kind, ministry) == ("PERMEN", "KEU") else f"{kind}{ministry}"
