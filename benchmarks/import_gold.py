"""What an import should have found: a document's head and its services, each component a flat list of items."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from knowledge.decree_file import ComponentPart, DecreeFile, ItemPart, ServicePart
from knowledge.files import find_files
from knowledge.yaml_lines import read_yaml


@dataclass(frozen=True, slots=True)
class Found:
    """One service: its name, the items of each component, and the texts of a component that are nobody's item.

    `asides` are the words before and after a component's items: taking them for items is neither right nor wrong.
    """

    name: str
    components: Mapping[str, tuple[str, ...]]
    asides: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Content:
    """A whole document: its office by full name, the decree's number and year, its services."""

    office: str | None
    number: str | None
    year: int | None
    services: tuple[Found, ...]


def content_of(answer: Mapping[str, Any]) -> Content:
    """The content that a `--json` answer tells, or a `gold.json`."""
    services = tuple(
        Found(each["name"], _tuples(each["components"]), _tuples(each.get("asides", {}))) for each in answer["services"]
    )
    return Content(answer["office"], answer["number"], answer["year"], services)


def _tuples(lists: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(texts) for key, texts in lists.items()}


def read_gold(path: Path) -> Content:
    """The content of a `gold.json`."""
    return content_of(json.loads(path.read_text("utf-8")))


def reviewed(stem: str) -> Content:
    """The content of a packaged, reviewed decree; services of which it tells only the name are left out."""
    decree = decree_named(stem)
    services = tuple(_service(service) for service in decree.services if not service.listed_only)
    return Content(decree.office.name, decree.decree.number, decree.decree.date.year, services)


def decree_named(stem: str) -> DecreeFile:
    """A packaged decree file by its name without ending."""
    file = next(each for each in find_files().decrees if each.stem == stem)
    return read_yaml(file.text, file.name, DecreeFile)


def texts_without(stem: str) -> Iterator[str]:
    """Every decreed text of the packaged decrees but one."""
    for file in find_files().decrees:
        if file.stem == stem:
            continue
        for service in decree_named(file.stem).services:
            yield service.name
            for part in service.components.values():
                yield from _asides(part)
                yield from _flat(part.items)


def _service(service: ServicePart) -> Found:
    components: dict[str, tuple[str, ...]] = {}
    asides: dict[str, tuple[str, ...]] = {}
    for key, part in service.components.items():
        components[key], asides[key] = tuple(_flat(part.items)), _asides(part)
    return Found(service.name, components, asides)


def _flat(items: Iterable[ItemPart]) -> Iterator[str]:
    for item in items:
        yield item.text
        yield from _flat(item.items)


def _asides(part: ComponentPart) -> tuple[str, ...]:
    return tuple(text for text in (part.intro, part.remark) if text is not None)
