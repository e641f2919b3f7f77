"""A running service with two offices' officers, and a citizen's complaint at one of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from bot.desk import passwords
from bot.officers import Officers
from handlers.tickets import find_number
from knowledge.search import Search
from tests.bot.clock import TestClock
from tests.bot.desk.colleagues import Colleague, accounts, at_desk, employ
from tests.bot.service import Visitor, serving, visiting
from tests.bot.ticket_core import use_ticket_core


@dataclass(frozen=True, slots=True)
class Desk:
    """What the tests of the desk start from: Rina serves Kalbar, Dewi serves Depok."""

    url: str
    folder: Path
    clock: TestClock
    officers: Officers
    citizen: Visitor
    number: str
    rina: Colleague
    dewi: Colleague


@pytest.fixture(autouse=True)
def ticket_core(monkeypatch: pytest.MonkeyPatch) -> None:
    """Citizens' turns go to the small core, officers' to the real one."""
    use_ticket_core(monkeypatch)


@pytest.fixture(autouse=True)
def light_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 with the least work: officers of tests log in many hundred times."""
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))


async def files(citizen: Visitor, about: str = "data tidak ditanggapi") -> str:
    """A citizen files a complaint at Kalbar; its number."""
    await citizen.say(f"adukan {about}")
    number = find_number((await citizen.history())[-1]["text"])
    assert number is not None
    return number


@pytest.fixture
async def desk(tmp_path: Path, search: Search, clock: TestClock) -> AsyncIterator[Desk]:
    """The running service."""
    async with (
        serving(tmp_path, search, clock=clock) as url,
        visiting(url) as citizen,
        accounts(tmp_path, search, clock) as officers,
    ):
        number = await files(citizen)
        rinas, dewis = await employ(officers, url), await employ(officers, url, "Dewi", "depok")
        async with at_desk(url, rinas) as rina, at_desk(url, dewis) as dewi:
            yield Desk(url, tmp_path, clock, officers, citizen, number, rina, dewi)
