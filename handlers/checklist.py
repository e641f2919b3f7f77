"""A citizen's own checklist: the items of one service's requirements, ticked or not; all frozen values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item: its name in the decree, its number on the list, and its words, those it stands under in front.

    The number counts all items of the list, so that it stays when answers change; `skipped` is one that does not apply
    by the citizen's answers. A tick outlives being skipped.
    """

    name: str
    number: int
    text: str
    ready: bool = False
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Checklist:
    """The list of one service with the decree that it was made from.

    `version` tells whether the knowledge has changed since; `answers` are pairs of question and option. `remind_at` is
    when the citizen wants to be reminded.
    """

    service: str
    title: str
    decree: str
    date: dt.date
    version: str
    items: tuple[ListItem, ...]
    answers: tuple[tuple[str, str], ...] = ()
    remind_at: dt.datetime | None = None

    @property
    def applying(self) -> tuple[ListItem, ...]:
        """The items that apply: what "12 dari 19" counts."""
        return tuple(item for item in self.items if not item.skipped)

    @property
    def ready(self) -> tuple[ListItem, ...]:
        """Those that apply and are ticked."""
        return tuple(item for item in self.applying if item.ready)

    @property
    def missing(self) -> tuple[ListItem, ...]:
        """Those that apply and are not ticked."""
        return tuple(item for item in self.applying if not item.ready)

    @property
    def skipped(self) -> tuple[ListItem, ...]:
        """Those that do not apply."""
        return tuple(item for item in self.items if item.skipped)

    def numbered(self, number: int) -> ListItem | None:
        """The item of a number."""
        return self.items[number - 1] if 1 <= number <= len(self.items) else None

    def named(self, name: str) -> ListItem | None:
        """The item of a name."""
        return next((item for item in self.items if item.name == name), None)

    def ticked(self, ready: Collection[str] = (), missing: Collection[str] = ()) -> Checklist:
        """The list with items ticked and unticked, by their names."""
        return replace(
            self,
            items=tuple(
                replace(item, ready=(item.ready or item.name in ready) and item.name not in missing)
                for item in self.items
            ),
        )

    def skipping(self, names: Collection[str]) -> Checklist:
        """The list with exactly these items skipped; ticks stay."""
        return replace(self, items=tuple(replace(item, skipped=item.name in names) for item in self.items))
