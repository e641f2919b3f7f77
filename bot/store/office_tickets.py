"""A ticket as a turn of its officers knows it: bound to the office, without name and contact."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from bot.store.conversations import of_id
from bot.store.saying import rings
from bot.store.tickets import FiledTicket, TicketFile, ticket_file
from handlers.facts import Account, OfficeTicket, Reach

_WITHHELD = frozenset({"name", "contact"})
"""Answers that no chat is told: who must ring somebody up looks at the desk."""


def office_ticket(connection: Connection, number: str, account: Account) -> OfficeTicket | None:
    """The ticket of a number; None where there is none, or it is of an office that the officer does not serve."""
    file = ticket_file(connection, number, None)
    if file is None or not account.knows(file.filed.ticket.office):
        return None
    filed = file.filed
    answers = tuple((each.label, each.text) for each in file.answers if each.key not in _WITHHELD)
    shown = replace(bare_ticket(filed), answers=answers, last_said=_last_said(file))
    talk = of_id(connection, filed.conversation, lock=False) if filed.conversation is not None else None
    if talk is None:
        return replace(shown, reach="none")
    reach: Reach = "now" if rings(talk.address.channel) and talk.unreachable_since is None else "later"
    return replace(shown, language=talk.conversation.language, reach=reach)


def bare_ticket(filed: FiledTicket) -> OfficeTicket:
    """A ticket without anything that its citizen wrote."""
    return OfficeTicket(filed.ticket, filed.version, filed.assigned_to)


def _last_said(file: TicketFile) -> str | None:
    said = [event.text for event in file.events if event.actor == "citizen" and event.kind == "said" and event.text]
    return said[-1] if said else None
