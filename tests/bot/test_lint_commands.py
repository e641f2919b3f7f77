"""`tanya lint` and `tanya diff` as whoever keeps the decree files uses them."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.lint_commands import diff, lint
from tests.bot.commands import has_help, refusal
from tests.knowledge.lint.looking import DECREE

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs a command over an empty data folder; a traceback fails the test."""

    def run(*arguments: str | Path) -> Result:
        result = CliRunner().invoke(main, [*map(str, arguments)], env={"TANYA_DATA_DIR": str(tmp_path / "data")})
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run


@pytest.fixture
def decree(tmp_path: Path) -> Path:
    """A decree file in which nothing is odd."""
    path = tmp_path / "kecil.yaml"
    path.write_text(DECREE, "utf-8")
    return path


def test_help(run: Run) -> None:
    """Both say what they do."""
    has_help(run, lint)
    has_help(run, diff)


def test_a_good_file(run: Run, decree: Path) -> None:
    """Nothing to fix: exit code 0."""
    result = run("lint", decree)
    assert (result.exit_code, result.stdout) == (0, "0 perbaiki, 0 periksa, 0 catatan\n")


def test_something_to_fix(run: Run, decree: Path) -> None:
    """File, line, what is odd in the file's own words, and what to do: exit code 1."""
    decree.write_text(DECREE.replace("Email : dinas@kecil.go.id", "WA :"), "utf-8")
    result = run("lint", decree)
    line = DECREE.splitlines().index('          - {mark: "2", text: "Email : dinas@kecil.go.id"}') + 1
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{decree}:{line}: perbaiki Pengaduan Sewa Kios: WA disebut tanpa isinya\n")
    assert "tertulis: WA :" in result.stdout


def test_all_files_of_the_installation(run: Run, tmp_path: Path) -> None:
    """The packaged ones and the office's own; what their notes tell is shown when asked for."""
    own = tmp_path / "data/knowledge/decrees"
    own.mkdir(parents=True)
    (own / "kecil.yaml").write_text(DECREE.replace("Gratis", "Gratis sejak dan dan selama"), "utf-8")
    result = run("lint")
    assert result.exit_code == 0
    assert "decrees/kecil.yaml:" in result.stdout
    assert "WA disebut tanpa isinya" not in result.stdout
    assert "lihat dengan --known" in result.stdout
    assert "perbaiki (sudah dicatat) Pengaduan Konsultasi" in run("lint", "--known").stdout


def test_the_office_s_own_laws(run: Run, tmp_path: Path, decree: Path) -> None:
    """A row that the office added counts; a broken table is refused with its line."""
    own = tmp_path / "data/knowledge"
    own.mkdir(parents=True)
    row = "{old: UU 25/2009, new: UU 9/2026, since: 2026-01-01, source: UU 9/2026 Pasal 60}"
    (own / "laws.yaml").write_text(f"laws:\n  - {row}\n", "utf-8")
    assert "UU 25/2009 sudah diganti UU 9/2026" in run("lint", decree).stdout
    (own / "laws.yaml").write_text("laws:\n  - {old: x}\n", "utf-8")
    assert "laws.yaml:2: laws.0.new: wajib ada" in refusal(run("lint", decree))


def test_a_draft(run: Run, decree: Path) -> None:
    """A file with doubts and gaps is read as what it is."""
    decree.write_text(DECREE.replace("level: kota", "level: null"), "utf-8")
    result = run("lint", decree)
    assert result.exit_code == 1
    assert "office.level belum diisi" in result.stdout


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"- a\n", b"a: [", b"services: 3\n"])
def test_no_such_file(run: Run, decree: Path, content: bytes) -> None:
    """What is no decree file is refused in words."""
    decree.write_bytes(content)
    assert str(decree) in refusal(run("lint", decree))
    assert str(decree) in refusal(run("diff", decree, decree))


def test_completeness(run: Run, decree: Path) -> None:
    """Services by the 14 components."""
    decree.write_text(DECREE.replace("{items: [{text: Komputer}]}", "{blank: true}", 1), "utf-8")
    result = run("lint", decree, "--completeness")
    assert result.exit_code == 0
    assert [line.split()[-1] for line in result.stdout.splitlines() if line[:2] in {"1.", "2."}] == ["13", "14"]


def test_the_compliance_report(run: Run, decree: Path, tmp_path: Path) -> None:
    """One row a service, as a spreadsheet in Indonesia opens it; a name is never a formula."""
    text = DECREE.replace("{items: [{text: Komputer}]}", "{blank: true}", 1).replace("name: Sewa Kios", 'name: "=1+1"')
    decree.write_text(text, "utf-8")
    report = tmp_path / "lengkap.csv"
    assert run("lint", decree, "--csv", report).stdout == f"Tersimpan: {report}\n"
    content = report.read_bytes()
    assert content.startswith(codecs.BOM_UTF8)
    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines(), delimiter=";"))
    columns = ("Kantor", "Nomor", "Layanan", "Sarana", "Jumlah", "Persen")
    assert [tuple(row[each] for each in columns) for row in rows] == [
        ("Dinkop Kecil", "1", "'=1+1", "kosong", "13", "93"),
        ("Dinkop Kecil", "2", "Konsultasi", "ada", "14", "100"),
    ]  # fmt: skip


def test_two_versions(run: Run, decree: Path, tmp_path: Path) -> None:
    """Plain lines in a pipe."""
    new = tmp_path / "baru.yaml"
    new.write_text(DECREE.replace("Gratis", "Rp 5.000"), "utf-8")
    assert run("diff", decree, new).stdout == "Biaya Sewa Kios berubah: “Gratis” → “Rp 5.000”\n"
    assert run("diff", decree, decree).stdout == "Tidak ada yang berbeda.\n"
