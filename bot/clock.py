"""The clock, as everything that needs the time gets it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

Clock = Callable[[], dt.datetime]
"""The time now, aware."""


def now() -> dt.datetime:
    """The machine's clock."""
    return dt.datetime.now(dt.UTC)
