"""What an officer meets first in a draft: names, the words on buttons, and no doubt told thirty times."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.decree_file import ServicePart
from knowledge.importing.capitals import ordinary
from knowledge.importing.finishing import finished
from knowledge.importing.service_labels import LONGEST, labels_of


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("LAYANAN TAMU/KONSULTASI", "Layanan Tamu/Konsultasi"),
        ("PENERBITAN KTP BAGI WNI", "Penerbitan KTP bagi WNI"),
        ("KARTU PENCARI KERJA (AK/1)", "Kartu Pencari Kerja (AK/1)"),
        ("Layanan UMKM DKerens", "Layanan UMKM DKerens"),
        ("UMKM", "UMKM"),
    ],
)
def test_capitals_are_read_aloud(printed: str, shown: str) -> None:
    """Only where everything is in capitals; abbreviations stay."""
    assert ordinary(printed) == shown


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Layanan Klinik Bisnis", "Klinik Bisnis"),
        ("Layanan 2: Uji Coba", "Uji Coba"),
        ("Pelayanan", "Pelayanan"),
        ("Penerbitan Kartu Keluarga", "Kartu Keluarga"),
        ("Layanan Pelatihan Wirausaha Baru (WUB)", "Pelatihan Wirausaha Baru"),
        ("Data, Laporan, dan Informasi Koperasi dan UKM", "Data, Laporan"),
        ("Penyediaan Narasumber/ Penyuluhan Perkoperasian", "Narasumber/Penyuluhan"),
        ("Pertanggungjawabankeuangandaerah", "Pertanggungjawabankeuang"),
    ],
)
def test_a_label_is_what_a_button_can_show(name: str, label: str) -> None:
    """Without what every service is called, and never ending in a loose word."""
    assert labels_of([name]) == [label]


def test_no_two_buttons_are_the_same() -> None:
    """Services that begin alike show how they end; those of one name are counted."""
    start = "Pertimbangan Teknis Ijin Pembukaan Kantor"
    names = [f"{start} Cabang Koperasi", f"{start} Cabang Pembantu Koperasi", f"{start} Kas Koperasi", "Izin", "Izin"]
    labels = labels_of(names)
    assert labels == [
        "Kantor Cabang Koperasi",
        "Cabang Pembantu Koperasi",
        "Kantor Kas Koperasi",
        "Izin",
        "Izin 2",
    ]
    assert all(len(label) <= LONGEST for label in labels)


def _service(items: list[dict[str, Any]]) -> ServicePart:
    return ServicePart.model_validate(
        {"id": "izin", "name": "Izin", "label": "Izin", "components": {"persyaratan": {"items": items}}}
    )


def test_one_reason_is_one_doubt() -> None:
    """Of the component, with the count and all that was printed; other doubts stay with their items."""
    border = {"why": "Batas butir tidak terbaca.", "place": "baris 7"}
    misread = {"why": "Mungkin salah baca: tugaz."}
    items = [
        {"text": "Surat tugaz", "doubts": [{**border, "printed": "Surat tugaz"}, misread]},
        {"text": "KTP", "doubts": [{**border, "printed": "KTP"}]},
    ]
    part = finished([_service(items)])[0].components["persyaratan"]
    assert [(each.why, each.printed, each.place) for each in part.doubts] == [
        ("Batas butir tidak terbaca (2 butir).", "Surat tugaz KTP", "baris 7")
    ]
    assert [[each.why for each in item.doubts] for item in part.items] == [["Mungkin salah baca: tugaz."], []]
