"""A clock that tests move by hand."""

from __future__ import annotations

import datetime as dt

from bot.clock import now


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


class MovedClock:
    """The machine's clock, moved on by hand: for services that other programs of the machine talk to."""

    def __init__(self) -> None:
        self._by = dt.timedelta()

    def __call__(self) -> dt.datetime:
        """The time now."""
        return now() + self._by

    def pass_by(self, **time: float) -> None:
        """Lets time pass: hours, minutes, seconds."""
        self._by += dt.timedelta(**time)
