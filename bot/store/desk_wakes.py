"""Wakes the desk's open pages: whatever is written about an office's matters lets its officers look again."""

from __future__ import annotations

from collections.abc import Iterable

from bot.store.unit import Unit

_ALL = "desk"
"""For those who serve the whole service."""


def wake_desk(unit: Unit, office: str) -> None:
    """Wakes the open pages of the officers of an office after the commit."""
    unit.wake(_ALL)
    unit.wake(f"{_ALL}:{office}")


def desk_topics(offices: Iterable[str] | None) -> tuple[str, ...]:
    """What an officer of these offices listens to; None is the whole service."""
    return (_ALL,) if offices is None else tuple(f"{_ALL}:{office}" for office in sorted(offices))
