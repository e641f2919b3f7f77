"""What became of each message that WhatsApp took, as it tells in statuses: late, doubled and in any order."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.schema import announcement_deliveries as deliveries
from bot.store.schema import outbox
from bot.store.sending import mark_unreachable
from bot.store.subscription_ends import end_subscriptions, withdraw_announcements
from bot.store.unit import Unit
from bot.store.whatsapp_parts import CHANNEL, key_of, part_of, write_early
from bot.store.whatsapp_schema import whatsapp_messages as parts_table
from bot.store.whatsapp_schema import whatsapp_meter as meter
from bot.store.windows import shut_window

State = Literal["sent", "delivered", "read", "failed"]
_RANK = {"accepted": 0, "sent": 1, "delivered": 2, "read": 3, "failed": 4}
"""The highest counts, not the last: `delivered` may come before `sent`, `read` without `delivered`."""
_ARRIVED = ("delivered", "read")
Blame = Literal["message", "chat", "window", "optout", "passing"]
"""What a failure says of the message, the chat, its window, or the citizen's wish; or only that it may pass later."""
_MOST_TRIES = 5
_LATER = dt.timedelta(minutes=1)
"""Until a message is sent again that WhatsApp took and lost."""


@dataclass(frozen=True, slots=True)
class StatusTold:
    """One status: the message's id at WhatsApp, and its price where it tells one.

    `reason` is why it failed, in an officer's words, and `blame` what that says of the chat.
    """

    wamid: str
    state: State
    at: dt.datetime
    error_code: int | None = None
    reason: str | None = None
    blame: Blame = "message"
    billable: bool | None = None
    category: str | None = None


def take_statuses(unit: Unit, account: str, told: Iterable[StatusTold], now: dt.datetime) -> None:
    """Writes down statuses; one that says nothing new changes nothing.

    Whoever takes some at the same time takes their rows in the same order, so that none waits for another for ever.
    """
    billed: Counter[tuple[str, str, bool]] = Counter()
    for each in sorted(told, key=lambda one: key_of(account, one.wamid)):
        row = _kept(unit, account, each.wamid, now)
        if (price := _billed(unit, row, each)) is not None:
            billed[price] += 1
        if _RANK[each.state] > _RANK[row.status]:
            unit.connection.execute(
                parts_table.update()
                .where(parts_table.c.key == row.key)
                .values(status=each.state, error_code=each.error_code, at=now)
            )
            _tell(unit, row, each.state, each, now)
    for price, count in sorted(billed.items()):
        _meter(unit, account, price, count)


def take_up_early(unit: Unit, account: str, parts: Iterable[str], now: dt.datetime) -> None:
    """Tells on what statuses told of messages before our own note of them was written."""
    for wamid in parts:
        row = part_of(unit, key_of(account, wamid))
        if row is not None and row.status != "accepted":
            _tell(unit, row, row.status, None, now)


def _kept(unit: Unit, account: str, wamid: str, now: dt.datetime) -> sa.Row[*tuple[Any, ...]]:
    """The row of a message, begun where nothing is known of it yet."""
    write_early(unit, account, wamid, now)
    row = part_of(unit, key_of(account, wamid))
    if row is None:
        raise LookupError(wamid)
    return row


def _billed(unit: Unit, row: sa.Row[*tuple[Any, ...]], told: StatusTold) -> tuple[str, str, bool] | None:
    """Month, category and whether it is billed, of a message that arrived: only then it is, and it counts once."""
    if row.metered or told.state not in _ARRIVED or told.category is None or told.billable is None:
        return None
    unit.connection.execute(parts_table.update().where(parts_table.c.key == row.key).values(metered=True))
    return f"{told.at.astimezone(dt.UTC):%Y-%m}", told.category, told.billable


def _meter(unit: Unit, account: str, price: tuple[str, str, bool], count: int) -> None:
    month, category, billable = price
    insert = postgresql.insert if unit.connection.dialect.name == "postgresql" else sqlite.insert
    where = {"account": account, "month": month, "category": category, "billable": billable}
    statement = insert(meter).values(**where, count=count)
    unit.connection.execute(
        statement.on_conflict_do_update(index_elements=list(where), set_={"count": meter.c.count + count})
    )


def _tell(unit: Unit, row: sa.Row[*tuple[Any, ...]], state: str, told: StatusTold | None, now: dt.datetime) -> None:
    """Lets what a message carries know what became of it."""
    if row.delivery_id is not None:
        _tell_copy(unit, row.delivery_id, state, told, now)
    if row.conversation_id is None:
        return
    if state == "failed":
        _fail(unit, row, told, now)
    elif row.event is not None and state in _ARRIVED:
        unit.connection.execute(
            outbox.update()
            .where(outbox.c.conversation_id == row.conversation_id, outbox.c.event == row.event)
            .values(arrived=state)
        )
        unit.connection.execute(  # who was only told of an announcement by a template has it now
            deliveries.update()
            .where(deliveries.c.conversation_id == row.conversation_id, deliveries.c.event == row.event)
            .values(state="delivered", reason=None, changed_at=now)
        )


def _fail(unit: Unit, row: sa.Row[*tuple[Any, ...]], told: StatusTold | None, now: dt.datetime) -> None:
    """What WhatsApp took and could not bring: told to officers; behind a shut window it is tried as such again."""
    blame = told.blame if told is not None else "message"
    reason = (told.reason if told is not None else None) or "tidak dapat disampaikan"
    values: dict[str, object] = {"status": "failed", "settled_at": now}
    if blame == "window":
        shut_window(unit, row.conversation_id, now)
        values = {"status": "waiting", "due_at": now}
    elif blame == "passing":
        again = outbox.c.attempts < _MOST_TRIES
        values = {
            "status": sa.case((again, "waiting"), else_="failed"), "due_at": now + _LATER,
            "settled_at": sa.case((again, None), else_=now),
        }  # fmt: skip
    if row.event is not None:
        unit.connection.execute(
            outbox.update()
            .where(
                outbox.c.conversation_id == row.conversation_id,
                outbox.c.event == row.event,
                outbox.c.status.in_(("sent", "uncertain")),
            )
            .values(error=reason, **values)
        )
        unit.wake(f"outbox:{CHANNEL}")
    if blame == "chat":
        mark_unreachable(unit, row.conversation_id, now, reason)


def _tell_copy(unit: Unit, copy: int, state: str, told: StatusTold | None, now: dt.datetime) -> None:
    """What became of the copy of an announcement; one that failed may be tried again where the chat opens again."""
    if state in _ARRIVED:
        values: dict[str, object] = {"state": "delivered"}
    elif state == "failed":
        blame = told.blame if told is not None else "message"
        values = {
            "state": "blocked" if blame == "chat" else "failed",
            "reason": (told.reason if told is not None else None) or "tidak dapat disampaikan",
            "retryable": blame in {"chat", "window", "passing"},
        }
    else:
        return
    unit.connection.execute(deliveries.update().where(deliveries.c.id == copy).values(changed_at=now, **values))
    if told is not None and told.blame == "optout":
        _opt_out(unit, copy, now)


def _opt_out(unit: Unit, copy: int, now: dt.datetime) -> None:
    """The citizen stopped such messages at WhatsApp itself: that ends the subscriptions as the word *berhenti* does."""
    conversation = unit.connection.execute(
        sa.select(deliveries.c.conversation_id).where(deliveries.c.id == copy)
    ).scalar_one_or_none()
    if conversation is not None:
        end_subscriptions(unit, conversation, (), now)
        withdraw_announcements(unit, conversation, now)
