"""Names of the 14 components and of the numbers read from them, for those who keep the decree files."""

from __future__ import annotations

from knowledge.decree_file import ComponentId, ValueKind

COMPONENT_NAMES: dict[ComponentId, str] = {
    "persyaratan": "Persyaratan",
    "prosedur": "Prosedur",
    "jangka-waktu": "Jangka waktu",
    "biaya": "Biaya",
    "produk": "Produk layanan",
    "pengaduan": "Pengaduan",
    "dasar-hukum": "Dasar hukum",
    "sarana": "Sarana",
    "kompetensi": "Kompetensi pelaksana",
    "pengawasan": "Pengawasan internal",
    "jumlah-pelaksana": "Jumlah pelaksana",
    "jaminan-pelayanan": "Jaminan pelayanan",
    "jaminan-keamanan": "Jaminan keamanan",
    "evaluasi": "Evaluasi kinerja",
}
"""In the order of Permenpan RB 15/2014, annex: first what the citizen meets, then how the office is run."""

VALUE_NAMES: dict[ValueKind, str] = {
    "duration": "lama",
    "fee": "biaya",
    "stamp_duty": "meterai",
    "minimum_members": "anggota paling sedikit",
    "minimum_capital": "modal paling sedikit",
    "maximum_capital": "modal paling banyak",
    "maximum_turnover": "omzet paling banyak",
    "minimum_years": "tahun paling sedikit",
    "age": "umur",
    "capacity": "kapasitas",
    "rooms": "ruangan",
    "officers": "pelaksana",
    "surveys_per_year": "survei setahun",
}
