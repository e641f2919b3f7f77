"""Which of the 14 components a heading names, where each ends, and what it says besides its items."""

from __future__ import annotations

import pytest

from knowledge.decree_file import ComponentId
from tests.knowledge.importing.annexes import COMPONENTS, draft_of, service_of, shown, table, tabled, whys, written

NUMBERED: tuple[str, str, str] = ("No", "Komponen", "Uraian")


@pytest.mark.parametrize(
    ("component", "names"),
    [
        ("persyaratan", ["PERSYARATAN PELAYANAN", "Syarat dan Ketentuan", "Syarat-syarat"]),
        (
            "prosedur",
            ["Sistem, Mekanisme & Prosedur", "Mekanisme dan Prosedur", "Alur Pelayanan", "Tata Cara Pelayanan"],
        ),
        ("jangka-waktu", ["Jangka Waktu Pelayanan", "Waktu Penyelesaian", "Lama Pelayanan"]),
        ("biaya", ["Biaya / Tarif", "Biaya", "Tarif Layanan"]),
        ("produk", ["Produk Layanan", "Hasil Pelayanan", "Produk"]),
        ("pengaduan", ["Penanganan Pengaduan, Saran dan Masukan", "Pengaduan Layanan", "Sarana Pengaduan"]),
        ("dasar-hukum", ["Dasar Hukum Pelayanan", "Landasan Hukum"]),
        ("sarana", ["Sarana dan Prasarana", "Sarana & Prasarana", "Fasilitas Pelayanan"]),
        ("kompetensi", ["Kompetensi Petugas", "Kualifikasi Pelaksana"]),
        ("pengawasan", ["Pengawasan Intern", "Pengawasan"]),
        ("jumlah-pelaksana", ["Jumlah Petugas", "Jumlah Pegawai"]),
        ("jaminan-pelayanan", ["Jaminan Layanan", "Jaminan Mutu Pelayanan"]),
        ("jaminan-keamanan", ["Jaminan Keamanan dan Keselamatan", "Keamanan dan Keselamatan Pelayanan"]),
        ("evaluasi", ["Evaluasi Kinerja", "Evaluasi Kinerja Pelayanan"]),
    ],
)
def test_names_in_other_spellings(component: ComponentId, names: list[str]) -> None:
    """What offices call a component, as the heading of a text and as the cell of a table."""
    for name in names:
        for layout in (written, tabled):
            service = service_of(layout("Izin Taman", names={component: name}))
            assert set(service.components) == set(COMPONENTS), name
            assert shown(service.components[component].items) == [COMPONENTS[component][1]], name


@pytest.mark.parametrize(
    "heading",
    [
        *(
            pytest.param(each, marks=pytest.mark.xfail(strict=True, reason="short content is read into its heading"))
            for each in ("{}:", "**{}**", "### {}")
        ),
        "1. {} :",
        "a. {}",
        "A. {}",
        "(1) {}",
        "IV. {}",
    ],
)
def test_dresses_of_a_heading(heading: str) -> None:
    """Headings in running text, numbered or not, with a colon, in bold, as Markdown has them."""
    text = "\n\n".join(f"{heading.format(name)}\n{content}" for name, content in COMPONENTS.values())
    service = service_of(f"## Layanan Izin Taman\n\n{text}\n")
    assert {key: shown(part.items) for key, part in service.components.items()} == {
        key: [content] for key, (_, content) in COMPONENTS.items()
    }


def test_a_heading_wrapped_over_lines() -> None:
    """A narrow column breaks the name of a component."""
    names = {
        "prosedur": "Sistem, Mekanisme,\ndan Prosedur",
        "sarana": "Sarana, Prasarana,\ndan/atau Fasilitas",
        "jaminan-keamanan": "Jaminan Keamanan dan\nKeselamatan Pelayanan",
        "pengaduan": "Penanganan Pengaduan,\nSaran, dan Masukan",
    }
    for layout in (written, tabled):
        service = service_of(layout("Izin Taman", names=names))  # type: ignore[arg-type]
        assert {key: shown(part.items) for key, part in service.components.items()} == {
            key: [content] for key, (_, content) in COMPONENTS.items()
        }


@pytest.mark.xfail(strict=True, reason="the whole line is taken for the name")
def test_content_in_the_line_of_its_heading() -> None:
    """`Biaya : Gratis` is a heading and an item."""
    text = "\n".join(f"{name} : {content}" for name, content in COMPONENTS.values())
    service = service_of(f"STANDAR PELAYANAN IZIN TAMAN\n\n{text}\n")
    assert {key: shown(part.items) for key, part in service.components.items()} == {
        key: [content] for key, (_, content) in COMPONENTS.items()
    }


@pytest.mark.xfail(strict=True, reason="the whole line is taken for the name")
def test_content_in_the_line_of_its_numbered_heading() -> None:
    """`11 Jumlah Pelaksana 2 orang`, as a table reads whose lines were lost."""
    text = "\n".join(f"{number} {name} {content}" for number, (name, content) in enumerate(COMPONENTS.values(), 1))
    service = service_of(f"STANDAR PELAYANAN IZIN TAMAN\n\n{text}\n")
    assert shown(service.components["jumlah-pelaksana"].items) == ["2 orang"]
    assert shown(service.components["biaya"].items) == ["Gratis"]


@pytest.mark.parametrize(
    ("component", "item"),
    [
        ("pengawasan", "Evaluasi kinerja pelaksana setiap bulan"),
        ("jaminan-pelayanan", "Jangka waktu penyelesaian sesuai standar pelayanan"),
        ("persyaratan", "Produk pelayanan sebelumnya"),
        ("evaluasi", "Pengawasan internal dilakukan setiap triwulan"),
        ("prosedur", "Biaya dibayar di loket"),
        ("kompetensi", "Sarana dan prasarana dikuasai"),
    ],
)
def test_an_item_that_speaks_of_another_component(component: ComponentId, item: str) -> None:
    """It stays an item of its own component."""
    content = f"1. Butir pertama\n2. {item}\n3. Butir ketiga"
    for layout in (written, tabled):
        service = service_of(layout("Izin Taman", {component: content}))
        assert shown(service.components[component].items) == ["1 Butir pertama", f"2 {item}", "3 Butir ketiga"]
        assert set(service.components) == set(COMPONENTS)


def test_a_complaint_s_own_time_limit_is_no_time_limit_of_the_service() -> None:
    """`Jangka Waktu Penyelesaian Pengaduan` stays with the complaints."""
    content = "a. Kotak saran\nb. Jangka Waktu Penyelesaian Pengaduan :\n1) Ringan 3 hari kerja\n2) Berat 14 hari kerja"
    for layout in (written, tabled):
        service = service_of(layout("Izin Taman", {"pengaduan": content}))
        assert shown(service.components["pengaduan"].items) == [
            "a Kotak saran",
            "b Jangka Waktu Penyelesaian Pengaduan :",
            "  1 Ringan 3 hari kerja",
            "  2 Berat 14 hari kerja",
        ]
        assert shown(service.components["jangka-waktu"].items) == ["3 hari kerja"]


@pytest.mark.xfail(strict=True, reason="a name repeated after a page is glued to the last item")
def test_a_component_that_a_page_parts() -> None:
    """Head of the table and the name repeated on the next page: still one component."""
    rows = [(str(number), *row) for number, row in enumerate(COMPONENTS.values(), start=1)]
    rows[1] = (*rows[1][:2], "1. Mengisi formulir\n2. Menyerahkan berkas")
    title = "STANDAR PELAYANAN IZIN TAMAN\n\n"
    for name in ("", "Sistem, Mekanisme, dan Prosedur"):
        rest = [("", name, "3. Membayar\n4. Menerima izin"), *rows[2:]]
        service = service_of(f"{title}{table(NUMBERED, rows[:2])}\n\f\n{table(NUMBERED, rest)}")
        assert shown(service.components["prosedur"].items) == [
            "1 Mengisi formulir",
            "2 Menyerahkan berkas",
            "3 Membayar",
            "4 Menerima izin",
        ]
        assert set(service.components) == set(COMPONENTS)


@pytest.mark.parametrize("content", ["-", "–", " "])
def test_blank(content: str) -> None:
    """A component with a dash or nothing is there, and empty."""
    service = service_of(tabled("Izin Taman", {"biaya": content}))
    part = service.components["biaya"]
    assert (part.blank, part.items, part.values) == (True, [], [])


def test_a_component_that_is_missing() -> None:
    """The service is doubted, naming it; the others are kept."""
    for layout in (written, tabled):
        service = service_of(layout("Izin Taman", without=["biaya", "evaluasi"]))
        assert set(service.components) == set(COMPONENTS) - {"biaya", "evaluasi"}
        assert whys(service) == ["Komponen yang tidak ditemukan: Biaya, Evaluasi kinerja."]


def test_the_order_of_components_is_that_of_the_regulation() -> None:
    """Whatever order the document has."""
    first, *rest = list(COMPONENTS.values())
    rows = [(str(number), *row) for number, row in enumerate([*reversed(rest), first], start=1)]
    service = service_of(f"STANDAR PELAYANAN IZIN TAMAN\n\n{table(NUMBERED, rows)}")
    assert list(service.components) == list(COMPONENTS)


def test_skipped_numbers_of_components_do_not_matter() -> None:
    """Typists number 1, 2, 2, 4."""
    text = tabled("Izin Taman").replace("| 3 |", "| 2 |").replace("| 9 |", "| 7 |")
    assert set(service_of(text).components) == set(COMPONENTS)


def test_a_flow_chart() -> None:
    """Boxes joined by arrows are the flow of the component and none of its items."""
    content = "Pemohon → Petugas Loket → Kepala Dinas\n1. Mengisi formulir\n2. Menerima izin"
    for layout in (written, tabled):
        part = service_of(layout("Izin Taman", {"prosedur": content})).components["prosedur"]
        assert part.flow == ["Pemohon", "Petugas Loket", "Kepala Dinas"]
        assert shown(part.items) == ["1 Mengisi formulir", "2 Menerima izin"]


def test_a_flow_chart_of_mermaid() -> None:
    """As a reading machine writes charts down."""
    chart = "<pre>graph LR A[Pemohon] --> B[Petugas Loket] --> C[Kepala Dinas]</pre>"
    part = service_of(tabled("Izin Taman", {"prosedur": f"{chart}1. Mengisi formulir"})).components["prosedur"]
    assert part.flow == ["Pemohon", "Petugas Loket", "Kepala Dinas"]
    assert shown(part.items) == ["1 Mengisi formulir"]


def test_a_flow_chart_alone() -> None:
    """It is kept; a person is asked to write its steps."""
    part = service_of(tabled("Izin Taman", {"prosedur": "Pemohon → Loket → Kepala Dinas"})).components["prosedur"]
    assert (part.blank, part.flow) == (True, ["Pemohon", "Loket", "Kepala Dinas"])
    assert "bagan alur" in part.doubts[0].why


def test_a_remark() -> None:
    """What stands below the items after `Catatan:`."""
    content = "1. Fotokopi KTP\n2. Pas foto\nCatatan: berkas asli dibawa saat verifikasi"
    for layout in (written, tabled):
        part = service_of(layout("Izin Taman", {"persyaratan": content})).components["persyaratan"]
        assert shown(part.items) == ["1 Fotokopi KTP", "2 Pas foto"]
        assert part.remark == "berkas asli dibawa saat verifikasi"


@pytest.mark.parametrize(
    ("component", "content", "value"),
    [
        ("jangka-waktu", "1. 3 (tiga) hari kerja", ("duration", 3, None, "hari kerja", "1")),
        ("jangka-waktu", "15 - 30 menit", ("duration", 15, 30, "menit", None)),
        ("jangka-waktu", "2 jam", ("duration", 2, None, "jam", None)),
        ("biaya", "Tidak dipungut biaya", ("fee", 0, None, "rupiah", None)),
        ("biaya", "Rp. 25.000,-", ("fee", 25_000, None, "rupiah", None)),
        ("jumlah-pelaksana", "5 (lima) orang", ("officers", 5, None, "orang", None)),
    ],
)
def test_values(component: ComponentId, content: str, value: tuple[str, int, int | None, str, str | None]) -> None:
    """How long, how much and how many are read from the items, each pointing at its item."""
    part = service_of(tabled("Izin Taman", {component: content})).components[component]
    assert [(each.kind, each.amount, each.upto, each.unit, each.item) for each in part.values] == [value]


def test_complaint_channels_of_the_office() -> None:
    """Contacts that the services share are the office's."""
    content = "1. Telepon (0511) 555021\n2. Email dkp@tanjungselor.go.id"
    draft = draft_of(tabled("Izin Taman", {"pengaduan": content}), tabled("Angkut Sampah", {"pengaduan": content}))
    assert [(each.kind, each.value) for each in draft.complaint.channels] == [
        ("email", "dkp@tanjungselor.go.id"),
        ("telepon", "(0511) 555021"),
    ]
