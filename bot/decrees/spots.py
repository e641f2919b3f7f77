"""Where in a draft something stands, as forms and addresses name it: `office`, `left:3`, `kios/biaya/0.1`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from knowledge.model import COMPONENTS

_ITEM = re.compile(r"\d{1,4}(\.\d{1,4}){0,9}")


class UnknownSpot(LookupError):
    """A draft has nothing there, or not any more."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A part of a draft: its head (`office`, `decree`), a service by its id, or a line that is in no service.

    `component` and `item` lead further into a service; `item` are places in lists, from 0.
    """

    part: str
    component: str = ""
    item: tuple[int, ...] = ()
    left: int = -1

    def __str__(self) -> str:
        if self.left >= 0:
            return f"left:{self.left}"
        told = [self.part, self.component, ".".join(map(str, self.item))]
        return "/".join(each for each in told if each)

    @property
    def anchor(self) -> str:
        """Its id in a page."""
        return re.sub(r"[^a-z0-9-]+", "_", str(self))

    def at(self, *item: int) -> Spot:
        """An item of the same component."""
        return replace(self, item=item)


def read_spot(text: str) -> Spot:
    """The spot that a form names; raises UnknownSpot for what is none."""
    if text.startswith("left:") and text[5:].isdecimal() and len(text) <= 10:
        return Spot("", left=int(text[5:]))
    part, _, rest = text.partition("/")
    component, _, item = rest.partition("/")
    if not part or (component and component not in COMPONENTS) or (item and not _ITEM.fullmatch(item)):
        raise UnknownSpot(text)
    return Spot(part, component, tuple(int(each) for each in item.split(".")) if item else ())


def service_at(data: dict[str, Any], service: str) -> dict[str, Any]:
    """A service of a draft's data; raises UnknownSpot."""
    found: dict[str, Any] | None = next((each for each in data.get("services", ()) if each["id"] == service), None)
    if found is None:
        raise UnknownSpot(service)
    return found


def part_at(data: dict[str, Any], spot: Spot) -> dict[str, Any]:
    """What stands at a spot of a draft's data; raises UnknownSpot."""
    if spot.left >= 0:
        return _nth(data.get("left_out", []), spot.left)
    if spot.part in {"office", "decree"} and not spot.component:
        head: dict[str, Any] = data.setdefault(spot.part, {})
        return head
    found = service_at(data, spot.part)
    if spot.component:
        components = found.get("components", {})
        if spot.component not in components:
            raise UnknownSpot(str(spot))
        found = components[spot.component]
    for place in spot.item:
        found = _nth(found.get("items", []), place)
    return found


def siblings_at(data: dict[str, Any], spot: Spot) -> list[Any]:
    """The list in which the item of a spot stands; raises UnknownSpot."""
    if not spot.item:
        raise UnknownSpot(str(spot))
    part_at(data, spot)
    around: list[Any] = part_at(data, spot.at(*spot.item[:-1]))["items"]
    return around


def _nth(parts: list[dict[str, Any]], place: int) -> dict[str, Any]:
    if place >= len(parts):
        raise UnknownSpot(str(place))
    return parts[place]
