"""A reply as JSON and back: the form in which it waits in the store until its channel renders it."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from handlers.turn import Choice, FileRef, Line, Page, Reply, Section, Source


def dump(reply: Reply) -> str:
    """The reply as JSON text; what is empty is left out."""
    document = {
        "sections": [_section(section) for section in reply.sections],
        "sources": [_source(source) for source in reply.sources],
        "choices": [[choice.id, choice.label] for choice in reply.choices],
        "source_lines": list(reply.source_lines),
        "turning": reply.turning,
        "replaces": reply.replaces,
        "file": [reply.file.kind, reply.file.id, reply.file.name] if reply.file is not None else None,
        "page": [reply.page.label, reply.page.checklist] if reply.page is not None else None,
    }
    filled = {key: value for key, value in document.items() if value}
    return json.dumps(filled, ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> Reply:
    """The reply of a JSON text."""
    document: dict[str, Any] = json.loads(text)
    return Reply(
        sections=tuple(_read_section(section) for section in document.get("sections", ())),
        sources=tuple(_read_source(source) for source in document.get("sources", ())),
        choices=tuple(Choice(identity, label) for identity, label in document.get("choices", ())),
        source_lines=tuple(document.get("source_lines", ())),
        turning=document.get("turning", 0),
        replaces=document.get("replaces"),
        file=FileRef(*document["file"]) if "file" in document else None,
        page=Page(*document["page"]) if "page" in document else None,
    )


def _section(section: Section) -> dict[str, Any]:
    document = {
        "heading": section.heading,
        "paragraphs": list(section.paragraphs),
        "lines": [_line(line) for line in section.lines],
        "closing": list(section.closing),
    }
    return {key: value for key, value in document.items() if value}


def _line(line: Line) -> list[Any]:
    return [line.mark, line.text, *([[_line(each) for each in line.lines]] if line.lines else [])]


def _source(source: Source) -> list[Any]:
    return [
        source.office,
        source.decree,
        source.date.isoformat(),
        source.service,
        source.service_number,
        source.service_name,
        source.component,
    ]


def _read_section(document: dict[str, Any]) -> Section:
    return Section(
        heading=document.get("heading"),
        paragraphs=tuple(document.get("paragraphs", ())),
        lines=tuple(_read_line(line) for line in document.get("lines", ())),
        closing=tuple(document.get("closing", ())),
    )


def _read_line(document: list[Any]) -> Line:
    mark, text, *lines = document
    return Line(mark, text, tuple(_read_line(line) for line in lines[0]) if lines else ())


def _read_source(document: list[Any]) -> Source:
    office, decree, date, service, number, name, component = document
    return Source(office, decree, dt.date.fromisoformat(date), service, number, name, component)
