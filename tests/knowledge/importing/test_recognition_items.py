"""How the words of a component become items: their marks, their nesting, and where one ends."""

from __future__ import annotations

import pytest

from knowledge.importing.flat import as_json
from tests.knowledge.importing.annexes import draft_of, items_of, service_of, shown, tabled, written

LAYOUTS = [written, tabled]


def both(component: str, content: str) -> list[str]:
    """The items that a content becomes, the same as running text and in a table."""
    told = [
        shown(service_of(layout("Izin Taman", {component: content})).components[component].items)  # type: ignore[dict-item,index]
        for layout in LAYOUTS
    ]
    assert told[0] == told[1]
    return told[0]


@pytest.mark.parametrize(
    ("marks", "kept"),
    [
        (("1.", "2.", "3."), ("1", "2", "3")),
        (("1)", "2)", "3)"), ("1", "2", "3")),
        (("(1)", "(2)", "(3)"), ("1", "2", "3")),
        (("a.", "b.", "c."), ("a", "b", "c")),
        (("A.", "B.", "C."), ("A", "B", "C")),
        (("i.", "ii.", "iii."), ("i", "ii", "iii")),
    ],
)
def test_marks(marks: tuple[str, ...], kept: tuple[str, ...]) -> None:
    """Numbers and letters are kept as marks, apart from the text."""
    texts = ("Surat kuasa", "Pas foto", "Denah lokasi")
    content = "\n".join(f"{mark} {text}" for mark, text in zip(marks, texts, strict=True))
    assert both("persyaratan", content) == [f"{mark} {text}" for mark, text in zip(kept, texts, strict=True)]


@pytest.mark.parametrize("bullet", ["-", "•", "–", "✓", "*", "➢"])
def test_bullets(bullet: str) -> None:
    """Bullets part items and are no marks."""
    content = "\n".join(f"{bullet} {text}" for text in ("Surat kuasa", "Pas foto", "Denah lokasi"))
    assert both("persyaratan", content) == ["Surat kuasa", "Pas foto", "Denah lokasi"]


@pytest.mark.parametrize(
    ("content", "items"),
    [
        ("a. Surat kuasa b. Pas foto c. Denah lokasi", ["a Surat kuasa", "b Pas foto", "c Denah lokasi"]),
        ("1) Surat kuasa 2) Pas foto 3) Denah lokasi", ["1 Surat kuasa", "2 Pas foto", "3 Denah lokasi"]),
        ("1. Surat kuasa;2. Pas foto;3. Denah lokasi", ["1 Surat kuasa;", "2 Pas foto;", "3 Denah lokasi"]),
        ("1. Surat kuasa2. Pas foto3. Denah lokasi", ["1 Surat kuasa", "2 Pas foto", "3 Denah lokasi"]),
        ("- Surat kuasa - Pas foto - Denah lokasi", ["Surat kuasa", "Pas foto", "Denah lokasi"]),
        ("• Surat kuasa • Pas foto • Denah lokasi", ["Surat kuasa", "Pas foto", "Denah lokasi"]),
        ("Surat kuasa; Pas foto; Denah lokasi", ["Surat kuasa;", "Pas foto;", "Denah lokasi"]),
    ],
)
def test_items_glued_in_one_line(content: str, items: list[str]) -> None:
    """Borders that stand in the middle of a line."""
    assert both("persyaratan", content) == items


@pytest.mark.parametrize(
    "text",
    [
        "Fotokopi Akta No. 12 Tahun 2020",
        "Permohonan ditandatangani Drs. H. Rahmat",
        "Membayar Rp. 25.000,- sesuai Perda 3/2019",
        "Biaya 1.5 kali tarif dasar",
        "Datang pukul 08.00 s.d. 15.00",
        pytest.param(
            "Kantor di Jl. A. Yani No. 5",
            marks=pytest.mark.xfail(strict=True, reason="an initial read as a mark"),
        ),
        "Pasal 5 ayat (2) huruf b",
        "Usia 17 - 25 tahun",
        "KTP - elektronik pemohon",
        "Rangkap 2 (dua)",
    ],
)
def test_what_only_looks_like_a_mark(text: str) -> None:
    """Abbreviations, amounts, hours and citations stay within their item."""
    assert both("persyaratan", f"1. {text}\n2. Pas foto") == [f"1 {text}", "2 Pas foto"]


def test_nested_three_deep() -> None:
    """Numbers, letters in them, numbers with brackets in those."""
    content = "1. Perorangan :\na. Surat kuasa\n1) Bermeterai\n2) Ditandatangani\nb. Pas foto\n2. Badan usaha"
    assert both("persyaratan", content) == [
        "1 Perorangan :",
        "  a Surat kuasa",
        "    1 Bermeterai",
        "    2 Ditandatangani",
        "  b Pas foto",
        "2 Badan usaha",
    ]


def test_a_nested_list_of_html() -> None:
    """Marks that a browser would make."""
    content = "<ol><li>Perorangan<ol type='a'><li>Surat kuasa</li><li>Pas foto</li></ol></li><li>Badan usaha</li></ol>"
    part = service_of(tabled("Izin Taman", {"persyaratan": content})).components["persyaratan"]
    assert shown(part.items) == ["1 Perorangan", "  a Surat kuasa", "  b Pas foto", "2 Badan usaha"]


def test_a_lead_in_without_a_mark() -> None:
    """`Perorangan:` stands before its list, each time."""
    content = "Perorangan:\n1. Surat kuasa\n2. Pas foto\nBadan usaha:\n1. Akta pendirian\n2. Denah lokasi"
    assert both("persyaratan", content) == [
        "Perorangan:",
        "  1 Surat kuasa",
        "  2 Pas foto",
        "Badan usaha:",
        "  1 Akta pendirian",
        "  2 Denah lokasi",
    ]


def test_dotted_numbers() -> None:
    """1.1 stands below 1."""
    content = "1. Perorangan\n1.1 Surat kuasa\n1.2 Pas foto\n2. Badan usaha\n2.1 Akta pendirian"
    assert both("persyaratan", content) == [
        "1 Perorangan",
        "  1.1 Surat kuasa",
        "  1.2 Pas foto",
        "2 Badan usaha",
        "  2.1 Akta pendirian",
    ]


def test_ways_to_complain_and_steps_side_by_side() -> None:
    """a, its numbers, b, its numbers: b stands beside a."""
    content = (
        "a. Pengaduan dapat dilakukan melalui :\n1) Tatap muka\n2) Kotak saran\n"
        "b. Jangka Waktu Penyelesaian Pengaduan :\n1) Ringan 3 hari kerja\n2) Berat 14 hari kerja"
    )
    assert both("pengaduan", content) == [
        "a Pengaduan dapat dilakukan melalui :",
        "  1 Tatap muka",
        "  2 Kotak saran",
        "b Jangka Waktu Penyelesaian Pengaduan :",
        "  1 Ringan 3 hari kerja",
        "  2 Berat 14 hari kerja",
    ]


def test_complaints_whose_lists_html_runs_together() -> None:
    """The same where the lists of HTML begin late and end early: a, b and c stand side by side, the chart is kept."""
    inner = "1) Tatap muka 2) Kotak saran b. Alur Penanganan Pengaduan : <pre>graph LR A[Warga] --> B[Petugas]</pre>"
    last = "c. Jangka Waktu Penyelesaian Pengaduan : <ul>1) Ringan 3 hari kerja 2) Berat 14 hari kerja</ul>"
    content = f"<p>a. Pengaduan dapat dilakukan melalui :</p> <ul>{inner} {last}</ul>"
    part = service_of(tabled("Izin Taman", {"pengaduan": content})).components["pengaduan"]
    assert shown(part.items) == [
        "a Pengaduan dapat dilakukan melalui :",
        "  1 Tatap muka",
        "  2 Kotak saran",
        "b Alur Penanganan Pengaduan :",
        "c Jangka Waktu Penyelesaian Pengaduan :",
        "  1 Ringan 3 hari kerja",
        "  2 Berat 14 hari kerja",
    ]
    assert [*part.flow, *(box for item in part.items for box in item.flow)] == ["Warga", "Petugas"]


@pytest.mark.xfail(strict=True, reason="a hyphen before a capital letter does not join")
def test_a_sentence_broken_over_lines() -> None:
    """A hard line break within an item is a blank; a hyphen at the end of a line stays in its word."""
    content = (
        "1. Surat permohonan yang ditujukan kepada Kepala Dinas dan diketahui oleh\n"
        "lurah setempat\n"
        "2. Memenuhi ketentuan yang ditetapkan dalam peraturan, termasuk syarat-\nsyarat lingkungan menurut Undang-\n"
        "Undang yang berlaku"
    )
    assert items_of("persyaratan", content) == [
        "1 Surat permohonan yang ditujukan kepada Kepala Dinas dan diketahui oleh lurah setempat",
        "2 Memenuhi ketentuan yang ditetapkan dalam peraturan, termasuk syarat-syarat lingkungan menurut Undang-Undang"
        " yang berlaku",
    ]


def test_an_item_that_a_page_parts() -> None:
    """The rest of an item at the head of the next page belongs to it; the page number does not."""
    content = "1. Surat permohonan yang diketahui oleh\n\n4\n\f\nlurah setempat\n2. Pas foto"
    assert items_of("persyaratan", content) == [
        "1 Surat permohonan yang diketahui oleh lurah setempat",
        "2 Pas foto",
    ]


def test_paragraphs() -> None:
    """Lines of a cell without marks are an item each."""
    content = "Ruang tunggu\nKursi roda\nTempat parkir"
    assert shown(service_of(tabled("Izin Taman", {"sarana": content})).components["sarana"].items) == [
        "Ruang tunggu",
        "Kursi roda",
        "Tempat parkir",
    ]


@pytest.mark.parametrize(
    ("content", "items", "why"),
    [
        (
            "1. Surat kuasa\n2. Pas foto\n2. Denah lokasi",
            ["1 Surat kuasa", "2 Pas foto", "2 Denah lokasi"],
            "Sesudah butir 2 tercetak butir 2",
        ),
        (
            "a. Surat kuasa\nb. Pas foto\nd. Denah lokasi",
            ["a Surat kuasa", "b Pas foto", "d Denah lokasi"],
            "Sesudah butir b tercetak butir d",
        ),
        (
            "1. Surat kuasa\n3. Pas foto",
            ["1 Surat kuasa", "3 Pas foto"],
            "Sesudah butir 1 tercetak butir 3",
        ),
    ],
)
def test_numbers_doubled_or_skipped(content: str, items: list[str], why: str) -> None:
    """They are kept as printed, and a person is asked whether something is missing."""
    for layout in LAYOUTS:
        part = service_of(layout("Izin Taman", {"persyaratan": content})).components["persyaratan"]
        assert shown(part.items) == items
        assert [doubt.why.startswith(why) for doubt in part.doubts] == [True]


@pytest.mark.xfail(strict=True, reason="gaps among sub-items are not told")
def test_numbers_doubled_below_an_item() -> None:
    """The same among sub-items."""
    content = "1. Perorangan :\na. Surat kuasa\na. Pas foto\n2. Badan usaha"
    part = service_of(tabled("Izin Taman", {"persyaratan": content})).components["persyaratan"]
    assert shown(part.items) == ["1 Perorangan :", "  a Surat kuasa", "  a Pas foto", "2 Badan usaha"]
    whys = [doubt.why for doubts in (part.doubts, *(item.doubts for item in part.items)) for doubt in doubts]
    assert any("Sesudah butir a tercetak butir a" in why for why in whys)


def test_laws_run_together() -> None:
    """Without marks, each law is an item; one that is cited within another is not."""
    first = "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik"
    second = "Peraturan Pemerintah Nomor 96 Tahun 2012 tentang Pelaksanaan Undang-Undang Nomor 25 Tahun 2009"
    part = service_of(tabled("Izin Taman", {"dasar-hukum": f"{first} {second}"})).components["dasar-hukum"]
    assert shown(part.items) == [first, second]


def test_contacts_run_together() -> None:
    """Each way to reach the office is an item."""
    content = "Telepon : (0511) 555021 Email : dkp@tanjungselor.go.id Website : www.tanjungselor.go.id"
    assert both("pengaduan", content) == [
        "Telepon : (0511) 555021",
        "Email : dkp@tanjungselor.go.id",
        "Website : www.tanjungselor.go.id",
    ]


def test_every_item_knows_its_place() -> None:
    """Where the document has it."""
    service = service_of(written("Izin Taman", {"persyaratan": "1. Surat kuasa\n2. Pas foto"}))
    places = [item.place for item in service.components["persyaratan"].items]
    assert places == sorted(places, key=lambda place: int((place or "").removeprefix("baris ")))
    assert len(set(places)) == 2


def test_the_flat_form() -> None:
    """Items in reading order, parents first; an empty component is an empty list, a missing one is absent."""
    contents = {"persyaratan": "1. Perorangan :\na. Surat kuasa\n2. Badan usaha", "biaya": "-"}
    draft = draft_of(tabled("Izin Taman", contents, without=["evaluasi"]))  # type: ignore[arg-type]
    answer = as_json(draft)
    assert (answer["office"], answer["number"], answer["year"]) == (
        "Dinas Kebersihan dan Pertamanan Kota Tanjung Selor",
        "660/14/DKP/2023",
        2023,
    )
    (service,) = answer["services"]
    assert service["name"] == "Izin Taman"
    assert service["components"]["persyaratan"] == ["Perorangan :", "Surat kuasa", "Badan usaha"]
    assert service["components"]["biaya"] == []
    assert "evaluasi" not in service["components"]
