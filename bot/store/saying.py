"""Writes what is said to a citizen: a message each, numbered in its conversation, and the row that sends it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Literal

from bot.arrival import Address
from bot.reply_json import dump as dump_reply
from bot.store.schema import messages, outbox
from bot.store.unit import Unit
from handlers.turn import Reply

Kind = Literal["reply", "staff", "timer", "news"]
LIFETIMES: dict[Kind, dt.timedelta] = {
    "reply": dt.timedelta(hours=24),
    "staff": dt.timedelta(days=30),
    "timer": dt.timedelta(hours=24),
    "news": dt.timedelta(days=30),
}
"""After a day a reply answers nobody any more, and Telegram drops undelivered updates after the same time; the answer
to a ticket and a changed checklist are news for longer."""
REPLY_LANE = 0
NEWS_LANE = 1
FETCHED = frozenset({"web"})
"""Channels where what is said waits until it is fetched."""
_AT_HAND = frozenset({"terminal"})
"""Channels that are over when nobody sits there."""

_SAY = messages.insert()
_SEND = outbox.insert()


def say(
    unit: Unit,
    conversation: int,
    address: Address,
    after: int,
    replies: Iterable[Reply],
    kind: Kind,
    now: dt.datetime,
    *,
    heard: dict[str, object] | None = None,
) -> None:
    """Writes replies behind the message numbered `after`, with that message itself where it was `heard` just now."""
    said = [
        message_row(conversation, after + place, "out", kind, dump_reply(reply), now)
        for place, reply in enumerate(replies, 1)
    ]
    rows = said if heard is None else [heard, *said]
    if rows:
        unit.connection.execute(_SAY, rows)
    if said:
        sending = [_outgoing(conversation, after + place, address, kind, now) for place in range(1, len(said) + 1)]
        unit.connection.execute(_SEND, sending)
        unit.wake(f"outbox:{address.channel}")
    unit.wake(f"{address.channel}:{address.external_id}")


def message_row(
    conversation: int, event: int, direction: str, kind: str, body: str, now: dt.datetime
) -> dict[str, object]:
    """One row of the messages."""
    return {
        "conversation_id": conversation,
        "event": event,
        "direction": direction,
        "kind": kind,
        "body": body,
        "at": now,
    }


def rings(channel: str) -> bool:
    """Whether a channel reaches a citizen who is not there."""
    return channel not in FETCHED | _AT_HAND


def _outgoing(conversation: int, event: int, address: Address, kind: Kind, now: dt.datetime) -> dict[str, object]:
    return {
        "conversation_id": conversation,
        "event": event,
        "channel": address.channel,
        "account": address.account,
        "lane": REPLY_LANE,
        "status": "available" if address.channel in FETCHED else "waiting",
        "attempts": 0,
        "due_at": now,
        "expires_at": now + LIFETIMES[kind],
    }
