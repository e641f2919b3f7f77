"""What WhatsApp tells of a citizen rather than of a message: another number, or no more announcements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bot.arrival import Address
from bot.store.conversations import Held
from bot.store.other_ids import held_by
from bot.store.reachability import move
from bot.store.recording import first_seen
from bot.store.schema import conversations
from bot.store.subscription_ends import end_subscriptions, withdraw_announcements
from bot.store.unit import Unit
from bot.store.whatsapp_parts import CHANNEL
from bot.store.whatsapp_schema import other_ids


def renumber(unit: Unit, account: str, key: str, before: Sequence[str], after: Sequence[str], now: dt.datetime) -> None:
    """A citizen is known by other ids from now on, the first of `after` being where answers go.

    The old ids lead here no more: a telephone number may be another person's next month. A repeat, by its `key`,
    changes nothing. Where a conversation of the new ids has begun, that one stays, and the old one rests where nobody
    can write to it or be sent anything of it.
    """
    if not first_seen(unit.connection, Address(CHANNEL, account, ""), key, now):
        return
    held = _found(unit, account, before)
    if held is None:
        return
    begun = _found(unit, account, after)
    unit.connection.execute(other_ids.delete().where(other_ids.c.conversation_id == held.id))
    if begun is not None and begun.id != held.id:
        move(unit, held.address, begun.address.external_id)
        _put_to_rest(unit, held, now)
        return
    unit.connection.execute(conversations.update().where(conversations.c.id == held.id).values(external_id=after[0]))
    for other in after[1:]:
        where = {"channel": CHANNEL, "account": account, "external_id": other}
        unit.connection.execute(other_ids.insert().values(conversation_id=held.id, **where))


def stop_announcements(unit: Unit, account: str, ids: Sequence[str], now: dt.datetime) -> None:
    """A citizen stopped announcements in WhatsApp's own settings: it ends them as the word *berhenti* does."""
    held = _found(unit, account, ids)
    if held is not None:
        end_subscriptions(unit, held.id, (), now)
        withdraw_announcements(unit, held.id, now)


def _put_to_rest(unit: Unit, held: Held, now: dt.datetime) -> None:
    unit.connection.execute(
        conversations.update()
        .where(conversations.c.id == held.id)
        .values(external_id=f"moved:{held.id}", unreachable_since=now)
    )


def _found(unit: Unit, account: str, ids: Sequence[str]) -> Held | None:
    """The conversation of the first of the ids that has one."""
    for external_id in ids:
        held = held_by(unit.connection, Address(CHANNEL, account, external_id))
        if held is not None:
            return held
    return None
