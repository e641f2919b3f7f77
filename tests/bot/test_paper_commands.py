"""`tanya leaflet` as whoever runs the service uses it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from tests.bot.papers.opening import links, pages, words

Run = Callable[..., Result]


@pytest.fixture
def run(data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `tanya leaflet` in an empty folder, with settings; a traceback fails the test."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, **settings: str) -> Result:
        result = CliRunner().invoke(main, ("leaflet", *arguments), env={"TANYA_DATA_DIR": str(data_dir), **settings})
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run


WEB = {"TANYA_PUBLIC_URL": "https://tanya.depok.go.id"}


def test_a_leaflet(run: Run, tmp_path: Path) -> None:
    """Under its own name, with a code to its service."""
    result = run("depok/kios", **WEB)
    assert result.stdout == "Tersimpan: kios-depok.pdf\n"
    content = (tmp_path / "kios-depok.pdf").read_bytes()
    assert "Warga ber-KTP Depok" in words(content)
    assert links(content) == ["https://tanya.depok.go.id/?start=depok--kios"]


def test_a_leaflet_without_a_door_has_no_code(run: Run, tmp_path: Path) -> None:
    """And it is said what is missing."""
    result = run("depok--kios", "-o", "lembar.pdf")
    assert "Tanpa kode QR: isi TANYA_PUBLIC_URL" in result.stderr
    assert links((tmp_path / "lembar.pdf").read_bytes()) == []


def test_the_codes_of_an_office(run: Run, tmp_path: Path) -> None:
    """One for each service, with its name; twelve a page."""
    assert run("--office", "depok", **WEB).exit_code == 0
    content = (tmp_path / "kode-qr-depok.pdf").read_bytes()
    found = links(content)
    assert len(found) == len(set(found)) == 11
    assert "https://tanya.depok.go.id/?start=depok--kios" in found
    assert len(pages(content)) == 1
    assert "Pemberdayaan Sarana dan Prasarana Kios" in words(content)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Sebutkan satu layanan, atau --office"),
        (("depok/kios", "--office", "depok"), "Sebutkan satu layanan, atau --office"),
        (("depok/tidak-ada",), "layanan tidak dikenal"),
        (("pasuruan/konsultasi",), "tanpa rincian"),
        (("--office", "bandung"), "bandung"),
        (("--office", "depok"), "Kode QR perlu tujuan"),
        (("depok/kios", "-o", "tidak/ada/x.pdf"), "Pilih file yang dapat ditulis"),
    ],
)
def test_refused(run: Run, arguments: tuple[str, ...], said: str) -> None:
    """With what to do, on the error stream alone."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""
