"""Finds what differs between two versions of a decree file."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.decree_file import ComponentId, ComponentPart, DecreeFile, ItemPart, ServicePart
from knowledge.draft_file import DraftFile
from knowledge.versions.changes import Changes, ComponentChange, ItemChange, ServiceChange
from knowledge.versions.emphasis import passages
from knowledge.versions.matching import Entry, entries, pairs, service_pairs, unmoved
from knowledge.versions.statements import component_facts, file_facts, service_facts


def changes(old: DecreeFile | DraftFile, new: DecreeFile | DraftFile) -> Changes:
    """What differs between two versions: services are matched by id, else by name; items by what they say.

    Notes, doubts and places in the source are no part of what a decree says and are left aside.
    """
    matched = service_pairs(old.services, new.services)
    stayed = unmoved(matched)
    former = {after: old.services[before] for before, after in matched}
    found = [
        change
        for place, service in enumerate(new.services)
        if (change := _service_change(former.get(place), service, moved=place in former and place not in stayed))
    ]
    kept = {before for before, _ in matched}
    gone = [service for place, service in enumerate(old.services) if place not in kept]
    found += [ServiceChange("removed", service.id, None, service.name, None) for service in gone]
    return Changes(tuple(found), file_facts(old, new), new.decree.number, new.office.short)


def _service_change(old: ServicePart | None, new: ServicePart, *, moved: bool) -> ServiceChange | None:
    if old is None:
        return ServiceChange("added", None, new.id, None, new.name)
    order = list(dict.fromkeys([*old.components, *new.components]))
    components = tuple(
        change for key in order if (change := _component_change(key, old.components.get(key), new.components.get(key)))
    )
    facts = service_facts(old, new)
    if not (components or facts or moved or old.name != new.name or old.id != new.id):
        return None
    return ServiceChange("changed", old.id, new.id, old.name, new.name, components, facts, moved)


def _component_change(
    component: ComponentId, old: ComponentPart | None, new: ComponentPart | None
) -> ComponentChange | None:
    before, after = _items(old), _items(new)
    items = tuple(_item_changes(before, after))
    if old is None:
        return ComponentChange(component, "added", items)
    if new is None:
        return ComponentChange(component, "removed", items)
    facts = component_facts(old, new)
    if items or facts:
        return ComponentChange(component, "changed", items, facts)
    if [entry.path for entry in before] != [entry.path for entry in after]:
        return ComponentChange(component, "changed", renumbered=True)
    return None


def _items(part: ComponentPart | None) -> list[Entry]:
    items: list[ItemPart] = part.items if part is not None else []
    return entries(items)


def _item_changes(old: list[Entry], new: list[Entry]) -> Iterable[ItemChange]:
    """In the order of the new version, each removed item after what stood before it."""
    matched = pairs(old, new)
    stayed = unmoved(matched)
    former = {after: before for before, after in matched}
    kept = set(former.values())
    gone = (place for place in range(len(old)) if place not in kept)
    removed = next(gone, None)
    for place, entry in enumerate(new):
        before = former.get(place)
        while removed is not None and before is not None and place in stayed and removed < before:
            yield ItemChange("removed", old[removed].text, None, old[removed].path)
            removed = next(gone, None)
        if before is None:
            yield ItemChange("added", None, entry.text, None, entry.path)
            continue
        change = _pair_change(
            old[before], entry, moved=place not in stayed or _elsewhere(old, new, before, place, former)
        )
        if change is not None:
            yield change
    while removed is not None:
        yield ItemChange("removed", old[removed].text, None, old[removed].path)
        removed = next(gone, None)


def _elsewhere(old: list[Entry], new: list[Entry], before: int, after: int, former: dict[int, int]) -> bool:
    """Whether an item stands under another one than before; that its parent was reworded is no move."""
    if old[before].under == new[after].under:
        return False
    parent_new = next((place for place in range(after - 1, -1, -1) if new[place].plain == new[after].under), None)
    parent_old = next((place for place in range(before - 1, -1, -1) if old[place].plain == old[before].under), None)
    return (former.get(parent_new) if parent_new is not None else None) != parent_old


def _pair_change(old: Entry, new: Entry, *, moved: bool) -> ItemChange | None:
    if old.text == new.text and not moved:
        return None
    told = passages(old.text, new.text) if old.text != new.text else ()
    slight = old.text != new.text and old.plain == new.plain
    return ItemChange("moved" if moved else "changed", old.text, new.text, old.path, new.path, slight, told)
