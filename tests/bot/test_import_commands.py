"""`tanya import` as the person at the terminal meets it: a report that repeats nothing, a draft, and what to do next."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main

DECREES = Path(__file__).parents[1] / "cases" / "decrees"


def _import(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["import", *arguments])
    return result.exit_code, result.output


def test_the_report_tells_each_kind_of_doubt_once(tmp_path: Path) -> None:
    """With what is next, and a draft that carries the guide."""
    out = tmp_path / "kalbar.yaml"
    code, told = _import(str(DECREES / "kalbar-2023.txt"), "--out", str(out))
    assert code == 0
    assert "Konsultasi" in told
    assert told.count("dipisah menurut isinya") <= 1
    assert f"tanya lint {out}" in told
    assert "tanya build" in told
    assert "Cari kata PERIKSA" in out.read_text("utf-8")


def test_a_draft_under_correction_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second import of a document gets a name of its own."""
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        assert _import(str(DECREES / "pasuruan-2024.txt"))[0] == 0
    drafts = sorted(each.name for each in tmp_path.iterdir())
    assert drafts == ["pasuruan-2024-2.draf.yaml", "pasuruan-2024.draf.yaml"]


def test_json_beside_the_draft(tmp_path: Path) -> None:
    """For other programs."""
    flat = tmp_path / "flat.json"
    _import(str(DECREES / "pasuruan-2024.txt"), "--out", str(tmp_path / "p.yaml"), "--json", str(flat))
    read = json.loads(flat.read_text("utf-8"))
    assert set(read) == {"office", "number", "year", "services"}


def test_what_is_no_decree_is_refused_with_the_remedy(tmp_path: Path) -> None:
    """No draft is written."""
    file = tmp_path / "resep.txt"
    file.write_text("Resep sambal\nCabai dan garam", "utf-8")
    code, told = _import(str(file), "--out", str(tmp_path / "r.yaml"))
    assert code != 0
    assert "tidak ada standar pelayanan" in told
    assert not (tmp_path / "r.yaml").exists()
