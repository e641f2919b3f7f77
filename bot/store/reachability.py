"""What a platform tells of a chat itself: that it cannot be reached, or has another id from now on."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import sqlalchemy as sa

from bot.arrival import Address
from bot.store.conversations import is_at
from bot.store.schema import conversations, outbox
from bot.store.staff_notices import group_moved, tell_again
from bot.store.unit import Unit


def set_reachable(unit: Unit, address: Address, unreachable_since: dt.datetime | None) -> None:
    """Marks a chat as unreachable since a moment, or with None as reachable again: a group is then told what it
    missed."""
    unit.connection.execute(conversations.update().where(is_at(address)).values(unreachable_since=unreachable_since))
    found = _found(unit, address) if unreachable_since is None else None
    if found is not None:
        tell_again(unit, found)


def move(unit: Unit, address: Address, external_id: str) -> None:
    """Gives a chat its new id; where a conversation of that id has begun, the new one stays and the old one rests.

    What the old one was still to be sent is given up then: a group of the staff is told it in the new one.
    """
    new, old = _found(unit, replace(address, external_id=external_id)), _found(unit, address)
    if new is None:
        unit.connection.execute(conversations.update().where(is_at(address)).values(external_id=external_id))
    elif old is not None:
        group_moved(unit, old, new)
        unit.connection.execute(
            outbox.update()
            .where(outbox.c.conversation_id == old, outbox.c.status.in_(("waiting", "sending")))
            .values(status="failed", settled_at=outbox.c.due_at, error="obrolan pindah")
        )


def _found(unit: Unit, address: Address) -> int | None:
    found: int | None = unit.connection.execute(
        sa.select(conversations.c.id).where(is_at(address))
    ).scalar_one_or_none()
    return found
