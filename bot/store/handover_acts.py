"""Records what an officer does with a chat, and tells the citizen, in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot.store.conversations import Held, advance, of_id
from bot.store.desk_wakes import wake_desk
from bot.store.files import let_go
from bot.store.handover_schema import handovers
from bot.store.handovers import Chat, find_chat
from bot.store.recording import first_seen
from bot.store.saying import say
from bot.store.ticket_writing import Place, Recompute, carry_out
from bot.store.unit import Unit
from handlers.effects import OpenTicket
from handlers.turn import Conversation, Outcome

ChatActKind = Literal["take", "take-over", "say", "return", "end", "ticket"]
TellChat = Callable[[Conversation, bool], Outcome]
"""The core with an officer's words given: a conversation, and whether what is said rings there."""


@dataclass(frozen=True, slots=True)
class ChatAct:
    """One thing that an officer does with a chat.

    `text` are words to the citizen, of a ticket what it is about, or the word to the colleague who had the chat, or is
    to have it. `offices` are those that the officer serves, None for all. The same `key` again is the same act.
    """

    kind: ChatActKind
    chat: int
    officer: str
    text: str = ""
    offices: frozenset[str] | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class ActedOn:
    """What became of it: the number of the ticket, where one was filed."""

    chat: Chat
    ticket: str | None = None


class UnknownChat(LookupError):
    """No chat of that id, or none that this officer may know of."""


class ChatOver(Exception):
    """The chat has ended; whoever wrote must find another way."""


class HeldByOther(Exception):
    """Another officer holds the chat, or nobody does yet."""

    def __init__(self, by: str | None) -> None:
        super().__init__(by or "nobody")
        self.by = by


def record_chat_act(unit: Unit, act: ChatAct, tell: TellChat, rings: Callable[[str], bool], now: dt.datetime,
                    recompute: Recompute) -> ActedOn:  # fmt: skip
    """Writes an officer's act with what the citizen is told and all that follows from it.

    Raises UnknownChat, ChatOver and HeldByOther, and whatever `tell` raises; then nothing is written.
    """
    chat, talk = _held(unit, act)
    if act.key and not first_seen(unit.connection, talk.address, f"desk {act.key}", now):
        return ActedOn(chat)
    if act.kind == "take" and chat.held_by == act.officer:
        return ActedOn(chat)
    _check(chat, act)
    outcome = tell(talk.conversation, rings(talk.address.channel))
    last = talk.last_event + len(outcome.replies)
    advance(unit.connection, talk.id, outcome.conversation, last, now, heard=False)
    say(unit, talk.id, talk.address, talk.last_event, outcome.replies, "staff", now)
    carry_out(unit, outcome.effects, Place(talk.id, talk.last_event + 1), now, recompute)
    let_go(unit.connection, talk.id, talk.conversation, outcome.conversation)
    _hand(unit, act, now)
    wake_desk(unit, chat.office)
    number = next((each.number for each in outcome.effects if isinstance(each, OpenTicket)), None)
    return ActedOn(chat, number)


def _held(unit: Unit, act: ChatAct) -> tuple[Chat, Held]:
    """The chat and its conversation, kept for this unit of work; the conversation first, as a citizen's turn does."""
    chat = find_chat(unit.connection, act.chat, act.offices)
    talk = of_id(unit.connection, chat.conversation, lock=True) if chat is not None else None
    chat = find_chat(unit.connection, act.chat, act.offices, lock=True)
    if chat is None or talk is None:
        raise UnknownChat(act.chat)
    return chat, talk


def _check(chat: Chat, act: ChatAct) -> None:
    """Whether the officer may: one who takes finds nobody, everything else is the holder's."""
    if chat.state == "ended":
        raise ChatOver(chat.id)
    if act.kind == "take-over":
        if chat.held_by in {None, act.officer}:
            raise HeldByOther(chat.held_by)
        return
    if (chat.held_by is not None) if act.kind == "take" else (chat.held_by != act.officer):
        raise HeldByOther(chat.held_by)


def _hand(unit: Unit, act: ChatAct, now: dt.datetime) -> None:
    """Who holds the chat from now on, and the word that goes with it."""
    of = handovers.c.id == act.chat
    match act.kind:
        case "take":
            values: dict[str, object] = {"state": "taken", "held_by": act.officer, "taken_at": now}
        case "take-over" | "return":
            note = f"{act.officer}: {act.text}" if act.text else None
            values = {"note": note}
            if act.kind == "take-over":
                values |= {"held_by": act.officer}
        case _:
            return
    unit.connection.execute(handovers.update().where(of).values(values))
