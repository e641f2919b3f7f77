"""What a person is asked to settle, and where it is told to stand."""

from __future__ import annotations

import pytest

from knowledge.decree_file import ComponentPart
from knowledge.importing.standing import standing
from tests.knowledge.importing.annexes import draft_of, scan_of, service_of, tabled, whys, written


def reasons(part: ComponentPart) -> list[str]:
    """Why a component or one of its items is doubted."""
    return [doubt.why for doubts in (part.doubts, *(item.doubts for item in part.items)) for doubt in doubts]


def test_a_clean_decree_of_a_province_has_few_doubts() -> None:
    """Only what was made up for the office is to be looked at."""
    draft = draft_of(tabled("Izin Taman"))
    assert [each.about for each in standing(draft)] == ["Kantor"] * len(draft.office.doubts)


def test_a_component_that_comes_twice() -> None:
    """Its items are put together, and the component is doubted."""
    service = service_of(written("Izin Taman") + "15. Biaya/Tarif\nTidak dipungut biaya\n")
    part = service.components["biaya"]
    assert [item.text for item in part.items] == ["Gratis", "Tidak dipungut biaya"]
    assert any("lebih dari sekali" in doubt.why for doubt in part.doubts)


def test_a_doubt_has_its_place() -> None:
    """A missing component is doubted where the service stands, a skipped number where the component stands."""
    service = service_of(tabled("Izin Taman", {"persyaratan": "1. Pas foto\n3. Denah"}, without=["evaluasi"]))
    assert whys(service) == ["Komponen yang tidak ditemukan: Evaluasi kinerja."]
    assert service.doubts[0].place == service.place
    part = service.components["persyaratan"]
    assert part.doubts[0].place == part.place != service.place


def test_doubts_are_listed_in_the_order_of_the_draft() -> None:
    """Each with the service, the component and the item that it is about."""
    draft = scan_of(
        written("Izin Taman", {"persyaratan": "1. Pas foto\n2. Fotokopi Kwrtzbk"}, without=["evaluasi"]),
        written("Angkut Sampah", {"biaya": "1. Gratis\n4. Tanpa pungutan"}),
    )
    told = [each.about for each in standing(draft) if each.about not in {"Kantor", "Keputusan"}]
    assert told == [
        "Izin Taman",
        "Izin Taman, Persyaratan butir 2",
        "Angkut Sampah, Biaya",
    ]


def test_borders_that_were_lost() -> None:
    """A list whose marks are gone is parted by its words, and the parting doubted."""
    content = "<ol>Surat permohonan Fotokopi KTP Pas foto berwarna</ol>"
    part = service_of(tabled("Izin Taman", {"persyaratan": content})).components["persyaratan"]
    assert [item.text for item in part.items] == ["Surat permohonan", "Fotokopi KTP", "Pas foto berwarna"]
    assert any("dipisah menurut isinya" in why for why in reasons(part))


def test_the_same_list_of_another_service_tells_the_borders() -> None:
    """Offices copy their lists: what one service keeps apart parts the other's."""
    apart = "1. Mengisi formulir permohonan\n2. Menunggu verifikasi berkas oleh petugas\n3. Mengambil surat di loket"
    run = "Mengisi formulir permohonan Menunggu verifikasi berkas oleh petugas Mengambil surat di loket"
    draft = draft_of(tabled("Izin Taman", {"prosedur": apart}), tabled("Angkut Sampah", {"prosedur": run}))
    part = draft.services[1].components["prosedur"]
    assert [item.text for item in part.items] == [line[3:] for line in apart.splitlines()]
    assert any("layanan lain" in why for why in reasons(part))


@pytest.mark.xfail(strict=True, reason="the chart is lost")
def test_a_chart_survives_the_borders_of_another_service() -> None:
    """What is restored after another service keeps its own flow chart."""
    apart = (
        "a. Pengaduan disampaikan melalui kotak saran di loket\nb. Alur penanganan pengaduan oleh petugas\n"
        "Warga → Petugas → Kepala Dinas"
    )
    run = (
        "Pengaduan disampaikan melalui kotak saran di loket\nAlur penanganan pengaduan oleh petugas\n"
        "Warga → Petugas → Kepala Dinas"
    )
    draft = draft_of(tabled("Izin Taman", {"pengaduan": apart}), tabled("Angkut Sampah", {"pengaduan": run}))
    for service in draft.services:
        part = service.components["pengaduan"]
        assert [*part.flow, *(box for item in part.items for box in item.flow)] == ["Warga", "Petugas", "Kepala Dinas"]
