"""What is done about words that a scan misread: read where they are plain, told, doubted where they are not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge.decree_file import ComponentId, ComponentPart, ItemPart
from knowledge.importing.recognising import recognise
from knowledge.importing.vocabulary import general, vocabulary
from tests.knowledge.importing.annexes import COMPONENTS, document, draft_of, scan_of, shown, written


def scanned(component: ComponentId, content: str) -> ComponentPart:
    """One component of a scanned service."""
    (service,) = scan_of(written("Izin Taman", {component: content})).services
    return service.components[component]


def first(component: ComponentId, content: str) -> ItemPart:
    return scanned(component, content).items[0]


@pytest.mark.parametrize(
    ("printed", "read", "word"),
    [
        ("1. Surat permohonan yang ditandatangani pemohcn", "Surat permohonan yang ditandatangani pemohon", "pemohcn"),
        ("1. Fotokopi surat keteraugan", "Fotokopi surat keterangan", "keteraugan"),
        ("1. Melampirkan persyaratan yang lengkap dan benar sesuai perafuran", None, "perafuran"),
        ("1. Petugas rnenerima berkas", "Petugas menerima berkas", "rnenerima"),
    ],
)
def test_a_misread_word(printed: str, read: str | None, word: str) -> None:
    """It is read as the word it was, and the note has what the scan has."""
    item = first("persyaratan", printed)
    assert read is None or item.text == read
    assert word not in item.text
    assert item.note is not None
    assert f'"{word}"' in item.note
    assert "(dibaca " in item.note


def test_a_repair_of_a_short_time_limit() -> None:
    """`3 han kerja` is told as what it is."""
    item = first("jangka-waktu", "3 han kerja")
    assert item.text == "3 hari kerja"
    assert item.note == 'Hasil pindai tertulis "han" (dibaca hari).'


def test_what_is_read_rightly_has_no_note() -> None:
    """A note stands only where something was repaired."""
    (service,) = scan_of(written("Izin Taman")).services
    assert [item.note for part in service.components.values() for item in part.items] == [None] * 14
    assert {key: shown(part.items) for key, part in service.components.items()} == {
        key: [content] for key, (_, content) in COMPONENTS.items()
    }


@pytest.mark.parametrize(
    "text",
    [
        "Pohon mahoni berdiameter sepuluh sentimeter",
        "Menyewa gerobak dan cangkul milik kelurahan",
        "Bibit rambutan, durian, dan manggis",
        "Ikan lele, nila, dan gurami di kolam warga",
        "Pupuk kandang untuk sawah, kebun, dan ladang",
        "Membawa tikar, bantal, dan selimut",
    ],
)
def test_a_word_of_the_language_is_never_changed(text: str) -> None:
    """Words that no decree has, read rightly, stay as they are."""
    item = first("persyaratan", f"1. {text}")
    assert item.text == text
    assert item.note is None


@pytest.mark.parametrize("word", ["Kwrtzbk", "Mnxqoap"])
def test_an_unknown_word(word: str) -> None:
    """What could be anything is left as printed and doubted, with its words and its place."""
    item = first("persyaratan", f"1. Fotokopi {word} pemohon")
    assert item.text == f"Fotokopi {word} pemohon"
    (doubt,) = item.doubts
    assert word in doubt.why
    assert doubt.printed == item.text
    assert doubt.place == item.place


@pytest.mark.parametrize(
    "text",
    [
        "Email dkp1@tanjungselor.go.id",
        "Laman www.dkp1.tanjungselor.go.id",
        "Permen PANRB Nomor 15 Tahun 2014",
        "NIB dan KBLI 47111",
    ],
)
def test_addresses_numbers_and_abbreviations(text: str) -> None:
    """They are no misread words."""
    assert first("pengaduan", f"1. {text}").text == text


def test_stray_signs() -> None:
    """Signs around and between words are taken off, lines of nothing else are left out and told."""
    draft = scan_of(written("Izin Taman", {"persyaratan": "| 1. Surat permohonan |\n~ _\n‘ 2. Pas foto ["}))
    (service,) = draft.services
    assert shown(service.components["persyaratan"].items) == ["1 Surat permohonan", "2 Pas foto"]
    assert any("~ _" in entry.text for entry in draft.left_out)


@pytest.mark.parametrize(
    ("component", "heading"),
    [
        ("persyaratan", "Petsyaratan Pelayanan"),
        ("prosedur", "Sistem, Mekanisrne dan Prosedur"),
        ("jangka-waktu", "Jangka Waktu Penyelesaiau"),
        ("produk", "Produk Peiayanan"),
        ("dasar-hukum", "Dasar Hukurn"),
        ("jumlah-pelaksana", "Jumiah Pe1aksana"),
        ("jaminan-keamanan", "Jarninan Keamanan dan Keselarnatan Pelayanan"),
        ("evaluasi", "Evaiuasi Kinerja Pelaksana"),
    ],
)
def test_a_misread_heading(component: ComponentId, heading: str) -> None:
    """It still names its component."""
    for make in (scan_of, draft_of):
        (service,) = make(written("Izin Taman", names={component: heading})).services
        assert set(service.components) == set(COMPONENTS)
        assert shown(service.components[component].items) == [COMPONENTS[component][1]]


def test_the_first_number_read_as_a_letter() -> None:
    """`l. ... 2. ...` begins with 1."""
    items = scanned("persyaratan", "l. Surat permohonan\n2. Pas foto").items
    assert shown(items) == ["1 Surat permohonan", "2 Pas foto"]


def test_bullets_read_as_letters() -> None:
    """`e Surat` and `o Surat` are bullets."""
    assert shown(scanned("persyaratan", "e Surat permohonan\ne Pas foto\ne Denah lokasi").items) == [
        "Surat permohonan",
        "Pas foto",
        "Denah lokasi",
    ]


def test_nothing_read_is_read_anew() -> None:
    """Words of a document that was not scanned are left alone."""
    (service,) = draft_of(written("Izin Taman", {"persyaratan": "1. Fotokopi Kartu Tanda Pendudnk"})).services
    item = service.components["persyaratan"].items[0]
    assert (item.text, item.note) == ("Fotokopi Kartu Tanda Pendudnk", None)


def test_another_vocabulary() -> None:
    """Words are read as those of the texts handed in."""
    known = vocabulary([*general(), "Melampirkan sertifikat kelayakan"] * 3)
    scan = replace(document(written("Izin Taman", {"persyaratan": "1. Sertifikat keiayakan"})), scanned=True)
    (service,) = recognise(scan, known).services
    assert service.components["persyaratan"].items[0].text == "Sertifikat kelayakan"


@pytest.mark.xfail(strict=True, reason="repairs outside items are not told")
def test_what_is_left_out_of_a_scan_is_told_as_printed() -> None:
    """A part in no service shows the words of the document, not what they might be."""
    draft = scan_of(written("Izin Taman"), head="Menimbang bahwa pemohcn wajib dilayani dengan baik\n")
    assert any("pemohcn" in entry.text for entry in draft.left_out)


@pytest.mark.xfail(strict=True, reason="repairs outside items are not told")
def test_a_misread_title_is_told() -> None:
    """The name of a service is read like its items, and what the scan has is not lost."""
    (service,) = scan_of(written("x").replace("STANDAR PELAYANAN X", "Nama Layanan : Izin Pemohcn Taman")).services
    assert service.name in {"Izin Pemohon Taman", "Izin Pemohcn Taman"}
    doubts = [f"{doubt.printed} {doubt.why}" for doubt in service.doubts]
    assert "Pemohcn" in " ".join([service.name, *service.notes, *doubts])


@pytest.mark.xfail(strict=True, reason="repairs outside items are not told")
def test_a_misread_remark_is_told() -> None:
    """So are the words below the items."""
    part = scanned("persyaratan", "1. Pas foto\n2. Surat kuasa\nCatatan: berkas pemohcn dikembalikan")
    doubts = [f"{doubt.printed} {doubt.why}" for doubt in part.doubts]
    assert "pemohcn" in " ".join([part.remark or "", *part.notes, *doubts])
