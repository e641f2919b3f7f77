"""What lint finds: one oddity at a time in a decree that has none, and the packaged decrees as they are."""

from __future__ import annotations

import datetime as dt

import pytest

from knowledge.files import find_files
from tests.knowledge.lint.looking import DECREE, TODAY, look, spoiled

KTP = "Fotokopi KTP penyewa"
NIB = "Nomor Induk Berusaha"
LAW = "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik;"


def test_nothing_odd() -> None:
    """A decree in which nothing is odd is left in peace."""
    assert look(DECREE) == []


@pytest.mark.parametrize(
    ("old", "new", "kind", "severity", "odd"),
    [
        ("      biaya: {items: [{text: Gratis}]}\n", "", "kelengkapan", "perbaiki", "komponen Biaya tidak ada"),
        ("{items: [{text: Gratis}]}", "{blank: true}", "kosong", "perbaiki", "komponen Biaya kosong"),
        ("{items: [{text: Komputer}]}", "{blank: true}", "kosong", "periksa", "komponen Sarana kosong"),
        ("Telepon : (0561) 732771", "Telepon :", "kontak", "perbaiki", "Telepon disebut tanpa isinya"),
        ("Email : dinas@kecil.go.id", "WA :", "kontak", "perbaiki", "WA disebut tanpa isinya"),
        ("Email : dinas@kecil.go.id", "Email : dinas@kecil", "kontak", "perbaiki", "bukan alamat"),
        ("Email : dinas@kecil.go.id", "Email : dinas @kecil.go.id", "kontak", "perbaiki", "bukan alamat"),
        ("Telepon : (0561) 732771", "Telepon : (0561) 73", "kontak", "perbaiki", "bukan nomor telepon"),
        ("Telepon : (0561) 732771", "Faximile : dinas.kecil.go.id", "kontak", "periksa", "Faximile tanpa nomor"),
        ("Telepon : (0561) 732771", "Telepon : 0561-732690", "faksimile", "perbaiki", "nomor faksimile kantor"),
        ("Telepon : (0561) 732771", "Dapat melalui WA", "kontak", "periksa", "nomornya tidak ada"),
        ("Telepon : (0561) 732771", "Ke Jl. Sultan Syahrir No. 5", "alamat", "catatan", "“Sultan Syahrir”"),
        ("selambat-lambatnya 3 Jam", "selambat-lambatnya 5 Jam", "batas berbeda", "perbaiki", "batas pengaduan 5 Jam"),
        ("Petugas menyerahkan kunci", "Diproses paling lama 5 hari kerja", "batas berbeda", "periksa", "5 hari kerja"),
        (KTP, "Membayar biaya sewa Rp 50.000", "biaya berbeda", "perbaiki", "menyebut Rp50.000"),
        ("{text: Rp.0}", '{text: "Gratis, Rp 25.000 untuk salinan"}', "biaya berbeda", "perbaiki", "Rp25.000"),
        ("4 (empat) orang", "4 (lima) orang", "angka", "perbaiki", "angka dan hurufnya berbeda"),
        ("amount: 3, unit: hari kerja", "amount: 5, unit: hari kerja", "angka", "perbaiki", "lama 5 hari kerja"),
        ("{text: 15 menit}", "{text: 2 hari}", "hari kerja", "catatan", "“2 hari” tidak menyebut"),
        ("{text: 15 menit}", "{text: Sesuai materi}", "jangka waktu", "periksa", "tidak memuat lama"),
        ("date: 2024-01-31", "date: 2027-01-31", "tanggal", "perbaiki", "belum tiba"),
        ("date: 2024-01-31", "date: 1924-01-31", "tanggal", "perbaiki", "tidak mungkin"),
        ("1/KECIL/2024", "1/KECIL/2022", "tanggal", "periksa", "menyebut tahun 2022"),
        (LAW, "Undang-Undang Nomor 25 Tahun 2029", "tanggal", "perbaiki", "UU 25/2029 belum mungkin"),
        (LAW, "Peraturan Menteri Koperasi Nomor 2 Tahun 2025", "tanggal", "periksa", "lebih baru dari keputusan"),
        (LAW, "Undang – undang Nomor 11 Tahun 2020 tentang Cipta Kerja", "peraturan", "periksa", "UU 6/2023"),
        (LAW, "PP 5/2021", "peraturan", "periksa", "PP 28/2025"),
        (LAW, "UU No. 32 Th 2004 tentang Pemerintahan Daerah", "peraturan", "periksa", "sebelum keputusan ini"),
        (LAW, "Permenpan-RB Nomor 36 Tahun 2012", "peraturan", "periksa", "Permenpan RB 15/2014"),
        (LAW, "UU No. 25 Tahun 2009; UU No. 14 Tahun 2008", "penomoran", "catatan", "2 peraturan dalam satu butir"),
        ("SOP pelayanan sewa kios", "SOP pelayanan konsultasi", "layanan lain", "periksa", "layanan Konsultasi"),
        ('mark: "3"', 'mark: "4"', "penomoran", "periksa", "meloncat, dari 2 ke 4"),
        ('mark: "3"', 'mark: "2"', "penomoran", "periksa", "2 ada dua kali"),
        ('mark: "2"', 'mark: "7"', "penomoran", "periksa", "meloncat, dari 1 ke 7"),
        ("mark: b,", "mark: c,", "penomoran", "periksa", "meloncat, dari a ke c"),
        ("number: 2", "number: 1", "penomoran", "periksa", "nomor layanan 1 ada dua kali"),
        (KTP, "Foto Copy Nomor Induk Berusaha", "berulang", "periksa", "sama dengan butir"),
        (KTP, "Fotokopi KTP dan dan NPWP", "berulang", "catatan", "“dan” tertulis dua kali"),
    ],
)  # fmt: skip
def test_one_oddity(old: str, new: str, kind: str, severity: str, odd: str) -> None:
    """Each is found where it stands, and told once."""
    text = spoiled(old, new)
    found = [each for each in look(text) if each.kind == kind]
    assert [(each.severity, odd in each.odd, each.known) for each in found] == [(severity, True, False)], found
    assert found[0].remedy


def test_the_line_is_that_of_the_words() -> None:
    """Whoever opens the file at the line sees them."""
    text = spoiled("Email : dinas@kecil.go.id", "WA :")
    (found,) = look(text)
    assert "WA :" in text.splitlines()[found.line - 1]
    assert (found.services, found.component, found.words) == (("Sewa Kios",), "pengaduan", "WA :")


def test_a_law_in_another_title_is_no_basis() -> None:
    """ "Pelaksanaan UU 11/2020" is the name of a regulation that still holds."""
    assert look(spoiled(LAW, "PP 7/2021 tentang Pelaksanaan UU 11/2020")) == []


def test_a_law_is_replaced_from_its_day() -> None:
    """Before PP 28/2025 its forerunner was in force."""
    text = spoiled(LAW, "PP 5/2021")
    assert look(text, dt.date(2025, 6, 4)) == []
    assert [each.kind for each in look(text, dt.date(2025, 6, 5))] == ["peraturan"]


def test_a_list_copied_from_another_service() -> None:
    """Equal complaints are usual; equal requirements are told, where they are no chance."""
    text = spoiled("persyaratan:\n        items:", "persyaratan: &sama\n        items:")
    text = text.replace("persyaratan: {items: [{text: Surat tugas}]}", "persyaratan: *sama")
    (found,) = look(text)
    assert (found.kind, found.severity) == ("salinan", "periksa")
    assert "layanan Konsultasi sama kata demi kata dengan layanan Sewa Kios (3 butir)" in found.odd


def test_a_permit_with_a_borrowed_basis() -> None:
    """A permit that rests on the very laws of a consultation."""
    found = look(spoiled("    label: Kios\n", "    label: Kios\n    permit: true\n"))
    assert [(each.kind, "Konsultasi" in each.odd) for each in found] == [("salinan", True)]


def test_what_is_shared_is_told_once() -> None:
    """One line of the file, two services: one finding that names both."""
    text = spoiled("kompetensi: {items", "kompetensi: &k {items")
    text = text.replace("pelayanan sewa kios", "pelayanan pinjam ruang")
    text = text.replace("kompetensi: {items: [{text: Memahami SOP pelayanan konsultasi}]}", "kompetensi: *k")
    text = text.replace("name: Konsultasi", "name: Data").replace("Pelayanan Konsultasi", "Pelayanan Data")
    text += "  - {id: ruang, name: Pinjam Ruang, label: Ruang, listed_only: true}\n"
    text = text.replace("Memahami SOP pelayanan pinjam ruang", "Memahami SOP dan dan etika")
    found = [each for each in look(text) if each.kind == "berulang"]
    assert [each.services for each in found] == [("Sewa Kios", "Data")]


def test_what_a_note_tells_is_known() -> None:
    """A note at the item tells it; it is no longer to be fixed, but can still be seen."""
    text = spoiled('text: "Email : dinas@kecil.go.id"', 'text: "WA :", note: Nomornya dikosongkan dalam keputusan.')
    (found,) = look(text)
    assert found.known
    assert not found.must_be_fixed


def test_a_note_elsewhere_tells_nothing() -> None:
    """A note of the decree on another component leaves the finding as grave as it is."""
    text = spoiled("  place: Kecil\n", "  place: Kecil\n  notes: [Nomor butir Sarana hilang.]\n")
    text = text.replace('mark: "3"', 'mark: "4"', 1)
    assert [each.known for each in look(text)] == [False]


def test_a_draft() -> None:
    """Doubts and what is not filled in yet are told, each at its line."""
    text = spoiled("  level: kota\n", "  level: null\n").replace("  date: 2024-01-31", "  date: null")
    text = text.replace("Gratis}", "Gratis, doubts: [{why: angkanya tidak terbaca, printed: Grat1s}]}", 1)
    found = look(text)
    assert [(each.kind, each.must_be_fixed) for each in found] == [
        ("belum diisi", True),
        ("belum diisi", True),
        ("keraguan", True),
    ]
    assert [each.odd for each in found] == [
        "office.level belum diisi",
        "decree.date belum diisi",
        "angkanya tidak terbaca",
    ]
    assert "Gratis" in text.splitlines()[found[-1].line - 1]


def test_the_packaged_decrees() -> None:
    """Nothing in them must be fixed: what is wrong in the decrees themselves their notes tell; and that is found."""
    found = {file.stem: look(file.text) for file in find_files().decrees}
    assert [each for every in found.values() for each in every if each.must_be_fixed] == []
    told = {(stem, each.kind) for stem, every in found.items() for each in every if each.known}
    assert told >= {
        ("muba-2024", "kontak"),
        ("muba-2024", "layanan lain"),
        ("muba-2024", "salinan"),
        ("muba-2024", "penomoran"),
        ("kalbar-2023", "faksimile"),
        ("kalbar-2023", "berulang"),
        ("kalbar-2023", "alamat"),
        ("kalbar-2023", "bagan"),
        ("depok-2023", "kosong"),
        ("depok-2023", "jangka waktu"),
        ("palembang-2024", "kosong"),
        ("palembang-2024", "kontak"),
        ("pasuruan-2024", "penomoran"),
    }


def test_today_is_given() -> None:
    """The clock is the caller's."""
    assert TODAY.year == 2026
    assert [each.kind for each in look(DECREE, dt.date(2023, 1, 1))] == ["tanggal"]
