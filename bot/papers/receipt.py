"""The receipt of a ticket: what is shown at the counter, so nothing on it tells who filed it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.papers import pdf, picture
from bot.papers.paper import Draw, NoPaper, Wanted, ending
from bot.papers.sheet import Sheet
from bot.store.tickets import find_own
from handlers.context import Context
from handlers.deadline_text import moment_text
from handlers.facts import Ticket


def read(wanted: Wanted) -> Draw:
    """What the receipt of a ticket shows now; raises NoPaper when the conversation has no such ticket."""
    filed = find_own(wanted.unit.connection, wanted.ref.id, wanted.conversation)
    if filed is None:
        raise NoPaper(wanted.context.say("Tiket itu sudah tidak disimpan, jadi tanda terimanya tidak dapat dibuat."))
    as_picture = ending(wanted.ref.name) == ".png"
    sheet = _sheet(wanted.context, filed.ticket)
    return lambda: picture.draw(sheet) if as_picture else pdf.draw(sheet)


def _sheet(context: Context, ticket: Ticket) -> Sheet:
    office = context.office(ticket.office)
    opened = moment_text(
        ticket.opened_at.astimezone(ZoneInfo(office.timezone)), context.say, context.conversation.language
    )
    return Sheet(office.name, context.say("Tanda terima"), ticket.number, (), (opened,))
