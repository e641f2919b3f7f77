"""What buttons show for the services of an office: their names, shortened so that no two are the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

LONGEST = 24
"""Characters of a label (`ServicePart.label`)."""
_LEADING = re.compile(
    r"^(?:jenis\s+(?:pe)?layanan\b|(?:standar\s+)?(?:pe)?layanan\b(?:\s+(?:\d{1,2}|[ivx]{1,4})(?=\s*[:.)]))?)[\s:.)-]*",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_SHORTER = (
    (r"pertimbangan teknis", "Pertek"),
    (r"(?:per)?setujuan bangunan gedung", "PBG"),
    (r"usaha mikro,? kecil,? dan menengah", "UMKM"),
    (r"usaha kecil,? dan menengah", "UKM"),
    (r"sumber daya manusia", "SDM"),
    (r"nomor induk berusaha", "NIB"),
    (r"bahan bakar minyak", "BBM"),
    (r"kartu tanda penduduk", "KTP"),
    (r"sarana dan prasarana", "Sarpras"),
    (r"simpan pinjam", "SP"),
    (r"rekomendasi", "Rekom"),
)
_WORDY = re.compile(
    r"^(?:penerbitan|pembuatan|pemberian|penyelenggaraan|pelaksanaan|pengurusan|penyediaan|fasilitasi?)\s+(?=\S+\s+\S)",
    re.IGNORECASE,
)
_LOOSE_END = re.compile(
    r"(?:[\s,;:/(&.-]+|\s+(?:dan|atau|di|ke|dari|pada|untuk|bagi|dengan|oleh|yang|dalam|atas|serta|tentang))+$",
    re.IGNORECASE,
)


def labels_of(names: Sequence[str]) -> list[str]:
    """The label of each name, at most 24 characters; those that would be the same show the end of their names."""
    labels = [_label(name) for name in names]
    labels = [_ending(name) if _double(label, labels) else label for name, label in zip(names, labels, strict=True)]
    taken: Counter[str] = Counter()
    for place, label in enumerate(labels):
        taken[label.casefold()] += 1
        if (count := taken[label.casefold()]) > 1:
            labels[place] = f"{label[: LONGEST - 3].rstrip()} {count}"
    return labels


def _double(label: str, labels: Sequence[str]) -> bool:
    return sum(each.casefold() == label.casefold() for each in labels) > 1


def _label(name: str) -> str:
    """A name as it is where it fits, else ever shorter ways of it, at last as many of its words as fit."""
    short = _core(name)
    for shorter in (_without_brackets, _with_abbreviations, _without_wordy_start):
        if len(short) <= LONGEST:
            break
        short = shorter(short)
    return _first_words(short)


def _core(name: str) -> str:
    short = re.sub(r"\s*/\s*", "/", _LEADING.sub("", name).strip())
    return short[:1].upper() + short[1:] if short else name


def _without_brackets(name: str) -> str:
    return _BRACKETS.sub("", name) or name


def _with_abbreviations(name: str) -> str:
    for long, short in _SHORTER:
        if len(name) > LONGEST:
            name = re.sub(rf"\b{long}\b", short, name, flags=re.IGNORECASE)
    return name


def _without_wordy_start(name: str) -> str:
    short = _WORDY.sub("", name)
    return short[:1].upper() + short[1:]


def _first_words(name: str) -> str:
    if len(name) <= LONGEST:
        return name
    cut = re.split(r"\s+\S*$", name[: LONGEST + 1])[0][:LONGEST]
    return _LOOSE_END.sub("", cut) or name[:LONGEST].strip()


def _ending(name: str) -> str:
    """The last words of a name that fit, which tell services apart that begin alike."""
    words = _without_brackets(_core(name)).split()
    while len(words) > 1 and len(" ".join(words)) > LONGEST:
        words.pop(0)
    short = _first_words(" ".join(words))
    return short[:1].upper() + short[1:]
