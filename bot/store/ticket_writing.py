"""Writes tickets: carries out what a turn makes happen, and adds each event to a ticket's history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.claims import Claim, keep_code, take_over
from bot.store.desk_wakes import wake_desk
from bot.store.duplicates import followers, part, unanswered
from bot.store.files import move_to_ticket
from bot.store.forgetting import forget_said
from bot.store.own_effects import carry_out_own
from bot.store.schema import ticket_answers, ticket_events, tickets
from bot.store.staff_notices import notice_ticket
from bot.store.tickets import FiledTicket, history, own_ticket
from bot.store.unit import Unit
from handlers.effects import (
    AddToTicket,
    Answer,
    AttachFile,
    ClaimTicket,
    CloseTicket,
    ForgetSaid,
    GiveCode,
    OpenTicket,
    RateTicket,
    ReopenTicket,
)
from handlers.facts import DONE, Ticket, TicketState
from handlers.ticket_alarms import alarms
from handlers.ticket_history import Actor, EventKind, TicketEvent
from handlers.ticket_limits import TicketLimits
from handlers.ticket_states import state_after
from handlers.turn import Effect

Recompute = Callable[[Ticket, str | None, tuple[TicketEvent, ...]], TicketLimits]
"""`handlers.ticket_limits.recompute` with the library given: a ticket, its class, its history."""


class CannotCarryOut(Exception):
    """An effect that makes no sense to the store; the turn that wanted it is the core's failure."""


class TakeAgain(CannotCarryOut):
    """What the core saw is no longer so: the turn must be taken again, with fresh symbols."""


class NumberTaken(TakeAgain):
    """A new ticket's number is another's."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a turn stands: its conversation, and the number of the first message that it wrote there."""

    conversation: int
    event: int


@dataclass(frozen=True, slots=True)
class Happening:
    """An event to be written: `changes` are columns of the ticket besides its state."""

    actor: Actor
    kind: EventKind
    state: TicketState
    text: str | None = None
    who: str | None = None
    message_event: int | None = None
    changes: tuple[tuple[str, object], ...] = ()


def carry_out(unit: Unit, effects: Iterable[Effect], place: Place, now: dt.datetime, recompute: Recompute) -> None:
    """Carries out the effects of a turn in its transaction; raises TakeAgain and CannotCarryOut."""
    citizen = _Citizen(unit, place.conversation, now, recompute)
    for effect in effects:
        match effect:
            case OpenTicket():
                notice_ticket(unit, citizen.open(effect), effect.office)
            case GiveCode() | ClaimTicket():
                citizen.use_code(effect)
            case AddToTicket(number, text):
                citizen.act(number, "said", text)
            case AttachFile(number, file, text):
                citizen.attach(number, file, text)
            case ReopenTicket(number) | CloseTicket(number):
                citizen.act(number, "reopened" if isinstance(effect, ReopenTicket) else "closed")
            case RateTicket():
                citizen.rate(effect)
            case ForgetSaid(since, words):
                forget_said(unit, place.conversation, since, words, place.event, now)
            case _:
                if not carry_out_own(unit, effect, place.conversation, place.event, now):
                    raise CannotCarryOut(type(effect).__name__)


@dataclass(frozen=True, slots=True)
class Opener:
    """Who files a ticket: a citizen in a conversation, or an officer (`who`) for one who came or called (`how`)."""

    actor: Actor
    conversation: int | None = None
    who: str | None = None
    how: str | None = None


def open_ticket(unit: Unit, effect: OpenTicket, opener: Opener, now: dt.datetime, recompute: Recompute) -> int:
    """Files a ticket without its attachments; its id. Raises NumberTaken."""
    connection = unit.connection
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    ticket = Ticket(
        effect.number, effect.kind, effect.form, effect.office, effect.service, effect.about, "received",
        opened_at=now, changed_at=now, due_at=effect.due_at, law_due_at=effect.law_due_at,
    )  # fmt: skip
    filed: int | None = connection.execute(
        insert(tickets)
        .values(
            number=effect.number,
            kind=effect.kind,
            form=effect.form,
            office=effect.office,
            service=effect.service,
            conversation_id=opener.conversation,
            about=effect.about,
            state="received",
            anonymous=effect.anonymous,
            notice=effect.notice,
            opened_at=now,
            changed_at=now,
            due_at=effect.due_at,
            law_due_at=effect.law_due_at,
            alarm_at=limit_columns(ticket, None, (), recompute)["alarm_at"],
            version=1,
        )
        .on_conflict_do_nothing(index_elements=[tickets.c.number])
        .returning(tickets.c.id)
    ).scalar_one_or_none()
    if filed is None:
        raise NumberTaken(effect.number)
    _write_answers(connection, filed, effect.answers)
    if effect.code is not None:
        keep_code(connection, filed, effect.code, now)
    connection.execute(
        ticket_events.insert().values(
            ticket_id=filed,
            position=1,
            at=now,
            actor=opener.actor,
            who=opener.who,
            kind="opened",
            text=opener.how,
            state="received",
        )
    )
    wake_desk(unit, effect.office)
    return filed


def happen(unit: Unit, filed: FiledTicket, happening: Happening, now: dt.datetime, recompute: Recompute) -> None:
    """Adds an event to a ticket that this unit of work holds, and brings the ticket to what it is from then on."""
    connection, version = unit.connection, filed.version + 1
    connection.execute(
        ticket_events.insert().values(
            ticket_id=filed.id,
            position=version,
            at=now,
            actor=happening.actor,
            who=happening.who,
            kind=happening.kind,
            text=happening.text,
            state=happening.state,
            message_event=happening.message_event,
        )
    )
    changes: dict[str, object] = {"state": happening.state, "version": version, **dict(happening.changes)}
    if happening.actor != "system" and happening.kind != "noted":
        changes["changed_at"] = now
    ticket_class = changes.get("ticket_class", filed.ticket_class)
    of_ticket = {name: value for name, value in happening.changes if name in _COUNTED}
    ticket = replace(filed.ticket, state=happening.state, **of_ticket)  # type: ignore[arg-type]
    if filed.ticket.state in DONE and happening.state not in DONE:
        part(connection, filed.id)
    changes |= limit_columns(
        ticket, str(ticket_class) if ticket_class else None, history(connection, filed.id), recompute
    )
    connection.execute(tickets.update().where(tickets.c.id == filed.id).values(changes))
    for office in {filed.ticket.office, ticket.office}:
        wake_desk(unit, office)


_COUNTED = frozenset({"office", "service", "due_at", "law_due_at"})
"""Columns that the limits are worked out from, where a ticket goes to another office."""


def limit_columns(
    ticket: Ticket, ticket_class: str | None, events: tuple[TicketEvent, ...], recompute: Recompute
) -> dict[str, dt.datetime | None]:
    """The columns of a ticket that hang on its limits, as its class and history make them."""
    limits = recompute(ticket, ticket_class, events)
    pending = alarms(ticket.state, limits, events)
    return {
        "due_at": limits.due_at,
        "law_due_at": limits.law_due_at,
        "alarm_at": pending[0].at if pending else None,
    }


@dataclass(frozen=True, slots=True)
class _Citizen:
    """Who has the turn, at work on tickets."""

    unit: Unit
    conversation: int
    now: dt.datetime
    recompute: Recompute

    @property
    def connection(self) -> Connection:
        """What it is written on."""
        return self.unit.connection

    def open(self, effect: OpenTicket) -> int:
        """Files a ticket; returns its id."""
        filed = open_ticket(self.unit, effect, Opener("citizen", self.conversation), self.now, self.recompute)
        move_to_ticket(self.connection, self.conversation, filed, effect.files)
        return filed

    def act(
        self, number: str, kind: EventKind, text: str | None = None, changes: tuple[tuple[str, object], ...] = ()
    ) -> int:
        """Does something with an own ticket; what is so already is not written again. Returns the ticket's id."""
        filed = own_ticket(self.connection, number, self.conversation)
        if filed is None:
            raise CannotCarryOut(f"{kind} on a ticket that is not of this conversation")
        state = state_after("citizen", kind, filed.ticket.state)
        if state is not None:
            happening = Happening("citizen", kind, state, text, changes=changes)
            happen(self.unit, filed, happening, self.now, self.recompute)
            if state == "closed":
                self._split(filed.id)
        return filed.id

    def _split(self, ticket: int) -> None:
        """The duplicates of a ticket that its citizen closed would wait for its answer in vain."""
        for duplicate in followers(self.connection, ticket, lock=True):
            if unanswered(duplicate):
                happening = Happening("system", "split", "reopened")
                happen(self.unit, duplicate, happening, self.now, self.recompute)

    def use_code(self, effect: GiveCode | ClaimTicket) -> None:
        """Makes one more claim code good for an own ticket, or takes a ticket over from another conversation."""
        if isinstance(effect, ClaimTicket):
            self._claim(Claim(effect.number, effect.code, self.conversation, effect.farewell))
            return
        filed = own_ticket(self.connection, effect.number, self.conversation)
        if filed is None:
            raise CannotCarryOut("a code for a ticket that is not of this conversation")
        keep_code(self.connection, filed.id, effect.code, self.now)

    def _claim(self, claim: Claim) -> None:
        filed = take_over(self.unit, claim, self.now)
        if filed is None:
            raise CannotCarryOut("a claim with a code that is not the ticket's")
        happening = Happening(
            "citizen", "claimed", filed.ticket.state, changes=(("conversation_id", self.conversation),)
        )
        happen(self.unit, filed, happening, self.now, self.recompute)

    def attach(self, number: str, file: str, text: str) -> None:
        """Hands a file to an own ticket."""
        move_to_ticket(self.connection, self.conversation, self.act(number, "said", text), (file,))

    def rate(self, effect: RateTicket) -> None:
        """Rates the handling; the rating and a word may come one after the other, and what is not given stays."""
        given = (("rating", effect.rating), ("rating_word", effect.word))
        changes = tuple((name, value) for name, value in given if value is not None)
        self.act(effect.number, "rated", " · ".join(str(value) for _, value in changes), changes)


def _write_answers(connection: Connection, ticket: int, answers: tuple[Answer, ...]) -> None:
    if answers:
        connection.execute(
            ticket_answers.insert(),
            [
                {"ticket_id": ticket, "position": place, "key": each.key, "label": each.label, "text": each.text}
                for place, each in enumerate(answers, 1)
            ],
        )
