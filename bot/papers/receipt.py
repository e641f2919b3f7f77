"""The receipt of a ticket: what is shown at the counter, so nothing on it tells who filed it."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from bot.papers import pdf, picture
from bot.papers.doors import Doors
from bot.papers.fonts import LACKING, printable
from bot.papers.paper import Draw, NoPaper, Wanted, ending
from bot.papers.sheet import Code, Sheet
from bot.store.tickets import answers_of, find_own
from handlers.claims import claim_text
from handlers.context import Context
from handlers.deadline_text import moment_text
from handlers.effects import Answer
from handlers.facts import Ticket
from handlers.promises import complaint_law, complaint_promises, duration, not_granted
from handlers.redaction import without_person
from handlers.ticket_names import KINDS
from handlers.turn import Line, Section

_PERSONAL = frozenset({"name", "contact", "phone", "email"})
"""Kinds of steps whose answers tell who filed it."""


def read(wanted: Wanted) -> Draw:
    """What the receipt of a ticket shows now; raises NoPaper when the conversation has no such ticket."""
    number, _, code = wanted.ref.id.partition(":")
    filed = find_own(wanted.unit.connection, number, wanted.conversation)
    if filed is None:
        raise NoPaper(wanted.context.say("Tiket itu sudah tidak disimpan, jadi tanda terimanya tidak dapat dibuat."))
    names = _names(wanted.context, filed.ticket, answers_of(wanted.unit.connection, filed.id))
    sheet = _sheet(wanted.context, wanted.doors, filed.ticket, without_person(filed.ticket.about, names), code)
    as_picture = ending(wanted.ref.name) == ".png"
    return lambda: picture.draw(sheet) if as_picture else pdf.draw(sheet)


def of_ticket(context: Context, doors: Doors, ticket: Ticket, answers: tuple[Answer, ...], code: str) -> Draw:
    """The receipt of a ticket as a PDF, for an officer to hand over."""
    about = without_person(ticket.about, _names(context, ticket, answers))
    sheet = _sheet(context, doors, ticket, about, code)
    return lambda: pdf.draw(sheet)


def _names(context: Context, ticket: Ticket, answers: tuple[Answer, ...]) -> list[str]:
    """What the citizen answered to steps that ask who they are."""
    form = context.library.forms.get(ticket.form)
    kinds = {step.key: step.kind for step in form.steps} if form is not None else {}
    return [each.text for each in answers if kinds.get(each.key, each.key) in _PERSONAL]


def _sheet(context: Context, doors: Doors, ticket: Ticket, about: str, code: str) -> Sheet:
    office = context.office(ticket.office)
    return Sheet(
        office=office.name,
        title=context.say("Tanda terima"),
        large=ticket.number,
        sections=(
            Section(lines=tuple(_facts(context, ticket, about))),
            *_limits(context, ticket),
            *_by_code(context, code),
        ),
        small=(
            context.say("Dengan nomor ini petugas menemukan berkasnya. Nama dan kontak pengirim sengaja tidak dimuat."),
            f"{office.name}, {office.address}",
            *_lacking(context, about),
        ),
        code=_code(context, doors, code),
    )


def _lacking(context: Context, about: str) -> tuple[str, ...]:
    """What the sign means that stands for letters which the font lacks."""
    if LACKING not in printable(about):
        return ()
    return (context.say("{sign} menggantikan huruf yang tidak dapat dicetak.", sign=LACKING),)


def _facts(context: Context, ticket: Ticket, about: str) -> Iterator[Line]:
    opened = ticket.opened_at.astimezone(ZoneInfo(context.office(ticket.office).timezone))
    rows = [
        (context.say("Diterima"), moment_text(opened, context.say, context.conversation.language)),
        (context.say("Jenis"), context.say(KINDS[ticket.kind])),
    ]
    service = context.library.services.get(ticket.service or "")
    if service is not None:
        rows.append((context.say("Layanan"), service.name))
    rows.append((context.say("Tentang"), about))
    yield from (Line(None, f"{name}: {value}") for name, value in rows)


def _limits(context: Context, ticket: Ticket) -> tuple[Section, ...]:
    """What the chat said on filing, no more."""
    if ticket.kind == "complaint":
        return (*complaint_promises(context, ticket.office), Section(paragraphs=(complaint_law(context),)))
    return (Section(paragraphs=(not_granted(context), *duration(context, ticket.service))),)


def _by_code(context: Context, code: str) -> tuple[Section, ...]:
    if not code:
        return ()
    told = context.say("Kode klaim: {code}", code=claim_text(code))
    keep = context.say(
        "Dengan kode ini tiket dapat dilihat dan diikuti dari mana saja: ketik “klaim {code}” di obrolan."
        " Jangan berikan kepada orang lain.",
        code=claim_text(code),
    )
    return (Section(told, (keep,)),)


def _code(context: Context, doors: Doors, code: str) -> Code | None:
    """The way to the ticket; without a code, or a public door, the words have to do."""
    url = doors.claim(code) if code else None
    return Code(url, context.say("Pindai untuk melihat tiket ini")) if url is not None else None
