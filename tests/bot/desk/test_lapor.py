"""The package of a ticket for SP4N-LAPOR!: what is asked for, what stays in the office, and safe names."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import zipfile
from contextlib import closing
from typing import Any

import pypdfium2
import pytest

from bot.desk.lapor import safe_name
from tests.bot.desk.attaching import attach, picture
from tests.bot.desk.conftest import Desk

_NIK = "6171010101900001"


async def taken(desk: Desk) -> tuple[zipfile.ZipFile, dict[str, Any], str]:
    """The package: the archive, its JSON, and the words of its PDF."""
    async with desk.rina.session.get(f"{desk.url}/desk/tickets/{desk.number}/lapor.zip") as response:
        assert response.status == 200
        assert response.headers["Content-Disposition"] == f"attachment; filename*=UTF-8''lapor-{desk.number}.zip"
        archive = zipfile.ZipFile(io.BytesIO(await response.read()))
    document = json.loads(archive.read("laporan.json"))
    with closing(pypdfium2.PdfDocument(archive.read(f"laporan-{desk.number}.pdf"))) as paper:
        words = " ".join(page.get_textpage().get_text_range() for page in paper)
    return archive, document, words


async def test_what_lapor_asks_for(desk: Desk) -> None:
    """Title, story, office, category, reporter and contact, history, files; the office's own matters stay here."""
    await attach(desk.folder, "Foto Loket №1.jpg")
    await desk.rina.sends(desk.number, "noted", "Catatan rahasia.")
    await desk.rina.sends(desk.number, "assigned", "Rina Wati")
    await desk.rina.sends(desk.number, "answered", f"Sudah siap, NIK {_NIK} kami terima.")
    archive, document, words = await taken(desk)
    assert sorted(archive.namelist()) == [
        "lampiran/01-Foto-Loket-No1.jpg", f"laporan-{desk.number}.pdf", "laporan.csv", "laporan.json",
    ]  # fmt: skip
    assert archive.read("lampiran/01-Foto-Loket-No1.jpg") == picture()
    assert document["nomor_tiket"] == desk.number
    assert (document["klasifikasi"], document["isi"]) == ("pengaduan", "data tidak ditanggapi")
    assert document["pelapor"] == {"anonim": False, "nama": "Yanti", "kontak": "0812"}
    assert "Koperasi" in document["instansi_tujuan"]["nama"]
    assert document["diajukan"] == "2026-11-18T09:30:00+07:00"
    assert [each["kejadian"] for each in document["riwayat"]] == ["mengajukan", "menjawab"]
    assert document["lampiran"][0]["berkas"] == "lampiran/01-Foto-Loket-No1.jpg"
    rows = list(csv.reader(io.StringIO(archive.read("laporan.csv").decode("utf-8-sig"))))
    assert ["Pelapor", "Yanti", "", ""] in rows
    for text in (str(document), words, str(rows)):
        assert "Yanti" in text
        assert "Sudah siap" in text
        for own in ("rahasia", "Rina", _NIK):
            assert own not in text
    assert f"{'•' * 12}0001" in str(document)
    lines = [each for each in await desk.officers.audit() if each.what == "ticket-packaged"]
    assert [(each.who, each.object, each.office) for each in lines] == [
        ("rina.wati", f"ticket:{desk.number}", "kalbar")
    ]


async def test_who_did_not_want_to_be_named_is_not(desk: Desk) -> None:
    """Neither in the form nor in any word of the report or its history."""
    await desk.citizen.say(f"tambah {desk.number} ini yanti lagi, telepon 081234567890, surel yanti@contoh.id")
    with closing(sqlite3.connect(desk.folder / "tanya.db")) as database, database:
        database.execute("UPDATE tickets SET anonymous = 1, about = 'Yanti mengadu'")
        database.execute("UPDATE ticket_answers SET text = 'Saya, Yanti, 0812-3456-7890, mengadu' WHERE key = 'cerita'")
    await attach(desk.folder, "KTP Yanti.jpg")
    archive, document, words = await taken(desk)
    assert "yanti" not in str(archive.namelist()).lower()
    assert document["pelapor"] == {"anonim": True, "nama": None, "kontak": None}
    for text in (str(document), words, archive.read("laporan.csv").decode()):
        for own in ("yanti", "0812", "7890", "contoh.id"):
            assert own not in text.lower()
        assert "mengadu" in text


async def test_a_formula_or_a_lost_file_breaks_nothing(desk: Desk) -> None:
    """CSV cells are guarded; what is not on the disk is said to be missing; letters that no font has do no harm."""
    await attach(desk.folder, "hilang.pdf", "pdf", b"%PDF-1.4 x")
    for path in (desk.folder / "files").glob("[0-9a-f][0-9a-f]/*"):
        path.unlink()
    with closing(sqlite3.connect(desk.folder / "tanya.db")) as database, database:
        database.execute("UPDATE tickets SET about = '=1+1 😀 <script>'")
    archive, document, _ = await taken(desk)
    assert "'=1+1 😀 <script>" in archive.read("laporan.csv").decode()
    assert document["lampiran"] == [{"berkas": None, "nama_asli": "hilang.pdf", "sha256": None}]
    assert not [name for name in archive.namelist() if name.startswith("lampiran/")]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("foto.jpg", "01-foto.jpg"), ("../../etc/passwd", "01-passwd.jpg"), ("..\\..\\x.exe", "01-x.jpg"),
        ("", "01-lampiran.jpg"), ("😀.jpg", "01-lampiran.jpg"), (".htaccess", "01-htaccess.jpg"),
        ("a\x00b\u202egpj.exe", "01-a-bgpj.jpg"), ("x" * 300 + ".jpg", f"01-{'x' * 40}.jpg"), ("CON.jpg", "01-CON.jpg"),
    ],
)  # fmt: skip
def test_safe_names(name: str, safe: str) -> None:
    """Every system takes them, and none leads anywhere."""
    assert safe_name(1, name, "jpeg") == safe
