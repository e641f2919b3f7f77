"""The wheel: the four packages with their data and nothing else, and it works far from the checkout."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from locales.catalogue import LANGUAGES, messages

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "handlers", "knowledge", "locales")
DATA = (".py", ".yaml", ".po", ".html", ".css", ".js", ".json", ".svg")


def run(*command: str, folder: Path, **environment: str) -> str:
    """What a command prints; a failure shows all that it said."""
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def contents(folder: Path) -> dict[str, str]:
    """Every file below a folder with its hash."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a copy of the checkout, tests and benchmarks included in the copy."""
    source, built = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("dist")
    left_out = shutil.ignore_patterns("__pycache__")
    for name in (*PACKAGES, "tests", "benchmarks"):
        shutil.copytree(ROOT / name, source / name, ignore=left_out)
    for name in ("pyproject.toml", "README.md", "CHANGELOG.md", ".gitignore"):
        shutil.copy(ROOT / name, source)
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(built), folder=source)
    [found] = built.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel installed; what it depends on comes from this environment."""
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index", "--no-deps"]
    run(*pip, "--target", str(folder), str(wheel), folder=folder)
    return folder


def test_the_wheel_holds_the_packages_and_their_data(wheel: Path) -> None:
    """Every module, decree, lexicon file and catalogue is in it; no test, benchmark or left-over is."""
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert {name.split("/")[0] for name in names} == set(PACKAGES)
    assert names == {
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.suffix in DATA
    }
    for kind in (
        "knowledge/decrees/depok-2023.yaml",
        "knowledge/lexicon/slang.yaml",
        "locales/en/LC_MESSAGES/tanya.po",
    ):
        assert kind in names


def test_it_answers_far_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    """The command answers and lists, the catalogues are read, and nothing is written but the data folder."""
    before = contents(installed)
    environment = {"PYTHONPATH": str(installed), "TANYA_DATA_DIR": "", "PYTHONDONTWRITEBYTECODE": "1"}
    command = str(installed / "bin" / "tanya")
    assert run(command, "--version", folder=tmp_path, **environment).startswith("tanya, version ")
    assert "Warga ber-KTP Depok" in run(command, "ask", "syarat kios depok", folder=tmp_path, **environment)
    assert "depok/kios" in run(command, "services", folder=tmp_path, **environment)
    words = "from locales.catalogue import LANGUAGES, messages; print([len(messages(each)) for each in LANGUAGES])"
    read = run(sys.executable, "-c", words, folder=tmp_path, **environment)
    assert read == f"{[len(messages(each)) for each in LANGUAGES]}\n"
    where = run(sys.executable, "-c", "import bot; print(bot.__file__)", folder=tmp_path, **environment)
    assert Path(where.strip()).is_relative_to(installed)
    assert [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")] == ["data", "data/knowledge.db"]
    assert contents(installed) == before
