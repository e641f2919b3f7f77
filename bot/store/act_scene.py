"""The tickets and conversations that an officer's act touches, held together for one unit of work."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from bot.store.conversations import Held, of_id
from bot.store.duplicates import followers, unanswered
from bot.store.officer_acts import ActKind, NotPossible, OfficerAct, StaleTicket, UnknownTicket, WrongMain
from bot.store.tickets import FiledTicket, find_ticket, hold_ticket
from handlers.facts import TicketState
from handlers.ticket_states import state_after

_SHARED: tuple[ActKind, ...] = ("answered", "rejected", "closed", "moved")
"""Acts that go for the duplicates of a ticket too."""


@dataclass(frozen=True, slots=True)
class Side:
    """A ticket that an act is about, its conversation, and its state after the act."""

    filed: FiledTicket
    talk: Held | None
    state: TicketState


@dataclass(frozen=True, slots=True)
class Scene:
    """All that an act touches: the ticket itself, its duplicates, the main ticket that it joins."""

    own: Side
    others: tuple[Side, ...] = ()
    main: FiledTicket | None = None


def scene_of(connection: Connection, act: OfficerAct, *, lock: bool) -> Scene:
    """All that an act touches; with `lock`, it is kept for this unit of work. Raises as record_act.

    Conversations are locked before tickets, as in a citizen's turn, and each in the order of their ids, so that no two
    units of work wait for each other.
    """
    found = find_ticket(connection, act.number, act.office)
    if found is None:
        raise UnknownTicket(act.number)
    near = followers(connection, found.id) if act.kind in _SHARED else []
    wanted = {each.conversation for each in (found, *near) if each.conversation is not None}
    talks = {each: of_id(connection, each, lock=lock) for each in sorted(wanted)}
    main = _main(connection, act, found) if act.kind == "merged" else None
    for each in sorted((found.id, *((main.id,) if main is not None else ()))) if lock else ():
        hold_ticket(connection, each)
    filed = find_ticket(connection, act.number, act.office)
    if filed is None:
        raise UnknownTicket(act.number)
    own = _side(filed, act, talks)
    main = _main(connection, act, filed) if act.kind == "merged" else None
    near = followers(connection, found.id, lock=lock) if near else []
    if act.kind == "closed":
        near = [each for each in near if unanswered(each)]
    if any(each.conversation not in {None, *talks} for each in near):
        raise StaleTicket(act.number)
    others = tuple(Side(each, talks.get(each.conversation or 0), each.ticket.state) for each in near)
    return Scene(own, others, main)


def _main(connection: Connection, act: OfficerAct, filed: FiledTicket) -> FiledTicket:
    main = find_ticket(connection, act.target, filed.ticket.office)
    if main is None or main.id == filed.id or state_after("officer", "joined", main.ticket.state) is None:
        raise WrongMain(act.target)
    return main


def _side(filed: FiledTicket, act: OfficerAct, talks: dict[int, Held | None]) -> Side:
    if filed.conversation not in {None, *talks}:  # claimed by another in between
        raise StaleTicket(act.number)
    if act.version not in (None, filed.version):
        raise StaleTicket(act.number)
    state = state_after("officer", act.kind, filed.ticket.state)
    if state is None:
        raise NotPossible(act.number, filed.ticket.state)
    return Side(filed, talks.get(filed.conversation or 0), state)
