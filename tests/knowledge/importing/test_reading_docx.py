"""What is read of a DOCX: the labels Word shows, cells in their columns, and nothing that is deleted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from knowledge.importing.reading import read_document
from tests.knowledge.importing.shown import read

_LEVEL = (
    '<w:lvl w:ilvl="{0}"><w:start w:val="{1}"/><w:numFmt w:val="{2}"/><w:lvlText w:val="{3}"/>'
    '<w:pPr><w:ind w:left="{4}"/></w:pPr></w:lvl>'
)


@pytest.fixture
def document() -> Document:
    return docx.Document()


@pytest.fixture
def saved(tmp_path: Path, document: Document) -> Callable[[], Path]:
    def save() -> Path:
        path = tmp_path / "keputusan.docx"
        document.save(str(path))
        return path

    return save


def numbering(document: Document, number: int, *levels: tuple[int, int, str, str, int], override: str = "") -> None:
    """Adds a list of its own to the document."""
    part = document.part.numbering_part.element
    inner = "".join(_LEVEL.format(*level) for level in levels)
    abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{inner}</w:abstractNum>')
    part.insert(0, abstract)
    also(document, number, number, override)


def also(document: Document, number: int, abstract: int, override: str = "") -> None:
    """Adds a list that counts by the rules of another."""
    document.part.numbering_part.element.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>')
    )


def numbered(paragraph: Paragraph, number: int, level: int = 0) -> None:
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def test_labels_are_counted_as_word_shows_them(document: Document, saved: Callable[[], Path]) -> None:
    numbering(
        document, 71, (0, 1, "decimal", "%1.", 360), (1, 1, "lowerLetter", "%2)", 720),
        (2, 1, "lowerRoman", "%1.%2.%3", 1080),
    )  # fmt: skip
    for text, level in (
        ("KTP", 0), ("asli", 1), ("fotokopi", 1), ("dilegalisir", 2), ("NPWP", 0), ("asli lagi", 1), ("NIB", 0),
    ):  # fmt: skip
        numbered(document.add_paragraph(text), 71, level)
    assert read(saved()) == [
        "1. KTP", ">a) asli", ">b) fotokopi", ">>1.b.i dilegalisir", "2. NPWP", ">a) asli lagi", "3. NIB",
    ]  # fmt: skip


def test_a_list_starts_where_it_is_told_and_another_of_the_same_kind_goes_on(
    document: Document, saved: Callable[[], Path]
) -> None:
    numbering(document, 71, (0, 3, "upperLetter", "%1.", 360))
    also(document, 72, 71)
    also(document, 73, 71, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')
    for text, number in (("tiga", 71), ("empat", 71), ("lima", 72), ("satu", 73), ("dua", 73)):
        numbered(document.add_paragraph(text), number)
    assert read(saved()) == ["C. tiga", "D. empat", "E. lima", "A. satu", "B. dua"]


def test_lists_of_their_own_nest_by_their_indent(document: Document, saved: Callable[[], Path]) -> None:
    numbering(document, 71, (0, 1, "decimal", "%1.", 360))
    numbering(document, 72, (0, 1, "lowerLetter", "%1.", 900))
    numbering(document, 73, (0, 1, "bullet", "\uf0b7", 1400))
    for text, number in (("satu", 71), ("huruf", 72), ("butir", 73), ("huruf lagi", 72), ("dua", 71)):
        numbered(document.add_paragraph(text), number)
    assert read(saved()) == ["1. satu", ">a. huruf", ">>- butir", ">b. huruf lagi", "2. dua"]


def test_a_style_numbers_its_paragraphs_and_zero_takes_the_number_off(
    document: Document, saved: Callable[[], Path]
) -> None:
    document.add_paragraph("satu", style="List Number")
    numbered(document.add_paragraph("tanpa", style="List Number"), 0)
    document.add_paragraph("dua", style="List Number")
    assert read(saved()) == ["1. satu", "tanpa", "2. dua"]


def test_a_number_column_holds_only_its_label(document: Document, saved: Callable[[], Path]) -> None:
    numbering(document, 71, (0, 1, "decimal", "%1.", 0))
    table = document.add_table(2, 2)
    for row, text in zip(table.rows, ("Persyaratan", "Biaya"), strict=True):
        numbered(row.cells[0].paragraphs[0], 71)
        row.cells[1].text = text
    assert read(saved()) == ["1: 1. | Persyaratan", "1: 2. | Biaya"]


def test_merged_cells_stand_once(document: Document, saved: Callable[[], Path]) -> None:
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "SERVICE DELIVERY"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "1"
    table.cell(1, 1).text = "Persyaratan"
    table.cell(2, 2).text = "KTP\nNPWP"
    assert read(saved()) == ["1: SERVICE DELIVERY |  | ", "1: 1 | Persyaratan | ", "1:  |  | KTP / NPWP"]


def test_a_table_in_a_cell_is_read_row_by_row(document: Document, saved: Callable[[], Path]) -> None:
    cell = document.add_table(1, 2).cell(0, 1)
    cell.text = "Biaya:"
    inner = cell.add_table(2, 2)
    for place, text in zip(inner._cells, ("Mikro", "Rp0", "Kecil", "Rp5.000"), strict=True):
        place.text = text
    assert read(saved()) == ["1:  | Biaya: / Mikro: Rp0 / Kecil: Rp5.000"]


def test_a_table_that_frames_another_is_no_table(document: Document, saved: Callable[[], Path]) -> None:
    frame = document.add_table(1, 1).cell(0, 0)
    frame.text = "STANDAR PELAYANAN"
    inner = frame.add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "Biaya", "Gratis"
    assert read(saved()) == ["STANDAR PELAYANAN", "1: Biaya | Gratis"]


def test_breaks_divide_lines_and_tabs_part_words(document: Document, saved: Callable[[], Path]) -> None:
    document.add_paragraph("Menimbang\t:\tbahwa\nkedua")
    assert read(saved()) == ["Menimbang : bahwa", "kedua"]


def test_tracked_changes_are_read_as_if_accepted(document: Document, saved: Callable[[], Path]) -> None:
    paragraph = document.add_paragraph("Biaya ")
    paragraph._p.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>Rp5.000</w:delText></w:r></w:del>"))
    paragraph._p.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>gratis</w:t></w:r></w:ins>"))
    assert read(saved()) == ["Biaya gratis"]


def test_words_in_drawings_are_a_flow_chart(document: Document, saved: Callable[[], Path]) -> None:
    paragraph = document.add_paragraph("Prosedur")
    paragraph.add_run()._r.append(
        parse_xml(
            f'<w:pict {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><w:txbxContent>'
            "<w:p><w:r><w:t>Pemohon datang</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>"
        )
    )
    assert read(saved()) == ["Prosedur", "°Pemohon datang"]


def test_headings_are_told_and_headers_footers_left_out(document: Document, saved: Callable[[], Path]) -> None:
    document.sections[0].header.paragraphs[0].text = "Keputusan Kepala Dinas"
    document.add_heading("LAMPIRAN", 1)
    document.add_paragraph("")
    document.add_paragraph("Isi")
    path = saved()
    assert read(path) == ["#LAMPIRAN", "Isi"]
    assert [line.spaced for line in read_document(path).blocks if not hasattr(line, "cells")] == [False, True]


def test_content_controls_are_looked_into(document: Document, saved: Callable[[], Path]) -> None:
    paragraph = document.add_paragraph("Di dalam kotak isian")
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
    paragraph._p.addprevious(control)
    control[0].append(paragraph._p)
    assert control[0][0].tag == qn("w:p")
    assert read(saved()) == ["Di dalam kotak isian"]
