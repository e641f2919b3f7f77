"""The views of a list, as they stand above it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tab:
    """A view with its name, how many it has, and where it is."""

    name: str
    count: int
    href: str
    chosen: bool
