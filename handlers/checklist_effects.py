"""What a turn does to the citizen's checklists, as values: the store carries them out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from handlers.checklist import Checklist
from handlers.turn import Effect


@dataclass(frozen=True, slots=True)
class ChecklistEffect(Effect):
    """Something happens to a checklist; one that is not there is left alone."""


@dataclass(frozen=True, slots=True)
class KeepChecklist(ChecklistEffect):
    """A new list is kept; one of the same service that is there already stays."""

    checklist: Checklist


@dataclass(frozen=True, slots=True)
class RenewChecklist(ChecklistEffect):
    """A list takes the items of a changed decree, ticks as they stand in it."""

    checklist: Checklist


@dataclass(frozen=True, slots=True)
class TickItems(ChecklistEffect):
    """Items of a list are ticked and unticked, by their names."""

    service: str
    ready: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerChecklist(ChecklistEffect):
    """The answers to the questions of a list, and the names of the items that do not apply by them."""

    service: str
    answers: tuple[tuple[str, str], ...]
    skipped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RemindOfChecklist(ChecklistEffect):
    """The citizen asked to be reminded at a moment; None for no longer."""

    service: str
    at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class DropChecklist(ChecklistEffect):
    """The citizen wants a list deleted."""

    service: str
