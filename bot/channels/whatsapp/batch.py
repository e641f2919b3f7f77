"""What one webhook of WhatsApp tells, as plain values: what happened, and what became of our messages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bot.arrival import Arrival
from bot.store.whatsapp_messages import StatusTold


@dataclass(frozen=True, slots=True)
class Said:
    """A citizen's message, and its id at WhatsApp."""

    at: dt.datetime
    arrival: Arrival
    wamid: str

    @property
    def account(self) -> str:
        """Our number to which it was written."""
        return self.arrival.address.account

    @property
    def ids(self) -> tuple[str, ...]:
        """What the citizen is known by."""
        also = self.arrival.also
        return (self.arrival.address.external_id, *((also,) if also is not None else ()))


@dataclass(frozen=True, slots=True)
class Renumbered:
    """A citizen has another number or id; `key` makes a repeat known."""

    at: dt.datetime
    account: str
    key: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """What the citizen was and is known by."""
        return (*self.before, *self.after)


@dataclass(frozen=True, slots=True)
class Stopped:
    """A citizen stopped announcements in WhatsApp's own settings."""

    at: dt.datetime
    account: str
    ids: tuple[str, ...]


Happening = Said | Renumbered | Stopped
"""What happened with one citizen; of one citizen it is taken in order."""


@dataclass(slots=True)
class Batch:
    """All that one webhook told.

    `statuses` are by number. `templates` are the business accounts whose templates changed, `unknown` the numbers that
    are not ours, `trouble` the codes of errors that WhatsApp told of itself, and `skipped` counts the broken parts.
    """

    happenings: list[Happening] = field(default_factory=list)
    statuses: dict[str, list[StatusTold]] = field(default_factory=dict)
    templates: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)
    trouble: list[int] = field(default_factory=list)
    skipped: int = 0

    @contextmanager
    def part(self) -> Iterator[None]:
        """One part of the batch: where it is broken, it is counted and left."""
        try:
            yield
        except (LookupError, TypeError, ValueError, AttributeError):
            self.skipped += 1

    def leave_out_before(self, oldest: dt.datetime) -> int:
        """Leaves out what happened before a moment; returns how much it was."""
        before = len(self.happenings) + sum(map(len, self.statuses.values()))
        self.happenings = [each for each in self.happenings if each.at >= oldest]
        recent = {account: [each for each in told if each.at >= oldest] for account, told in self.statuses.items()}
        self.statuses = {account: told for account, told in recent.items() if told}
        return before - len(self.happenings) - sum(map(len, self.statuses.values()))
