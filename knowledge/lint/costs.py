"""A cost that is stated differently within one service."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.decree_file import ComponentId
from knowledge.lint.durations import rupiah
from knowledge.lint.finding import Trace
from knowledge.lint.subject import Subject, components, texts
from knowledge.lint.wording import shortened

_FREE = re.compile(
    r"\bgratis\b|tidak (?:ada|di\s?(?:pungut|kenakan)) biaya|tanpa (?:di\s?pungut )?biaya", re.IGNORECASE
)
_PAY = re.compile(r"\b(?:mem)?bayar|\bbiaya|\btarif|\bretribusi|\biuran", re.IGNORECASE)
_NO_COST = re.compile(
    r"\b(?:ber)?mat?e?rai|\bmeterai|\bmodal\b|\bsetoran\b|\bsimpanan\b|\bpinjaman\b|\bomzet\b", re.IGNORECASE
)
_ELSEWHERE: tuple[ComponentId, ...] = ("persyaratan", "prosedur", "produk")


def find(subject: Subject) -> Iterator[Trace]:
    """Services that are free in one place and cost something in another."""
    found = list(components(subject))
    for component in found:
        if component.id != "biaya" or not component.part.items:
            continue
        said = " ".join(text.text for text in texts(component))
        amounts = list(rupiah(said))
        free = bool(_FREE.search(said)) or (bool(amounts) and not any(amounts))
        if free and any(amounts):
            yield _differing((*component.location, "items"), said, max(amounts))
        if not free:
            continue
        for other in found:
            if other.service is not component.service or other.id not in _ELSEWHERE:
                continue
            for text in texts(other):
                paid = max(rupiah(text.text), default=0)
                if paid and _PAY.search(text.text) and not _NO_COST.search(text.text):
                    yield _differing(text.location, text.text, paid)


def _differing(location: tuple[int | str, ...], words: str, amount: int) -> Trace:
    return Trace(
        "biaya berbeda",
        "perbaiki",
        location,
        f"menyebut Rp{amount:,}".replace(",", ".") + ", sedangkan biayanya gratis",
        "cocokkan dengan naskah sumber; warga perlu satu jawaban",
        words=shortened(words),
        told_by=re.compile(r"biaya.*(?:berbeda|sedangkan|tetapi)", re.IGNORECASE),
    )
