"""What is read of a PDF with its text: tables whole over page ends, lines that go on, no running headers."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from knowledge.importing.pdf_words import Letter, Turn, words_of
from knowledge.importing.placed import Box
from knowledge.importing.reading import read_document
from tests.knowledge.importing.papers import LONG, Paper, rows
from tests.knowledge.importing.shown import read


def test_a_ruled_table_has_its_cells_and_their_lines(tmp_path: Path) -> None:
    paper = Paper()
    paper.say("STANDAR PELAYANAN")
    paper.ruled(rows(1))
    assert read(paper.saved(tmp_path)) == [
        "STANDAR PELAYANAN",
        "1: NO | KOMPONEN | URAIAN",
        "1: 1 | Komponen 1 | a. Fotokopi kartu tanda penduduk pemohon yang masih berlaku dan telah / "
        "~dilegalisir oleh pejabat yang berwenang / b. Formulir",
    ]


def test_a_table_over_pages_is_one_without_its_repeated_header(tmp_path: Path) -> None:
    paper = Paper(numbers=True)
    paper.ruled(rows(30))
    document = read_document(paper.saved(tmp_path))
    found = [block for block in read(tmp_path / "keputusan.pdf") if block.startswith("1: ")]
    assert document.pages == 3
    assert len(found) == len(document.blocks) == 31
    assert sum("KOMPONEN" in row for row in found) == 1
    assert [row.split(" | ")[0] for row in found[1:]] == [f"1: {n}" for n in range(1, 31)]


def test_two_tables_with_words_between_are_two(tmp_path: Path) -> None:
    paper = Paper()
    paper.ruled(rows(1))
    paper.say("Pelayanan kedua")
    paper.ruled(rows(1))
    assert [line.split(":")[0] for line in read(paper.saved(tmp_path))] == ["1", "1", "Pelayanan kedua", "2", "2"]


def test_a_row_cut_by_the_page_goes_on_below_empty_cells(tmp_path: Path) -> None:
    paper = Paper()
    for top, number, lines in (
        (250, "1", ("a. Fotokopi kartu tanda", "penduduk")),
        (20, "", ("pemohon", "b. Formulir")),
    ):
        paper.set_y(top)
        for x, width in ((20, 10), (30, 40), (70, 50)):
            paper.rect(x, top, width, 14)
        paper.text(22, top + 5, number)
        paper.text(32, top + 5, "Persyaratan" if number else "")
        for at, line in enumerate(lines):
            paper.text(72, top + 5 + 6 * at, line)
        if number:
            paper.add_page()
    assert read(paper.saved(tmp_path)) == [
        "1: 1 | Persyaratan | a. Fotokopi kartu tanda / ~penduduk",
        "1:  |  | pemohon / b. Formulir",
    ]


def test_spanned_cells_stand_once(tmp_path: Path) -> None:
    paper = Paper()
    with paper.table(col_widths=(12, 45, 133), line_height=6, first_row_as_headings=False) as table:
        table.row().cell("SERVICE DELIVERY", colspan=3)
        row = table.row()
        row.cell("1", rowspan=2)
        row.cell("Persyaratan")
        row.cell("KTP")
        row = table.row()
        row.cell("Biaya")
        row.cell("Gratis")
    assert read(paper.saved(tmp_path)) == [
        "1: SERVICE DELIVERY |  | ",
        "1: 1 | Persyaratan | KTP",
        "1:  | Biaya | Gratis",
    ]


def test_columns_without_rules_are_a_table_too(tmp_path: Path) -> None:
    paper = Paper()
    paper.say("LAMPIRAN")
    paper.columns(rows(3))
    found = read(paper.saved(tmp_path))
    assert found[:2] == ["LAMPIRAN", "1: NO | KOMPONEN | URAIAN"]
    assert [row.split(" | ")[:2] for row in found[2:]] == [[f"1: {n}", f"Komponen {n}"] for n in (1, 2, 3)]
    assert found[2].endswith("b. Formulir")


def test_columns_without_rules_go_on_over_pages(tmp_path: Path) -> None:
    paper = Paper()
    paper.set_y(225)
    paper.columns(rows(1))
    paper.add_page()
    paper.columns([("", "", "c. Surat kuasa"), ("2", "Biaya", "Gratis")])
    found = read(paper.saved(tmp_path))
    assert [row.split(" | ")[0] for row in found] == ["1: NO", "1: 1", "1: ", "1: 2"]
    assert found[2:] == ["1:  |  | c. Surat kuasa", "1: 2 | Biaya | Gratis"]


def test_the_letters_of_a_ligature_are_one_word() -> None:
    letters: list[Letter | None] = [
        Letter(0, 0, 6, 10, "t"), Letter(6, 0, 14, 10, "f"), Letter(6, 0, 14, 10, "i"), Letter(14, 0, 20, 10, "k"),
        None, Letter(23, 0, 29, 10, "a"),
    ]  # fmt: skip
    assert [word.text for word in words_of(letters, Turn(0, Box(0, 0, 100, 100)))] == ["tfik", "a"]


def test_a_list_and_labels_with_values_are_no_table(tmp_path: Path) -> None:
    paper = Paper()
    for at, (label, value) in enumerate((("Telepon", "0561 1234"), ("Faks", "0561 5678"), ("Alamat", "Jalan Sutoyo"))):
        paper.text(20, 30 + 7 * at, label)
        paper.text(50, 30 + 7 * at, f": {value}")
        paper.text(20, 80 + 7 * at, f"{at + 1}.")
        paper.text(30, 80 + 7 * at, f"{label} yang dapat dihubungi")
    assert read(paper.saved(tmp_path)) == [
        "Telepon : 0561 1234", "Faks : 0561 5678", "Alamat : Jalan Sutoyo",
        "1. Telepon yang dapat dihubungi", "2. Faks yang dapat dihubungi", "3. Alamat yang dapat dihubungi",
    ]  # fmt: skip


def test_a_table_without_lines_between_rows_is_parted_by_its_numbers(tmp_path: Path) -> None:
    paper = Paper()
    for x, width in ((20, 10), (30, 40), (70, 60)):
        paper.rect(x, 20, width, 40)
    for at, (name, words) in enumerate((("Persyaratan", ("KTP", "NPWP")), ("Biaya", ("Gratis",)))):
        paper.text(22, 26 + 14 * at, f"{at + 1}.")
        paper.text(32, 26 + 14 * at, name)
        for line, word in enumerate(words):
            paper.text(72, 26 + 14 * at + 6 * line, word)
    assert read(paper.saved(tmp_path)) == ["1: 1. | Persyaratan | KTP / NPWP", "1: 2. | Biaya | Gratis"]


def test_running_headers_stay_once_and_page_numbers_never(tmp_path: Path) -> None:
    paper = Paper("Keputusan Kepala Dinas", numbers=True)
    paper.say("Halaman pertama", "12")
    paper.add_page()
    paper.say("Halaman kedua")
    paper.add_page()
    paper.say("Halaman ketiga")
    assert read(paper.saved(tmp_path)) == [
        "Keputusan Kepala Dinas", "Halaman pertama", "12", "Halaman kedua", "Halaman ketiga",
    ]  # fmt: skip


def test_a_title_right_above_the_text_of_every_page_stays(tmp_path: Path) -> None:
    paper = Paper()
    paper.say("STANDAR PELAYANAN", "Rekomendasi")
    paper.add_page()
    paper.say("STANDAR PELAYANAN", "Konsultasi")
    assert read(paper.saved(tmp_path)).count("STANDAR PELAYANAN") == 2


def test_lines_know_their_page_and_whether_they_go_on(tmp_path: Path) -> None:
    paper = Paper()
    paper.multi_cell(
        0,
        6,
        f"Menimbang bahwa {LONG.lower()}\n1. KTP\n2. NPWP",
    )
    paper.add_page()
    paper.say("Ditetapkan di Pontianak")
    document = read_document(paper.saved(tmp_path))
    assert [line.wrapped for line in document.blocks if not hasattr(line, "cells")] == [
        False,
        True,
        False,
        False,
        False,
    ]
    assert document.blocks[-1].place.startswith("halaman 2, baris 5")  # type: ignore[union-attr]


def test_a_sideways_page_is_read_upright(tmp_path: Path) -> None:
    paper = Paper()
    with paper.rotation(90, 60, 150):
        paper.text(60, 150, "1. Persyaratan pelayanan rekomendasi")
        paper.text(60, 160, "2. Biaya")
    path = paper.saved(tmp_path)
    assert read(path) == ["1. Persyaratan pelayanan rekomendasi", "2. Biaya"]
    with pypdfium2.PdfDocument(path) as document:
        document[0].set_rotation(90)
        document.save(str(tmp_path / "putar.pdf"))
    assert read(tmp_path / "putar.pdf") == read(path)


def test_boxes_and_arrows_in_a_cell_are_a_flow_chart(tmp_path: Path) -> None:
    paper = Paper()
    paper.rect(20, 20, 170, 100)
    paper.line(60, 20, 60, 120)
    paper.text(22, 26, "Prosedur")
    paper.text(63, 26, "1. Pemohon datang")
    for at, step in enumerate(("Mulai", "Diperiksa")):
        paper.rect(80, 35 + 30 * at, 40, 12)
        paper.text(84, 42 + 30 * at, step)
    paper.line(100, 47, 100, 65)
    paper.text(63, 110, "2. Pemohon pulang")
    assert read(paper.saved(tmp_path)) == ["1: Prosedur | 1. Pemohon datang / °Mulai / °Diperiksa / 2. Pemohon pulang"]


def test_progress_is_told_page_by_page(tmp_path: Path) -> None:
    paper = Paper()
    paper.say("satu")
    paper.add_page()
    paper.say("dua")
    told: list[tuple[str, int, int]] = []
    read_document(paper.saved(tmp_path), lambda *step: told.append(step))
    assert told == [("halaman", 1, 2), ("halaman", 2, 2)]
