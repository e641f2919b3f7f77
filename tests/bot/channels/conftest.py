"""The fake platforms, a store in a file, and all that is logged, for every test of a channel."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog
from sqlalchemy.engine import URL

from bot.logs import set_up_logs
from bot.store.engines import database_url
from tests.bot.clock import TestClock
from tests.bot.templates import migrated_file
from tests.fakes.bot_api import FakeBotApi, bot_api
from tests.fakes.graph_api import FakeGraph, graph_api


@pytest.fixture
def url(tmp_path: Path) -> URL:
    """A file: what is written down here is tried on PostgreSQL among the tests of the store."""
    (tmp_path / "tanya.db").write_bytes(migrated_file())
    return database_url(f"sqlite:///{tmp_path / 'tanya.db'}")


@pytest.fixture
async def telegram() -> AsyncIterator[FakeBotApi]:
    """The fake Telegram."""
    async with bot_api() as fake:
        yield fake


@pytest.fixture
async def graph(clock: TestClock) -> AsyncIterator[FakeGraph]:
    """The fake Graph host of WhatsApp, by a clock that stands still until a test moves it."""
    async with graph_api(clock) as fake:
        yield fake


class Logged:
    """All that any log says from `begin` on, as an operator sees it."""

    def __init__(self, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
        self._caplog = caplog
        self._capfd = capfd

    def begin(self) -> None:
        """Sets logs up as a service does; by the test itself, for pytest changes the streams after the fixtures."""
        set_up_logs("info")
        self._caplog.set_level(logging.INFO)

    def read(self) -> str:
        """What was said since."""
        captured = self._capfd.readouterr()
        return captured.err + captured.out + self._caplog.text


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> Iterator[Logged]:
    """The logs of a test."""
    yield Logged(caplog, capfd)
    structlog.reset_defaults()
