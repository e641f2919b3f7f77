"""Plays a saved conversation again: the same words, the replies as they come today.

A file holds headers (`# Chosen: kalbar` or `# Chosen: none`, `# Now: 2026-11-20T12:00+07:00` where the clock matters,
`# Choices: 10` for a channel that shows no more at once, `# Rings: yes` or `no` where it matters whether the channel
reaches a citizen who is not there), then `U: ` lines (typed), `P: ` lines (the id of a pressed
choice) or `A: ` lines (the sort of something without words), each with the `B: ` lines that answer. `<TIKET>` stands
for a ticket's number: that of the newest where it is typed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import cast

from bot.arrival import Address, Arrival
from bot.chance import fresh_symbols
from bot.plain_text import render
from bot.reply_json import load
from bot.store.memory import MemoryStore
from bot.store.reading import talk_after
from bot.store.recording import LoadFacts, record_turn
from bot.store.unit import Unit
from handlers.dialogue import complete
from handlers.file_note import FileNote
from handlers.ticket_limits import recompute
from handlers.tickets import RANDOM_SYMBOLS, SYMBOLS
from handlers.turn import Conversation, Message, Outcome, Reply, Sort, Turn
from knowledge.search import Search

FOLDER = Path(__file__).parent
FILES = tuple(sorted(FOLDER.glob("*.txt")))


TICKET = "<TIKET>"
_NUMBER = re.compile(rf"\b[A-Z]{{3}}-[{SYMBOLS}]{{{RANDOM_SYMBOLS}}}-[{SYMBOLS}]\b")
_ADDRESS = Address("terminal", "transcript", "1")
_MOST_REPLIES = 10
FILE_NAMES = {"picture": "foto.jpg", "file": "surat.pdf"}
"""Sorts that may be attached, and what the file is called."""


def play(text: str, search: Search, now: dt.datetime, most_choices: int | None = None) -> str:
    """The whole file as today's replies make it, each turn recorded as the service records it.

    `most_choices` is the channel's, where the file names none.
    """
    lines = text.splitlines()
    headers = dict(line.removeprefix("# ").split(": ", 1) for line in lines if line.startswith("# "))
    moment = dt.datetime.fromisoformat(headers["Now"]) if "Now" in headers else now
    chosen = headers["Chosen"]
    most = int(headers["Choices"]) if "Choices" in headers else most_choices
    rings = headers.get("Rings") != "no"
    played = [line for line in lines if line.startswith("# ")]
    store, tickets = MemoryStore(), ""
    for key, (line, message) in enumerate(_messages(lines)):
        meant = replace(message, text=message.text.replace(TICKET, tickets), choice=_meant(message.choice, tickets))
        office = None if chosen == "none" else chosen
        arrival = Arrival(_ADDRESS, str(key), meant, office=office, most_choices=most)
        said = [
            line
            for reply in store.write(partial(_take, arrival, search, moment, rings))
            for line in render(reply).splitlines()
        ]
        tickets = newest_number("\n".join(said)) or tickets
        played.append(line)
        played += [f"B: {without_numbers(each)}".rstrip() for each in said]
    store.close()
    return "\n".join(played) + "\n"


def newest_number(text: str) -> str | None:
    """The first ticket number in a text."""
    found = _NUMBER.search(text)
    return found[0] if found else None


def without_numbers(text: str) -> str:
    """A text with `<TIKET>` for every ticket's number, which is another each time."""
    return _NUMBER.sub(TICKET, text)


def _meant(choice: str | None, ticket: str) -> str | None:
    return choice.replace(TICKET, ticket) if choice is not None else None


def _take(arrival: Arrival, search: Search, moment: dt.datetime, rings: bool, unit: Unit) -> list[Reply]:
    def take(conversation: Conversation, load_facts: LoadFacts) -> Outcome:
        turn = Turn(arrival.message, conversation, moment, arrival.most_choices, fresh_symbols(), rings=rings)
        return complete(turn, search, load_facts)

    receipt = record_turn(unit, arrival, take, moment, partial(recompute, search.library))
    talk = talk_after(unit.connection, _ADDRESS, receipt.event or 0, _MOST_REPLIES)
    return [load(said.body) for said in talk.said]


def _messages(lines: list[str]) -> Iterator[tuple[str, Message]]:
    for place, line in enumerate(lines):
        mark, _, said = line.partition(":")
        if mark == "U":
            yield line, Message("text", said.removeprefix(" "))
        elif mark == "P":
            yield line, Message("press", choice=said.strip())
        elif mark == "A" and said.strip() in FILE_NAMES:
            yield line, Message("file", file=_note(said.strip(), place))
        elif mark == "A":
            yield line, Message("unreadable", sort=cast(Sort, said.strip()))


def _note(sort: str, place: int) -> FileNote:
    """A photo or document that is there at once."""
    return FileNote(str(place), "stored", "jpeg" if sort == "picture" else "pdf", 1000, FILE_NAMES[sort])
