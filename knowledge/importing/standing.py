"""What stands in a draft for a person to settle: every doubt with where it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.component_names import COMPONENT_NAMES
from knowledge.decree_file import DoubtPart, ItemPart, ServicePart
from knowledge.draft_file import DraftFile


@dataclass(frozen=True, slots=True)
class Standing:
    """One doubt, and what of the draft it is about, in words."""

    about: str
    doubt: DoubtPart


def standing(draft: DraftFile) -> list[Standing]:
    """Every doubt of a draft, in its order."""
    found = [Standing("Kantor", doubt) for doubt in draft.office.doubts]
    found += [Standing("Keputusan", doubt) for doubt in draft.decree.doubts]
    for service in draft.services:
        found += _of_service(service)
    found += [Standing("Di luar layanan", doubt) for entry in draft.left_out for doubt in entry.doubts]
    return found


def _of_service(service: ServicePart) -> Iterator[Standing]:
    yield from (Standing(service.name, doubt) for doubt in service.doubts)
    for component, part in service.components.items():
        about = f"{service.name}, {COMPONENT_NAMES[component]}"
        yield from (Standing(about, doubt) for doubt in part.doubts)
        yield from _of_items(part.items, about)


def _of_items(items: Sequence[ItemPart], about: str) -> Iterator[Standing]:
    for item in items:
        named = f"{about} butir {item.mark}" if item.mark else about
        yield from (Standing(named, doubt) for doubt in item.doubts)
        yield from _of_items(item.items, named)
