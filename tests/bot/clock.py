"""A clock that tests move by hand."""

from __future__ import annotations

import datetime as dt


class TestClock:
    """Called for the time; `pass_by` moves it on."""

    __test__ = False

    def __init__(self) -> None:
        self.now = dt.datetime(2026, 11, 18, 2, 30, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        """The time now."""
        return self.now

    def pass_by(self, seconds: float) -> None:
        """Lets time pass."""
        self.now += dt.timedelta(seconds=seconds)
