"""Names that citizens see for the 14 components; the keys are the decree's component ids."""

from __future__ import annotations


def mark(text: str) -> str:
    """Marks a text for the catalogue without translating it: translation happens when it is said."""
    return text


COMPONENT_NAMES: dict[str, str] = {
    "persyaratan": mark("Persyaratan"),
    "prosedur": mark("Prosedur"),
    "jangka-waktu": mark("Jangka waktu"),
    "biaya": mark("Biaya"),
    "produk": mark("Hasil layanan"),
    "pengaduan": mark("Pengaduan"),
    "dasar-hukum": mark("Dasar hukum"),
    "sarana": mark("Sarana dan fasilitas"),
    "kompetensi": mark("Kompetensi petugas"),
    "pengawasan": mark("Pengawasan internal"),
    "jumlah-pelaksana": mark("Jumlah petugas"),
    "jaminan-pelayanan": mark("Jaminan pelayanan"),
    "jaminan-keamanan": mark("Jaminan keamanan"),
    "evaluasi": mark("Evaluasi kinerja"),
}
"""Short enough for a button of 24 characters."""

USUAL_COMPONENTS = ("persyaratan", "prosedur", "jangka-waktu", "biaya", "pengaduan")
"""What citizens ask most: offered under an answer."""
