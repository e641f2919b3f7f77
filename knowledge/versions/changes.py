"""What differs between two versions of a decree file, as values: of the decree, its services, components and items."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from knowledge.decree_file import ComponentId

ItemKind = Literal["added", "removed", "changed", "moved"]
PartKind = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a text that changed: in both versions, only in the old, or only in the new."""

    kind: Literal["same", "gone", "new"]
    text: str


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One decreed item that differs; `old_path` and `new_path` are mark paths ("4", "c.1"), null where it has no mark.

    An item that moved and was reworded is "moved" with two different texts. `slight` tells that nothing but letter
    case, spaces or punctuation differs.
    """

    kind: ItemKind
    old: str | None = None
    new: str | None = None
    old_path: str | None = None
    new_path: str | None = None
    slight: bool = False
    passages: tuple[Passage, ...] = ()

    @property
    def path(self) -> str | None:
        """Where a reader of the new version finds it, of a removed one where it was."""
        return self.old_path if self.kind == "removed" else self.new_path


@dataclass(frozen=True, slots=True)
class FactChange:
    """One single statement that differs, such as the decree's number; `what` names it in Indonesian."""

    what: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class ComponentChange:
    """One of the 14 components that differs; `renumbered` where the marks of the items are all that differs."""

    component: ComponentId
    kind: PartKind
    items: tuple[ItemChange, ...] = ()
    facts: tuple[FactChange, ...] = ()
    renumbered: bool = False


@dataclass(frozen=True, slots=True)
class ServiceChange:
    """One service that differs; `old_id` and `old_name` are null where it is new, the others where it is gone."""

    kind: PartKind
    old_id: str | None
    new_id: str | None
    old_name: str | None
    new_name: str | None
    components: tuple[ComponentChange, ...] = ()
    facts: tuple[FactChange, ...] = ()
    moved: bool = False

    @property
    def id(self) -> str:
        """Its id in the new version, of a service that is gone in the old."""
        return self.new_id or self.old_id or ""

    @property
    def name(self) -> str:
        """Its name in the new version, of a service that is gone in the old."""
        return self.new_name or self.old_name or ""

    @property
    def renamed(self) -> bool:
        """Whether both versions have it under different names."""
        return self.kind == "changed" and self.old_name != self.new_name


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs between two versions; false where nothing does.

    `decree` is the number of the new version's decree and `office` its office's short name, where they are known.
    """

    services: tuple[ServiceChange, ...] = ()
    facts: tuple[FactChange, ...] = ()
    decree: str | None = None
    office: str | None = None

    def __bool__(self) -> bool:
        return bool(self.services or self.facts)

    def of(self, service_id: str) -> ServiceChange | None:
        """What differs in one service, by its id in the new version or, of one that is gone, in the old."""
        return next((each for each in self.services if each.id == service_id), None)
