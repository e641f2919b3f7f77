"""From YAML through knowledge.db to the library nothing is lost, added or put in another order."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from knowledge.build import build
from knowledge.files import KnowledgeFile, KnowledgeFiles, find_files
from knowledge.library import Library
from knowledge.loading import read_library
from knowledge.model import COMPONENTS, Item
from tests.knowledge.small import DECREE, read_plainly

DECREES = {file.stem: read_plainly(file.text) for file in find_files().decrees}


def _written(items: Iterable[dict[str, Any]]) -> list[Any]:
    return [
        (each.get("mark"), each["text"], each.get("flow", []), each.get("note"), _written(each.get("items", ())))
        for each in items
    ]


def _read(items: Iterable[Item]) -> list[Any]:
    return [(each.mark, each.text, list(each.flow), each.note, _read(each.items)) for each in items]


def _count(items: Iterable[dict[str, Any]]) -> int:
    return sum(1 + _count(each.get("items", ())) for each in items)


@pytest.mark.parametrize("decree", DECREES.values(), ids=DECREES)
def test_the_library_says_what_the_file_says(library: Library, decree: dict[str, Any]) -> None:
    """Services, components, items with their sub-items, order, values and notes come back as written."""
    slug = decree["office"]["slug"]
    services = library.of_office(slug)
    assert [service.key for service in services] == [service["id"] for service in decree["services"]]
    for service, written in zip(services, decree["services"], strict=True):
        assert service.name == written["name"]
        assert list(service.aliases) == written.get("aliases", [])
        assert list(service.notes) == written.get("notes", [])
        components = written.get("components", {})
        assert list(service.components) == [each for each in COMPONENTS if each in components]
        for key, component in service.components.items():
            source = components[key]
            assert _read(component.items) == _written(source.get("items", ()))
            assert (component.intro, component.remark) == (source.get("intro"), source.get("remark"))
            assert (list(component.flow), component.blank) == (source.get("flow", []), source.get("blank", False))
            assert list(component.notes) == source.get("notes", [])
            assert [(v.kind, v.amount, v.upto, v.unit, v.label, v.item) for v in component.values] == [
                tuple(value.get(name) for name in ("kind", "amount", "upto", "unit", "label", "item"))
                for value in source.get("values", ())
            ]


@pytest.mark.parametrize("decree", DECREES.values(), ids=DECREES)
def test_the_office_is_as_the_file_says(library: Library, decree: dict[str, Any]) -> None:
    """Names, contact, hours of each weekday, complaint channels and classes, number and date come back as written."""
    written = decree["office"]
    office = library.offices[written["slug"]]
    for name in ("name", "short", "place", "region", "level", "address", "timezone"):
        assert getattr(office, name) == written[name]
    for name in ("names", "phones", "faxes", "whatsapp", "emails", "web", "social", "notes"):
        assert list(getattr(office, name)) == written.get(name, [])
    hours = [(each["open"], each["close"]) for each in written.get("hours", ()) for _ in each["days"]]
    assert [(day.open, day.close) for day in office.hours] == hours
    assert len(office.complaint_channels) == len(decree["complaint"].get("channels", ()))
    assert [each.id for each in office.complaint_classes] == [
        each["id"] for each in decree["complaint"].get("classes", ())
    ]
    assert (office.decree.number, office.decree.date) == (decree["decree"]["number"], decree["decree"]["date"])
    assert list(office.decree.notes) == decree["decree"].get("notes", [])


@pytest.mark.parametrize("decree", DECREES.values(), ids=DECREES)
def test_the_items_table_has_a_row_for_every_item(data_dir: Path, decree: dict[str, Any]) -> None:
    """Sub-items are rows too, counted by component."""
    query = "select service, component, count(*) from items where service like ? group by service, component"
    with closing(sqlite3.connect(data_dir / "knowledge.db")) as connection:
        counted = {(service, key): rows for service, key, rows in connection.execute(query, (f"{_slug(decree)}/%",))}
    assert counted == {
        (f"{_slug(decree)}/{service['id']}", key): _count(component["items"])
        for service in decree["services"]
        for key, component in service.get("components", {}).items()
        if component.get("items")
    }


def _slug(decree: dict[str, Any]) -> str:
    return str(decree["office"]["slug"])


def test_a_hundred_and_more_items_keep_their_order(tmp_path: Path) -> None:
    """Order is the file's, not that of the path as text."""
    extra = "\n".join(f'          - {{mark: "{number}", text: Butir {number}}}' for number in range(3, 131))
    text = DECREE.replace("Tertulis KPT.}\n", f"Tertulis KPT.}}\n{extra}\n")
    files = KnowledgeFiles((KnowledgeFile("decrees/kecil.yaml", text),), find_files().lexicon, "small")
    build(files, tmp_path / "knowledge.db")
    items = read_library(tmp_path / "knowledge.db").services["kecil/kios"].components["persyaratan"].items
    assert [item.mark for item in items] == [str(number) for number in range(1, 131)]
    assert [item.mark for item in items[0].items] == ["a", "b"]
