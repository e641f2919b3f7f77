"""What officers must do with personal data: the list by its limit, one task, and its end, told to the citizen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.arrival import Address
from bot.store.auditing import note
from bot.store.conversations import Held, advance, of_id
from bot.store.saying import say
from bot.store.schema import privacy_tasks, ticket_answers, tickets
from bot.store.ticket_writing import Happening, Recompute, happen
from bot.store.tickets import hold_ticket
from bot.store.unit import Unit
from handlers.facts import TaskKind, TaskState
from handlers.ticket_states import state_after
from handlers.turn import Conversation, Outcome, Reply

MOST_LISTED = 500
ABOUT = "about"
"""The key that stands for a ticket's one line for lists, which may repeat what was wrong."""
Tell = Callable[[Conversation, "DataTask"], Outcome]
"""The core with an officer's words given: what the citizen reads of a task."""


@dataclass(frozen=True, slots=True)
class DataTask:
    """One task as officers see it; `ticket` is a number, `text` what the citizen wrote."""

    id: int
    kind: TaskKind
    office: str
    ticket: str | None
    text: str
    state: TaskState
    asked_at: dt.datetime
    due_at: dt.datetime
    settled_at: dt.datetime | None
    settled_by: str | None
    words: str | None


@dataclass(frozen=True, slots=True)
class Settlement:
    """How an officer ends a task; `office` is whose tasks the officer may touch, None for all.

    `changes` are answers of the task's ticket by their keys, as they are to be from then on; ABOUT is its one line.
    """

    task: int
    state: TaskState
    officer: str
    words: str
    office: str | None = None
    changes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of it: by which channel the citizen is told, and since when that does not reach anybody."""

    channel: str
    unreachable_since: dt.datetime | None


class UnknownTask(LookupError):
    """No task of that number, or none that this officer may know of."""


class TaskSettled(Exception):
    """The task is done or refused already."""


class UnknownAnswer(LookupError):
    """The task's ticket has no answer of that key; `known` are those that it has."""

    def __init__(self, key: str, known: tuple[str, ...]) -> None:
        super().__init__(key)
        self.known = known


def list_tasks(
    connection: Connection, office: str | None, *, done: bool = False, offices: Collection[str] | None = None
) -> list[DataTask]:
    """The open tasks, or `done` ones too, of an office or of some: first due first, MOST_LISTED at most."""
    wanted = _TASKS.order_by(privacy_tasks.c.due_at, privacy_tasks.c.id).limit(MOST_LISTED)
    if office is not None:
        wanted = wanted.where(privacy_tasks.c.office == office)
    if offices is not None:
        wanted = wanted.where(privacy_tasks.c.office.in_(offices))
    if not done:
        wanted = wanted.where(privacy_tasks.c.state == "open")
    return [_task(row) for row in connection.execute(wanted)]


def find_task(connection: Connection, task: int, office: str | None) -> DataTask:
    """One task; raises UnknownTask, also where it is another office's."""
    return _found(connection, task, office)[0]


def preview_settlement(connection: Connection, act: Settlement, tell: Tell) -> tuple[Reply, ...]:
    """What the citizen would be told, without writing anything; raises as settle_task."""
    task, conversation, ticket = _found(connection, act.task, act.office)
    _check(connection, act, task, ticket)
    talk = of_id(connection, conversation, lock=False)
    return tell(talk.conversation, task).replies if talk is not None else ()


def settle_task(
    unit: Unit, act: Settlement, tell: Tell, whose: Callable[[Address], str], now: dt.datetime, recompute: Recompute
) -> Settled:
    """Ends a task in one transaction with what the citizen is told; `whose` makes pseudonyms for the audit.

    Raises UnknownTask, TaskSettled, UnknownAnswer, and whatever `tell` raises; then nothing is written.
    """
    connection = unit.connection
    _, conversation, _ = _found(connection, act.task, act.office)
    talk = of_id(connection, conversation, lock=True)
    task, _, ticket = _found(connection, act.task, act.office, lock=True)
    if talk is None:
        raise UnknownTask(act.task)
    _check(connection, act, task, ticket)
    if ticket is not None and act.changes:
        _correct(unit, ticket, act, now, recompute)
    outcome = tell(talk.conversation, task)
    connection.execute(
        privacy_tasks.update()
        .where(privacy_tasks.c.id == act.task)
        .values(
            state=act.state,
            settled_at=now,
            settled_by=act.officer,
            words=act.words,
            message_event=talk.last_event + 1,
        )
    )
    _say(unit, talk, outcome, now)
    note(connection, whose(talk.address), task.kind, act.state, now)
    return Settled(talk.address.channel, talk.unreachable_since)


def _say(unit: Unit, talk: Held, outcome: Outcome, now: dt.datetime) -> None:
    last = talk.last_event + len(outcome.replies)
    advance(unit.connection, talk.id, outcome.conversation, last, now, heard=False)
    say(unit, talk.id, talk.address, talk.last_event, outcome.replies, "staff", now)


def _check(connection: Connection, act: Settlement, task: DataTask, ticket: int | None) -> None:
    if task.state != "open":
        raise TaskSettled(task.id)
    answered = sa.select(ticket_answers.c.key).where(ticket_answers.c.ticket_id == ticket)
    known = (*connection.execute(answered).scalars(), ABOUT) if ticket is not None else ()
    for key, _ in act.changes:
        if key not in known:
            raise UnknownAnswer(key, known)


def _correct(unit: Unit, ticket: int, act: Settlement, now: dt.datetime, recompute: Recompute) -> None:
    """Writes the corrected answers; the history says which, never what they were."""
    connection = unit.connection
    for key, text in act.changes:
        if key == ABOUT:
            connection.execute(tickets.update().where(tickets.c.id == ticket).values(about=text))
        connection.execute(
            ticket_answers.update()
            .where(ticket_answers.c.ticket_id == ticket, ticket_answers.c.key == key)
            .values(text=text)
        )
    filed = hold_ticket(connection, ticket)
    state = state_after("officer", "corrected", filed.ticket.state) if filed is not None else None
    if filed is not None and state is not None:
        keys = ", ".join(key for key, _ in act.changes)
        happen(unit, filed, Happening("officer", "corrected", state, keys, act.officer), now, recompute)
    unit.scrub()


def _found(
    connection: Connection, task: int, office: str | None, *, lock: bool = False
) -> tuple[DataTask, int, int | None]:
    """A task with the ids of its conversation and its ticket."""
    wanted = _TASKS.where(privacy_tasks.c.id == task)
    if office is not None:
        wanted = wanted.where(privacy_tasks.c.office == office)
    row = connection.execute(wanted.with_for_update(of=privacy_tasks) if lock else wanted).one_or_none()
    if row is None:
        raise UnknownTask(task)
    return _task(row), row.conversation_id, row.ticket_id


def _task(row: sa.Row[tuple[object, ...]]) -> DataTask:
    return DataTask(**{name: getattr(row, name) for name in DataTask.__slots__})


_TASKS: sa.Select[tuple[object, ...]] = sa.select(privacy_tasks, tickets.c.number.label("ticket")).outerjoin(
    tickets, tickets.c.id == privacy_tasks.c.ticket_id
)
