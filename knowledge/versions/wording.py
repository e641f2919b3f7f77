"""What differs between two versions of a decree file, in words that a person reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.component_names import COMPONENT_NAMES
from knowledge.versions.announced import LONGEST, announced
from knowledge.versions.changes import Changes, ComponentChange, FactChange, ItemChange, Passage, ServiceChange

__all__ = ["LONGEST", "Told", "in_words", "told"]


@dataclass(frozen=True, slots=True)
class Told:
    """One change as a line: what it is about, and what it was and is now; `passages` show the words that changed."""

    lead: str
    old: str | None = None
    new: str | None = None
    passages: tuple[Passage, ...] = ()

    def __str__(self) -> str:
        said = " → ".join(f"“{text}”" for text in (self.old, self.new) if text is not None)
        return f"{self.lead}: {said}" if said else f"{self.lead}."


def in_words(changes: Changes, service_id: str | None = None) -> list[str]:
    """All changes, a line each, for an officer; with a service, the lines of an announcement of its changes.

    The announcement is at most LONGEST characters with its line breaks, and empty where nothing differs that a citizen
    would notice.
    """
    if service_id is None:
        return [str(line) for line in told(changes)]
    service = changes.of(service_id)
    return announced(service, changes.decree) if service is not None else []


def told(changes: Changes) -> list[Told]:
    """All changes in the order of the new version: the decree, then each service."""
    lines = [_fact("Keputusan dan kantor", fact) for fact in changes.facts]
    for service in changes.services:
        lines += _of_service(service)
    return lines


def _of_service(service: ServiceChange) -> Iterator[Told]:
    whole = f"Layanan {service.name}"
    if service.kind == "added":
        yield Told(f"{whole}: layanan baru")
        return
    if service.kind == "removed":
        yield Told(f"{whole}: tidak ada lagi")
        return
    if service.renamed:
        yield Told(f"{whole}: berganti nama", service.old_name, service.new_name)
    if service.old_id != service.new_id:
        yield Told(f"{whole}: id berubah", service.old_id, service.new_id)
    if service.moved:
        yield Told(f"{whole}: berpindah urutan")
    yield from (_fact(whole, fact) for fact in service.facts)
    for component in service.components:
        yield from _of_component(f"{COMPONENT_NAMES[component.component]} {service.name}", component)


def _of_component(name: str, component: ComponentChange) -> Iterator[Told]:
    if component.kind == "added":
        yield Told(f"{name}: komponen baru")
    elif component.kind == "removed":
        yield Told(f"{name}: komponen tidak ada lagi")
    if component.renumbered:
        yield Told(f"{name}: hanya nomor berubah")
    yield from (_of_item(name, item) for item in component.items)
    yield from (_fact(name, fact) for fact in component.facts)


def _of_item(name: str, item: ItemChange) -> Told:
    place = f"{name}: butir {item.path}" if item.path is not None else f"{name}: satu butir"
    if item.kind == "added":
        return Told(f"{place} baru", None, item.new)
    if item.kind == "removed":
        return Told(f"{place} dihapus", item.old)
    if item.kind == "moved" and item.old == item.new:
        came = f" dari butir {item.old_path}" if item.old_path not in (None, item.new_path) else ""
        return Told(f"{place} berpindah{came}", None, item.new)
    what = "berpindah dan berubah" if item.kind == "moved" else "berubah"
    if item.slight:
        what += ", hanya tanda baca, spasi, atau huruf besar"
    alone = item.path is None and item.old_path is None and item.kind == "changed"
    return Told(f"{name if alone else place} {what}", item.old, item.new, item.passages)


def _fact(name: str, fact: FactChange) -> Told:
    if fact.old is None:
        return Told(f"{name}: {fact.what} baru", None, fact.new)
    if fact.new is None:
        return Told(f"{name}: {fact.what} dihapus", fact.old)
    return Told(f"{name}: {fact.what} berubah", fact.old, fact.new)
