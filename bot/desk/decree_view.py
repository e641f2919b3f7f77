"""A draft as its pages show it: services with what is left to settle, and one service item by item."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.decrees.counting import doubts_of, doubts_of_component, doubts_of_service, items_of
from bot.decrees.spots import Spot
from bot.desk.decree_source import Place, place_of
from handlers.names import COMPONENT_NAMES
from knowledge.decree_file import DoubtPart, ItemPart, ServicePart
from knowledge.draft_file import DraftFile
from knowledge.model import COMPONENTS


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is to be settled; `number` is its place among those of its part."""

    number: int
    place: Place
    where: str
    printed: str
    why: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item of a component, however deep."""

    spot: Spot
    depth: int
    mark: str
    text: str
    note: str
    place: Place
    where: str
    doubts: tuple[Doubt, ...]
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class ComponentRow:
    """One of the 14 components; `there` tells whether the decree has it at all."""

    spot: Spot
    name: str
    there: bool
    blank: bool
    intro: str
    remark: str
    flow: tuple[str, ...]
    items: tuple[ItemRow, ...]
    doubts: tuple[Doubt, ...]
    count: int


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service in the list."""

    id: str
    label: str
    name: str
    filled: int
    items: int
    doubts: int
    listed_only: bool


@dataclass(frozen=True, slots=True)
class LeftLine:
    """A line that stands in no service."""

    spot: Spot
    text: str
    why: str
    place: Place
    where: str
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """How far the review is."""

    doubts: int
    settled: int

    @property
    def words(self) -> str:
        """For people."""
        if not self.doubts:
            return f"Semua keraguan beres ({self.settled})" if self.settled else "Tidak ada keraguan"
        return f"{self.doubts} keraguan tersisa, {self.settled} selesai"


def review_of(draft: DraftFile, began_with: int) -> Review:
    """How many doubts are left, and how many of those it began with are settled."""
    left = doubts_of(draft)
    return Review(left, max(0, began_with - left))


def service_lines(draft: DraftFile) -> list[ServiceLine]:
    """The services in order."""
    return [
        ServiceLine(
            each.id, each.label, each.name,
            sum(not part.blank for part in each.components.values()),
            sum(items_of(part.items) for part in each.components.values()), doubts_of_service(each), each.listed_only,
        )
        for each in draft.services
    ]  # fmt: skip


def component_rows(service: ServicePart) -> list[ComponentRow]:
    """The 14 components of a service, those that its decree lacks included."""
    rows = []
    for component in COMPONENTS:
        spot, part = Spot(service.id, component), service.components.get(component)  # type: ignore[call-overload]
        name = COMPONENT_NAMES[component]
        if part is None:
            rows.append(ComponentRow(spot, name, False, False, "", "", (), (), (), 0))
            continue
        rows.append(
            ComponentRow(
                spot, name, True, part.blank, part.intro or "", part.remark or "", tuple(part.flow),
                tuple(_items(part.items, spot)), doubts_rows(part.doubts), doubts_of_component(part),
            )
        )  # fmt: skip
    return rows


def left_lines(draft: DraftFile) -> list[LeftLine]:
    """The lines that stand in no service; those in doubt first."""
    lines = [
        LeftLine(
            Spot("", left=number), each.text, each.why, place_of(each.place), each.place or "", doubts_rows(each.doubts)
        )
        for number, each in enumerate(draft.left_out)
    ]
    return sorted(lines, key=lambda line: not line.doubts)


def doubts_rows(doubts: list[DoubtPart]) -> tuple[Doubt, ...]:
    """The doubts of one part."""
    return tuple(
        Doubt(number, place_of(each.place), each.place or "", each.printed or "", each.why)
        for number, each in enumerate(doubts)
    )


def _items(items: list[ItemPart], spot: Spot) -> Iterator[ItemRow]:
    for number, item in enumerate(items):
        at = spot.at(*spot.item, number)
        yield ItemRow(
            at, len(spot.item), item.mark or "", item.text, item.note or "", place_of(item.place), item.place or "",
            doubts_rows(item.doubts), number == 0, number == len(items) - 1,
        )  # fmt: skip
        yield from _items(item.items, at)
