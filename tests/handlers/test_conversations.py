"""The golden conversations: every promised fact in every reply, the conversation serialised between turns."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks.facts import holds
from bot.plain_text import render
from handlers.dialogue import complete
from handlers.state import dump, load
from handlers.turn import Conversation, Message, Turn
from knowledge.search import Search

CONVERSATIONS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent.parent / "cases" / "conversations.yaml").read_text("utf-8")
)


@pytest.mark.parametrize("golden", CONVERSATIONS, ids=lambda golden: golden["name"])
def test_golden_conversation(search: Search, now: dt.datetime, golden: dict[str, Any]) -> None:
    """Every reply holds what it must and nothing that it must not, and the office and language are as promised."""
    conversation = Conversation(office=golden.get("chosen"))
    for step in golden["steps"]:
        outcome = complete(Turn(Message("text", step["say"]), conversation, now), search)
        conversation = load(dump(outcome.conversation))
        text = "\n".join(render(reply, choices=False) for reply in outcome.replies)
        labels = " | ".join(choice.label for choice in outcome.replies[-1].choices)
        said = f"{step['say']}\n→ {text}\n[{labels}]"
        assert [
            fact for fact in step.get("holds", ()) if fact.lower() not in text.lower() and not holds(text, fact)
        ] == [], said
        assert [fact for fact in step.get("lacks", ()) if holds(text, fact)] == [], said
        assert [label for label in step.get("choices", ()) if label not in labels] == [], said
        if "office" in step:
            assert conversation.office == step["office"], said
        if "language" in step:
            assert conversation.language == step["language"], said
