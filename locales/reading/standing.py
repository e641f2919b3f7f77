"""Whether a figure counts something where it stands, or is part of a name or a code ("A4", "RT 03", "903/61")."""

from __future__ import annotations

from locales.reading.counters import COUNTERS
from locales.reading.spelled import word_set
from locales.reading.tokens import Line

_LABELS = word_set(
    "no nomor nmr nomer rt rw lantai lt blok gang gg pasal ayat butir kelas kavling kav km jl jalan poin versi angka "
    "salah ke kode pos nik npwp nib rekening rek norek tiket tikt tket bab semester nyuwun nuwun"
)
"""Words after which a number is a name and counts nothing."""
_AFTER_LABEL = frozenset(".:-#")
_SUFFIXES = word_set(
    "an rb rbu k jt jta m t aja saja doang dong ya yah deh kok sih nya lah rupiah perak "
    "wib wita wit am pm pagi siang sore malam"
)
"""Words that people write onto a figure ("60aja"); other letters make it part of a name."""
_BINDING = frozenset("/_@=#")
_BEFORE_YEAR = frozenset({"tahun", "thn", "th", "ta", "sejak"})
_YEAR_DIGITS = 4


def is_label(line: Line, at: int) -> bool:
    """Whether the word before a number makes it a name: "nomor 5", "RT 03", "tahun 2027"."""
    before = line.word(at - 1)
    if before in _AFTER_LABEL:
        before = line.word(at - 2)
    if before in _BEFORE_YEAR:
        return len(line.digits(at)) == _YEAR_DIGITS
    return before in _LABELS or _numbers_an_item(line, at)


def _numbers_an_item(line: Line, at: int) -> bool:
    """ "1. pelatihan" or "2) 40 orang" at the beginning of a line."""
    listed = len(line.digits(at)) in {1, 2} and line.word(at + 1) in {".", ")"} and line.glued(at + 1)
    return listed and line.begins(at) and not line.begins(at + 2) and not line.glued(at + 2)


def stands_alone(line: Line, at: int, after: int) -> bool:
    """Whether the tokens of a figure are cut off from letters and signs that would make it part of something else."""
    if not line.digits(at):
        return True
    if line.glued(at) and (line.word(at - 1).isalpha() or line.word(at - 1) in _BINDING):
        return False
    return ends_alone(line, after)


def ends_alone(line: Line, after: int) -> bool:
    """Whether nothing hangs on to a figure but a word that people write onto figures."""
    suffix = line.word(after)
    if not suffix or not line.glued(after):
        return True
    if suffix == "/" and line.word(after + 1) in COUNTERS:
        return True  # "5jt/bulan"
    if suffix in _BINDING or (suffix == "x" and line.glued(after + 1) and line.digits(after + 1)):
        return False
    return not suffix.isalpha() or suffix in _SUFFIXES or suffix in COUNTERS
