"""Records what an officer does with a ticket, and tells the citizens, in one transaction."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from bot.store.act_scene import Scene, Side, scene_of
from bot.store.conversations import advance
from bot.store.duplicates import join
from bot.store.moves import leave_trace
from bot.store.officer_acts import Means, OfficerAct, Preview, Recorded
from bot.store.saying import say
from bot.store.ticket_writing import Happening, Place, carry_out, happen
from bot.store.tickets import FiledTicket, answers_of
from bot.store.unit import Unit
from handlers.turn import Outcome, Reply


def record_act(unit: Unit, act: OfficerAct, means: Means) -> Recorded:
    """Writes an officer's act with all that follows from it, also what the citizens are told.

    Raises UnknownTicket, NotPossible, StaleTicket, WrongMain, and whatever `tell` raises; then nothing is written.
    """
    scene = scene_of(unit.connection, act, lock=True)
    own = scene.own
    _record(unit, act, means, own, act.text, _more(scene))
    if scene.main is not None:
        joined = Happening("officer", "joined", scene.main.ticket.state, own.filed.ticket.number, act.officer)
        happen(unit, scene.main, joined, means.now, means.recompute)
        join(unit.connection, own.filed.id, scene.main.id, means.now)
    for side in scene.others:
        _record(unit, act, _for_another(means, own, side), side, _reworded(unit.connection, act, means, own, side), ())
    if own.talk is None or means.tell is None:
        return Recorded(own.state)
    return Recorded(own.state, own.talk.address.channel, own.talk.unreachable_since)


def preview_act(connection: Connection, act: OfficerAct, means: Means) -> Preview:
    """What the citizens would be told, without writing anything; raises as record_act."""
    scene = scene_of(connection, act, lock=False)
    own = scene.own
    others = (
        _said(_for_another(means, own, side), side, _reworded(connection, act, means, own, side), ())
        for side in scene.others
    )
    return Preview(
        _replies(_said(means, own, act.text, _more(scene))),
        own.filed.version,
        tuple(outcome.replies for outcome in others if outcome is not None),
        scene.main,
    )


def _record(unit: Unit, act: OfficerAct, means: Means, side: Side, words: str, more: tuple[str, ...]) -> None:
    """Writes the act on one ticket, and tells its citizen."""
    outcome, talk, now = _said(means, side, words, more), side.talk, means.now
    told = talk.last_event + 1 if talk is not None and outcome is not None else None
    text, changes = _event_text(act, side.filed, words), _changes(act, means, side.filed)
    if act.kind == "moved":
        leave_trace(unit.connection, side.filed, act.target, act.officer, act.text, now)
    happening = Happening("officer", act.kind, side.state, text or None, act.officer, told, changes)
    happen(unit, side.filed, happening, now, means.recompute)
    if talk is None or outcome is None:
        return
    last = talk.last_event + len(outcome.replies)
    advance(unit.connection, talk.id, outcome.conversation, last, now, heard=False)
    say(unit, talk.id, talk.address, talk.last_event, outcome.replies, "staff", now)
    carry_out(unit, outcome.effects, Place(talk.id, talk.last_event + 1), now, means.recompute)


def _said(means: Means, side: Side, words: str, more: tuple[str, ...]) -> Outcome | None:
    if means.tell is None or side.talk is None:
        return None
    ticket = replace(
        side.filed.ticket, state=side.state, changed_at=means.now, answer=words or side.filed.ticket.answer
    )
    if means.move is not None:
        move = means.move(side.filed.ticket)
        ticket = replace(ticket, office=move.office, service=move.service)
    return means.tell(side.talk.conversation, ticket, words, more)


def _replies(outcome: Outcome | None) -> tuple[Reply, ...]:
    return outcome.replies if outcome is not None else ()


def _for_another(means: Means, own: Side, side: Side) -> Means:
    """The same citizen is not told twice."""
    same = side.filed.conversation is not None and side.filed.conversation == own.filed.conversation
    return replace(means, tell=None) if same else means


def _reworded(connection: Connection, act: OfficerAct, means: Means, own: Side, side: Side) -> str:
    if act.kind == "moved":
        return act.text
    return means.reword(own.filed, answers_of(connection, own.filed.id), side.filed, act.text)


def _more(scene: Scene) -> tuple[str, ...]:
    """What the core must know besides: the main ticket where it is the same citizen's."""
    main, own = scene.main, scene.own.filed
    if main is None or main.conversation is None or main.conversation != own.conversation:
        return ()
    return (main.ticket.number,)


def _event_text(act: OfficerAct, filed: FiledTicket, words: str) -> str:
    """What the history keeps; where it went stands on the first line."""
    match act.kind:
        case "unit":
            return f"{act.target}\n{words}".rstrip()
        case "moved":
            return f"{filed.ticket.office} {act.target}\n{words}"
        case "merged":
            return act.target
        case _:
            return words


def _changes(act: OfficerAct, means: Means, filed: FiledTicket) -> tuple[tuple[str, object], ...]:
    match act.kind:
        case "class":
            return (("ticket_class", act.text),)
        case "assigned":
            return (("assigned_to", act.text),)
        case "unit":
            return (("unit", act.target), ("assigned_to", None))
        case "moved" if means.move is not None:
            move = means.move(filed.ticket)
            fresh = ("ticket_class", "assigned_to", "unit", "due_at", "law_due_at")
            return (("office", move.office), ("service", move.service), *((name, None) for name in fresh))
        case _:
            return ()
