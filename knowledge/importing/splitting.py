"""Parts words that a document runs together where no mark tells the borders: semicolons, contacts, laws, limits."""

from __future__ import annotations

import re
from collections.abc import Callable

from knowledge.importing.contacts import contacts

_LAW = (
    r"(?:Undang\s*[-–]?\s*[Uu]ndang|UUD|UU\b|Peraturan\s+(?:Pemerintah|Presiden|Daerah|Menteri|Gubernur|Bupati|Wali\s?[Kk]ota|Ombudsman|Ombusman|Kepala|Bersama|Walikota)"
    r"|Keputusan\s+(?:Presiden|Menteri|Gubernur|Bupati|Wali\s?[Kk]ota|Kepala)|Instruksi\s+\w+|Permen\w*|Perda|Pergub|Perbup|Perwal|Perpres|Surat\s+Edaran)"
)
_LAW_BORDER = re.compile(rf"(?<=\S)\s+(?={_LAW}\b)")
_CITING = re.compile(
    r"(?:\b(?:atas|pelaksanaan|tentang|dengan|dan|oleh|dari|dalam|pada|melalui|pasal\s+\d+|ayat\s*\(\d+\)|berdasarkan|juncto|jo|sebagaimana|diubah|huruf\s+\w)\.?|[(,])$",
    re.IGNORECASE,
)
_SHORT_ITEM = 14
"""Words of the items of a list that stands in one sentence."""
_UNIT_BORDER = re.compile(r"(?<=[a-z)])\s+(?=[A-Z][a-z]+[^:;.]{0,40}\s?:\s?\S)")
_UNIT = re.compile(r"(?:\b(?:menit|jam|hari|kerja|minggu|bulan|tahun|detik)\)?)$", re.IGNORECASE)
_STARTERS = (
    r"(?:Surat|Fotokopi|Foto\s?[Cc]op[yi]|Photo\s?[Cc]opy|Salinan|Scan|Akta|Bukti|Daftar|Berita\s+[Aa]cara|Sertifikat|Laporan|Rencana|Susunan|Proposal|Pas\s?[Ff]oto|Formulir"
    r"|Mengisi|Menyampaikan|Menyerahkan|Menerima|Mengajukan|Melampirkan|Membawa|Memiliki|Petugas|Pemohon|Kepala|Hasil|Kartu|Nomor\s+Induk|Profil|Untuk|Memahami|Mampu|Menguasai|Mengusai|Mengambil|Menunjukkan|Menyiapkan|Menghubungi|Pelaku|Masyarakat|Warga|Peserta"
    r"|Pengaduan|Apabila|Dilakukan|Survei|Evaluasi|Tatap|Tertulis|Melalui|Alur|Jangka)"
)
_STARTER_BORDER = re.compile(rf"(?<=[\w)/.])\s+(?={_STARTERS}\b)")
_OPEN_ENDED = re.compile(
    r"\b(?:dan|atau|yang|di|ke|dari|untuk|dengan|tentang|serta|pada|oleh|atas|dalam|bagi|berupa|fotokopi|copy|salinan|asli|jika|secara|sesuai|kepada|para|sebagai|melalui|menyerahkan|menyampaikan|menerima|mengisi|melampirkan|membawa|mengajukan|pejabat|penanganan|pengelola|penyelesaian|waktu|petugas|pemohon|rangkap|lembar|buah|eksemplar)$",
    re.IGNORECASE,
)


def begins_item(text: str) -> bool:
    """Whether a text begins with a word that items begin with: Surat, Fotokopi, Petugas."""
    return bool(re.match(rf"{_STARTERS}\b", text))


def parted(text: str, component: str, *, lost_borders: bool) -> list[str]:
    """The items that one run of words holds, itself where nothing parts it; `lost_borders`: it was a list once."""
    for split in _splitters(component, lost_borders=lost_borders):
        parts = split(text)
        if len(parts) > 1:
            return [each for part in parts for each in parted(part, component, lost_borders=lost_borders)]
    return [text.strip()]


def _splitters(component: str, *, lost_borders: bool) -> list[Callable[[str], list[str]]]:
    splitters: list[Callable[[str], list[str]]] = []
    if component == "dasar-hukum":
        splitters.append(_laws)
    if component == "pengaduan":
        splitters.append(lambda text: contacts([text]))
    if component == "jangka-waktu":
        splitters.append(_limits)
    splitters.append(_semicolons)
    if lost_borders:
        splitters.append(_starters)
    return splitters


def _semicolons(text: str) -> list[str]:
    parts = [part.strip() for part in text.split(";") if part.strip()]
    if len(parts) > 2 and all(len(part.split()) <= _SHORT_ITEM for part in parts):
        return [f"{part};" for part in parts[:-1]] + [parts[-1] + (";" if text.rstrip().endswith(";") else "")]
    return _cut(text, re.compile(r"(?<=;)\s+(?=[A-Z0-9(\"])"), lambda _before, _after: True)


def _laws(text: str) -> list[str]:
    """Borders between laws: not where one cites another, and not before the law under way has said what it is about."""
    return _cut(
        text,
        _LAW_BORDER,
        lambda before, _after: not _CITING.search(before) and bool(re.search(r"(?i)tentang|tahun \d{4}", before)),
    )


def _limits(text: str) -> list[str]:
    return _cut(text, _UNIT_BORDER, lambda before, _after: bool(_UNIT.search(before)))


def _starters(text: str) -> list[str]:
    return _cut(
        text, _STARTER_BORDER, lambda before, _after: not _OPEN_ENDED.search(before) and len(before.split()) > 1
    )


def _cut(text: str, border: re.Pattern[str], allowed: Callable[[str, str], bool]) -> list[str]:
    parts: list[str] = []
    start = 0
    for found in border.finditer(text):
        before = text[start : found.start()].rstrip()
        if before and allowed(before, text[found.end() :]):
            parts.append(before)
            start = found.end()
    return [*parts, text[start:].strip()]
