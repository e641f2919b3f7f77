"""What a platform's answer means for a copy of an announcement: at most once, so that no doubt is tried again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.delivery import Deferred, Delivered, Delivery, Halted, Held, Moved, Refused, Unreachable
from bot.pacing import backoff
from bot.store.copies import Copy
from bot.store.copy_ends import Ended

_MOST_TRIES = 10
"""After so many tries, some five minutes, a copy is left to an officer to send again."""
_AFTER_A_MOVE = 1.0
"""Seconds until a copy is sent to a chat's new id."""
_HALT = 30.0
"""Seconds an account rests when only the operator can help."""


def outcome(copy: Copy, delivery: Delivery, now: dt.datetime, chance: Callable[[float, float], float]) -> Ended:
    """How a copy ended; `chance` draws a number between two, for the wait before the next try."""
    match delivery:
        case Delivered(_, parts):
            return Ended(copy.id, copy.conversation, "sent", **_told_of(copy, parts))
        case Held(reason, parts) if parts:
            return Ended(copy.id, copy.conversation, "sent", reason, held=True, **_told_of(copy, parts))
        case Held(reason):
            return Ended(copy.id, copy.conversation, "failed", reason, retryable=True)
        case Refused(reason):
            return Ended(copy.id, copy.conversation, "failed", reason)
        case Unreachable(reason):
            return Ended(copy.id, copy.conversation, "blocked", reason, retryable=True)
        case Moved(to):
            again = put_off(copy, _AFTER_A_MOVE, now, "obrolan pindah", tried=True)
            return replace(again, moved=(copy.address, to))
        case Halted(reason):
            return put_off(copy, _HALT, now, reason)
        case Deferred(reason):
            return _deferred(copy, delivery, now, chance)


def _told_of(copy: Copy, parts: tuple[str, ...]) -> dict[str, Any]:
    """Where statuses of what was sent belong."""
    return {"parts": parts, "account": copy.address.account, "event": copy.event}


def put_off(copy: Copy, seconds: float, now: dt.datetime, reason: str | None = None, *, tried: bool = False) -> Ended:
    """A copy that waits again."""
    due_at = now + dt.timedelta(seconds=seconds)
    return Ended(copy.id, copy.conversation, "waiting", reason, due_at=due_at, tried=tried)


def rest(ended: Ended, delivery: Delivery, now: dt.datetime) -> float:
    """Seconds for which the whole account must rest after a delivery."""
    if isinstance(delivery, Halted):
        return _HALT
    if not isinstance(delivery, Deferred) or not delivery.everyone:
        return 0.0
    return delivery.seconds or ((ended.due_at - now).total_seconds() if ended.due_at is not None else 0.0)


def _deferred(copy: Copy, deferred: Deferred, now: dt.datetime, chance: Callable[[float, float], float]) -> Ended:
    if deferred.may_have_arrived:
        return Ended(copy.id, copy.conversation, "uncertain", deferred.reason)
    if copy.attempts + 1 >= _MOST_TRIES:
        return Ended(copy.id, copy.conversation, "failed", deferred.reason, retryable=True)
    seconds = deferred.seconds if deferred.seconds is not None else backoff(copy.attempts, chance)
    return put_off(copy, seconds, now, deferred.reason, tried=True)
