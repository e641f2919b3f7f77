"""A decree in which nothing is odd, to spoil in one place at a time, and a look at it."""

from __future__ import annotations

import datetime as dt

from knowledge.decree_file import DecreeFile
from knowledge.draft_file import DraftFile
from knowledge.errors import BrokenFile
from knowledge.files import find_laws
from knowledge.lint.finding import Finding
from knowledge.lint.laws import replaced_laws
from knowledge.lint.linting import findings
from knowledge.yaml_lines import read_yaml

TODAY = dt.date(2026, 11, 20)
_REST = """
      dasar-hukum: {items: [{mark: "1", text: "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik;"}]}
      sarana: {items: [{text: Komputer}]}
      pengawasan: {items: [{text: Atasan langsung}]}
      jumlah-pelaksana: {items: [{text: 4 (empat) orang}], values: [{kind: officers, amount: 4, unit: orang}]}
      jaminan-pelayanan: {items: [{text: Cepat dan tepat}]}
      jaminan-keamanan: {items: [{text: Rahasia}]}
      evaluasi: {items: [{text: Setahun sekali}]}"""
DECREE = f"""\
office:
  slug: kecil
  name: Dinas Koperasi Kota Kecil
  short: Dinkop Kecil
  place: Kota Kecil
  region: Jawa Kecil
  names: [kota kecil]
  level: kota
  address: Jalan Sutan Syahrir Nomor 5, Kota Kecil
  phones: ["(0561) 732771"]
  faxes: ["(0561) 732690"]
  emails: [dinas@kecil.go.id]
  timezone: Asia/Jakarta
decree:
  number: 1/KECIL/2024
  title: Standar Pelayanan Kecil
  date: 2024-01-31
  place: Kecil
  source:
    file: kecil-2024.txt
    sha256: {"0123456789abcdef" * 4}
complaint: {{}}
services:
  - id: kios
    number: 1
    name: Sewa Kios
    label: Kios
    components:
      persyaratan:
        items:
          - {{mark: "1", text: Surat permohonan sewa}}
          - {{mark: "2", text: Fotokopi KTP penyewa}}
          - {{mark: "3", text: Nomor Induk Berusaha}}
      prosedur:
        items:
          - {{mark: a, text: Penyewa mengajukan permohonan}}
          - {{mark: b, text: Petugas menyerahkan kunci}}
      jangka-waktu:
        items:
          - {{text: 3 hari kerja}}
        values:
          - {{kind: duration, amount: 3, unit: hari kerja}}
      biaya: {{items: [{{text: Gratis}}]}}
      produk: {{items: [{{text: Pelayanan Sewa Kios}}]}}
      pengaduan:
        items:
          - {{mark: "1", text: "Telepon : (0561) 732771"}}
          - {{mark: "2", text: "Email : dinas@kecil.go.id"}}
          - {{mark: "3", text: "Pengaduan ringan, paling lama 3 jam"}}
      kompetensi: {{items: [{{text: Memahami SOP pelayanan sewa kios}}]}}{_REST}
  - id: konsultasi
    number: 2
    name: Konsultasi
    label: Konsultasi
    components:
      persyaratan: {{items: [{{text: Surat tugas}}]}}
      prosedur: {{items: [{{text: Mengisi buku tamu}}]}}
      jangka-waktu: {{items: [{{text: 15 menit}}]}}
      biaya: {{items: [{{text: Rp.0}}]}}
      produk: {{items: [{{text: Pelayanan Konsultasi}}]}}
      pengaduan: {{items: [{{text: "Pengaduan ringan, selambat-lambatnya 3 Jam;"}}]}}
      kompetensi: {{items: [{{text: Memahami SOP pelayanan konsultasi}}]}}{_REST}
"""


def spoiled(old: str, new: str) -> str:
    """The decree with the first of a passage replaced."""
    assert old in DECREE, old
    return DECREE.replace(old, new, 1)


def look(text: str, today: dt.date = TODAY) -> list[Finding]:
    """What lint finds in a file, whichever kind it is."""
    file: DecreeFile | DraftFile
    try:
        file = read_yaml(text, "kecil.yaml", DecreeFile)
    except BrokenFile:
        file = read_yaml(text, "kecil.yaml", DraftFile)
    return findings(file, text, "kecil.yaml", replaced_laws(find_laws()), today)
