"""What an office itself says beside its decree: dated notices, and telephone numbers and hours that have changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from knowledge.model import DayHours, Office

What = Literal["phones", "whatsapp", "emails", "hours"]
"""What of an office may be changed: attributes of Office."""
WHATS: tuple[What, ...] = get_args(What)
LONGEST_NOTICE = 300
"""Characters: with three notices over the longest answer a reply still goes as one message."""
MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class DatedNotice:
    """A notice on a service, or on the whole office (`service` None), shown up to the day `until`."""

    office: str
    service: str | None
    text: str
    until: dt.date


@dataclass(frozen=True, slots=True)
class Changed:
    """A value of an office that is not the decree's any more, since the day `on`."""

    value: tuple[str, ...] | tuple[DayHours, ...]
    on: dt.date


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """The notices, newest first, and the changes by office and what was changed."""

    notices: tuple[DatedNotice, ...] = ()
    changes: Mapping[tuple[str, What], Changed] = field(default_factory=dict)

    def current(self, office: str, service: str | None, today: dt.date) -> tuple[DatedNotice, ...]:
        """What is to be shown with an answer on a service, or on an office; MOST_SHOWN at most."""
        shown = (
            each
            for each in self.notices
            if each.office == office and each.service in {None, service} and today <= each.until
        )
        return tuple(shown)[:MOST_SHOWN]

    def office(self, office: Office) -> Office:
        """The office with what it has changed; its decree stays as it is."""
        own = {what: self.changes[office.slug, what].value for what in WHATS if (office.slug, what) in self.changes}
        return replace(office, **own) if own else office  # type: ignore[arg-type]

    def since(self, office: str, what: What) -> dt.date | None:
        """Since when something of an office is not the decree's; None where it is."""
        found = self.changes.get((office, what))
        return found.on if found is not None else None
