"""What cannot be read is refused in words that say why and what to do; the tests hold to the words that matter."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from PIL import Image

from knowledge.importing.limits import Limits
from knowledge.importing.reading import read_document
from knowledge.importing.refusing import Unreadable
from tests.knowledge.importing.papers import Paper
from tests.knowledge.importing.shown import read

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def refused(path: Path, limits: Limits | None = None) -> str:
    """The words of the refusal."""
    with pytest.raises(Unreadable) as refusal:
        read_document(path, limits=limits or Limits())
    assert refusal.value.problems[0].file == path.name
    return str(refusal.value)


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def zipped(folder: Path, name: str, **members: bytes) -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member.replace("__", "/").replace("_xml", ".xml"), content)
    return path


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert "tidak ada" in refused(tmp_path / "tiada.pdf")
    assert "folder" in refused(tmp_path)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("kosong.pdf", b"", "berkas kosong"),
        ("kosong.txt", b" \n\n ", "berkas kosong"),
        ("nol.docx", bytes(4000), "berkas kosong"),
        ("rusak.pdf", b"%PDF-1.7\nini bukan isi PDF", "PDF rusak atau terpotong"),
        ("rusak.docx", b"PK\x03\x04 terpotong", "rusak atau terpotong"),
        ("rusak.png", b"\x89PNG\r\n\x1a\n terpotong", "gambar rusak"),
        ("lama.doc", OLE + "WordDocument".encode("utf-16-le"), "simpan sebagai DOCX atau PDF"),
        ("lama.xls", OLE + "Workbook".encode("utf-16-le"), "lembar kerja"),
        ("kunci.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "kata sandi"),
        ("surat.rtf", b"{\\rtf1 surat}", "RTF"),
        ("gambar.bin", bytes(range(256)) * 9, "jenis berkas tidak dikenal"),
        ("gambar.txt", bytes(range(256)) * 9, "bukan teks walaupun namanya begitu"),
        ("kacau.txt", b"Biaya \x81\x8d\x8f gratis", "bukan teks"),
        ("kosong.html", b"<html><body><script>x</script></body></html>", "tidak ada teks"),
    ],
)  # fmt: skip
def test_what_is_no_readable_document(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    if name.endswith(".png"):
        tesseract_or_skip()
    said = refused(written(tmp_path, name, content))
    assert words in said
    assert "→" in said


def test_other_archives_are_named(tmp_path: Path) -> None:
    assert "lembar kerja" in refused(zipped(tmp_path, "a.xlsx", xl__workbook_xml=b"<x/>"))
    assert "presentasi" in refused(zipped(tmp_path, "b.pptx", ppt__presentation_xml=b"<x/>"))
    assert "arsip ZIP" in refused(zipped(tmp_path, "c.docx", lain=b"x"))
    odt = zipped(tmp_path, "d.odt", mimetype=b"application/vnd.oasis.opendocument.text")
    assert "ODT" in refused(odt)


def test_a_docx_that_unpacks_to_too_much(tmp_path: Path) -> None:
    bomb = zipped(tmp_path, "bom.docx", word__document_xml=b" " * 3_000_000)
    assert bomb.stat().st_size < 10_000
    assert "jauh lebih besar" in refused(bomb, Limits(unpacked=1_000_000))
    assert "jauh lebih besar" in refused(bomb, Limits(member=1_000_000))


def test_a_docx_whose_xml_is_broken_or_blows_up(tmp_path: Path) -> None:
    assert "rusak" in refused(zipped(tmp_path, "a.docx", word__document_xml=b"<w:document>"))
    entities = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><d>&b;</d>'
    assert "rusak" in refused(zipped(tmp_path, "b.docx", word__document_xml=entities))


def test_a_docx_of_pictures_only(tmp_path: Path) -> None:
    Image.new("L", (50, 50)).save(tmp_path / "halaman.png")
    document = docx.Document()
    document.add_picture(str(tmp_path / "halaman.png"))
    document.save(str(tmp_path / "gambar.docx"))
    assert "hanya berisi gambar" in refused(tmp_path / "gambar.docx")


def test_a_locked_pdf(tmp_path: Path) -> None:
    paper = Paper()
    paper.say("Rahasia")
    paper.set_encryption("pemilik", "pembaca")
    assert "kata sandi" in refused(paper.saved(tmp_path))


def test_a_pdf_without_a_word(tmp_path: Path) -> None:
    assert "tidak ada teks" in refused(Paper().saved(tmp_path))


def test_too_large_too_many_pages_too_many_lines(tmp_path: Path) -> None:
    paper = Paper()
    paper.say("satu", "dua")
    paper.add_page()
    paper.say("tiga")
    path = paper.saved(tmp_path)
    assert "lebih besar dari 100 bita" in refused(path, Limits(file_size=100))
    assert "2 halaman, lebih dari 1" in refused(path, Limits(pages=1))
    assert "lebih dari 2 baris" in refused(path, Limits(lines=2))


def test_a_line_that_is_too_long(tmp_path: Path) -> None:
    assert "lebih dari 50 karakter" in refused(written(tmp_path, "a.txt", b"kata " * 20), Limits(line=50))
    html = written(tmp_path, "a.html", b"<html><body>" + b"kata " * 20)
    assert "lebih dari 50 karakter" in refused(html, Limits(line=50))


def test_html_nested_too_deeply(tmp_path: Path) -> None:
    nested = written(tmp_path, "a.html", b"<html><body>" + b"<div>" * 60 + b"x")
    assert "terlalu dalam" in refused(nested, Limits(depth=50))
    assert "terlalu dalam" in refused(written(tmp_path, "b.html", b"<html><body>" + b"<div>" * 5000 + b"x"))


def test_reading_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    paper = Paper()
    paper.say("satu")
    assert "belum selesai dibaca" in refused(paper.saved(tmp_path), Limits(seconds=0.01))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of a process")
def test_reading_that_takes_too_much_memory_is_ended(tmp_path: Path) -> None:
    html = written(tmp_path, "a.html", b"<html><body>" + b"<p>kata</p>" * 400_000)
    assert "terlalu banyak memori" in refused(html, Limits(memory=150_000_000, lines=10**7))


def test_a_text_in_another_encoding_is_read(tmp_path: Path) -> None:
    assert read(written(tmp_path, "a.txt", "Biaya “gratis”".encode("cp1252"))) == ["Biaya “gratis”"]
    assert read(written(tmp_path, "b.txt", "Biaya “gratis”".encode("utf-16"))) == ["Biaya “gratis”"]
    assert read(written(tmp_path, "c.txt", b"\xef\xbb\xbfBiaya")) == ["Biaya"]


def test_a_scan_without_ocr_names_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    Image.new("L", (800, 1100), 255).save(tmp_path / "pindai.png")
    said = refused(tmp_path / "pindai.png")
    assert "Tesseract" in said
    assert "apt-get install tesseract-ocr tesseract-ocr-ind" in said
    paper = Paper()
    paper.image(str(tmp_path / "pindai.png"), 0, 0, 210, 297)
    assert "apt-get install" in refused(paper.saved(tmp_path))


def test_a_few_pictures_among_pages_of_words_are_named_not_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    Image.new("L", (800, 1100), 200).save(tmp_path / "pindai.png")
    paper = Paper()
    for ordinal in ("pertama", "kedua", "ketiga"):
        paper.say(f"Halaman {ordinal}")
        paper.add_page()
    paper.image(str(tmp_path / "pindai.png"), 0, 0, 210, 297)
    document = read_document(paper.saved(tmp_path))
    assert document.unread == (4,)
    assert len(document.blocks) == 3


def tesseract_or_skip() -> None:
    """Skips a test where Tesseract or its Indonesian is missing."""
    try:
        said = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("Tesseract is not installed")
    if "ind" not in said.stdout.split():
        pytest.skip("Tesseract's Indonesian is not installed")
    assert os.environ["PATH"]
