"""Which services a raw decree holds, what they are called, and where each begins and ends."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.knowledge.importing.annexes import (
    COMPONENTS,
    DELIVERY,
    HEAD,
    Contents,
    draft_of,
    items_of,
    service_of,
    shown,
    table,
    tabled,
    whys,
    written,
)

NAMES = ["Izin Taman", "Angkut Sampah", "Sewa Lapangan"]
ALL = set(COMPONENTS)


def persyaratan(number: int) -> Contents:
    return {"persyaratan": f"Surat permohonan rangkap {number}"}


@pytest.mark.parametrize("layout", [written, tabled])
def test_services_one_after_another(layout: Callable[..., str]) -> None:
    """Each title opens a service with its own 14 components, numbered 1 to 14."""
    draft = draft_of(*(layout(name, persyaratan(number)) for number, name in enumerate(NAMES)))
    assert [service.name.casefold() for service in draft.services] == [name.casefold() for name in NAMES]
    assert [set(service.components) for service in draft.services] == [ALL] * 3
    assert [shown(service.components["persyaratan"].items) for service in draft.services] == [
        [f"Surat permohonan rangkap {number}"] for number in range(3)
    ]
    assert [service.doubts for service in draft.services] == [[], [], []]


def test_ids_are_apart_for_services_of_one_name() -> None:
    """Two services that are called the same can both be kept."""
    draft = draft_of(tabled("Izin Taman"), tabled("Izin Taman", persyaratan(2)))
    assert [service.id for service in draft.services] == ["izin-taman", "izin-taman-2"]


def halves(*, numbered: int) -> list[str]:
    """One service as two tables, the first its delivery, the second its management with numbers from `numbered` on."""
    rows = [(name, text) for name, text in COMPONENTS.values()]
    first = [(str(number), *row) for number, row in enumerate(rows[:DELIVERY], start=1)]
    second = [(str(number), *row) for number, row in enumerate(rows[DELIVERY:], start=numbered)]
    head = ("No", "Komponen", "Uraian")
    return [
        "STANDAR PELAYANAN IZIN TAMAN\n",
        "Komponen Standar Pelayanan terkait proses penyampaian pelayanan (Service Delivery)\n",
        table(head, first),
        "Komponen Standar Pelayanan terkait proses pengelolaan pelayanan (Manufacturing)\n",
        table(head, second),
    ]


@pytest.mark.parametrize("numbered", [1, 7])
def test_two_tables_of_one_service(numbered: int) -> None:
    """Service Delivery and Manufacturing are one service, whether the second table counts on or begins again."""
    service = service_of(*halves(numbered=numbered))
    assert service.name == "Izin Taman"
    assert set(service.components) == ALL
    assert all(not part.blank and not part.doubts for part in service.components.values())


@pytest.mark.parametrize(
    "title",
    [
        "Layanan {}",
        "Nama Layanan : {}",
        "STANDAR PELAYANAN {}",
        "Pelayanan {}",
        pytest.param("**{}**", marks=pytest.mark.xfail(strict=True, reason="a bold row is no title")),
    ],
)
def test_several_services_in_one_table(title: str) -> None:
    """Title rows part the services of one long table."""
    rows: list[tuple[str, ...]] = []
    for position, name in enumerate(NAMES):
        rows.append((title.format(name), "", ""))
        rows += [(str(number), *row) for number, row in enumerate(COMPONENTS.values(), start=1)]
        rows[-14] = ("1", "Persyaratan", f"Berkas {position}")
    draft = draft_of(table(("No", "Komponen", "Uraian"), rows))
    assert [service.name.removeprefix("Layanan ") for service in draft.services] == NAMES
    assert [shown(service.components["persyaratan"].items) for service in draft.services] == [
        ["Berkas 0"],
        ["Berkas 1"],
        ["Berkas 2"],
    ]
    assert [len(service.components) for service in draft.services] == [14] * 3


def test_services_as_columns() -> None:
    """A table that sets the services side by side."""
    rows = [(name, text, f"{text} lengkap", f"{text} segera") for name, text in COMPONENTS.values()]
    draft = draft_of(table(("Komponen", *NAMES), rows))
    assert [service.name for service in draft.services] == NAMES
    assert [shown(service.components["produk"].items) for service in draft.services] == [
        ["Surat izin"],
        ["Surat izin lengkap"],
        ["Surat izin segera"],
    ]
    assert [set(service.components) for service in draft.services] == [ALL] * 3


def test_services_as_rows() -> None:
    """A table with a row a service and a column a component."""
    head = ("No", "Nama Layanan", *(name for name, _ in COMPONENTS.values()))
    rows = [
        (str(number), name, *(f"{text} {number}" for _, text in COMPONENTS.values()))
        for number, name in enumerate(NAMES, start=1)
    ]
    draft = draft_of(table(head, rows))
    assert [service.name for service in draft.services] == NAMES
    assert [shown(service.components["sarana"].items) for service in draft.services] == [
        ["Ruang tunggu 1"],
        ["Ruang tunggu 2"],
        ["Ruang tunggu 3"],
    ]


def test_services_beside_their_components() -> None:
    """A table with the service in a cell before the rows of its components."""
    rows = [
        (name if first else "", component, text)
        for name in NAMES
        for first, (component, text) in zip([True] + [False] * 13, COMPONENTS.values(), strict=True)
    ]
    draft = draft_of(table(("Jenis Pelayanan", "Komponen", "Uraian"), rows))
    assert [service.name for service in draft.services] == NAMES
    assert [set(service.components) for service in draft.services] == [ALL] * 3


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("1. Pelayanan Izin Taman", "Izin Taman"),
        ("Nama Layanan : Izin Taman", "Izin Taman"),
        ("Jenis Pelayanan : Izin Taman", "Izin Taman"),
        ("## Izin Taman", "Izin Taman"),
        ("STANDAR PELAYANAN : IZIN TAMAN", "Izin Taman"),
        ("STANDAR PELAYANAN\n\nIZIN TAMAN", "Izin Taman"),
        ("A. IZIN TAMAN", "Izin Taman"),
        ("**B. Izin Taman**", "Izin Taman"),
    ],
)
def test_titles(title: str, name: str) -> None:
    """A title in its usual dresses is the name without what every title says."""
    body = tabled("x").split("\n", 1)[1]
    assert service_of(f"{title}\n{body}").name == name


def test_a_table_without_a_title() -> None:
    """It is kept, and a person is asked for its name."""
    service = service_of(tabled("x").split("\n", 1)[1])
    assert set(service.components) == ALL
    assert any("Judul layanan tidak ditemukan" in why for why in whys(service))


def test_a_listed_service_without_a_table() -> None:
    """A service that the decree names and does not describe is told as such, with a doubt."""
    listing = HEAD.replace(
        "KEDUA :",
        "KEDUA : Standar Pelayanan meliputi jenis layanan sebagai berikut :\n1. Izin Taman;\n2. Angkut Sampah;\n"
        "3. Sewa Lapangan.\nKETIGA :",
    )
    draft = draft_of(tabled("Izin Taman"), tabled("Angkut Sampah"), head=listing)
    assert [(each.name.casefold(), each.listed_only) for each in draft.services] == [
        ("izin taman", False),
        ("angkut sampah", False),
        ("sewa lapangan", True),
    ]
    assert "tidak ditemukan dalam lampiran" in whys(draft.services[-1])[0]


def test_a_table_of_contents_is_no_service() -> None:
    """Names listed ahead of the annex do not become services of their own."""
    contents = "DAFTAR ISI\n\n1. Izin Taman ........ 3\n2. Angkut Sampah ........ 7\n\n"
    draft = draft_of(contents, tabled("Izin Taman"), tabled("Angkut Sampah"))
    assert [service.name for service in draft.services] == ["Izin Taman", "Angkut Sampah"]


def test_a_signature_between_services() -> None:
    """The signature under each annex belongs to no service."""
    signature = (
        "Ditetapkan di Tanjung Selor\npada tanggal 9 Mei 2023\n\nKEPALA DINAS,\n\nRAHMAT HIDAYAT\nNIP 19700101\n"
    )
    draft = draft_of(written("Izin Taman"), signature, written("Angkut Sampah"), signature)
    assert [shown(service.components["evaluasi"].items) for service in draft.services] == [["Rapat setiap bulan"]] * 2


def test_a_service_has_a_short_label() -> None:
    """What fits on a button, of its own first words."""
    service = service_of(tabled("Rekomendasi Pemanfaatan Ruang Terbuka Hijau"))
    assert len(service.label) <= 24
    assert service.label.startswith("Rekom")
    assert not service.label.endswith(" ")


def test_the_place_of_a_service_is_its_title() -> None:
    """A reviewer finds it in the document."""
    service = service_of(tabled("Izin Taman"))
    number = len(HEAD.splitlines()) + 1 + 1
    assert service.place == f"baris {number}"
    assert items_of("biaya", "Gratis") == ["Gratis"]
