"""Files that somebody may bring by mistake or in malice, at their full size and under the usual limits."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import docx
import pytest
from PIL import Image

from knowledge.importing.limits import MEGABYTE
from knowledge.importing.reading import read_document
from knowledge.importing.recognising import NoDecree, recognise
from tests.knowledge.importing.papers import Paper
from tests.knowledge.importing.test_refusing import refused, tesseract_or_skip, written, zipped

LOOP = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1000000>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)
"""A PDF whose tree of pages holds itself and says that it has a million."""


def decree_pdf(folder: Path) -> bytes:
    """A PDF of several pages of words."""
    paper = Paper()
    for page in range(5):
        paper.say(*(f"Baris {line} halaman {page} dari keputusan kepala dinas" for line in range(30)))
        paper.add_page()
    return paper.saved(folder).read_bytes()


def decree_docx() -> bytes:
    """A DOCX with a table."""
    document = docx.Document()
    table = document.add_table(rows=60, cols=3)
    for number, row in enumerate(table.rows, 1):
        row.cells[2].text = f"Uraian komponen nomor {number}, " + random.Random(number).randbytes(40).hex()
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def test_fifteen_hundred_empty_pages(tmp_path: Path) -> None:
    paper = Paper()
    for _ in range(1499):
        paper.add_page()
    assert "1500 halaman, lebih dari 1000" in refused(paper.saved(tmp_path))


@pytest.mark.parametrize("part", [0.5, 0.9])
def test_a_pdf_cut_off_by_a_broken_download(tmp_path: Path, part: float) -> None:
    whole = decree_pdf(tmp_path)
    said = refused(written(tmp_path, "potong.pdf", whole[: int(len(whole) * part)]))
    assert "rusak atau terpotong" in said
    assert "minta salinan yang utuh" in said


def test_a_docx_cut_off_by_a_broken_download(tmp_path: Path) -> None:
    whole = decree_docx()
    said = refused(written(tmp_path, "potong.docx", whole[: len(whole) // 2]))
    assert "rusak atau terpotong" in said


def test_a_pdf_whose_pages_hold_themselves(tmp_path: Path) -> None:
    assert "halaman, lebih dari 1000" in refused(written(tmp_path, "putar.pdf", LOOP))


def test_a_docx_bomb(tmp_path: Path) -> None:
    bomb = tmp_path / "bom.docx"
    with (
        zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as member,
    ):
        for _ in range(100):
            member.write(b"A" * MEGABYTE)
    assert bomb.stat().st_size < MEGABYTE
    assert "jauh lebih besar" in refused(bomb)


def test_tables_nested_five_thousand_deep(tmp_path: Path) -> None:
    opening = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    tables = b"<w:tbl><w:tr><w:tc>" * 5000 + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * 5000
    nested = zipped(tmp_path, "dalam.docx", word__document_xml=opening + tables + b"</w:body></w:document>")
    assert "rusak" in refused(nested)


def test_an_archive_and_a_worksheet_renamed(tmp_path: Path) -> None:
    assert "arsip ZIP" in refused(zipped(tmp_path, "foto.docx", foto=b"halo"))
    assert "lembar kerja" in refused(zipped(tmp_path, "daftar.docx", xl__workbook_xml=b"<workbook/>"))


def test_sixty_megabytes_of_text(tmp_path: Path) -> None:
    said = refused(written(tmp_path, "besar.txt", b"Standar pelayanan berlaku bagi semua.\n" * 1_700_000))
    assert "lebih besar dari 50 MB" in said
    assert "bagi dokumen menjadi beberapa berkas" in said


def test_noise_called_a_text(tmp_path: Path) -> None:
    noise = random.Random(3).randbytes(20_000)
    assert "bukan teks walaupun namanya begitu" in refused(written(tmp_path, "acak.txt", noise))


def test_a_picture_that_grows_to_a_gigabyte(tmp_path: Path) -> None:
    tesseract_or_skip()
    packed = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(packed, "PNG")
    assert "→" in refused(written(tmp_path, "besar.png", packed.getvalue()))


def test_a_picture_without_words(tmp_path: Path) -> None:
    tesseract_or_skip()
    picture = io.BytesIO()
    Image.radial_gradient("L").resize((900, 900)).save(picture, "JPEG")
    assert "tidak ada teks" in refused(written(tmp_path, "kucing.jpg", picture.getvalue()))


def test_an_invoice_is_no_decree(tmp_path: Path) -> None:
    paper = Paper()
    paper.say("PT MAJU CONTOH", "FAKTUR PENJUALAN", "Nomor : INV/2024/0331", "1 Kertas A4 10 rim 550.000")
    paper.say("Pembayaran paling lambat 14 hari. Biaya kirim ditanggung pembeli.")
    document = read_document(paper.saved(tmp_path))
    with pytest.raises(NoDecree, match="tidak ada standar pelayanan") as refusal:
        recognise(document)
    assert "→" in str(refusal.value)
