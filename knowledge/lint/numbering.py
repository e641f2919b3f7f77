"""Marks of items and numbers of services that leave one out, come twice or go back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from knowledge.decree_file import ItemPart
from knowledge.lint.citations import citations
from knowledge.lint.finding import Trace
from knowledge.lint.subject import Component, Subject, components, lists, texts
from knowledge.lint.wording import shortened

_TOLD = re.compile(
    r"(?:huruf|nomor|urutan|angka|butir).*(?:dua kali|hilang|tercetak|meloncat|rusak|seharusnya|tidak ada)",
    re.IGNORECASE,
)
_TWO = 2
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def find(subject: Subject) -> Iterator[Trace]:
    """Lists whose marks are not in order, and services whose numbers are not."""
    for component in components(subject):
        for location, items in lists(component):
            odd = _odd([item.mark for item in items])
            if odd is not None:
                yield Trace(
                    "penomoran",
                    "periksa",
                    (*location, _first_odd(items)),
                    f"nomor butir {odd}",
                    "cocokkan dengan naskah sumber; bila tercetak demikian, catat dalam note butirnya",
                    words=", ".join(item.mark or "(tanpa)" for item in items),
                    told_by=_TOLD,
                )
        if component.id == "dasar-hukum":
            yield from _two_in_one(component)
    numbers = [str(service.number) for service in subject.file.services if service.number is not None]
    odd = _odd(numbers)
    if odd is not None:
        yield Trace(
            "penomoran",
            "periksa",
            ("services",),
            f"nomor layanan {odd}",
            "cocokkan dengan naskah sumber",
            words=", ".join(numbers),
            told_by=re.compile(r"nomor layanan|layanan tidak bernomor", re.IGNORECASE),
        )


def _two_in_one(component: Component) -> Iterator[Trace]:
    """Two laws under one number."""
    for text in texts(component):
        clauses = [clause for clause in text.text.split(";") if any(citations(clause))]
        if len(clauses) >= _TWO:
            yield Trace(
                "penomoran",
                "catatan",
                text.location,
                f"{len(clauses)} peraturan dalam satu butir",
                "cocokkan dengan naskah sumber; mungkin nomor butirnya hilang",
                words=shortened(text.text),
                told_by=re.compile(r"peraturan dalam satu", re.IGNORECASE),
            )


def _odd(marks: Sequence[str | None]) -> str | None:
    """What is odd about marks, in words; None where nothing is."""
    given = [mark for mark in marks if mark is not None]
    if not given:
        return None
    counted = Counter(given)
    if double := next((mark for mark, count in counted.items() if count > 1), None):
        return f"{double} ada {_times(counted[double])}"
    values = _values(given)
    if values is None:
        return None
    if len(given) < len(marks):
        return "tidak ada pada sebagian butir"
    if values[0] != 1 and len(values) > 1:
        return f"mulai dari {given[0]}"
    for (before, after), (mark, follower) in zip(pairwise(values), pairwise(given), strict=True):
        if after < before:
            return f"mundur, dari {mark} ke {follower}"
        if after > before + 1:
            return f"meloncat, dari {mark} ke {follower}"
    return None


def _times(count: int) -> str:
    return "dua kali" if count == 2 else f"{count} kali"


def _first_odd(items: Sequence[ItemPart]) -> int:
    """The place of the item to look at: the second of a double, else the first that is not one more than before."""
    seen: set[str | None] = set()
    for place, item in enumerate(items):
        if item.mark in seen:
            return place
        seen.add(item.mark)
    values = _values([item.mark for item in items if item.mark is not None]) or []
    if len(values) == len(items):
        return next((place for place, (one, other) in enumerate(pairwise(values), 1) if other != one + 1), 0)
    return 0


def _values(marks: Sequence[str]) -> list[int] | None:
    """Marks as numbers: figures, letters or Roman numerals, whichever all of them are; None for others."""
    bare = [mark.strip("().").casefold() for mark in marks]
    if all(re.fullmatch(r"[0-9]{1,6}", mark) for mark in bare):
        return [int(mark) for mark in bare]
    letters = [ord(mark) - ord("a") + 1 for mark in bare if re.fullmatch(r"[a-z]", mark)]
    if len(letters) == len(bare) and not (bare[0] == "i" and len(bare) > 1 and bare[1] in {"ii", "v"}):
        return letters
    romans = [_roman(mark) for mark in bare if re.fullmatch(r"[ivxlc]+", mark)]
    return romans if len(romans) == len(bare) else None


def _roman(mark: str) -> int:
    values = [_ROMAN[letter] for letter in mark]
    return sum(-one if one < other else one for one, other in pairwise([*values, 0]))
