"""`tanya import` as whoever brings a raw decree uses it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from benchmarks.import_long import DECREES
from bot.cli import main
from bot.import_commands import import_decree
from knowledge.draft_file import DraftFile
from knowledge.yaml_lines import read_yaml
from tests.bot.commands import has_help, refusal
from tests.knowledge.importing.annexes import HEAD, tabled, written

Run = Callable[..., Result]
DECREE = "\n".join([HEAD, tabled("Izin Taman"), tabled("Angkut Sampah", {"biaya": "-"}, without=["evaluasi"])])


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in an empty folder; a traceback fails the test."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str | Path) -> Result:
        result = CliRunner().invoke(main, [*map(str, arguments)], env={"TANYA_DATA_DIR": str(tmp_path / "data")})
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run


@pytest.fixture
def decree(tmp_path: Path) -> Path:
    """A raw decree of two services."""
    path = tmp_path / "naskah.md"
    path.write_text(DECREE, "utf-8")
    return path


def draft_in(path: Path) -> DraftFile:
    return read_yaml(path.read_text("utf-8"), path.name, DraftFile)


def test_help(run: Run) -> None:
    """It says what it does."""
    has_help(run, import_decree)


def test_a_draft(run: Run, decree: Path, tmp_path: Path) -> None:
    """It stands in the folder one works in, under the name of the document, and says where it comes from."""
    result = run("import", decree)
    assert result.exit_code == 0
    draft = draft_in(tmp_path / "naskah.draf.yaml")
    assert [service.name for service in draft.services] == ["Izin Taman", "Angkut Sampah"]
    assert draft.decree.source.file == "naskah.md"
    assert "Draf: naskah.draf.yaml" in result.stdout
    assert not (tmp_path / "data").exists()


def test_what_to_do_next(run: Run, decree: Path) -> None:
    """The report ends with the way to a published decree."""
    end = run("import", decree).stdout.split("Draf: ")[1]
    assert "tanya lint naskah.draf.yaml" in end
    assert "knowledge/decrees/tanjung-selor.yaml" in end
    assert "tanya build" in end


def test_the_report(run: Run, decree: Path) -> None:
    """Head, services with how many of the 14 components, what is doubted, and what stands in no service."""
    lines = run("import", decree).stdout.splitlines()
    assert lines[0] == "Dinas Kebersihan dan Pertamanan Kota Tanjung Selor, Keputusan Nomor 660/14/DKP/2023, 2023-05-09"
    rows = [[cell.strip() for cell in line.split("│")] for line in lines if "│" in line]
    services = {name: cells for name, *cells in rows}
    assert services["Izin Taman"] == ["14/14", "-", "14", "-"]
    assert services["Angkut Sampah"] == ["13/14", "1", "12", "1"]
    told = "\n".join(lines)
    assert "Evaluasi kinerja" in told
    assert "keraguan" in told
    assert "pembukaan keputusan: baris 1 sampai 15" in told


def test_a_decree_without_a_head(run: Run, tmp_path: Path) -> None:
    """What was not found is said."""
    (tmp_path / "lampiran.txt").write_text(tabled("Izin Taman"), "utf-8")
    first = run("import", "lampiran.txt").stdout.splitlines()[0]
    assert first == ("(kantor tidak ditemukan), Keputusan Nomor (nomor tidak ditemukan), (tanggal tidak ditemukan)")


def test_repairs_of_a_real_scan(run: Run, tmp_path: Path) -> None:
    """Misread words are told as they were read."""
    result = run("import", DECREES / "depok-2023.txt", "--out", "depok.yaml")
    assert result.exit_code == 0
    assert len(draft_in(tmp_path / "depok.yaml").services) >= 11
    assert "ejaan" in result.stdout


def test_the_plain_form(run: Run, decree: Path, tmp_path: Path) -> None:
    """`--json` writes what other programs read, beside the draft."""
    assert run("import", decree, "--json", "isi.json").exit_code == 0
    answer = json.loads((tmp_path / "isi.json").read_text("utf-8"))
    assert (answer["office"], answer["number"], answer["year"]) == (
        "Dinas Kebersihan dan Pertamanan Kota Tanjung Selor",
        "660/14/DKP/2023",
        2023,
    )
    assert [service["name"] for service in answer["services"]] == ["Izin Taman", "Angkut Sampah"]
    assert answer["services"][1]["components"]["biaya"] == []
    assert "evaluasi" not in answer["services"][1]["components"]
    assert (tmp_path / "naskah.draf.yaml").exists()


def test_a_draft_under_correction_is_kept(run: Run, decree: Path, tmp_path: Path) -> None:
    """Importing again writes beside what somebody has begun to correct."""
    run("import", decree)
    (tmp_path / "naskah.draf.yaml").write_text("sedang dikoreksi", "utf-8")
    assert "Draf: naskah.draf-2.yaml" in run("import", decree).stdout.replace(
        "naskah-2.draf.yaml", "naskah.draf-2.yaml"
    )
    run("import", decree)
    assert (tmp_path / "naskah.draf.yaml").read_text("utf-8") == "sedang dikoreksi"
    drafts = sorted(path.name for path in tmp_path.glob("*.draf.yaml"))
    assert drafts == ["naskah-2.draf.yaml", "naskah-3.draf.yaml", "naskah.draf.yaml"]


def test_another_place(run: Run, decree: Path, tmp_path: Path) -> None:
    """`--out` names the file."""
    (tmp_path / "draf").mkdir()
    result = run("import", decree, "--out", "draf/taman.yaml")
    assert "Draf: draf/taman.yaml" in result.stdout
    assert draft_in(tmp_path / "draf/taman.yaml").services
    assert not list(tmp_path.glob("*.draf.yaml"))


def test_the_document_itself_is_never_written_over(run: Run, decree: Path) -> None:
    """`--out` naming the document is refused."""
    assert "naskah.md" in refusal(run("import", decree, "--out", decree))
    assert decree.read_text("utf-8") == DECREE


def test_a_draft_is_linted_and_not_yet_built(run: Run, decree: Path, tmp_path: Path) -> None:
    """A draft with doubts is read by `tanya lint`, and refused by `tanya build` until a person has settled them."""
    run("import", decree)
    assert run("lint", "naskah.draf.yaml").exit_code in {0, 1}
    own = tmp_path / "data/knowledge/decrees"
    own.mkdir(parents=True)
    (tmp_path / "naskah.draf.yaml").rename(own / "tanjung-selor.yaml")
    assert "tanjung-selor.yaml:" in refusal(run("build"))


@pytest.mark.parametrize(
    ("name", "content", "wrong", "remedy"),
    [
        ("faktur.txt", b"Faktur 12\n1. Kertas Rp 5.000\n", "tidak ada standar pelayanan", "pastikan file ini"),
        ("kosong.txt", b"", "kosong", "periksa"),
        ("gambar.txt", b"\x00\x01\x02\xff" * 400, "bukan teks", "simpan sebagai DOCX atau PDF"),
        ("rusak.pdf", b"%PDF-1.7\nrusak", "rusak", "minta salinan yang utuh"),
        ("rusak.docx", b"PK\x03\x04rusak", "rusak atau terpotong", "minta salinan yang utuh"),
        ("lama.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Word lama", "simpan sebagai DOCX"),
    ],
)
def test_what_is_no_decree(run: Run, tmp_path: Path, name: str, content: bytes, wrong: str, remedy: str) -> None:
    """It is refused by its name, with what is wrong and what to do; nothing is written."""
    (tmp_path / name).write_bytes(content)
    told = refusal(run("import", name, "--json", "isi.json"))
    assert name in told
    assert wrong in told
    assert remedy in told
    assert sorted(path.name for path in tmp_path.iterdir()) == [name]


def test_no_such_file(run: Run, tmp_path: Path) -> None:
    """A missing file and a folder."""
    assert "tidak ada" in refusal(run("import", "tiada.pdf"))
    (tmp_path / "folder").mkdir()
    assert "sebut satu berkas" in refusal(run("import", "folder"))


@pytest.mark.parametrize("option", ["--out", "--json"])
def test_a_place_that_cannot_be_written(run: Run, decree: Path, option: str) -> None:
    """It is named, with what to do."""
    told = refusal(run("import", decree, option, "tiada/isi.yaml"))
    assert "tiada/isi.yaml" in told
    assert "Pilih tempat lain" in told


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="who may do anything can write everywhere")
def test_a_folder_that_may_not_be_written(run: Run, decree: Path, tmp_path: Path) -> None:
    """The folder one works in is closed: refused with a remedy."""
    tmp_path.chmod(0o500)
    try:
        told = refusal(run("import", decree))
    finally:
        tmp_path.chmod(0o700)
    assert "naskah.draf.yaml" in told
    assert "izin" in told


def test_several_services_of_running_text(run: Run, tmp_path: Path) -> None:
    """Plain text goes the same way."""
    (tmp_path / "naskah.txt").write_text("\n".join([HEAD, written("Izin Taman")]), "utf-8")
    assert "14/14" in run("import", "naskah.txt").stdout
