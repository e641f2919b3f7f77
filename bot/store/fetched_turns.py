"""Turns that a fetched file takes: what was found out of it is written, and the conversation goes on from there."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection

from bot.arrival import Arrival
from bot.store.conversations import advance, hold
from bot.store.files import let_go, settle_file
from bot.store.recording import Failure, Receipt, Take, keep_failed, loading
from bot.store.saying import say
from bot.store.ticket_writing import Place, Recompute, carry_out
from bot.store.unit import Unit


def record_fetched(unit: Unit, arrival: Arrival, take: Take, now: dt.datetime, recompute: Recompute) -> Receipt:
    """One whole turn of a fetched file on one connection; raises as record_turn.

    A file that was let go or settled meanwhile changes nothing. Nothing was heard: only what is said to the citizen
    becomes a message, and an unreachable chat stays so.
    """
    held = hold(unit.connection, arrival.address)  # before the file, as a citizen's turn does
    if not _settled(unit.connection, arrival):
        return Receipt("repeated")
    if held is None:
        return Receipt("done")
    outcome = take(held.conversation, loading(unit.connection, held, now))
    last = held.last_event + len(outcome.replies)
    advance(unit.connection, held.id, outcome.conversation, last, now, heard=False)
    say(unit, held.id, held.address, held.last_event, outcome.replies, "reply", now)
    carry_out(unit, outcome.effects, Place(held.id, held.last_event + 1), now, recompute)
    let_go(unit.connection, held.id, held.conversation, outcome.conversation)
    return Receipt("done", held.id)


def record_failed_fetched(unit: Unit, arrival: Arrival, failure: Failure, now: dt.datetime) -> Receipt:
    """The record of such a turn that failed: the file is as it was found, and nobody is told, since nobody asked."""
    hold(unit.connection, arrival.address)
    if not _settled(unit.connection, arrival):
        return Receipt("repeated")
    keep_failed(unit.connection, arrival, failure, now)
    return Receipt("failed")


def _settled(connection: Connection, arrival: Arrival) -> bool:
    """Whether the file is there to go on with; a turn that is taken again finds it settled by the first."""
    note, at = arrival.message.file, arrival.file
    return note is not None and (at is None or settle_file(connection, note, at))
