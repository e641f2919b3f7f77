"""`tanya export DIR`: the decrees as open data, in the shape that others were promised."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.export import export
from knowledge.library import Library
from knowledge.model import COMPONENTS

SERVICES = 32
"""Services that the five decrees describe; those that a decree only lists are not among them."""


@pytest.fixture(scope="module")
def folder(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exported files."""
    folder = tmp_path_factory.mktemp("export") / "data" / "open"
    export(library, folder)
    return folder


@pytest.fixture(scope="module")
def documents(folder: Path) -> dict[str, dict[str, Any]]:
    """Every exported document by its office."""
    read = [json.loads(path.read_text("utf-8")) for path in folder.glob("*.json")]
    return {document["office"]: document for document in read}


def test_one_file_a_decree(folder: Path, library: Library) -> None:
    """The files are named for office and year; one table holds all."""
    assert {path.name for path in folder.iterdir()} == {
        "items.csv",
        *(f"{office.slug}-{office.decree.date.year}.json" for office in library.offices.values()),
    }
    assert len(list(folder.glob("*.json"))) == 5


def test_the_shape(documents: dict[str, dict[str, Any]]) -> None:
    """Exactly the promised keys at every level, components in decreed order, items as texts."""
    for document in documents.values():
        assert list(document) == ["office", "number", "year", "services"]
        assert isinstance(document["year"], int)
        for service in document["services"]:
            assert list(service) == ["id", "name", "components"]
            assert list(service["components"]) == [each for each in COMPONENTS if each in service["components"]]
            texts = [text for items in service["components"].values() for text in items]
            assert texts
            assert [text for text in texts if not isinstance(text, str) or text != text.strip() or not text] == []


def test_every_described_service_is_there(documents: dict[str, dict[str, Any]]) -> None:
    """All services of services.tsv, each once."""
    rows = (Path(__file__).parent.parent / "cases" / "services.tsv").read_text("utf-8").splitlines()[1:]
    promised = [tuple(row.split("\t")[:2]) for row in rows]
    exported = [(office, service["id"]) for office, document in documents.items() for service in document["services"]]
    assert len(exported) == SERVICES
    assert sorted(exported) == sorted(promised)


def test_number_and_year(documents: dict[str, dict[str, Any]], library: Library) -> None:
    """They are those of the decree."""
    for slug, document in documents.items():
        decree = library.offices[slug].decree
        assert (document["number"], document["year"]) == (decree.number, decree.date.year)


def test_sub_items_stand_in_order(documents: dict[str, dict[str, Any]], library: Library) -> None:
    """Every item and every sub-item is one text, in the order of the decree."""
    service = next(each for each in documents["depok"]["services"] if each["id"] == "kios")
    items = library.services["depok/kios"].components["persyaratan"].items
    assert service["components"]["persyaratan"][0] == items[0].text == "Warga ber-KTP Depok"


def test_the_table_says_the_same(folder: Path, documents: dict[str, dict[str, Any]]) -> None:
    """A row for every text of the documents, in their order."""
    with (folder / "items.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == ["office", "service", "service_name", "component", "mark", "text"]
    assert [(row[0], row[1], row[3], row[5]) for row in rows] == [
        (office, service["id"], component, text)
        for office in dict.fromkeys(row[0] for row in rows)
        for service in documents[office]["services"]
        for component, items in service["components"].items()
        for text in items
    ]


def test_the_command(data_dir: Path, folder: Path, tmp_path: Path) -> None:
    """`tanya export` names every file it wrote, the same as before, also into a folder that is already there."""
    for _ in range(2):
        done = CliRunner().invoke(main, ["export", str(tmp_path)], env={"TANYA_DATA_DIR": str(data_dir)})
        assert done.exit_code == 0
    assert sorted(done.stdout.splitlines()) == sorted(str(tmp_path / path.name) for path in folder.iterdir())
    assert [path.name for path in folder.iterdir() if path.read_bytes() != (tmp_path / path.name).read_bytes()] == []


def test_a_folder_that_cannot_be_written(data_dir: Path, tmp_path: Path) -> None:
    """The message names the folder and what to do."""
    (tmp_path / "file").write_text("in the way", "utf-8")
    target = str(tmp_path / "file" / "open")
    done = CliRunner().invoke(main, ["export", target], env={"TANYA_DATA_DIR": str(data_dir)})
    assert done.exit_code == 2
    assert done.stderr.startswith(f"{target}: ")
    assert "Pilih folder yang dapat ditulis" in done.stderr
