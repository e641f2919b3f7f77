"""Open data: every decree as JSON and CSV, for those who build on it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from knowledge.library import Library
from knowledge.model import Component, Item, Office, Service

_COLUMNS = ("office", "service", "service_name", "component", "mark", "text")


def export(library: Library, folder: Path) -> list[Path]:
    """Writes `office-year.json` for every decree and `items.csv` for all; returns the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for office in library.offices.values():
        path = folder / f"{office.slug}-{office.decree.date.year}.json"
        path.write_text(json.dumps(decree_document(library, office), ensure_ascii=False, indent=2) + "\n", "utf-8")
        written.append(path)
    table = folder / "items.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_COLUMNS)
        writer.writerows(_csv_rows(library))
    return [*written, table]


def decree_document(library: Library, office: Office) -> dict[str, Any]:
    """One decree as an object: office, number, year, and its services with their items by component."""
    services = [service for service in library.of_office(office.slug) if not service.listed_only]
    return {
        "office": office.slug,
        "number": office.decree.number,
        "year": office.decree.date.year,
        "services": [
            {
                "id": service.key,
                "name": service.name,
                "components": {
                    key: [text for _mark, text in item_texts(part)] for key, part in service.components.items()
                },
            }
            for service in services
        ],
    }


def item_texts(component: Component) -> Iterator[tuple[str, str]]:
    """Mark path and text of every item and sub-item, the closing remark last."""
    yield from _walk(component.items, "")
    if component.remark:
        yield "", f"Catatan: {component.remark}"


def _walk(items: tuple[Item, ...], prefix: str) -> Iterator[tuple[str, str]]:
    for item in items:
        path = f"{prefix}{item.mark}" if item.mark else prefix.rstrip(".")
        flow = f" {' → '.join(item.flow)}" if item.flow else ""
        yield path, f"{item.text}{flow}"
        yield from _walk(item.items, f"{path}." if path else "")


def _csv_rows(library: Library) -> Iterator[tuple[str, ...]]:
    for service in library.services.values():
        for row in _service_rows(service):
            yield (service.office, service.key, service.name, *row)


def _service_rows(service: Service) -> Iterator[tuple[str, str, str]]:
    for key, component in service.components.items():
        for mark, text in item_texts(component):
            yield key, mark, text
