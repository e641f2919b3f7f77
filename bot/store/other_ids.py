"""One citizen under two ids of a channel: found by either, and made one where both had begun a conversation."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.arrival import Address, Arrival
from bot.store.conversations import Held, hold, of_id
from bot.store.joining import join
from bot.store.unit import Unit
from bot.store.whatsapp_schema import other_ids


def hold_arrival(unit: Unit, arrival: Arrival) -> Held | None:
    """The conversation of who sent an arrival, by whichever of the ids it began; kept for this unit of work.

    Where one was begun under each id, they are joined.
    """
    if arrival.also is None and arrival.window_until is None:
        return hold(unit.connection, arrival.address)  # a channel that knows everybody by one id
    found = held_by(unit.connection, arrival.address)
    if arrival.also is None:
        return found
    other = held_by(unit.connection, replace(arrival.address, external_id=arrival.also))
    if found is None or other is None or found.id == other.id:
        return found or other
    return join(unit, found, other)


def keep_ids(unit: Unit, conversation: int, at: Address, arrival: Arrival) -> None:
    """Lets a conversation `at` an address be found by every id of the arrival."""
    if arrival.also is None and arrival.address == at:
        return
    for external_id in {arrival.address.external_id, arrival.also} - {at.external_id, None}:
        where = {"channel": at.channel, "account": at.account, "external_id": external_id}
        if unit.connection.execute(_KNOWN, where).one_or_none() is None:
            unit.connection.execute(other_ids.insert().values(conversation_id=conversation, **where))


def held_by(connection: Connection, address: Address) -> Held | None:
    """The conversation of one of its citizen's ids, kept for this unit of work; None before its first message."""
    held = hold(connection, address)
    if held is not None:
        return held
    where = {"channel": address.channel, "account": address.account, "external_id": address.external_id}
    found = connection.execute(_KNOWN, where).scalar_one_or_none()
    return of_id(connection, found, lock=True) if found is not None else None


_KNOWN = sa.select(other_ids.c.conversation_id).where(
    other_ids.c.channel == sa.bindparam("channel"),
    other_ids.c.account == sa.bindparam("account"),
    other_ids.c.external_id == sa.bindparam("external_id"),
)
