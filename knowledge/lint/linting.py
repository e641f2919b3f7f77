"""Looks at one decree file or draft in every way there is, and tells what it found with the line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from knowledge.decree_file import ComponentId, DecreeFile
from knowledge.doubts import Location
from knowledge.draft_file import DraftFile
from knowledge.lint import (
    addresses,
    completeness,
    contacts,
    copies,
    costs,
    dates,
    figures,
    limits,
    numbering,
    repeats,
    replaced,
    unfinished,
)
from knowledge.lint.finding import SEVERITIES, Finding, Trace
from knowledge.lint.laws import Replaced
from knowledge.lint.notes import is_known
from knowledge.lint.subject import Subject
from knowledge.yaml_lines import line_finder

_KINDS: Sequence[Callable[[Subject], Iterator[Trace]]] = (
    unfinished.find,
    completeness.find,
    contacts.find,
    addresses.find,
    limits.find,
    costs.find,
    figures.find,
    dates.find,
    replaced.find,
    copies.find,
    numbering.find,
    repeats.find,
)


def findings(
    file: DecreeFile | DraftFile, text: str, name: str, laws: Sequence[Replaced], today: dt.date
) -> list[Finding]:
    """All that is odd in a file whose YAML is `text`: the gravest first, then by line.

    What several services share (a YAML alias) is told once, with all of their names.
    """
    subject = Subject(file, today, laws)
    line = line_finder(text)
    told: dict[tuple[object, ...], tuple[Trace, int, list[str]]] = {}
    for kind in _KINDS:
        for trace in kind(subject):
            at = line(trace.location)
            same = (trace.kind, at, trace.words, trace.odd if trace.words is None else None)
            services = told.setdefault(same, (trace, at, []))[2]
            service = _service(file, trace.location)
            if service is not None and service not in services:
                services.append(service)
    found = [
        Finding(
            trace.kind,
            trace.severity,
            name,
            at,
            trace.odd,
            trace.remedy,
            trace.words,
            tuple(services),
            _component(trace.location),
            is_known(file, trace),
        )
        for trace, at, services in told.values()
    ]
    return sorted(found, key=lambda each: (each.known, SEVERITIES.index(each.severity), each.line))


def _service(file: DecreeFile | DraftFile, location: Location) -> str | None:
    place = location[1] if len(location) > 1 and location[0] == "services" else None
    return file.services[place].name if isinstance(place, int) else None


def _component(location: Location) -> ComponentId | None:
    from typing import cast

    return cast(ComponentId, location[3]) if len(location) > 3 and location[2] == "components" else None
