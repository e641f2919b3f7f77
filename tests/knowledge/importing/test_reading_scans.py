"""Scans read through Tesseract, where it is installed: words in their cells, askew or upside down."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PIL.Image import Image

from knowledge.importing.picture_rules import rules_of
from knowledge.importing.reading import read_document
from knowledge.importing.straightening import skew
from tests.knowledge.importing.papers import Paper
from tests.knowledge.importing.shown import read
from tests.knowledge.importing.test_refusing import tesseract_or_skip

ROWS = [
    ("NO", "KOMPONEN", "URAIAN"),
    ("1", "Persyaratan", "a. Fotokopi kartu tanda penduduk\nb. Surat permohonan"),
    ("2", "Jangka waktu", "Lima hari kerja"),
]


@pytest.fixture
def seen(tmp_path: Path) -> Image:
    """A page as a scanner sees it, with 200 points per inch."""
    paper = Paper()
    paper.say("STANDAR PELAYANAN")
    paper.ruled(ROWS)
    with pypdfium2.PdfDocument(paper.saved(tmp_path, "asal.pdf")) as document:
        picture: Image = document[0].render(scale=200 / 72, grayscale=True).to_pil()
    return picture


def test_ruled_lines_are_found_in_a_picture(seen: Image) -> None:
    across, down = rules_of(seen, 200)
    assert len(across) == 4
    assert len({round(rule.at) for rule in down}) == 4


def test_a_picture_is_known_to_lie_askew(seen: Image) -> None:
    assert skew(seen.rotate(1.5, fillcolor=255)) == pytest.approx(-1.5, abs=0.25)
    assert abs(skew(seen)) < 0.2


def test_a_scan_askew_in_a_pdf_has_its_table(tmp_path: Path, seen: Image) -> None:
    tesseract_or_skip()
    path = tmp_path / "pindai.pdf"
    seen.rotate(1, fillcolor=255).save(path, resolution=200)
    document = read_document(path)
    assert document.scanned
    assert document.pages == 1
    assert not document.unread
    found = read(path)
    assert found[0] == "STANDAR PELAYANAN"
    assert "Persyaratan | a. Fotokopi kartu tanda penduduk / b. Surat permohonan" in found[2]
    assert "Jangka waktu | Lima hari kerja" in found[3]


def test_a_photo_upside_down_is_turned(tmp_path: Path, seen: Image) -> None:
    tesseract_or_skip()
    seen.rotate(180).save(tmp_path / "foto.png")
    assert read(tmp_path / "foto.png")[0] == "STANDAR PELAYANAN"
