"""A ticket as its officers see it in a chat: for one of them with what was written, for a group without any of it."""

from __future__ import annotations

from handlers.context import Context
from handlers.deadline_text import moment_text
from handlers.facts import OfficeTicket
from handlers.officers.words import KINDS, STATES
from handlers.ticket_alarms import standing
from handlers.ticket_limits import TicketLimits
from handlers.turn import Line, Section

_LONGEST_ANSWER = 1500
"""Characters of one answer that are shown: what is longer is read at the desk."""


def ticket_section(context: Context, shown: OfficeTicket) -> Section:
    """Everything that an officer needs to answer; name and contact stay at the desk."""
    lines = [Line(None, text) for text in ticket_lines(context, shown)]
    lines += [Line(None, f"{label}: {_cut(text)}") for label, text in shown.answers]
    if shown.last_said is not None:
        lines.append(Line(None, f"Warga terakhir menulis: {_cut(shown.last_said)}"))
    if shown.ticket.answer is not None:
        lines.append(Line(None, f"Jawaban terakhir: {_cut(shown.ticket.answer)}"))
    closing = ["Nama dan kontak warga hanya tampil di meja petugas."]
    if (link := desk_link(context, shown.ticket.number)) is not None:
        closing.append(link)
    return Section(f"Tiket {shown.ticket.number}", (), tuple(lines), tuple(closing))


def ticket_lines(context: Context, shown: OfficeTicket) -> tuple[str, ...]:
    """What anybody of the office may read of a ticket: its kind, service, state, limit, and who holds it."""
    held = f"petugas {shown.assigned_to}" if shown.assigned_to else "belum ada petugas"
    state = f"Keadaan: {STATES[shown.ticket.state]}, {held}"
    return (_matter(context, shown), state, f"Batas: {limit_text(context, shown)}")


def notice_lines(context: Context, shown: OfficeTicket) -> tuple[str, ...]:
    """What a group reads of a new ticket: nothing that its citizen wrote."""
    lines = (_matter(context, shown), f"Batas: {limit_text(context, shown)}")
    return (*lines, f"Diambil {shown.assigned_to}") if shown.assigned_to else lines


def _matter(context: Context, shown: OfficeTicket) -> str:
    """The kind of a ticket and the service, or the form, that it is about."""
    ticket = shown.ticket
    kind, service = KINDS[ticket.kind].capitalize(), context.library.services.get(ticket.service or "")
    form = context.library.forms.get(ticket.form)
    if service is not None:
        return f"{kind}: {service.label}"
    return f"{kind}: {form.title}" if form is not None and ticket.kind == "request" else kind


def limit_text(context: Context, shown: OfficeTicket) -> str:
    """The earlier limit by the office's clock, and that it was missed."""
    ticket = shown.ticket
    due = TicketLimits(ticket.due_at, ticket.law_due_at).earliest
    if due is None:
        return "tidak ada"
    text = moment_text(due.astimezone(context.library.zone(ticket.office)), _say, "id")
    return f"{text} (terlambat)" if standing(ticket, context.library, context.now) == "overdue" else text


def desk_link(context: Context, number: str) -> str | None:
    """Where the ticket is at the desk; None where the service has no public address."""
    desk = context.turn.house.desk
    return f"{desk}/tickets/{number}" if desk is not None else None


def _cut(text: str) -> str:
    return (
        text if len(text) <= _LONGEST_ANSWER else f"{text[:_LONGEST_ANSWER].rstrip()} … (lanjutannya di meja petugas)"
    )


def _say(text: str, **values: object) -> str:
    """A text of the core as it is: officers are told in Indonesian only."""
    return text.format(**values)
