"""What a draft still lacks: doubts that stand, and what a decree file must have."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.decree_file import DecreePart, OfficePart
from knowledge.doubts import doubts
from knowledge.lint.finding import Trace
from knowledge.lint.subject import Subject


def find(subject: Subject) -> Iterator[Trace]:
    """Doubts, and obligatory statements about office and decree that are null."""
    for location, doubt in doubts(subject.file):
        yield Trace(
            "keraguan",
            "perbaiki",
            location,
            doubt.why,
            "cocokkan dengan naskah sumber, perbaiki butirnya, lalu hapus keraguan ini (kunci doubts)",
            words=doubt.printed,
        )
    for name, part, shape in (
        ("office", subject.file.office, OfficePart),
        ("decree", subject.file.decree, DecreePart),
    ):
        for field, info in shape.model_fields.items():
            if info.is_required() and getattr(part, field) is None:
                odd = f"{name}.{field} belum diisi"
                yield Trace("belum diisi", "perbaiki", (name, field), odd, "isi nilainya menurut naskah sumber")
    if not subject.file.services:
        yield Trace("belum diisi", "perbaiki", ("services",), "belum ada layanan", "isi layanannya dari naskah sumber")
