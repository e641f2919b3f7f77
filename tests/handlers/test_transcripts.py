"""The golden transcripts: every word of every reply. `pytest --update-transcripts` writes them anew, to be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from handlers.context import Context
from handlers.facts import Needs
from handlers.routing import TOPICS
from handlers.turn import Outcome
from knowledge.search import Search
from knowledge.understanding import Intent
from tests.transcripts.player import FILES, play


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_transcript(search: Search, now: dt.datetime, path: Path, request: pytest.FixtureRequest) -> None:
    """The conversation comes out as it was read and accepted."""
    accepted = path.read_text("utf-8")
    played = play(accepted, search, now)
    if request.config.getoption("--update-transcripts"):
        path.write_text(played, "utf-8")
        return
    assert played == accepted


def test_every_topic_is_in_a_transcript(search: Search, now: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new topic comes with a conversation that a person has read."""
    routed: set[Intent] = set()
    for intent, topic in tuple(TOPICS.items()):
        monkeypatch.setitem(TOPICS, intent, _noting(intent, topic, routed))
    for path in FILES:
        play(path.read_text("utf-8"), search, now)
    assert set(TOPICS) - routed == set()


def _noting(
    intent: Intent, topic: Callable[[Context], Outcome | Needs], routed: set[Intent]
) -> Callable[[Context], Outcome | Needs]:
    def noted(context: Context) -> Outcome | Needs:
        routed.add(intent)
        return topic(context)

    return noted
