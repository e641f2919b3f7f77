"""Turns a checked decree file into the rows of knowledge.db that a person can read."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from knowledge.decree_file import ComponentPart, DecreeFile, HoursPart, ItemPart, ServicePart
from knowledge.model import COMPONENTS

Row = dict[str, Any]
Rows = dict[str, list[Row]]

_WEEKDAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")


def decree_rows(file: DecreeFile) -> Rows:
    """The rows of one decree file, by table."""
    rows: Rows = defaultdict(list)
    office = file.office
    rows["offices"].append(
        office.model_dump(exclude={"names", "hours", "notes", "phones", "faxes", "whatsapp", "emails", "web", "social"})
    )
    for kind in ("phones", "faxes", "whatsapp", "emails", "web", "social"):
        for position, value in enumerate(getattr(office, kind)):
            rows["contacts"].append({"office": office.slug, "kind": kind, "position": position, "value": value})
    for position, name in enumerate(office.names):
        rows["office_names"].append({"office": office.slug, "position": position, "name": name})
    rows["hours"] += hours_rows(office.slug, office.hours)
    rows["decrees"].append(_decree_row(file))
    for position, channel in enumerate(file.complaint.channels):
        rows["complaint_channels"].append({"office": office.slug, "position": position, **channel.model_dump()})
    for position, complaint_class in enumerate(file.complaint.classes):
        rows["complaint_classes"].append({"office": office.slug, "position": position, **complaint_class.model_dump()})
    rows["notes"] += _notes(office.slug, "office", office.notes)
    rows["notes"] += _notes(office.slug, "decree", file.decree.notes)
    rows["notes"] += _notes(office.slug, "complaint", file.complaint.notes)
    for position, service in enumerate(file.services):
        _add_service(rows, office.slug, position, service)
    return rows


def hours_rows(office: str, parts: Iterable[HoursPart]) -> Iterator[Row]:
    """The hours of an office, one row a weekday."""
    for hours in parts:
        for day in hours.days:
            yield {
                "office": office,
                "weekday": _WEEKDAYS.index(day),
                "open": hours.open,
                "close": hours.close,
                "breaks": json.dumps(hours.breaks),
            }


def _decree_row(file: DecreeFile) -> Row:
    decree = file.decree
    return {
        "office": file.office.slug,
        "number": decree.number,
        "title": decree.title,
        "date": decree.date.isoformat(),
        "place": decree.place,
        "signed_by": decree.signed_by,
        "source_file": decree.source.file,
        "source_sha256": decree.source.sha256,
    }


def _notes(office: str, about: str, notes: list[str], service: str = "", component: str = "") -> list[Row]:
    return [
        {
            "office": office,
            "about": about,
            "service": service,
            "component": component,
            "position": position,
            "note": note,
        }
        for position, note in enumerate(notes)
    ]


def _add_service(rows: Rows, office: str, position: int, service: ServicePart) -> None:
    service_id = f"{office}/{service.id}"
    rows["services"].append(
        {
            "id": service_id,
            "office": office,
            "key": service.id,
            "position": position,
            "number": service.number,
            "name": service.name,
            "label": service.label,
            "permit": service.permit,
            "listed_only": service.listed_only,
        }
    )
    for place, alias in enumerate(service.aliases):
        rows["aliases"].append({"service": service_id, "position": place, "alias": alias})
    rows["notes"] += _notes(office, "service", service.notes, service_id)
    for component_id in COMPONENTS:
        component = service.components.get(component_id)  # type: ignore[call-overload] # ids are the same literals
        if component is not None:
            _add_component(rows, office, service_id, component_id, component)


def _add_component(rows: Rows, office: str, service: str, component_id: str, component: ComponentPart) -> None:
    rows["components"].append(
        {
            "service": service,
            "component": component_id,
            "intro": component.intro,
            "flow": json.dumps(component.flow, ensure_ascii=False),
            "remark": component.remark,
            "blank": component.blank,
        }
    )
    rows["notes"] += _notes(office, "component", component.notes, service, component_id)
    for position, value in enumerate(component.values):
        rows["values"].append(
            {"service": service, "component": component_id, "position": position, **value.model_dump()}
        )
    for path, item in _walk(component.items, ""):
        rows["items"].append(
            {
                "service": service,
                "component": component_id,
                "path": path,
                "mark": item.mark,
                "text": item.text,
                "flow": json.dumps(item.flow, ensure_ascii=False),
                "note": item.note,
            }
        )


def _walk(items: list[ItemPart], prefix: str) -> Iterator[tuple[str, ItemPart]]:
    """Every item with its place, such as "002.001": sorting by it gives the decreed order."""
    for position, item in enumerate(items):
        path = f"{prefix}{position:03}"
        yield path, item
        yield from _walk(item.items, f"{path}.")
