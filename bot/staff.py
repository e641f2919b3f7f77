"""What officers do with tickets, as functions of the service and the command line alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial

from bot.clock import Clock
from bot.masking import masked
from bot.rewording import reworded
from bot.store.act_recording import preview_act, record_act
from bot.store.moves import Move
from bot.store.officer_acts import (
    ActKind,
    Means,
    NotPossible,
    OfficerAct,
    Preview,
    Recorded,
    UnknownTicket,
)
from bot.store.store import Store
from bot.store.tickets import FiledTicket, TicketFile, list_tickets, ticket_file
from bot.store.unit import Unit
from handlers.dialogue import complete
from handlers.facts import Facts, Ticket
from handlers.office_words import OfficeWords
from handlers.ticket_alarms import Standing, standing
from handlers.ticket_limits import recompute
from handlers.tickets import find_number
from handlers.turn import Conversation, Message, Outcome, Turn
from knowledge.library import Library
from knowledge.search import Search

LONGEST_WORDS = 3000
"""Characters of an officer's words: with what is said around them they still go as one message on every channel."""
_A_DAY = dt.timedelta(days=1)
"""Whatever is due today is due within a day, in whichever time zone."""
SPOKEN: dict[ActKind, str] = {"answered": "answer", "asked": "ask", "rejected": "reject", "closed": "close"}
"""Acts whose words the citizen reads, and what the core calls them."""
_TOLD = {**SPOKEN, "moved": "move", "merged": "merge"}
"""Acts of which the citizen is told."""
_WITHOUT_WORDS: tuple[ActKind, ...] = ("closed", "unit", "merged")
LONGEST_UNIT = 80


class WrongWords(ValueError):
    """Words that cannot be sent: none at all, or too many."""


class WrongUnit(ValueError):
    """No name of a unit, or one that is too long."""


class UnknownOffice(LookupError):
    """No office that a ticket could go to: none that the decrees have, or the one that it is at."""


class UnknownClass(LookupError):
    """A class that the decree of the ticket's office does not have; `known` are those that it has."""

    def __init__(self, known: tuple[str, ...]) -> None:
        super().__init__(", ".join(known))
        self.known = known


class Staff:
    """Where the desk and the command line hand over what officers do; `search` may be swapped after a build."""

    def __init__(self, store: Store, search: Search, clock: Clock) -> None:
        self.search = search
        self.office_words = OfficeWords()
        self._store = store
        self._clock = clock

    async def tickets(
        self, office: str | None, *, done: bool = False, due: Standing | None = None
    ) -> list[FiledTicket]:
        """The tickets of an office, or of all: those to act on, or `done` too; only those that are `due` so."""
        now = self._clock()
        before = now + _A_DAY if due is not None else None
        found = await self._store.read(lambda each: list_tickets(each, office, done=done, before=before))
        return [filed for filed in found if due in {None, standing(filed.ticket, self.search.library, now)}]

    async def file(self, number: str, office: str | None) -> TicketFile:
        """Everything kept of a ticket; raises UnknownTicket, also where it is another office's."""
        found = await self._store.read(lambda connection: ticket_file(connection, number, office))
        if found is None:
            raise UnknownTicket(number)
        return found

    async def preview(self, act: OfficerAct) -> Preview:
        """What the citizens would be told; raises as `act`, and writes nothing."""
        act = self._checked(act)
        if act.kind == "moved":
            await self._check_office(act)
        means = self._means(act)
        return await self._store.read(lambda connection: preview_act(connection, act, means))

    async def act(self, act: OfficerAct, also: Callable[[Unit], None] = lambda _unit: None) -> Recorded:
        """Does it, in one transaction with what the citizens are told, and with what is `also` to be written.

        Raises UnknownTicket, NotPossible, StaleTicket, UnknownClass, WrongWords, WrongUnit, UnknownOffice, WrongMain,
        and StoreUnavailable.
        """
        act = self._checked(act)
        if act.kind == "class":
            await self._check_class(act)
        if act.kind == "moved":
            await self._check_office(act)
        means = self._means(act)

        def record(unit: Unit) -> Recorded:
            also(unit)
            return record_act(unit, act, means)

        return await self._store.write(record)

    async def _check_office(self, act: OfficerAct) -> None:
        """Only to another office, and one that the decrees have."""
        ticket = (await self.file(act.number, act.office)).filed.ticket
        if act.target not in self.search.library.offices or act.target == ticket.office:
            raise UnknownOffice(act.target)

    async def _check_class(self, act: OfficerAct) -> None:
        """Only a complaint has a class, and only one that the decree of its office has."""
        ticket = (await self.file(act.number, act.office)).filed.ticket
        office = self.search.library.offices.get(ticket.office)
        decreed = office.complaint_classes if office is not None and ticket.kind == "complaint" else ()
        known = tuple(each.id for each in decreed)
        if act.text not in known:
            raise UnknownClass(known)

    def _means(self, act: OfficerAct) -> Means:
        """What recording the act takes; the service of a ticket that moves is the same one of the new office."""
        search, now, verb = self.search, self._clock(), _TOLD.get(act.kind)

        def tell(conversation: Conversation, ticket: Ticket, words: str, more: tuple[str, ...]) -> Outcome:
            message = Message("staff", words, ":".join((verb or "", ticket.number, *more)))
            turn = Turn(message, conversation, now, facts=Facts((ticket,)), office_words=self.office_words)
            return complete(turn, search)

        def move(ticket: Ticket) -> Move:
            service = f"{act.target}/{(ticket.service or '').partition('/')[2]}"
            return Move(act.target, service if service in search.library.services else None)

        return Means(
            now, partial(recompute, search.library), partial(reworded, search.library),
            tell if verb is not None else None, move if act.kind == "moved" else None,
        )  # fmt: skip

    def _checked(self, act: OfficerAct) -> OfficerAct:
        """The act with identity numbers hidden; raises WrongWords and WrongUnit."""
        words, target = masked(act.text.strip()), " ".join(act.target.split())
        if (not words and act.kind not in _WITHOUT_WORDS) or len(words) > LONGEST_WORDS:
            raise WrongWords(len(words))
        if act.kind == "unit" and not 0 < len(target) <= LONGEST_UNIT:
            raise WrongUnit(target)
        return replace(act, text=words, target=find_number(target) or target if act.kind == "merged" else target)


def reassigned(unit: Unit, filed: FiledTicket, to: str, by: str, library: Library, now: dt.datetime) -> None:
    """Hands a ticket over within a unit of work; one whose state allows no assigning stays as it is."""
    act = OfficerAct("assigned", filed.ticket.number, by, to)
    with suppress(NotPossible):
        record_act(unit, act, Means(now, partial(recompute, library), partial(reworded, library)))
