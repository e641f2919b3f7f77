"""A small decree of an office that does not exist, to break in one place at a time."""

from __future__ import annotations

from typing import Any

import yaml

DECREE = """\
office:
  slug: kecil
  name: Dinas Koperasi Kota Kecil
  short: Dinkop Kecil
  place: Kota Kecil
  region: Jawa Kecil
  names: [kota kecil]
  level: kota
  address: Jalan Kecil 1
  hours:
    - {days: [senin, selasa], open: "08:00", close: "15:00", breaks: [["12:00", "13:00"]]}
  timezone: Asia/Jakarta
decree:
  number: 1/KECIL/2024
  title: Standar Pelayanan Kecil
  date: 2024-01-31
  place: Kecil
  source:
    file: kecil-2024.txt
    sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
complaint:
  classes:
    - {id: ringan, name: Ringan, amount: 3, unit: hari kerja}
services:
  - id: kios
    number: 1
    name: Layanan Kios Kecil
    label: Kios kecil
    permit: true
    components:
      persyaratan:
        items:
          - mark: "1"
            text: Surat permohonan
            items:
              - {mark: a, text: Bermeterai}
              - {mark: b, text: Ditandatangani}
          - {mark: "2", text: Fotokopi KTP, note: Tertulis KPT.}
      jangka-waktu:
        items:
          - {mark: "1", text: 3 hari kerja}
        values:
          - {kind: duration, amount: 3, unit: hari kerja, item: "1"}
"""


def broken(old: str, new: str) -> str:
    """The decree with one passage replaced."""
    assert DECREE.count(old) == 1, old
    return DECREE.replace(old, new)


def line_of(text: str, passage: str) -> int:
    """The line, from 1, of the only passage that reads so."""
    assert text.count(passage) == 1, passage
    return text[: text.index(passage)].count("\n") + 1


def read_plainly(text: str) -> Any:
    """A YAML text without our checks: what the file says, to hold the database against."""
    return yaml.load(text, Loader=yaml.CSafeLoader)
