"""Plays a saved conversation again: the same words, the replies as they come today.

A file holds headers (`# Chosen: kalbar` or `# Chosen: none`, `# Now: 2026-11-20T12:00+07:00` where the clock matters,
`# Choices: 10` for a channel that shows no more at once, `# Rings: no` for one that reaches nobody who is away,
`# Staffed: yes` where officers sit at the desk), then `U: ` lines (typed), `P: ` lines (the id of a pressed choice) or
`A: ` lines (the sort of something without words), each with the `B: ` lines that answer. An `N:` line begins another
chat, as on another phone. An `O: ` line is what an officer does in the chat (`take`, `end`, or `say` and `ticket` with
words), a `W: ` line a wait of so many minutes. `<TIKET>` stands for a ticket's number and `<KODE>` for a claim code:
the newest where they are typed; `<SALURAN>` and `<JUMLAH>` for the channel and how many messages were said there,
`<VERSI>` for the version of the privacy notice.
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
from bot.chance import fresh_code, fresh_symbols
from bot.plain_text import render
from bot.reply_json import load
from bot.store.handover_acts import ChatAct, ChatActKind, record_chat_act
from bot.store.handovers import due_chats, open_chats
from bot.store.memory import MemoryStore
from bot.store.officers import add_officer, change_officer
from bot.store.reading import talk_after
from bot.store.recording import LoadFacts, record_turn
from bot.store.timed_turns import record_timed
from bot.store.unit import Unit
from handlers.dialogue import complete
from handlers.file_note import FileNote
from handlers.notice import Notice
from handlers.ticket_limits import recompute
from handlers.tickets import RANDOM_SYMBOLS, SYMBOLS
from handlers.topics.handover import DUE, VERB
from handlers.turn import Conversation, Message, Outcome, Reply, Sort, Turn
from knowledge.search import Search

FOLDER = Path(__file__).parent
FILES = tuple(sorted(FOLDER.glob("*.txt")))


TICKET = "<TIKET>"
_NUMBER = re.compile(rf"\b[A-Z]{{3}}-[{SYMBOLS}]{{{RANDOM_SYMBOLS}}}-[{SYMBOLS}]\b")
CODE = "<KODE>"
NEW_CHAT = "N:"
OFFICER = "Rina Wati"
_CODE = re.compile(rf"\b[{SYMBOLS}]{{5}}-[{SYMBOLS}]{{5}}\b|(?<=klaim-)[{SYMBOLS}]{{10}}\b")
_VERSION = re.compile(r"\b\d{4}-\d\d-\d\d-[0-9a-f]{6}\b")
_TALK = re.compile(r"Percakapan di .+ sejak .+ pesan")
_ADDRESS = Address("terminal", "transcript", "1")
_MOST_REPLIES = 10
FILE_NAMES = {"picture": "foto.jpg", "file": "surat.pdf"}
"""Sorts that may be attached, and what the file is called."""


NOTICE = Notice("2026-11-18-a1b2c3")


def play(
    text: str,
    search: Search,
    now: dt.datetime,
    most_choices: int | None = None,
    notice: Notice = NOTICE,
    *,
    rings: bool = True,
) -> str:
    """The whole file as today's replies make it, each turn recorded as the service records it.

    `most_choices` and `rings` are the channel's, where the file names none; `notice` is the privacy notice there.
    """
    lines = text.splitlines()
    headers = dict(line.removeprefix("# ").split(": ", 1) for line in lines if line.startswith("# "))
    moment = dt.datetime.fromisoformat(headers["Now"]) if "Now" in headers else now
    chosen = headers["Chosen"]
    most = int(headers["Choices"]) if "Choices" in headers else most_choices
    played = [line for line in lines if line.startswith("# ")]
    reaches = headers["Rings"] == "yes" if "Rings" in headers else rings
    store, secrets, address = MemoryStore(), Secrets(), _ADDRESS
    if headers.get("Staffed") == "yes":
        store.write(partial(_employ, moment))
    for key, (line, message) in enumerate(_messages(lines)):
        if message is None:
            address = replace(address, external_id=f"{key}")
            played.append(line)
            continue
        if message.kind in {"staff", "timer"}:
            before = store.write(partial(_last_event, address))
            moment = _beside(store, address, message, search, moment, reaches)
            spoken = [each for reply in store.write(partial(_replies, address, before)) for each in _lines(reply)]
            secrets.learn("\n".join(spoken))
            played += [line, *(f"B: {without_numbers(each)}".rstrip() for each in spoken)]
            continue
        meant = replace(message, text=secrets.put(message.text), choice=secrets.put(message.choice or "") or None)
        office = None if chosen == "none" else chosen
        arrival = Arrival(address, str(key), meant, office=office, most_choices=most)
        replies = store.write(partial(_take, arrival, search, moment, reaches, notice))
        said = [each for reply in replies for each in _lines(reply)]
        secrets.learn("\n".join(said))
        played.append(line)
        played += [f"B: {without_numbers(each)}".rstrip() for each in said]
    store.close()
    return "\n".join(played) + "\n"


def _lines(reply: Reply) -> list[str]:
    return render(reply).splitlines()


def newest_number(text: str) -> str | None:
    """The first ticket number in a text."""
    found = _NUMBER.search(text)
    return found[0] if found else None


def without_numbers(text: str) -> str:
    """A text with a word for what is another each time or on each channel."""
    text = _TALK.sub("Percakapan di <SALURAN> sejak <JUMLAH>", _VERSION.sub("<VERSI>", text))
    return _CODE.sub(CODE, _NUMBER.sub(TICKET, text))


class Secrets:
    """The newest number and code that were told, for what is typed after them."""

    def __init__(self) -> None:
        self._ticket = self._code = ""

    def learn(self, text: str) -> None:
        """Keeps what a reply tells."""
        self._ticket = newest_number(text) or self._ticket
        found = _CODE.search(text)
        self._code = found[0] if found else self._code

    def put(self, text: str) -> str:
        """A text with what its placeholders stand for; within a choice the code is written in one piece."""
        code = self._code if " " in text else self._code.replace("-", "")
        return text.replace(TICKET, self._ticket).replace(CODE, code)


def _take(
    arrival: Arrival, search: Search, moment: dt.datetime, rings: bool, notice: Notice, unit: Unit
) -> list[Reply]:
    def take(conversation: Conversation, load_facts: LoadFacts) -> Outcome:
        turn = Turn(
            arrival.message, conversation, moment, arrival.most_choices, fresh_symbols(),
            rings=rings, code=fresh_code(), notice=notice,
        )  # fmt: skip
        return complete(turn, search, load_facts)

    receipt = record_turn(unit, arrival, take, moment, partial(recompute, search.library))
    return _replies(arrival.address, receipt.event or 0, unit)


def _replies(address: Address, after: int, unit: Unit) -> list[Reply]:
    talk = talk_after(unit.connection, address, after, _MOST_REPLIES)
    return [load(said.body) for said in talk.said]


def _last_event(address: Address, unit: Unit) -> int:
    return max((said.event for said in talk_after(unit.connection, address, 0, 1).said), default=0)


def _employ(now: dt.datetime, unit: Unit) -> None:
    """One officer for the whole service, who has a password."""
    officer = add_officer(unit.connection, OFFICER, "rina", "officer", None, now)
    change_officer(unit.connection, officer, password="-")


def _beside(
    store: MemoryStore, address: Address, message: Message, search: Search, moment: dt.datetime, reaches: bool
) -> dt.datetime:
    """What an officer does in the chat, or a wait and what the clock says after it; the moment from then on."""

    def take(conversation: Conversation, *_: object) -> Outcome:
        turn = Turn(message, conversation, moment, fresh=fresh_symbols(), rings=reaches, code=fresh_code())
        return complete(turn, search)

    if message.kind == "timer":
        moment += dt.timedelta(minutes=int(message.text))
        message = replace(message, text="")
        if store.write(lambda unit: due_chats(unit.connection, moment, (), 1)):
            due = Arrival(address, f"{moment}", message)
            store.write(lambda unit: record_timed(unit, due, take, moment, partial(recompute, search.library)))
        return moment
    (chat,) = store.write(lambda unit: open_chats(unit.connection, None))
    kind = cast(ChatActKind, (message.choice or "").removeprefix(f"{VERB}:"))
    act = ChatAct(kind, chat.id, OFFICER, message.text)
    limits = partial(recompute, search.library)
    store.write(lambda unit: record_chat_act(unit, act, take, lambda _channel: reaches, moment, limits))
    return moment


def _messages(lines: list[str]) -> Iterator[tuple[str, Message | None]]:
    for place, line in enumerate(lines):
        mark, _, said = line.partition(":")
        if line == NEW_CHAT:
            yield line, None
        elif mark == "U":
            yield line, Message("text", said.removeprefix(" "))
        elif mark == "P":
            yield line, Message("press", choice=said.strip())
        elif mark == "O":
            kind, _, words = said.strip().partition(" ")
            yield line, Message("staff", words, f"{VERB}:{kind}")
        elif mark == "W":
            yield line, Message("timer", said.strip(), DUE)
        elif mark == "A" and said.strip() in FILE_NAMES:
            yield line, Message("file", file=_note(said.strip(), place))
        elif mark == "A":
            yield line, Message("unreadable", sort=cast(Sort, said.strip()))


def _note(sort: str, place: int) -> FileNote:
    """A photo or document that is there at once."""
    return FileNote(str(place), "stored", "jpeg" if sort == "picture" else "pdf", 1000, FILE_NAMES[sort])
