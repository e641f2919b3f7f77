"""What the fields of a canned reply are on one ticket."""

from __future__ import annotations

from bot.canned import Field, Values
from bot.desk.clock_words import say
from bot.store.tickets import TicketFile
from handlers.deadline_text import moment_text
from handlers.ticket_limits import TicketLimits
from knowledge.library import Library

NOBODY = "Bapak/Ibu"
"""How one is addressed who gave no name."""


def reply_values(file: TicketFile, library: Library, officer: str) -> Values:
    """The values; a field that the ticket has nothing for is left out."""
    ticket = file.filed.ticket
    office, form = library.offices.get(ticket.office), library.forms.get(ticket.form)
    service = library.services.get(ticket.service or "")
    values: dict[Field, str] = {
        "nomor": ticket.number,
        "nama": next(iter(names_on(file, library)), NOBODY),
        "perihal": ticket.about,
        "kantor": office.name if office is not None else ticket.office,
        "petugas": officer,
    }
    if service is not None or form is not None:
        values["layanan"] = service.label if service is not None else form.title.lower() if form is not None else ""
    due = TicketLimits(ticket.due_at, ticket.law_due_at).earliest
    if due is not None:
        values["batas"] = moment_text(due.astimezone(library.zone(ticket.office)), say, "id")
    return values


def names_on(file: TicketFile, library: Library) -> tuple[str, ...]:
    """What was answered to the steps that ask for a name."""
    form = library.forms.get(file.filed.ticket.form)
    kinds = {step.key: step.kind for step in form.steps} if form is not None else {}
    return tuple(each.text for each in file.answers if kinds.get(each.key, each.key) == "name")
