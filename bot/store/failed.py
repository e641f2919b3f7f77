"""Turns that failed: which are still to be tried again, that one was, and whose they are."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.arrival import Address, Arrival
from bot.store.schema import conversations, failed_turns
from bot.store.unit import Unit
from bot.store.whatsapp_schema import other_ids
from handlers.state import load_note
from handlers.turn import Message


@dataclass(frozen=True, slots=True)
class FailedTurn:
    """One failed turn: its id, where the core failed, and its message to be taken again."""

    error_id: str
    error: str
    at: dt.datetime
    arrival: Arrival


def still_failed(connection: Connection) -> list[FailedTurn]:
    """The failed turns that were not taken again, oldest first; a message keeps what masking left of it."""
    rows = connection.execute(
        sa.select(failed_turns).where(failed_turns.c.replayed_at.is_(None)).order_by(failed_turns.c.id)
    )
    return [
        FailedTurn(
            row.error_id,
            row.error,
            row.at,
            Arrival(
                Address(row.channel, row.account, row.external_id),
                f"replay:{row.error_id}",
                _message(json.loads(row.payload)),
            ),
        )
        for row in rows
    ]


def mark_replayed(unit: Unit, error_id: str, now: dt.datetime) -> None:
    """Notes that a turn was taken again."""
    unit.connection.execute(failed_turns.update().where(failed_turns.c.error_id == error_id).values(replayed_at=now))


def failed_of(conversation: int) -> sa.ColumnElement[bool]:
    """The failed turns of a conversation, under whichever of its ids the citizen wrote."""
    own, further = conversations.c, other_ids.c
    return sa.or_(
        sa.exists().where(
            own.id == conversation,
            own.channel == failed_turns.c.channel,
            own.account == failed_turns.c.account,
            own.external_id == failed_turns.c.external_id,
        ),
        sa.exists().where(
            further.conversation_id == conversation,
            further.channel == failed_turns.c.channel,
            further.account == failed_turns.c.account,
            further.external_id == failed_turns.c.external_id,
        ),
    )


def _message(body: dict[str, Any]) -> Message:
    if "file" in body:
        return _file(body)
    if "sort" in body:
        return Message("unreadable", sort=body["sort"])
    if "timer" in body:
        return Message("timer", choice=body["timer"])
    return Message("press", choice=body["choice"]) if "choice" in body else Message("text", body["text"])


def _file(body: dict[str, Any]) -> Message:
    """A file again. What a turn failed at was not kept, so that it is gone; one that was fetched is there."""
    note, fetched = load_note(body["file"]), body.get("fetched", False)
    if not fetched:
        note = replace(note, state="gone")
    return Message("file", body.get("text", ""), file=note, fetched=fetched)
