"""What an office's overview counts: its tickets and how long they took, who follows it, and what was delivered."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from statistics import median

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.store.inbox import Filter, View, inbox, inbox_counts
from bot.store.questions import Counted, counted
from bot.store.schema import (
    announcement_deliveries,
    announcements,
    conversations,
    outbox,
    subscriptions,
    ticket_events,
    tickets,
)
from bot.store.tickets import FiledTicket
from handlers.facts import DONE
from handlers.ticket_history import EventKind

MOST_MEASURED = 20_000
"""Tickets of which a median is taken, the latest; no office has as many in a year."""
_FIRST: tuple[EventKind, ...] = ("answered", "asked", "rejected")
"""An officer's words that are the first news for a citizen."""


@dataclass(frozen=True, slots=True)
class Span:
    """From one moment up to another, for one office."""

    office: str
    begin: dt.datetime
    end: dt.datetime


@dataclass(frozen=True, slots=True)
class Worked:
    """What was done with tickets in a span; the medians are of all the time that passed, None of no ticket."""

    opened: int
    answered: int
    closed: int
    first_answer: dt.timedelta | None
    close: dt.timedelta | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that an overview is made of; `near` are the tickets that end within a day, wherever that day ends."""

    views: dict[View, int]
    near: tuple[FiledTicket, ...]
    worked: Worked
    questions: tuple[Counted, ...]
    subscribers: tuple[tuple[str, str, int], ...]
    followers: int
    words: dict[str, int]
    news: dict[str, int]


def read_figures(connection: Connection, span: Span, now: dt.datetime) -> Figures:
    """The figures of an office, in one look at the store."""
    own = frozenset({span.office})
    views = inbox_counts(connection, Filter(own), now)
    return Figures(
        views,
        tuple(inbox(connection, Filter(own, view="today"), now)) if views["today"] else (),
        worked(connection, span),
        tuple(counted(connection, span.office, span.begin, span.end)),
        tuple(subscribers(connection, span.office)),
        followers(connection, span.office),
        words_delivered(connection, span),
        news_delivered(connection, span),
    )


def worked(connection: Connection, span: Span) -> Worked:
    """Tickets filed in a span, and those first answered and ended in it, whenever they were filed."""
    opened = connection.execute(
        sa.select(sa.func.count()).where(
            tickets.c.office == span.office, tickets.c.opened_at >= span.begin, tickets.c.opened_at < span.end
        )
    ).scalar_one()
    first = sa.and_(ticket_events.c.actor == "officer", ticket_events.c.kind.in_(_FIRST))
    answers = _taken(connection, span, sa.func.min(ticket_events.c.at), first)
    ended = sa.and_(ticket_events.c.kind.in_(("closed", "rejected")), tickets.c.state.in_(DONE))
    closes = _taken(connection, span, sa.func.max(ticket_events.c.at), ended)
    return Worked(opened, len(answers), len(closes), _median(answers), _median(closes))


def subscribers(connection: Connection, office: str) -> list[tuple[str, str, int]]:
    """How many follow an office's announcements now: topic, channel, count."""
    by = (subscriptions.c.topic, conversations.c.channel)
    rows = connection.execute(
        sa.select(*by, sa.func.count())
        .join(conversations, conversations.c.id == subscriptions.c.conversation_id)
        .where(subscriptions.c.office == office)
        .group_by(*by)
        .order_by(*by)
    )
    return [(topic, channel, count) for topic, channel, count in rows]


def followers(connection: Connection, office: str) -> int:
    """How many chats follow an office, on however many topics."""
    return connection.execute(
        sa.select(sa.func.count(sa.distinct(subscriptions.c.conversation_id))).where(subscriptions.c.office == office)
    ).scalar_one()


def news_delivered(connection: Connection, span: Span) -> dict[str, int]:
    """How many copies of an office's announcements came to which state in a span."""
    rows = connection.execute(
        sa.select(announcement_deliveries.c.state, sa.func.count().label("many"))
        .join(announcements, announcements.c.id == announcement_deliveries.c.announcement_id)
        .where(
            announcements.c.office == span.office,
            announcement_deliveries.c.changed_at >= span.begin,
            announcement_deliveries.c.changed_at < span.end,
        )
        .group_by(announcement_deliveries.c.state)
    )
    return {row.state: row.many for row in rows}


def words_delivered(connection: Connection, span: Span) -> dict[str, int]:
    """How officers' words on tickets of a span fared, by the state of what sends them."""
    rows = connection.execute(
        sa.select(outbox.c.status, sa.func.count().label("many"))
        .select_from(
            ticket_events.join(tickets, tickets.c.id == ticket_events.c.ticket_id).join(
                outbox,
                sa.and_(
                    outbox.c.conversation_id == tickets.c.conversation_id,
                    outbox.c.event == ticket_events.c.message_event,
                ),
            )
        )
        .where(
            tickets.c.office == span.office, ticket_events.c.at >= span.begin, ticket_events.c.at < span.end
        )
        .group_by(outbox.c.status)
    )  # fmt: skip
    return {row.status: row.many for row in rows}


def _taken(
    connection: Connection, span: Span, moment: sa.Function[dt.datetime], of: sa.ColumnElement[bool]
) -> list[dt.timedelta]:
    """How long tickets took to the moment of such an event, where that moment lies in the span."""
    rows = connection.execute(
        sa.select(tickets.c.opened_at, moment)
        .join(ticket_events, ticket_events.c.ticket_id == tickets.c.id)
        .where(tickets.c.office == span.office, of)
        .group_by(tickets.c.id, tickets.c.opened_at)
        .having(moment >= span.begin, moment < span.end)
        .order_by(moment.desc())
        .limit(MOST_MEASURED)
    )
    return [at - opened for opened, at in rows]


def _median(times: list[dt.timedelta]) -> dt.timedelta | None:
    return dt.timedelta(seconds=median(time.total_seconds() for time in times)) if times else None
