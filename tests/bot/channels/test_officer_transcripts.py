"""What officers do from Telegram, word for word. `pytest --update-transcripts` writes them anew, to be read."""

from __future__ import annotations

from pathlib import Path

import pytest

import bot.channels.telegram.account
from bot.pacing import Pace
from knowledge.search import Search
from tests.bot.channels.officer_player import FILES, play
from tests.fakes.bot_api import FakeBotApi


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
async def test_officers_transcript(
    path: Path, tmp_path: Path, search: Search, telegram: FakeBotApi, monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    """The dialogue comes out as it was read and accepted, with what citizens got of it."""
    monkeypatch.setattr(bot.channels.telegram.account, "PACE", Pace(1000, 1000, 1000, 1000))
    accepted = path.read_text("utf-8")
    played = await play(accepted, tmp_path, search, telegram)
    if request.config.getoption("--update-transcripts"):
        path.write_text(played, "utf-8")
        return
    assert played == accepted
