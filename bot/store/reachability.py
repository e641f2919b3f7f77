"""What a platform tells of a chat itself: that it cannot be reached, or has another id from now on."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from bot.arrival import Address
from bot.store.schema import conversations
from bot.store.unit import Unit


def set_reachable(unit: Unit, address: Address, unreachable_since: dt.datetime | None) -> None:
    """Marks a chat as unreachable since a moment, or with None as reachable again."""
    unit.connection.execute(conversations.update().where(_is(address)).values(unreachable_since=unreachable_since))


def move(unit: Unit, address: Address, external_id: str) -> None:
    """Gives a chat its new id; where a conversation of that id has begun, the new one stays and the old one rests."""
    taken = unit.connection.execute(
        sa.select(conversations.c.id).where(_is(Address(address.channel, address.account, external_id)))
    ).first()
    if taken is None:
        unit.connection.execute(conversations.update().where(_is(address)).values(external_id=external_id))


def _is(address: Address) -> sa.ColumnElement[bool]:
    return sa.and_(
        conversations.c.channel == address.channel,
        conversations.c.account == address.account,
        conversations.c.external_id == address.external_id,
    )
