"""What waits for a chat that has another id from now on."""

from __future__ import annotations

import datetime as dt

from bot.store.reachability import move
from bot.store.sending import Outgoing, defer
from bot.store.unit import Unit


def follow(unit: Unit, row: Outgoing, to: str, now: dt.datetime) -> None:
    """Gives the chat of a row its new id, and lets the row wait to be sent there."""
    move(unit, row.address, to)
    defer(unit, row.id, now, "obrolan pindah")
