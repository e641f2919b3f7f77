"""Records what an officer does with a ticket, and tells the citizen, in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from sqlalchemy import Connection

from bot.store.conversations import Held, advance, of_id
from bot.store.desk_wakes import wake_desk
from bot.store.saying import say
from bot.store.ticket_writing import Happening, Place, Recompute, carry_out, happen
from bot.store.tickets import FiledTicket, find_ticket
from bot.store.unit import Unit
from handlers.facts import Ticket, TicketState
from handlers.ticket_states import state_after
from handlers.turn import Conversation, Outcome, Reply

ActKind = Literal["answered", "asked", "rejected", "closed", "class", "assigned", "noted"]
Tell = Callable[[Conversation, Ticket], Outcome]
"""The core with an officer's words given: a conversation and the ticket as it is from now on."""


@dataclass(frozen=True, slots=True)
class OfficerAct:
    """One thing that an officer does with a ticket.

    `text` are the words to the citizen or to other officers, the id of a class, or the name of who gets the ticket.
    `office` is whose tickets the officer may touch, None for all; `version` is the ticket's as the officer saw it, None
    for any.
    """

    kind: ActKind
    number: str
    officer: str
    text: str
    office: str | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of it: the ticket's state, and by which channel the citizen is told.

    `channel` is None where nobody is told: nothing was to be said, or the conversation is gone.
    """

    state: TicketState
    channel: str | None = None
    unreachable_since: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What the citizen would be told, and the version of the ticket that it was made from."""

    replies: tuple[Reply, ...]
    version: int


class UnknownTicket(LookupError):
    """No ticket of that number, or none that this officer may know of."""


class NotPossible(Exception):
    """A ticket in this state does not allow it."""

    def __init__(self, number: str, state: TicketState) -> None:
        super().__init__(number)
        self.state = state


class StaleTicket(Exception):
    """Something happened to the ticket since the officer looked at it."""


def record_act(unit: Unit, act: OfficerAct, tell: Tell | None, now: dt.datetime, recompute: Recompute) -> Recorded:
    """Writes an officer's act with all that follows from it; with `tell`, also what the citizen is told.

    Raises UnknownTicket, NotPossible and StaleTicket, and whatever `tell` raises; then nothing is written.
    """
    filed, state, talk = _held(unit.connection, act, lock=True)
    outcome = tell(talk.conversation, _after(filed, act, state, now)) if tell is not None and talk is not None else None
    told = talk.last_event + 1 if talk is not None and outcome is not None else None
    changes = ((_COLUMNS[act.kind], act.text),) if act.kind in _COLUMNS else ()
    happening = Happening("officer", act.kind, state, act.text or None, act.officer, told, changes)
    happen(unit.connection, filed, happening, now, recompute)
    wake_desk(unit, filed.ticket.office)
    if talk is None or outcome is None:
        return Recorded(state)
    last = talk.last_event + len(outcome.replies)
    advance(unit.connection, talk.id, outcome.conversation, last, now, heard=False)
    say(unit, talk.id, talk.address, talk.last_event, outcome.replies, "staff", now)
    carry_out(unit, outcome.effects, Place(talk.id, talk.last_event + 1), now, recompute)
    return Recorded(state, talk.address.channel, talk.unreachable_since)


def preview_act(connection: Connection, act: OfficerAct, tell: Tell, now: dt.datetime) -> Preview:
    """What the citizen would be told, without writing anything; raises as record_act."""
    filed, state, talk = _held(connection, act, lock=False)
    replies = tell(talk.conversation, _after(filed, act, state, now)).replies if talk is not None else ()
    return Preview(replies, filed.version)


_COLUMNS: dict[ActKind, str] = {"class": "ticket_class", "assigned": "assigned_to"}


def _held(connection: Connection, act: OfficerAct, *, lock: bool) -> tuple[FiledTicket, TicketState, Held | None]:
    """The ticket, its state after the act, and its conversation; with `lock`, all are kept for this unit of work.

    The conversation is locked before its ticket, as a citizen's turn does, so that the two never wait for each other.
    """
    filed = find_ticket(connection, act.number, act.office)
    conversation = filed.conversation if filed is not None else None
    talk = of_id(connection, conversation, lock=lock) if conversation is not None else None
    if lock:
        filed = find_ticket(connection, act.number, act.office, lock=True)
    if filed is None:
        raise UnknownTicket(act.number)
    if lock and filed.conversation != conversation:  # claimed by another in between
        raise StaleTicket(act.number)
    if act.version not in (None, filed.version):
        raise StaleTicket(act.number)
    state = state_after("officer", act.kind, filed.ticket.state)
    if state is None:
        raise NotPossible(act.number, filed.ticket.state)
    return filed, state, talk


def _after(filed: FiledTicket, act: OfficerAct, state: TicketState, now: dt.datetime) -> Ticket:
    return replace(filed.ticket, state=state, changed_at=now, answer=act.text or filed.ticket.answer)
