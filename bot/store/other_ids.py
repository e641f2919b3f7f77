"""One citizen under two ids of a channel: found by either, and made one where both had begun a conversation."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.arrival import Address, Arrival
from bot.store.conversations import Held, hold, of_id
from bot.store.joining import join
from bot.store.schema import conversations
from bot.store.unit import Unit
from bot.store.whatsapp_schema import other_ids


def hold_arrival(unit: Unit, arrival: Arrival) -> Held | None:
    """The conversation of who sent an arrival, by whichever of the ids it began; kept for this unit of work.

    Where one was begun under each id, they are joined; from now on every id of the arrival leads there.
    """
    if arrival.also is None and arrival.window_until is None:
        return hold(unit.connection, arrival.address)  # a channel that knows everybody by one id
    found = held_by(unit.connection, arrival.address)
    if arrival.also is None:
        return found
    also = replace(arrival.address, external_id=arrival.also)
    if found is not None and _leads_only_to(unit.connection, also, found):
        return found
    other = held_by(unit.connection, also)
    held = found or other
    if found is not None and other is not None and found.id != other.id:
        held = join(unit, found, other)
    if held is not None:
        keep_ids(unit, held.id, held.address, arrival)
    return held


def keep_ids(unit: Unit, conversation: int, at: Address, arrival: Arrival) -> None:
    """Lets a conversation `at` an address be found by every id of the arrival."""
    for external_id in {arrival.address.external_id, arrival.also} - {at.external_id, None}:
        where = {**_where(at), "external_id": external_id}
        if unit.connection.execute(_KNOWN, where).one_or_none() is None:
            unit.connection.execute(other_ids.insert().values(conversation_id=conversation, **where))


def held_by(connection: Connection, address: Address) -> Held | None:
    """The conversation of one of its citizen's ids, kept for this unit of work; None before its first message."""
    held = hold(connection, address)
    if held is not None:
        return held
    found = connection.execute(_KNOWN, _where(address)).scalar_one_or_none()
    return of_id(connection, found, lock=True) if found is not None else None


def _leads_only_to(connection: Connection, address: Address, held: Held) -> bool:
    """Whether an id leads to a conversation alone: another may have been begun under it at the same moment."""
    return address == held.address or set(connection.execute(_LEADS, _where(address)).scalars()) == {held.id}


def _where(address: Address) -> dict[str, str]:
    return {"channel": address.channel, "account": address.account, "external_id": address.external_id}


def _by_id(table: sa.Table) -> tuple[sa.ColumnElement[bool], ...]:
    return tuple(table.c[name] == sa.bindparam(name) for name in ("channel", "account", "external_id"))


_KNOWN = sa.select(other_ids.c.conversation_id).where(*_by_id(other_ids))
_LEADS = sa.union_all(_KNOWN, sa.select(conversations.c.id).where(*_by_id(conversations)))
