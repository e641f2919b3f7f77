"""What is looked at: a decree file or a draft, the laws that were replaced, the day; and a walk over its items."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from knowledge.decree_file import ComponentId, ComponentPart, DecreeFile, ItemPart, ServicePart
from knowledge.doubts import Location
from knowledge.draft_file import DraftFile
from knowledge.lint.laws import Replaced


@dataclass(frozen=True, slots=True)
class Subject:
    """One file to look at; `today` is the day by which dates are judged."""

    file: DecreeFile | DraftFile
    today: dt.date
    laws: Sequence[Replaced] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Component:
    """A component with its service and where it stands."""

    service: ServicePart
    id: ComponentId
    part: ComponentPart
    location: Location


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a component (item, step of a flow chart, remark) with where it stands."""

    component: Component
    text: str
    location: Location


def components(subject: Subject) -> Iterator[Component]:
    """The components of all services, in their order."""
    for place, service in enumerate(subject.file.services):
        for key, part in service.components.items():
            yield Component(service, key, part, ("services", place, "components", key))


def lists(component: Component) -> Iterator[tuple[Location, list[ItemPart]]]:
    """Every list of items of a component, nested ones too, with the place of the list."""
    yield from _lists(component.part.items, (*component.location, "items"))


def texts(component: Component) -> Iterator[Text]:
    """Every item of a component, the steps of its flow charts and its closing remark."""
    yield from (
        Text(component, step, (*component.location, "flow", place)) for place, step in enumerate(component.part.flow)
    )
    for location, items in lists(component):
        for place, item in enumerate(items):
            yield Text(component, item.text, (*location, place))
    if component.part.remark is not None:
        yield Text(component, component.part.remark, (*component.location, "remark"))


def _lists(items: list[ItemPart], location: Location) -> Iterator[tuple[Location, list[ItemPart]]]:
    if items:
        yield location, items
    for place, item in enumerate(items):
        yield from _lists(item.items, (*location, place, "items"))
