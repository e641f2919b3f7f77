"""One street spelled in two ways: "Jalan Sutan Syahrir" in the letterhead, "Jl. Sultan Syahrir" in an item."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from knowledge.lint.finding import Trace
from knowledge.lint.subject import Subject, components, texts
from knowledge.lint.wording import shortened

_STREET = re.compile(
    r"\b(?:jalan|jln?\.?|ji\.)\s+(?P<name>[^,;:\d]{4,50}?)\s*,?\s*(?:no(?:mor)?\b\.?)\s*(?P<house>\d+)", re.IGNORECASE
)
_ALIKE = 80
"""Likeness (0 to 100) from which two names with the same house number are one street."""


def find(subject: Subject) -> Iterator[Trace]:
    """Streets in items and complaint channels that are the office's, spelled otherwise."""
    own = _STREET.search(subject.file.office.address or "")
    if own is None:
        return
    for component in components(subject):
        for text in texts(component):
            other = _STREET.search(text.text)
            if other is not None and _spelled_otherwise(own, other):
                yield Trace(
                    "alamat",
                    "catatan",
                    text.location,
                    f"nama jalan tertulis “{other['name']}”, alamat kantor menulis “{own['name']}”",
                    "cocokkan dengan naskah sumber",
                    words=shortened(text.text),
                    told_by=re.compile(re.escape(other["name"]), re.IGNORECASE),
                )


def _spelled_otherwise(own: re.Match[str], other: re.Match[str]) -> bool:
    one, two = own["name"].casefold(), other["name"].casefold()
    return own["house"] == other["house"] and one != two and fuzz.ratio(one, two) >= _ALIKE
