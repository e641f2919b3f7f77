"""What every test shares: the packaged knowledge, built once, a fixed clock, and no network."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from knowledge.library import Library
from knowledge.loading import open_library
from knowledge.search import Search

settings.register_profile("same", derandomize=True)
settings.register_profile("wander", derandomize=False)
settings.load_profile("same")
"""A change is held to the same examples each time; `pytest --hypothesis-profile=wander` goes where nobody went yet."""

_ATTEMPTS: list[str] = []
"""Calls of the running test that would have left this machine; an audit hook cannot be taken off again."""


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        host = arguments[0]
    else:
        return
    if host is not None and not _is_here(str(host)):
        _ATTEMPTS.append(f"{event} {host}")
        raise ConnectionRefusedError(f"a test may not reach {host}")


def _is_here(host: str) -> bool:
    if host in {"", "localhost"}:
        return True
    try:
        return ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


sys.addaudithook(_watch)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the option that writes the golden transcripts anew."""
    parser.addoption("--update-transcripts", action="store_true", help="write tests/transcripts/*.txt anew")


@pytest.fixture(autouse=True)
def network_attempts() -> Iterator[list[str]]:
    """Fails a test that reaches for the network, also when the code under test swallows the refusal."""
    _ATTEMPTS.clear()
    yield _ATTEMPTS
    assert _ATTEMPTS == []


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose knowledge.db is built from the packaged files."""
    folder = tmp_path_factory.mktemp("data")
    open_library(folder / "knowledge.db")
    return folder


@pytest.fixture(scope="session")
def library(data_dir: Path) -> Library:
    """The library of the packaged files, as read from knowledge.db."""
    return open_library(data_dir / "knowledge.db")


@pytest.fixture(scope="session")
def search(library: Library) -> Search:
    """The search over the packaged files."""
    return Search(library)


@pytest.fixture(scope="session")
def now() -> dt.datetime:
    """A Wednesday morning in office hours, Western Indonesian time."""
    return dt.datetime(2026, 11, 18, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=7)))
