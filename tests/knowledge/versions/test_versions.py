"""What differs between two versions of a decree, as a person reads it."""

from __future__ import annotations

import pytest

from knowledge.decree_file import DecreeFile
from knowledge.draft_file import DraftFile
from knowledge.versions.changes import Changes
from knowledge.versions.comparing import changes
from knowledge.versions.wording import LONGEST, in_words
from knowledge.yaml_lines import read_yaml
from tests.knowledge.lint.looking import DECREE

NIB = '          - {mark: "3", text: Nomor Induk Berusaha}\n'
KTP = '          - {mark: "2", text: Fotokopi KTP penyewa}\n'
FIRST = '          - {mark: "1", text: Surat permohonan sewa}\n'
NIB_FIRST = NIB.replace('"3"', '"1"') + FIRST.replace('"1"', '"2"')


def compared(*edits: tuple[str, str]) -> Changes:
    """The decree and what became of it by some edits."""
    new = DECREE
    for old_text, new_text in edits:
        assert old_text in new, old_text
        new = new.replace(old_text, new_text, 1)
    return changes(read_yaml(DECREE, "a.yaml", DecreeFile), read_yaml(new, "b.yaml", DecreeFile))


def test_nothing_differs() -> None:
    """A version and itself; and what says nothing of the decree."""
    assert not compared()
    assert not compared(("text: Rahasia}", "text: Rahasia, note: Dibaca rahasia.}"))


@pytest.mark.parametrize(
    ("edits", "lines"),
    [
        ([("Gratis", "Rp 5.000")], ["Biaya Sewa Kios berubah: “Gratis” → “Rp 5.000”"]),
        ([("{text: 3 hari kerja}", "{text: 5 hari kerja}"), ("amount: 3, unit", "amount: 5, unit")],
         ["Jangka waktu Sewa Kios berubah: “3 hari kerja” → “5 hari kerja”",
          "Jangka waktu Sewa Kios: angka terbaca berubah: “lama 3 hari kerja” → “lama 5 hari kerja”"]),
        ([(KTP, "")], ["Persyaratan Sewa Kios: butir 2 dihapus: “Fotokopi KTP penyewa”"]),
        ([(KTP, ""), ('mark: "3", text: Nomor', 'mark: "2", text: Nomor')],
         ["Persyaratan Sewa Kios: butir 2 dihapus: “Fotokopi KTP penyewa”"]),
        ([(NIB, f'{NIB}          - {{mark: "4", text: Pas foto}}\n')],
         ["Persyaratan Sewa Kios: butir 4 baru: “Pas foto”"]),
        ([(NIB, ""), (KTP, KTP.replace('"2"', '"3"')), (FIRST, NIB_FIRST)],
         ["Persyaratan Sewa Kios: butir 1 berpindah dari butir 3: “Nomor Induk Berusaha”"]),
        ([("Fotokopi KTP penyewa", "Fotokopi KTP dan KK penyewa")],
         ["Persyaratan Sewa Kios: butir 2 berubah: “Fotokopi KTP penyewa” → “Fotokopi KTP dan KK penyewa”"]),
        ([("Fotokopi KTP penyewa", "fotokopi KTP penyewa;")],
         ["Persyaratan Sewa Kios: butir 2 berubah, hanya tanda baca, spasi, atau huruf besar: "
          "“Fotokopi KTP penyewa” → “fotokopi KTP penyewa;”"]),
        ([('mark: "1", text: Surat', "mark: a, text: Surat"), ('mark: "2", text: Foto', "mark: b, text: Foto"),
          ('mark: "3", text: Nomor', "mark: c, text: Nomor")], ["Persyaratan Sewa Kios: hanya nomor berubah."]),
        ([("name: Sewa Kios", "name: Sewa Kios Pasar")],
         ["Layanan Sewa Kios Pasar: berganti nama: “Sewa Kios” → “Sewa Kios Pasar”"]),
        ([("id: konsultasi", "id: tanya")], ["Layanan Konsultasi: id berubah: “konsultasi” → “tanya”"]),
        ([("number: 1/KECIL/2024", "number: 2/KECIL/2025")],
         ["Keputusan dan kantor: nomor keputusan berubah: “1/KECIL/2024” → “2/KECIL/2025”"]),
        ([("      biaya: {items: [{text: Rp.0}]}\n", "")],
         ["Biaya Konsultasi: komponen tidak ada lagi.", "Biaya Konsultasi: satu butir dihapus: “Rp.0”"]),
    ],
)  # fmt: skip
def test_in_words(edits: list[tuple[str, str]], lines: list[str]) -> None:
    """One line for each change, and no other."""
    assert in_words(compared(*edits)) == lines


def test_services_come_and_go() -> None:
    """A new service and one that is gone, neither taken for the other."""
    new = DECREE.replace("id: konsultasi", "id: halal").replace(
        "name: Konsultasi", "name: Pendampingan Sertifikat Halal"
    )
    found = changes(read_yaml(DECREE, "a.yaml", DecreeFile), read_yaml(new, "b.yaml", DecreeFile))
    assert in_words(found) == [
        "Layanan Pendampingan Sertifikat Halal: layanan baru.",
        "Layanan Konsultasi: tidak ada lagi.",
    ]
    assert in_words(found, "halal")[0].startswith("Ada layanan baru: Pendampingan Sertifikat Halal (Keputusan Nomor")
    assert "tidak lagi disebut" in in_words(found, "konsultasi")[0]


def test_services_change_places() -> None:
    """Only the one that moved is told."""
    start, one, two = DECREE.partition("  - id: kios")[0], *DECREE.partition("  - id: kios")[1:]
    kiosk, mark, consulting = (one + two).partition("  - id: konsultasi")
    old, new = (read_yaml(text, "a.yaml", DecreeFile) for text in (DECREE, start + mark + consulting + kiosk))
    assert len(in_words(changes(old, new))) == 1
    assert "berpindah urutan" in in_words(changes(old, new))[0]


def test_a_draft_beside_a_decree() -> None:
    """What the import wrote is compared with what is published."""
    draft = DECREE.replace("  level: kota\n", "  level: null\n").replace("Gratis", "Rp 5.000")
    found = changes(read_yaml(DECREE, "a.yaml", DecreeFile), read_yaml(draft, "b.yaml", DraftFile))
    assert in_words(found) == ["Biaya Sewa Kios berubah: “Gratis” → “Rp 5.000”"]


def test_the_words_that_changed() -> None:
    """Only they are marked."""
    found = compared(("Fotokopi KTP penyewa", "Fotokopi KTP dan KK penyewa"))
    (item,) = found.services[0].components[0].items
    assert [(each.kind, each.text.strip()) for each in item.passages] == [
        ("same", "Fotokopi KTP"),
        ("new", "dan KK"),
        ("same", "penyewa"),
    ]


def test_what_went_stands_before_what_came() -> None:
    """As one reads a correction."""
    (item,) = compared(("Gratis", "Rp 5.000")).services[0].components[0].items
    assert [each.kind for each in item.passages] == ["gone", "new"]


def test_an_announcement() -> None:
    """What touches citizens, in everyday words; the office's own affairs are left out."""
    found = compared(("Fotokopi KTP penyewa", "Fotokopi KTP dan KK penyewa"), (NIB, ""), ("Komputer", "Laptop"))
    assert in_words(found, "kios") == [
        "Ada perubahan pada layanan Sewa Kios (Keputusan Nomor 1/KECIL/2024).",
        "Syarat berubah dari “Fotokopi KTP penyewa” menjadi “Fotokopi KTP dan KK penyewa”.",
        "Syarat yang tidak ada lagi: “Nomor Induk Berusaha”.",
        "Rinciannya dapat ditanyakan di sini. Terima kasih.",
    ]
    assert in_words(compared(("Komputer", "Laptop")), "kios") == []
    assert in_words(found, "konsultasi") == []


def test_a_long_announcement_is_cut() -> None:
    """Quotations grow shorter, then are counted; what citizens look for first stays."""
    long = " ".join(["sangat panjang"] * 40)
    items = "".join(f'          - {{mark: "{place}", text: Syarat {place} {long}}}\n' for place in range(4, 16))
    told = in_words(compared((NIB, NIB + items)), "kios")
    assert len("\n".join(told)) <= LONGEST
    assert "Persyaratan: 12 baru." in told
