"""Plays a saved conversation again: the same words, the replies as they come today.

A file holds headers (`# Chosen: kalbar` or `# Chosen: none`, `# Now: 2026-11-20T12:00+07:00` where the clock matters,
`# Choices: 10` for a channel that shows no more at once), then `U: ` lines (typed), `P: ` lines (the id of a pressed
choice) or `A: ` lines (the sort of something without words), each with the `B: ` lines that answer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from bot.plain_text import render
from handlers.dialogue import complete
from handlers.state import dump, load
from handlers.turn import Conversation, Message, Sort, Turn
from knowledge.search import Search

FOLDER = Path(__file__).parent
FILES = tuple(sorted(FOLDER.glob("*.txt")))


def play(text: str, search: Search, now: dt.datetime, most_choices: int | None = None) -> str:
    """The whole file as today's replies make it; the conversation goes through its stored form after every turn.

    `most_choices` is the channel's, where the file names none.
    """
    lines = text.splitlines()
    headers = dict(line.removeprefix("# ").split(": ", 1) for line in lines if line.startswith("# "))
    moment = dt.datetime.fromisoformat(headers["Now"]) if "Now" in headers else now
    chosen = headers["Chosen"]
    most = int(headers["Choices"]) if "Choices" in headers else most_choices
    conversation = Conversation(office=None if chosen == "none" else chosen)
    played = [line for line in lines if line.startswith("# ")]
    for line, message in _messages(lines):
        outcome = complete(Turn(message, conversation, moment, most), search)
        conversation = load(dump(outcome.conversation))
        played.append(line)
        played += [f"B: {said}".rstrip() for reply in outcome.replies for said in render(reply).splitlines()]
    return "\n".join(played) + "\n"


def _messages(lines: list[str]) -> Iterator[tuple[str, Message]]:
    for line in lines:
        mark, _, said = line.partition(":")
        if mark == "U":
            yield line, Message("text", said.removeprefix(" "))
        elif mark == "P":
            yield line, Message("press", choice=said.strip())
        elif mark == "A":
            yield line, Message("unreadable", sort=cast(Sort, said.strip()))
