"""Names the items of a component as forms point at them: "prosedur", "prosedur/1", "persyaratan/b.2"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, Self, TypeVar

from knowledge.model import Item, Service


class Marked(Protocol):
    """An item as it was read or as it is used: its mark as printed, and its sub-items."""

    @property
    def mark(self) -> str | None: ...

    @property
    def items(self) -> Sequence[Self]: ...


T = TypeVar("T", bound=Marked)


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


def _paths(items: Sequence[T]) -> Iterator[tuple[str, T]]:
    for place, item in enumerate(items, 1):
        name = item.mark or str(place)
        yield name, item
        yield from ((f"{name}.{path}", below) for path, below in _paths(item.items))
