"""What WhatsApp tells of our own messages: sent, delivered, read or failed, and what it costs."""

from __future__ import annotations

import datetime as dt
from typing import Any

from bot.channels.whatsapp.contents import plain
from bot.channels.whatsapp.errors import failed
from bot.store.whatsapp_messages import State, StatusTold

_STATES: dict[str, State] = {
    "sent": "sent", "delivered": "delivered", "read": "read", "played": "read", "failed": "failed",
}  # fmt: skip
_BILLED = "regular"
_LATEST = dt.datetime(2100, 1, 1, tzinfo=dt.UTC)


def moment(told: object) -> dt.datetime:
    """A moment as WhatsApp writes it: seconds since 1970, as text; raises ValueError for anything else."""
    seconds = int(told) if isinstance(told, str | int) else -1
    if not 0 < seconds < _LATEST.timestamp():
        raise ValueError("no moment")
    return dt.datetime.fromtimestamp(seconds, dt.UTC)


def status(told: dict[str, Any]) -> StatusTold | None:
    """One status; None for a state that says nothing to us. Raises KeyError, TypeError, ValueError for a broken one."""
    state = _STATES.get(told["status"])
    if state is None:
        return None
    wamid, at = plain(told["id"]), moment(told["timestamp"])
    if state == "failed":
        code = _code(told)
        reason, blame = failed(code)
        return StatusTold(wamid, state, at, code, reason, blame)
    billable, category = _price(told.get("pricing"))
    return StatusTold(wamid, state, at, billable=billable, category=category)


def _code(told: dict[str, Any]) -> int | None:
    errors = told.get("errors")
    first = errors[0] if isinstance(errors, list) and errors else None
    code = first.get("code") if isinstance(first, dict) else None
    return code if isinstance(code, int) else None


def _price(pricing: object) -> tuple[bool | None, str | None]:
    """Whether it is billed, and under which category; `type` says it where `billable` does not."""
    if not isinstance(pricing, dict) or not isinstance(pricing.get("category"), str):
        return None, None
    billable = pricing.get("billable")
    if not isinstance(billable, bool):
        billable = pricing.get("type") == _BILLED
    return billable, plain(pricing["category"])[:32]
