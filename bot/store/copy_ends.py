"""What became of copies of announcements: written down for many at once, by the sender or by who fetched them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from bot.arrival import Address
from bot.store.schema import announcement_deliveries as deliveries
from bot.store.schema import announcements, conversations, messages
from bot.store.sending import mark_unreachable
from bot.store.unit import Unit
from bot.store.whatsapp_parts import Place, write_parts
from bot.store.windows import follow_up

ENDED = "masa berlakunya sudah habis"
CANCELLED = "pengumuman dibatalkan"
_HALF_SENT = "terhenti saat dikirim"
_LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of a copy; one that waits again does so until `due_at`, and `tried` counts a try.

    `moved` is the chat as it was and its new id, where the platform told one. `parts` are the platform's ids of what
    was sent; `held` means that this only asks the citizen to write, and that the message `event` follows then.
    """

    copy: int
    conversation: int
    state: Literal["sent", "failed", "blocked", "uncertain", "waiting"]
    reason: str | None = None
    retryable: bool = False
    due_at: dt.datetime | None = None
    tried: bool = True
    moved: tuple[Address, str] | None = None
    parts: tuple[str, ...] = ()
    account: str = ""
    event: int = 0
    held: bool = False


def settle_copies(unit: Unit, ended: Sequence[Ended], now: dt.datetime) -> None:
    """Writes down how copies ended; a chat that cannot be reached is marked so."""
    unit.connection.execute(
        _SETTLE,
        [
            {
                "row": each.copy, "new_state": each.state, "new_reason": (each.reason or "")[:_LONGEST_REASON] or None,
                "new_retryable": each.retryable, "new_due_at": each.due_at, "tries": int(each.tried), "at": now,
            }
            for each in ended
        ],
    )  # fmt: skip
    for each in ended:
        if each.parts:
            place = Place(None if each.held else each.conversation, each.event, each.copy)
            write_parts(unit, each.account, each.parts, place, now)
        if each.held:
            follow_up(unit, each.conversation, each.event, each.account, now)
        if each.state == "blocked":
            mark_unreachable(unit, each.conversation, now, each.reason or "")
    if again := [each.copy for each in ended if each.state == "waiting"]:
        _drop_over(unit, again, now)


_is_open = sa.or_(deliveries.c.state == "sending", deliveries.c.state == "uncertain")
_SETTLE = (
    deliveries.update()
    .where(deliveries.c.id == sa.bindparam("row"), _is_open)
    .values(
        state=sa.bindparam("new_state"),
        reason=sa.bindparam("new_reason"),
        retryable=sa.bindparam("new_retryable"),
        due_at=sa.bindparam("new_due_at"),
        attempts=deliveries.c.attempts + sa.bindparam("tries"),
        changed_at=sa.bindparam("at"),
    )
)


def _drop_over(unit: Unit, copies: Collection[int], now: dt.datetime) -> None:
    """Takes back those that would wait for an announcement that is over."""
    for state, reason in (("cancelled", CANCELLED), ("done", ENDED)):
        over = sa.select(announcements.c.id).where(announcements.c.state == state)
        drop(unit, sa.and_(deliveries.c.id.in_(copies), deliveries.c.announcement_id.in_(over)), reason, now)


def drop(unit: Unit, which: sa.ColumnElement[bool], reason: str, now: dt.datetime) -> int:
    """Takes back copies that wait, with the messages of those that were put off; returns how many."""
    connection = unit.connection
    of_it = sa.and_(which, deliveries.c.state == "waiting")
    written = connection.execute(
        sa.select(deliveries.c.conversation_id, deliveries.c.event).where(of_it, deliveries.c.event.is_not(None))
    ).all()
    if written:
        connection.execute(
            messages.delete().where(
                messages.c.conversation_id == sa.bindparam("of"), messages.c.event == sa.bindparam("at_event")
            ),
            [{"of": row.conversation_id, "at_event": row.event} for row in written],
        )
    gone = connection.execute(
        deliveries.update().where(of_it).values(state="skipped", reason=reason, event=None, changed_at=now)
    )
    return gone.rowcount


def settle_fetched(unit: Unit, conversation: int, events: Collection[int], now: dt.datetime) -> None:
    """Copies that were fetched have arrived."""
    unit.connection.execute(
        deliveries.update()
        .where(deliveries.c.conversation_id == conversation, deliveries.c.event.in_(events))
        .values(state="delivered", changed_at=now)
    )


def leave_uncertain(unit: Unit, channel: str, account: str, but: Collection[int], now: dt.datetime) -> int:
    """What a sender before this one left between marking and result may have arrived: nobody knows. Returns how many.

    It is never sent again by itself; `but` are the copies that this one has in hand.
    """
    of_others = sa.exists().where(
        deliveries.c.announcement_id == announcements.c.id,
        deliveries.c.state == "sending",
        deliveries.c.channel == channel,
    )
    numbers = unit.connection.execute(sa.select(announcements.c.id).where(of_others)).scalars().all()
    of_account = sa.exists().where(
        conversations.c.id == deliveries.c.conversation_id, conversations.c.account == account
    )
    found = unit.connection.execute(
        deliveries.update()
        .where(
            deliveries.c.announcement_id.in_(numbers),
            deliveries.c.state == "sending",
            deliveries.c.channel == channel,
            deliveries.c.id.not_in(list(but)),
            deliveries.c.conversation_id.is_(None) | of_account,
        )
        .values(state="uncertain", reason=_HALF_SENT, changed_at=now)
    )
    return found.rowcount
