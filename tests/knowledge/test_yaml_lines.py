"""A broken decree or lexicon file is refused with file, line, what is wrong and what to do, all of it in Indonesian."""

from __future__ import annotations

import pytest

from knowledge.decree_file import DecreeFile
from knowledge.errors import BrokenFile, Problem
from knowledge.lexicon_file import FILES
from knowledge.yaml_lines import read_yaml
from tests.knowledge.small import DECREE, broken, line_of

NOT_YAML = "bukan YAML yang sah"

# name: (passage, put in its place, passage whose line is named, what is said, what is advised)
# fmt: off
DECREES = {
    "unknown key": ("  level: kota", "  level: kota\n  telp: x", "telp:", "office.telp: kunci tidak dikenal", "ejaan"),
    "unknown component": ("jangka-waktu:", "jangka:", "jangka:", "jangka: bukan salah satu dari", "salah satu"),
    "missing key": ("  level: kota\n", "", "office:", "office.level: wajib ada", "tambahkan"),
    "missing part": ("complaint:\n  classes:", "x:\n  classes:", "office:", "complaint: wajib ada", "tambahkan"),
    "text not quoted": ("name: Layanan Kios Kecil", "name: 12", "name: 12", "harus berupa teks", "tanda kutip"),
    "clock not quoted": ('close: "15:00"', "close: 15:00", "close:", "hours.0.close: harus berupa teks", "kutip"),
    "clock of no day": ('"15:00"', '"25:00"', "25:00", "hours.0.close: tidak sesuai pola", "pola"),
    "blank at the end": ("text: Fotokopi KTP", 'text: "Fotokopi "', "Fotokopi", "tidak sesuai pola", "spasi"),
    "empty text": ("label: Kios kecil", 'label: ""', "label:", "services.0.label: kosong", "isi"),
    "long label": ("label: Kios kecil", "label: Kios yang panjang sekali lagi", "label:", "lebih dari 24", "singkat"),
    "number as text": ("number: 1\n", 'number: "1"\n', 'number: "1"', "bilangan bulat", "tanpa tanda kutip"),
    "number below": ("3, unit: hari kerja, item", "-1, unit: hari kerja, item", "-1", "harus 0 atau lebih", "angka"),
    "limit of nothing": ("Ringan, amount: 3", "Ringan, amount: 0", "amount: 0", "harus lebih dari 0", "angka"),
    "yes for true": ("permit: true", "permit: ya", "permit:", "harus true atau false", "true"),
    "list expected": ("names: [kota kecil]", "names: kota kecil", "names:", "harus berupa daftar", "tanda hubung"),
    "empty list": ("days: [senin, selasa]", "days: []", "days:", "paling sedikit 1", "tambahkan"),
    "three clocks": ('"13:00"]', '"13:00", "14:00"]', "breaks:", "paling banyak 2", "hapus"),
    "no pair": ('[["12:00", "13:00"]]', '["12:00"]', "breaks:", "harus berupa pasangan", "13:00"),
    "mapping expected": ("  classes:\n", "  classes:\n    - x\n", "    - x", "pasangan kunci", "kunci: nilai"),
    "wrong enum": ("level: kota", "level: negara", "level:", "bukan salah satu dari 'kota'", "salah satu nilai"),
    "date as text": ("date: 2024-01-31", 'date: "2024-01-31"', "date:", "harus berupa tanggal", "2023-07-11"),
    "no such day": ("2024-01-31", "2024-02-30", "2024-02-30", "nilai tidak sah", "perbaiki"),
    "value of no item": ('item: "1"}', 'item: "9"}', "jangka-waktu:", "menunjuk butir '9' yang tidak ada", "perbaiki"),
    "value with braces": ('item: "1"}', 'item: "{x}"}', "jangka-waktu:", "menunjuk butir '{x}'", "perbaiki"),
    "blank and not": ("        values:", "        blank: true\n        values:", "jangka-waktu:", "blank", "perbaiki"),
    "listed only": ("permit: true", "listed_only: true", "id: kios", "listed_only", "perbaiki"),
    "hours of no service": ("  timezone", "  hours_service: tamu\n  timezone", "office:", "'tamu' bukan", "perbaiki"),
    "key given twice": ("  level: kota", "  level: kota\n  short: x", "short: x", "'short' diberikan dua", "hapus"),
    "bad indentation": ("  level: kota", "   level: kota", "   level: kota", NOT_YAML, "indentasi"),
    "tab": ("  level: kota", "\tlevel: kota", "\tlevel", NOT_YAML, "indentasi"),
    "open quotation": ("name: Layanan Kios Kecil", 'name: "Layanan', '- mark: "1"', NOT_YAML, "tanda kutip"),
    "colon inside": ("text: Bermeterai", "text: Catatan: dua", "text: Catatan: dua", NOT_YAML, "titik dua"),
    "code": ("level: kota", "level: !!python/name:os.system", "level:", NOT_YAML, "indentasi"),
    "invisible character": ("Jalan Kecil 1", "Jalan\x07Kecil", "Jalan", "karakter yang tidak terlihat", "UTF-8"),
    "alias in itself": ("names: [kota kecil]", "names: &a [*a]", "names:", "harus berupa teks", "tanda kutip"),
}

# name: (file, its text, line, what is said, what is advised)
LEXICON = {
    "no read as false": ("slang", "words:\n  brp: berapa\n  no: nomor\n", 3, "bukan False", "tanda kutip"),
    "number as key": ("slang", "words:\n  2: dua\n", 2, "bukan 2", "tanda kutip"),
    "list as key": ("slang", "words:\n  [a]: dua\n", 2, "harus berupa teks", "tanda kutip"),
    "capital letter": ("slang", "words:\n  Brp: berapa\n", 2, "words.Brp: tidak sesuai pola", "pola"),
    "meaning missing": ("slang", "words:\n  brp: berapa\n  gmn:\n", 3, "words.gmn: belum diisi", "kutip"),
    "key given twice": ("regional", "jawa:\n  piro: berapa\n  piro: mana\n", 3, "'piro' diberikan dua kali", "hapus"),
    "number word as text": ("numbers", "id:\n  satu: 1\n  dua: dua\n", 3, "id.dua: harus berupa bilang", "angka"),
    "unknown component": ("components", "biaya: {}\nongkos: {}\n", 2, "ongkos: bukan salah satu dari", "salah satu"),
    "unknown strength": ("intents", "intents:\n  greeting:\n    kuat: [halo]\n", 3, "kuat: kunci tidak", "ejaan"),
    "no service": ("subjects", "subjects:\n  a:\n    name: A\n    services: []\n", 4, "paling sedikit 1", "isi"),
    "kind of place": ("places", "provinces: []\nregencies:\n  - {name: a, kind: x, province: b}\n", 3, "kind", "nilai"),
    "empty file": ("roots", "", 1, "isi file: belum diisi", "kunci: nilai"),
    "a list instead": ("everyday", "- halo\n", 1, "isi file: harus berupa pasangan kunci", "kunci: nilai"),
    "two documents": ("everyday", "words: []\n---\nwords: []\n", 2, NOT_YAML, "indentasi"),
}
# fmt: on


def test_the_decree_is_sound() -> None:
    """What the cases break is accepted whole, also with the mark that Windows puts before a file."""
    assert read_yaml("\ufeff" + DECREE, "kecil.yaml", DecreeFile).office.slug == "kecil"


@pytest.mark.parametrize(("old", "new", "at", "wrong", "remedy"), DECREES.values(), ids=DECREES)
def test_broken_decree(old: str, new: str, at: str, wrong: str, remedy: str) -> None:
    """One fault in a decree file is told with its line."""
    text = broken(old, new)
    problem = _only_problem(text, "decree")
    assert problem.line == line_of(text, at), problem
    _check(problem, wrong, remedy)


@pytest.mark.parametrize(("stem", "text", "line", "wrong", "remedy"), LEXICON.values(), ids=LEXICON)
def test_broken_lexicon(stem: str, text: str, line: int, wrong: str, remedy: str) -> None:
    """One fault in a lexicon file is told with its line."""
    problem = _only_problem(text, stem)
    assert problem.line == line, problem
    _check(problem, wrong, remedy)


def test_every_fault_of_a_file_is_told() -> None:
    """Two faults are two lines of the message, so that both can be put right at once."""
    with pytest.raises(BrokenFile) as refused:
        read_yaml(broken("level: kota", "level: negara").replace("permit: true", "permit: ya"), "k.yaml", DecreeFile)
    assert [str(problem).partition(": ")[0] for problem in refused.value.problems] == ["k.yaml:8", "k.yaml:29"]
    assert str(refused.value).splitlines() == [str(problem) for problem in refused.value.problems]


def _only_problem(text: str, stem: str) -> Problem:
    with pytest.raises(BrokenFile) as refused:
        read_yaml(text, f"{stem}.yaml", FILES.get(stem, DecreeFile))
    first = refused.value.problems[0]
    assert first.file == f"{stem}.yaml"
    return first


def _check(problem: Problem, wrong: str, remedy: str) -> None:
    assert wrong in problem.wrong, problem
    assert remedy in problem.remedy, problem
    assert "Input should" not in problem.wrong, "pydantic's English shows through"
