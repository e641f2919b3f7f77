"""Records one turn: the key that makes a repeat known, the new state, what was said, what must be sent."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from bot.arrival import Address, Arrival
from bot.store.announcements import current_announcements
from bot.store.checklists import own_checklists
from bot.store.claims import claimed
from bot.store.conversations import Held, advance, begin
from bot.store.files import keep_file, let_go
from bot.store.message_keys import message_key
from bot.store.officer_acts import Means
from bot.store.officer_effects import Tools, carry_out_officers
from bot.store.officers import is_served
from bot.store.other_ids import hold_arrival, keep_ids
from bot.store.own_data import own_data
from bot.store.questions import count_question
from bot.store.saying import message_row, say
from bot.store.schema import failed_turns, seen
from bot.store.staff_facts import staff_facts
from bot.store.ticket_writing import Place, Recompute, carry_out
from bot.store.tickets import own_tickets
from bot.store.unit import Unit
from bot.store.windows import open_window
from bot.store.writers import unavailable
from handlers.facts import Facts, Needs, StaffFacts
from handlers.officer_effects import OfficerEffect
from handlers.officers.commands import without_code
from handlers.state import dump_note
from handlers.topics.apology import apologise
from handlers.turn import Conversation, Message, Outcome

LoadFacts = Callable[[Needs], Facts]
Take = Callable[[Conversation, LoadFacts], Outcome]
"""The core with everything but the conversation given, and how it gets the facts that it asks for."""
"""How a citizen is told of what an officer did, by the message's choice and its words."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A turn that the core failed at: its id, and where it failed."""

    error_id: str
    error: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of an arrival; every one of these may be acknowledged to the platform."""

    status: Literal["done", "repeated", "failed"]
    conversation: int | None = None
    event: int | None = None
    """The number of the incoming message within its conversation."""
    intent: str = ""
    """What a message that was acted on was understood to want."""
    replies: int = 1
    """How much was answered: while an officer holds the chat, nothing is at first."""
    word: str = ""
    """What is said to who pressed a choice in a group."""


class CoreFailed(Exception):
    """The core raised: the turn is rolled back and recorded as failed. Never raised for the database's own errors."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.error_id)
        self.failure = failure


def record_turn(
    unit: Unit, arrival: Arrival, take: Take, now: dt.datetime, recompute: Recompute, means: Means | None = None
) -> Receipt:
    """One whole turn on one connection; `means` is what recording an officer's answer to another conversation takes.

    Raises CoreFailed when `take` does, TakeAgain when the number of a ticket is another's, and CannotCarryOut.
    """
    if not first_seen(unit.connection, arrival.address, arrival.key, now):
        return Receipt("repeated")
    held = hold_arrival(unit, arrival)
    conversation = held.conversation if held is not None else _fresh(arrival)
    released = _opened(unit, held, arrival, now)
    outcome = _taken(take, conversation, loading(unit.connection, held, now, arrival.writer, released), released)
    written, event = _write(unit, arrival, held, outcome, now)
    keep_file(unit, arrival, written, outcome, now)
    carry_out_all(unit, outcome, Place(written, event), now, Tools(recompute, means))
    let_go(unit.connection, written, conversation, outcome.conversation)
    count_question(unit, written, conversation, outcome.question, now)  # last: the row that others may wait for
    return Receipt("done", written, event, outcome.intent, len(outcome.replies), outcome.word)


def _taken(take: Take, conversation: Conversation, load: LoadFacts, released: int) -> Outcome:
    """What the core makes of a message; one that only lets an officer's answer arrive is no reply to that answer."""
    if not released or conversation.answered_ticket is None:
        return take(conversation, load)
    outcome = take(replace(conversation, answered_ticket=None), load)
    answered = outcome.conversation.answered_ticket or conversation.answered_ticket
    return replace(outcome, conversation=replace(outcome.conversation, answered_ticket=answered))


def carry_out_all(unit: Unit, outcome: Outcome, place: Place, now: dt.datetime, tools: Tools) -> None:
    """Carries out what citizens and officers make happen; raises TakeAgain and CannotCarryOut."""
    officers = [each for each in outcome.effects if isinstance(each, OfficerEffect)]
    others = (each for each in outcome.effects if not isinstance(each, OfficerEffect))
    carry_out(unit, others, place, now, tools.recompute)
    carry_out_officers(unit, officers, place, now, tools)


def record_failure(unit: Unit, arrival: Arrival, failure: Failure, now: dt.datetime) -> Receipt:
    """The record of a turn that failed, with its apology; the message is acted on, so it will not come again."""
    if not first_seen(unit.connection, arrival.address, arrival.key, now):
        return Receipt("repeated")
    keep_failed(unit.connection, arrival, failure, now)
    held = hold_arrival(unit, arrival)
    _opened(unit, held, arrival, now)
    conversation = held.conversation if held is not None else _fresh(arrival)
    apology = apologise(conversation.language, failure.error_id)
    return Receipt("failed", *_write(unit, arrival, held, Outcome(conversation, (apology,)), now))


def keep_failed(connection: Connection, arrival: Arrival, failure: Failure, now: dt.datetime) -> None:
    """Keeps a message that the core failed at, for `tanya replay`."""
    address = arrival.address
    connection.execute(
        failed_turns.insert().values(
            error_id=failure.error_id,
            channel=address.channel,
            account=address.account,
            external_id=address.external_id,
            payload=message_body(arrival.message),
            error=failure.error,
            at=now,
        )
    )


def message_body(message: Message) -> str:
    """An incoming message as JSON: what it says, never which message of the platform it was, and no one-time code."""
    message = without_code(message)
    body: dict[str, object]
    match message.kind:
        case "text":
            body = {"text": message.text}
        case "file" if message.file is not None:
            body = {"file": dump_note(message.file), "text": message.text}
            if message.fetched:
                body["fetched"] = True
        case "press":
            body = {"choice": message.choice or ""}
        case "unreadable":
            body = {"sort": message.sort}
        case "timer":
            body = {"timer": message.choice or ""}
        case _:
            raise ValueError(f"a message of kind {message.kind!r} has no body")
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def first_seen(connection: Connection, address: Address, key: str, now: dt.datetime) -> bool:
    """Whether a message of this key comes for the first time; from now on it has come."""
    statement = _SEE_ON_POSTGRESQL if connection.dialect.name == "postgresql" else _SEE_ON_SQLITE
    values = {"key": message_key(address, key), "at": now}
    return connection.execute(statement, values).first() is not None


_SEE_ON_SQLITE = sqlite.insert(seen).on_conflict_do_nothing().returning(seen.c.key)
_SEE_ON_POSTGRESQL = postgresql.insert(seen).on_conflict_do_nothing().returning(seen.c.key)


def _fresh(arrival: Arrival) -> Conversation:
    return Conversation(office=arrival.office, language=arrival.language or "id")


def loading(
    connection: Connection, held: Held | None, now: dt.datetime, writer: Address | None = None, released: int = 0
) -> LoadFacts:
    """Loads facts within the turn's transaction, those of the staff for who is the `writer`.

    `released` are the messages that leave because the citizen wrote. Raises StoreUnavailable: a lost database is never
    the core's error.
    """

    def load_facts(needs: Needs) -> Facts:
        asked = (needs.claim, needs.news, needs.staffed, needs.staff)
        if held is None and all(each is None for each in asked):
            return Facts(released=released)
        try:
            own = own_tickets(connection, held.id) if held is not None and needs.tickets else ()
            data = own_data(connection, held) if held is not None and needs.data else None
            lists = own_checklists(connection, held.id) if held is not None and held.conversation.lists else ()
            code = claimed(connection, needs.claim) if needs.claim is not None else None
            news = current_announcements(connection, needs.news, now) if needs.news is not None else ()
            staffed = needs.staffed is not None and is_served(connection, needs.staffed)
            staff = StaffFacts()
            if needs.staff is not None:
                staff = staff_facts(connection, needs.staff, writer, held, now)
            return Facts(own, code, data, lists, news, staffed, staff, released)
        except SQLAlchemyError as error:
            raise unavailable(error) from error

    return load_facts


def _opened(unit: Unit, held: Held | None, arrival: Arrival, now: dt.datetime) -> int:
    """How many messages may leave now that the citizen wrote, where the channel had shut the chat."""
    if held is None or arrival.window_until is None:
        return 0
    return open_window(unit, held.id, arrival.window_until, now)


def _write(unit: Unit, arrival: Arrival, held: Held | None, outcome: Outcome, now: dt.datetime) -> tuple[int, int]:
    """Writes the conversation and what was said; returns the conversation and the number of the incoming message."""
    event = (held.last_event if held is not None else 0) + 1
    last = event + len(outcome.replies)
    at = held.address if held is not None else arrival.address
    if held is None:
        conversation = begin(unit.connection, arrival.address, outcome.conversation, last, now)
        keep_ids(unit, conversation, arrival.address, arrival)
        if arrival.window_until is not None:
            open_window(unit, conversation, arrival.window_until, now)
    else:
        conversation = held.id
        advance(unit.connection, held.id, outcome.conversation, last, now, heard=True)
    heard = message_row(conversation, event, "in", arrival.message.kind, message_body(arrival.message), now)
    say(unit, conversation, at, event, outcome.replies, "reply", now, heard=heard)
    return conversation, event
