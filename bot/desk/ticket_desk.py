"""Reads and changes one ticket for an officer who may know of it; every look and every change is written down."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.canned import filled
from bot.clock import Clock
from bot.desk.access import Visit
from bot.desk.chat_window import WindowView
from bot.desk.reply_values import reply_values
from bot.desk.ticket_view import Happened, Line, TicketView, conversation_lines, happened, ticket_view, window_of
from bot.desk.trace_view import TraceView, trace_view
from bot.staff import SPOKEN, Staff
from bot.store.desk_audit import keep
from bot.store.duplicate_files import Around, around
from bot.store.inbox import Reached, channel_of, conversation_since, others_of
from bot.store.moves import Trace, traces
from bot.store.officer_acts import OfficerAct, Preview, Recorded, UnknownTicket
from bot.store.officers import Officer, list_officers
from bot.store.store import Store
from bot.store.tickets import FiledTicket, TicketFile
from bot.store.whatsapp_templates import usable
from handlers.tickets import find_number


@dataclass(frozen=True, slots=True)
class Opened:
    """A ticket with all that its page shows."""

    file: TicketFile
    view: TicketView
    conversation: tuple[Line, ...]
    others: tuple[FiledTicket, ...]
    colleagues: tuple[str, ...]
    around: Around
    offices: tuple[tuple[str, str], ...]


class TicketDesk:
    """What the ticket pages ask for; a ticket of an office that an officer does not serve is as unknown as none."""

    def __init__(self, store: Store, staff: Staff, clock: Clock) -> None:
        self._store = store
        self._staff = staff
        self._clock = clock

    async def file(self, officer: Officer, number: str) -> TicketFile:
        """A ticket's file; raises UnknownTicket."""
        known = find_number(number)
        if known is None:
            raise UnknownTicket(number)
        file = await self._staff.file(known, None)
        if not officer.knows(file.filed.ticket.office):
            raise UnknownTicket(number)
        return file

    async def open(self, visit: Visit, number: str, *, looked: bool = True) -> Opened:
        """A ticket for its page; with `looked`, the look is written down first. Raises UnknownTicket."""
        officer = visit.officer
        file = await self.file(officer, number)
        filed, office = file.filed, file.filed.ticket.office
        if looked:
            await self.looked(visit, file, "ticket-seen")
        library = self._staff.search.library
        said = await self._store.read(lambda connection: conversation_since(connection, filed))
        others = await self._store.read(lambda connection: others_of(connection, filed, officer.offices))
        reached, template = await self._reached(filed)
        officers = await self._store.read(lambda connection: list_officers(connection, office))
        return Opened(
            file,
            ticket_view(file, library, self._clock(), reached, template),
            conversation_lines(said, filed, library, reached),
            tuple(others),
            tuple(each.name for each in officers if each.active and each.acts),
            await self._store.read(lambda connection: around(connection, file)),
            tuple((slug, each.name) for slug, each in library.offices.items() if slug != office),
        )

    async def window(self, visit: Visit, number: str) -> WindowView | None:
        """What happens to words to the citizen that are sent now; as `TicketView.window`. Raises UnknownTicket."""
        file = await self.file(visit.officer, number)
        return window_of(file, self._staff.search.library, self._clock(), *await self._reached(file.filed))

    async def _reached(self, filed: FiledTicket) -> tuple[Reached | None, str | None]:
        """How its citizen is reached, and the template that asks them to open their chat."""

        reached = await self._store.read(lambda connection: channel_of(connection, filed))
        if reached is None or reached.window.until is None:
            return reached, None
        account = reached.account
        template = await self._store.read(lambda connection: usable(connection, account, "news"))
        return reached, template.name if template is not None else None

    async def trace(self, visit: Visit, number: str) -> Trace:
        """What the officer's office still knows of a ticket that left it, the look written down; UnknownTicket."""
        known = find_number(number)
        found = await self.traces(visit, known) if known is not None else []
        if known is None or not found:
            raise UnknownTicket(number)
        login, office = visit.officer.login, found[0].from_office
        await self._store.write(
            lambda unit: keep(unit.connection, login, "trace-seen", f"ticket:{known}", self._clock(), office=office)
        )
        return found[0]

    async def traces(self, visit: Visit, number: str | None = None) -> list[Trace]:
        """All that left the officer's offices, or what did of one ticket."""
        return await self._store.read(lambda connection: traces(connection, visit.officer.offices, number))

    def trace_words(self, trace: Trace) -> TraceView:
        """A trace in words."""
        return trace_view(trace, self._staff.search.library)

    async def looked(self, visit: Visit, file: TicketFile, what: str, suffix: str = "") -> None:
        """Writes down that an officer looked at something of a ticket."""
        ticket = file.filed.ticket
        await self._store.write(
            lambda unit: keep(
                unit.connection, visit.officer.login, what, f"ticket:{ticket.number}{suffix}", self._clock(),
                office=ticket.office,
            )
        )  # fmt: skip

    async def preview(self, visit: Visit, act: OfficerAct) -> Preview:
        """What the citizen would be told; raises as Staff.preview, and as `ready`."""
        return await self._staff.preview(await self.ready(visit, act))

    async def act(self, visit: Visit, act: OfficerAct) -> Recorded:
        """Does it, with its line of the audit in the same transaction; raises as Staff.act, and as `ready`."""
        act = await self.ready(visit, act)
        login, now = visit.officer.login, self._clock()
        return await self._staff.act(
            act,
            lambda unit: keep(
                unit.connection, login, f"ticket-{act.kind}", f"ticket:{act.number}", now, office=act.office
            ),
        )

    def changed(self, file: TicketFile, since: int) -> tuple[Happened, ...]:
        """What happened to a ticket after the version that an officer saw."""
        later = [event for event in file.events if event.position > since]
        return tuple(happened(file, later, self._staff.search.library, None))

    async def ready(self, visit: Visit, act: OfficerAct) -> OfficerAct:
        """The act bound to the ticket's office, fields in words to the citizen filled in.

        Raises UnknownTicket, and Unfilled for a field that the ticket has nothing for.
        """
        file = await self.file(visit.officer, act.number)
        ticket, text = file.filed.ticket, act.text
        if act.kind in SPOKEN:
            text = filled(text, reply_values(file, self._staff.search.library, visit.officer.name))
        return replace(act, number=ticket.number, office=ticket.office, text=text)
