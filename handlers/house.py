"""What the operator of the service set that officers' conversations must know."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Protocol
from zoneinfo import ZoneInfo


class Quiet(Protocol):
    """The hours in which no announcement leaves."""

    @property
    def end(self) -> dt.time:
        """When they are over, by the clock on the wall."""

    def rests(self, now: dt.datetime, zone: ZoneInfo) -> bool:
        """Whether it is quiet now."""


@dataclass(frozen=True, slots=True)
class House:
    """`approval` are the offices whose announcements a second person must approve; `desk` is the desk's address, None
    where the service has no public one."""

    approval: frozenset[str] = frozenset()
    quiet: Quiet | None = None
    desk: str | None = None
