"""Names the items of a component as forms point at them: "prosedur", "prosedur/1", "persyaratan/b.2"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, Self, TypeVar

from knowledge.model import Item, Service


class Marked(Protocol):
    """An item as it was read or as it is used: its mark as printed, and its sub-items."""

    @property
    def mark(self) -> str | None: ...

    @property
    def items(self) -> Sequence[Self]: ...


T = TypeVar("T", bound=Marked)


@dataclass(frozen=True, slots=True)
class Leaf:
    """An item without sub-items: its name, told apart from every other's, and the items that it stands under."""

    name: str
    item: Item
    above: tuple[Item, ...]


def named_items(component: str, items: Sequence[T]) -> dict[str, tuple[T, ...]]:
    """What each name stands for: the component for all its items, a path of marks for one.

    An item without a mark goes by its place, from 1; of two with the same mark the first has the name.
    """
    named = {component: tuple(items)}
    for path, item in _paths(items):
        named.setdefault(f"{component}/{path}", (item,))
    return named


def handed_in(service: Service, ref: str) -> tuple[Item, ...]:
    """The items of a service that a form's `hand_in` names; none when its decree has no such item."""
    component = service.components.get(ref.partition("/")[0])
    return named_items(component.id, component.items).get(ref, ()) if component is not None else ()


def leaves(component: str, items: Sequence[Item]) -> tuple[Leaf, ...]:
    """The items of a component that have no others below them, in decreed order.

    Of two with the same mark the second is named "persyaratan/2~2", so that each has a name of its own.
    """
    seen: dict[str, int] = {}
    found = []
    for path, item, above in _leaf_paths(items, ()):
        seen[path] = seen.get(path, 0) + 1
        name = path if seen[path] == 1 else f"{path}~{seen[path]}"
        found.append(Leaf(f"{component}/{name}", item, above))
    return tuple(found)


def _leaf_paths(items: Sequence[Item], above: tuple[Item, ...]) -> Iterator[tuple[str, Item, tuple[Item, ...]]]:
    for place, item in enumerate(items, 1):
        name = item.mark or str(place)
        if not item.items:
            yield name, item, above
        for path, leaf, parents in _leaf_paths(item.items, (*above, item)):
            yield f"{name}.{path}", leaf, parents


def _paths(items: Sequence[T]) -> Iterator[tuple[str, T]]:
    for place, item in enumerate(items, 1):
        name = item.mark or str(place)
        yield name, item
        yield from ((f"{name}.{path}", below) for path, below in _paths(item.items))
