"""The desk's inbox: tickets by filter and search, how many there are of each sort, and what lies around one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal, get_args

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from bot.store.forgetting import FORGOTTEN
from bot.store.schema import conversations, messages, outbox, ticket_answers, ticket_events, tickets
from bot.store.tickets import EARLIEST, FILED, MOST_LISTED, TOLD_COLUMNS, FiledTicket, Told, filed_of
from bot.store.windows import Window
from handlers.facts import AT_REST, DONE
from handlers.tickets import find_number

View = Literal["open", "mine", "unassigned", "today", "overdue", "waiting", "done"]
VIEWS: tuple[View, ...] = get_args(View)
_CHANNEL = (
    sa.select(conversations.c.channel)
    .where(conversations.c.id == tickets.c.conversation_id)
    .correlate(tickets)
    .scalar_subquery()
    .label("channel")
)
_A_DAY = dt.timedelta(days=1)
_MOST_SAID = 60
"""Messages of a conversation shown beside a ticket."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What an officer wants to see; `offices` None is the whole service, an empty text is no condition."""

    offices: frozenset[str] | None
    names: frozenset[str] = frozenset()
    view: View = "open"
    office: str = ""
    ticket_class: str = ""
    service: str = ""
    channel: str = ""
    search: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Passed:
    """One message of the conversation around a ticket; `told` is how what was said to the citizen fared."""

    event: int
    direction: str
    kind: str
    body: str
    at: dt.datetime
    told: Told | None


def inbox(connection: Connection, wanted: Filter, now: dt.datetime) -> list[FiledTicket]:
    """The tickets of a filter, first due first, MOST_LISTED at most.

    "today" are those that end within a day from now: whose day it is depends on the office's time zone.
    """
    found = (
        FILED.where(*_of_offices(wanted), *_narrowed(wanted), _views(wanted.names, now)[wanted.view])
        .order_by(EARLIEST.asc().nulls_last(), tickets.c.id)
        .limit(MOST_LISTED)
    )
    return [filed_of(row) for row in connection.execute(found)]


def inbox_after(
    connection: Connection, wanted: Filter, now: dt.datetime, after: int, most: int
) -> list[tuple[FiledTicket, str | None]]:
    """Some of the tickets of a filter in the order in which they were filed, after an id, each with its channel."""
    found = (
        FILED.add_columns(_CHANNEL)
        .where(*_of_offices(wanted), *_narrowed(wanted), _views(wanted.names, now)[wanted.view], tickets.c.id > after)
        .order_by(tickets.c.id)
        .limit(most)
    )
    return [(filed_of(row), row.channel) for row in connection.execute(found)]


def inbox_counts(connection: Connection, wanted: Filter, now: dt.datetime) -> dict[View, int]:
    """How many tickets each view has, in the offices of a filter."""
    views = _views(wanted.names, now)
    sums = [sa.func.coalesce(sa.func.sum(sa.case((condition, 1), else_=0)), 0) for condition in views.values()]
    row = connection.execute(sa.select(*sums).select_from(tickets).where(*_of_offices(wanted))).one()
    return {view: int(count) for view, count in zip(views, row, strict=True)}


def others_of(connection: Connection, filed: FiledTicket, offices: Collection[str] | None) -> list[FiledTicket]:
    """The other tickets of the same conversation that an officer of these offices may know of, newest first."""
    if filed.conversation is None:
        return []
    wanted = FILED.where(tickets.c.conversation_id == filed.conversation, tickets.c.id != filed.id)
    if offices is not None:
        wanted = wanted.where(tickets.c.office.in_(offices))
    return [filed_of(row) for row in connection.execute(wanted.order_by(tickets.c.id.desc()).limit(20))]


def conversation_since(connection: Connection, filed: FiledTicket) -> list[Passed]:
    """What was said in a ticket's conversation since it was filed, oldest first, the last of it where it is long.

    What the citizen asked before is none of this ticket's business.
    """
    if filed.conversation is None:
        return []
    sent = sa.and_(outbox.c.conversation_id == messages.c.conversation_id, outbox.c.event == messages.c.event)
    rows = connection.execute(
        sa.select(
            messages.c.event, messages.c.direction, messages.c.kind, messages.c.body, messages.c.at, *TOLD_COLUMNS
        )
        .select_from(messages.outerjoin(outbox, sent))
        .where(
            messages.c.conversation_id == filed.conversation,
            messages.c.at >= filed.ticket.opened_at,
            messages.c.body != FORGOTTEN,
        )
        .order_by(messages.c.event.desc())
        .limit(_MOST_SAID)
    ).all()  # fmt: skip
    return [passed(row) for row in reversed(rows)]


def passed(row: Row[Any]) -> Passed:
    """A row of a message with that of the outbox behind it."""
    told = Told(*row[-len(TOLD_COLUMNS) :]) if row.status is not None else None
    return Passed(row.event, row.direction, row.kind, row.body, row.at, told)


@dataclass(frozen=True, slots=True)
class Reached:
    """By which channel a ticket's citizen is reached, since when that fails, and when it may be written to freely."""

    channel: str
    unreachable_since: dt.datetime | None
    account: str
    window: Window


def channel_of(connection: Connection, filed: FiledTicket) -> Reached | None:
    """How a ticket's citizen is reached; None where there is no conversation, or it is gone."""
    row = connection.execute(sa.select(*_REACHED).where(conversations.c.id == filed.conversation)).one_or_none()
    return _reached(row) if row is not None else None


def reached_by(connection: Connection, of: Collection[FiledTicket]) -> dict[int, Reached]:
    """How the citizens of several tickets are reached, by conversation."""
    wanted = {each.conversation for each in of if each.conversation is not None}
    rows = connection.execute(sa.select(conversations.c.id, *_REACHED).where(conversations.c.id.in_(wanted)))
    return {row.id: _reached(row) for row in rows}


def _reached(row: Row[Any]) -> Reached:
    return Reached(row.channel, row.unreachable_since, row.account, Window(row.window_until, row.knocked_at))


_REACHED = tuple(
    conversations.c[name] for name in ("channel", "unreachable_since", "account", "window_until", "knocked_at")
)


def units_of(connection: Connection, offices: Collection[str] | None) -> list[str]:
    """The units that have or had tickets of some offices, or of all, by name."""
    wanted = sa.select(tickets.c.unit).where(tickets.c.unit.is_not(None)).distinct().order_by(tickets.c.unit)
    if offices is not None:
        wanted = wanted.where(tickets.c.office.in_(offices))
    return list(connection.execute(wanted).scalars())


def _views(names: Collection[str], now: dt.datetime) -> dict[View, sa.ColumnElement[bool]]:
    state = tickets.c.state
    acted = state.not_in(AT_REST)
    return {
        "open": state.not_in(DONE),
        "mine": sa.and_(state.not_in(DONE), tickets.c.assigned_to.in_(names)),
        "unassigned": sa.and_(acted, tickets.c.assigned_to.is_(None)),
        "today": sa.and_(acted, now <= EARLIEST, now + _A_DAY > EARLIEST),
        "overdue": sa.and_(acted, now > EARLIEST),
        "waiting": state == "waiting",
        "done": state.in_(DONE),
    }


def _of_offices(wanted: Filter) -> list[sa.ColumnElement[bool]]:
    """Both conditions stand: an office that was asked for is shown only to those who may know of it."""
    found: list[sa.ColumnElement[bool]] = []
    if wanted.offices is not None:
        found.append(tickets.c.office.in_(wanted.offices))
    if wanted.office:
        found.append(tickets.c.office == wanted.office)
    return found


def _narrowed(wanted: Filter) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if wanted.ticket_class:
        found.append(tickets.c.ticket_class == wanted.ticket_class)
    if wanted.service:
        found.append(tickets.c.service == wanted.service)
    if wanted.unit:
        found.append(tickets.c.unit == wanted.unit)
    if wanted.channel:
        at = sa.exists().where(
            conversations.c.id == tickets.c.conversation_id, conversations.c.channel == wanted.channel
        )
        found.append(at)
    if wanted.search:
        found.append(_says(wanted.search))
    return found


def _says(words: str) -> sa.ColumnElement[bool]:
    """Tickets of a number, or with the words in their matter, their form or their history."""
    number = find_number(words)
    if number is not None:
        return tickets.c.number == number
    answers = sa.exists().where(
        ticket_answers.c.ticket_id == tickets.c.id, ticket_answers.c.text.icontains(words, autoescape=True)
    )
    events = sa.exists().where(
        ticket_events.c.ticket_id == tickets.c.id, ticket_events.c.text.icontains(words, autoescape=True)
    )
    parts = (column.icontains(words, autoescape=True) for column in (tickets.c.number, tickets.c.about))
    return sa.or_(*parts, answers, events)
