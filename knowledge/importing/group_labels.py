"""Lines that belong to the frame, not to the content: group labels, heads of tables, signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from knowledge.importing.component_names import folded

_HEADER = {
    "no",
    "nomor",
    "komponen",
    "uraian",
    "keterangan",
    "standar",
    "pelayanan",
    "layanan",
    "i",
    "penjelasan",
    "deskripsi",
    "isi",
}
_LABELS = [
    "service delivery",
    "manufacturing",
    "penyampaian layanan",
    "penyampaian pelayanan",
    "pengelolaan layanan",
    "pengelolaan pelayanan",
    "komponen penyampaian pelayanan",
    "komponen pengelolaan pelayanan",
    "proses penyampaian pelayanan",
    "proses pengelolaan pelayanan",
    "pengelolaan pelayanan internal organisasi",
    "terkait dengan proses penyampaian pelayanan",
    "terkait dengan proses pengelolaan pelayanan",
]
_LABEL_WORDS = re.compile(r"service delivery|manufacturing|proses (penyampaian|pengelolaan) (pelayanan|layanan)")
_CLOSING = re.compile(
    r"^(ditetapkan|dikeluarkan)\s*:?\s*di\b|^pada tanggal\s*:?\s*\d"
    r"|^(plt|pj|an|a n|pik|pit)?\.?\s*kepala (dinas|badan|kantor|satuan)\b.{0,70}$"
    r"|^nip\b|^pembina (tk|tingkat|utama)|^salinan sesuai|^(?:©|hak cipta|copyright|bagikan\b|berita terbaru)"
    r"|^lampiran\b(?:\s+[ivx\d]+)?\s*(?::|$|keputusan|peraturan|surat)",
    re.IGNORECASE,
)


def is_label(text: str) -> bool:
    """Whether a line only names one of the two groups of components."""
    words = folded(text)
    if not words or len(words) > 110:
        return False
    words = re.sub(r"^(?:[a-z]|[ivx]+|\d{1,2}) ", "", words)
    return bool(_LABEL_WORDS.search(words)) or bool(
        process.extractOne(words, _LABELS, scorer=fuzz.ratio, score_cutoff=84)
    )


def is_header(cells: Sequence[str]) -> bool:
    """Whether the words are the head of a table: No, Komponen, Uraian."""
    words = [word for cell in cells for word in folded(cell).split()]
    known = sum(word in _HEADER for word in words)
    told = {"komponen", "uraian"} & set(words) or ({"no", "nomor"} & set(words) and len(words) > 1)
    return bool(told) and known >= len(words) * 0.6 and len(words) <= 8


def closes(text: str) -> bool:
    """Whether a line belongs to the signature at the end."""
    if not _CLOSING.match(text):
        return False
    if not re.search(r"^\W*(?:\w{1,4}\.?\s+)?kepala\b", text, re.IGNORECASE):
        return True
    words = [word for word in re.findall(r"[A-Za-z]+", text) if word.lower() not in {"dan", "di", "atas", "nama"}]
    return text.endswith(",") or all(word[0].isupper() for word in words)
