"""Writes what a turn makes of a chat with an officer: queued, gone on with, ended."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from bot.store.desk_wakes import wake_desk
from bot.store.handover_schema import handovers
from bot.store.unit import Unit
from handlers.handover_effects import EndChat, GoOnChat, HandoverEffect, QueueChat

OPEN = handovers.c.state != "ended"


def write_handover(unit: Unit, conversation: int, effect: HandoverEffect, event: int, now: dt.datetime) -> None:
    """Carries out one effect of a turn whose first message is numbered `event`; a chat that is over stays so."""
    of = sa.and_(handovers.c.conversation_id == conversation, OPEN)
    match effect:
        case QueueChat():
            _queue(unit, of, conversation, effect, event, now)
            return
        case GoOnChat(due_at, unanswered_since):
            values: dict[str, object] = {"due_at": due_at, "unanswered_since": unanswered_since}
        case EndChat(how):
            values = {"state": "ended", "how": how, "ended_at": now, "due_at": None, "unanswered_since": None}
        case _:
            raise TypeError(type(effect).__name__)
    for office in unit.connection.execute(
        handovers.update().where(of).values(values).returning(handovers.c.office)
    ).scalars():
        wake_desk(unit, office)


def _queue(
    unit: Unit, of: sa.ColumnElement[bool], conversation: int, effect: QueueChat, event: int, now: dt.datetime
) -> None:
    """A chat that waits again keeps its place: it is the same one."""
    values: dict[str, object] = {
        "office": effect.office, "state": "waiting", "due_at": effect.due_at, "held_by": None, "unanswered_since": None,
    }  # fmt: skip
    again = unit.connection.execute(handovers.update().where(of).values(values))
    if not again.rowcount:
        unit.connection.execute(
            handovers.insert().values(conversation_id=conversation, asked_at=now, first_event=event, **values)
        )
    wake_desk(unit, effect.office)
