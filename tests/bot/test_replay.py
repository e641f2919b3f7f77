"""Failed turns are taken again once the program is mended, and their replies are sent."""

from __future__ import annotations

from pathlib import Path

import pytest

import bot.turns
from bot.app import prepare
from bot.replay import replay
from bot.settings import Settings
from bot.store.engines import database_url
from bot.store.store import Store
from bot.turns import Turns
from handlers.turn import Outcome
from knowledge.search import Search
from tests.bot.clock import TestClock
from tests.bot.store.test_turns import said, says


async def test_a_mended_program_answers_what_it_failed_at(
    tmp_path: Path, search: Search, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each failed message once; a second replay finds nothing."""
    settings = Settings(data_dir=tmp_path)
    prepare(settings)
    store = Store(database_url(settings.store_url))

    def broken(*_: object) -> Outcome:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(bot.turns, "complete", broken)
        await Turns(store, search, clock).take(says("biaya kios depok", "1"))
        again = await replay(settings, search, clock)
    assert [each.well for each in again] == [False]
    mended = await replay(settings, search, clock)
    assert [(each.well, each.error.split()[0]) for each in mended] == [(True, "ZeroDivisionError")]
    assert await replay(settings, search, clock) == []
    assert "Tidak dipungut biaya" in (await said(store))[-1]
    store.close()
