"""The citizen's own tickets: how they stand, saying more on one, reopening, closing and rating."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from rapidfuzz.distance import OSA

from handlers import ratings, receipts
from handlers.choices import choice
from handlers.context import Context
from handlers.deadline_text import moment_text
from handlers.effects import AddToTicket, AttachFile, ReopenTicket
from handlers.facts import AT_REST, Facts, Needs, Ticket
from handlers.file_note import FileNote
from handlers.ticket_names import STATES
from handlers.ticket_talk import Meant
from handlers.tickets import find_number, resembles_number
from handlers.turn import Choice, Effect, Line, Outcome, Reply, Section
from locales.formats import long_date

_MOST_SHOWN = 8
_MOST_SLIPS = 2


def status(context: Context) -> Outcome | Needs:
    """How the citizen's tickets stand: the one named, the only one, or a list to choose from."""
    if context.conversation.last_ticket is None:
        return _none(context)
    if context.turn.facts is None:
        return Needs()
    own = context.turn.facts.tickets
    named = find_number(context.text)
    ticket = next((each for each in own if each.number == named), None)
    if ticket is not None:
        return show(context, ticket)
    if named is not None or resembles_number(context.text):
        return _unknown(context, own)
    if not own:
        return _none(context)
    if len(own) == 1:
        return show(context, own[0])
    text = context.say("Anda punya {count} tiket. Yang mana?", count=len(own))
    return context.answered(Reply((Section(paragraphs=(text,), lines=_list(context, own)),), choices=_each(own)))


def pressed(context: Context, verb: str, number: str, *more: str) -> Outcome | Needs:
    """What a choice on one ticket does; a number that is not the citizen's own leads nowhere."""
    if context.turn.facts is None:
        return Needs()
    ticket = _own(context.turn.facts, number)
    if ticket is None:
        return _unknown(context, context.turn.facts.tickets)
    match verb:
        case "ticket":
            return show(context, ticket)
        case "add":
            context = context.changed(answered_ticket=number)
            text = context.say("Tulis yang ingin ditambahkan pada tiket {number}.", number=number)
            return context.answered(Reply((Section(paragraphs=(text,)),), choices=(_back_to(context, number),)))
        case "join" if context.conversation.question is not None:
            return add(context.changed(question=None), number, context.conversation.question)
        case "receipt":
            return receipts.give(context, number, as_pdf="pdf" in more)
        case "unsettled":
            return _unsettled(context, ticket)
        case "settled":
            return ratings.ask(context, number)
        case "rate" if more:
            return ratings.pressed(context, number, more[0])
        case _:
            return show(context, ticket)


def talked(context: Context, meant: Meant) -> Outcome | Needs:
    """What is said of a ticket without its number: of the one answered last, or the newest."""
    if context.turn.facts is None:
        return Needs()
    own = context.turn.facts.tickets
    if not own:
        return _none(context)
    ticket = _own(context.turn.facts, context.conversation.answered_ticket or "") or own[0]
    match meant:
        case "more" if len([each for each in own if each.open]) > 1 and context.conversation.answered_ticket is None:
            return _which(context.changed(question=context.text), own)
        case "more":
            return add(context, ticket.number)
        case "settled" if ticket.open:
            return ask_settled(context, ticket.number)
        case "unsettled" if ticket.state in AT_REST:
            return _unsettled(context, ticket)
        case _:
            return show(context, ticket)


def _which(context: Context, own: tuple[Ticket, ...]) -> Outcome:
    """Which ticket a message joins."""
    mine = tuple(each for each in own if each.open)
    text = context.say("Ditambahkan ke tiket yang mana?")
    choices = tuple(choice(each.number, "join", each.number) for each in mine[:_MOST_SHOWN])
    return context.answered(Reply((Section(paragraphs=(text,), lines=_list(context, mine)),), choices=choices))


def thanked(context: Context, number: str) -> Outcome:
    """Thanks for an officer's answer: is it settled?"""
    return ask_settled(context, number, context.say("Sama-sama."))


def ask_settled(context: Context, number: str, *before: str) -> Outcome:
    """Asks whether a ticket is settled."""
    text = context.say("Apakah tiket {number} sudah selesai?", number=number)
    choices = (
        choice(context.say("Sudah selesai"), "settled", number),
        choice(context.say("Belum selesai"), "unsettled", number),
    )
    return context.answered(Reply((Section(paragraphs=(" ".join((*before, text)),)),), choices=choices))


def offer_status(context: Context) -> Outcome:
    """Where the own tickets are to be seen, when there is no time to show them now."""
    text = context.say("Tiket Anda dapat dilihat dengan mengetik “tiket saya” setelah isian ini.")
    return context.answered(Reply((Section(paragraphs=(text,)),)))


def add(context: Context, number: str, said: str | None = None) -> Outcome:
    """A message that joins a ticket."""
    context = context.changed(answered_ticket=None)
    text = context.say("Sudah saya tambahkan ke tiket {number}. Petugas akan membacanya.", number=number)
    return _with_effect(context, AddToTicket(number, said or context.text), text, _back_to(context, number))


def attach(context: Context, number: str, note: FileNote) -> Outcome:
    """A file that joins a ticket; what is sent next may belong there too."""
    text = context.say("Sudah saya tambahkan ke tiket {number}. Petugas akan membacanya.", number=number)
    return _with_effect(context, AttachFile(number, note.id, f"Lampiran: {note.name}"), text, _back_to(context, number))


def show(context: Context, ticket: Ticket) -> Outcome:
    """One ticket: what it is about, its state, its last change, the answer, and its limits."""
    language = context.conversation.language
    lines = [
        Line(None, context.say("Tentang: {about}", about=ticket.about)),
        Line(None, context.say("Status: {state}", state=context.say(STATES[ticket.state]))),
        Line(None, context.say("Diterima: {date}", date=_date(context, ticket, ticket.opened_at))),
        Line(None, context.say("Perubahan terakhir: {date}", date=_date(context, ticket, ticket.changed_at))),
    ]
    classed = ticket.ticket_class is not None  # neither a class nor a date is promised before an officer found it
    if ticket.due_at is not None and classed and ticket.open and ticket.state != "answered":
        zone = context.library.zone(ticket.office)
        due = moment_text(ticket.due_at.astimezone(zone), context.say, language)
        lines.append(Line(None, context.say("Batas menurut keputusan: {moment}", moment=due)))
    answer = (context.say("Jawaban petugas: {answer}", answer=ticket.answer),) if ticket.answer else ()
    heading = context.say("Tiket {number}", number=ticket.number)
    section = Section(heading, (context.office(ticket.office).name,), tuple(lines), answer)
    return context.answered(Reply((section,), choices=_ways_on(context, ticket)))


def _date(context: Context, ticket: Ticket, moment: dt.datetime) -> str:
    """The date of a moment at the ticket's office."""
    zone = context.library.zone(ticket.office)
    return long_date(moment.astimezone(zone).date(), context.conversation.language)


def _ways_on(context: Context, ticket: Ticket) -> tuple[Choice, ...]:
    number = ticket.number
    if not ticket.open:
        again = choice(context.say("Belum selesai"), "unsettled", number)
        return (again, choice(context.say("Menu"), "menu"))
    settled = choice(context.say("Sudah selesai"), "settled", number)
    return (choice(context.say("Tambah keterangan"), "add", number), settled, choice(context.say("Menu"), "menu"))


def _unsettled(context: Context, ticket: Ticket) -> Outcome:
    context = context.changed(answered_ticket=ticket.number)
    text = context.say("Tiket {number} dibuka kembali. Apa yang belum selesai?", number=ticket.number)
    return _with_effect(context, ReopenTicket(ticket.number), text)


def _with_effect(context: Context, effect: Effect, text: str, *choices: Choice) -> Outcome:
    outcome = context.answered(Reply((Section(paragraphs=(text,)),), choices=choices))
    return replace(outcome, effects=(effect,))


def _none(context: Context) -> Outcome:
    text = context.say("Belum ada tiket dari percakapan ini.")
    office = context.understood.office or context.conversation.office
    if office is None:
        choices: tuple[Choice, ...] = (choice(context.say("Pilih kantor"), "offices"),)
    else:
        choices = (
            choice(context.say("Buat pengaduan"), "complain", office),
            choice(context.say("Ajukan permohonan"), "requests", office),
            choice(context.say("Kontak dan alamat"), "contact", office),
        )
    return context.answered(Reply((Section(paragraphs=(text,)),), choices=choices))


def _unknown(context: Context, own: tuple[Ticket, ...]) -> Outcome:
    """A number that is none of the citizen's: nothing tells whether it exists; a slip in an own number is offered."""
    said = _like_numbers(context.text)
    close = [each for each in own if any(OSA.distance(word, _plain(each.number)) <= _MOST_SLIPS for word in said)]
    if close:
        text = context.say("Maksud Anda tiket {number}?", number=close[0].number)
        return context.answered(Reply((Section(paragraphs=(text,)),), choices=_each(close)))
    text = context.say("Nomor itu tidak saya kenal untuk percakapan ini.")
    yours = (context.say("Tiket Anda:"),) if own else ()
    section = Section(paragraphs=(text, *yours), lines=_list(context, own))
    return context.answered(Reply((section,), choices=_each(own)))


def _like_numbers(text: str) -> list[str]:
    """The words of a text, and three of them together, without signs: a number may be written with spaces."""
    words = [_plain(word) for word in text.split()]
    return [*words, *("".join(words[place : place + 3]) for place in range(len(words) - 2))]


def _plain(number: str) -> str:
    return "".join(symbol for symbol in number.upper() if symbol.isalnum())


def _list(context: Context, own: tuple[Ticket, ...]) -> tuple[Line, ...]:
    return tuple(
        Line(None, f"{each.number}: {each.about} ({context.say(STATES[each.state])})") for each in own[:_MOST_SHOWN]
    )


def _each(own: tuple[Ticket, ...] | list[Ticket]) -> tuple[Choice, ...]:
    return tuple(choice(each.number, "ticket", each.number) for each in own[:_MOST_SHOWN])


def _own(facts: Facts, number: str) -> Ticket | None:
    return next((each for each in facts.tickets if each.number == number), None)


def _back_to(context: Context, number: str) -> Choice:
    return choice(context.say("Lihat tiket"), "ticket", number)
