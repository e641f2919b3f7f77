"""Following a ticket with its claim code: looking at it, and letting its answers come to this conversation."""

from __future__ import annotations

from dataclasses import replace

from handlers.choices import choice
from handlers.claims import UNKNOWN
from handlers.context import Context
from handlers.effects import ClaimTicket
from handlers.facts import Facts, Needs, Ticket
from handlers.ticket_names import STATES
from handlers.turn import Line, Outcome, Reply, Section

MOST_WRONG = 5
"""Wrong codes in one conversation and day: a slip or two is human, the rest is guessing."""


def look(context: Context, code: str) -> Outcome | Needs:
    """How the ticket of a code stands, without its words; following it is one choice away.

    Whoever scans a receipt at the counter is not always its owner.
    """
    ticket = _ticket(context, code)
    if not isinstance(ticket, Ticket):
        return ticket
    if _is_own(context, ticket):
        return _followed_already(context, ticket)
    follow = choice(context.say("Ikuti di percakapan ini"), "follow", code)
    section = Section(context.say("Tiket {number}", number=ticket.number), *_standing(context, ticket))
    return context.answered(Reply((section,), choices=(follow, choice(context.say("Menu"), "menu"))))


def follow(context: Context, code: str) -> Outcome | Needs:
    """The ticket of a code belongs to this conversation from now on; the one that had it before is told."""
    ticket = _ticket(context, code)
    if not isinstance(ticket, Ticket):
        return ticket
    if _is_own(context, ticket):
        return _followed_already(context, ticket)
    number = ticket.number
    context = context.changed(last_ticket=number, answered_ticket=None)
    told = context.say(
        "Tiket {number} sekarang diikuti di percakapan ini. Jawaban petugas masuk ke sini.", number=number
    )
    _, standing, answer = _standing(context, ticket)
    section = Section(None, (told,), standing, answer)
    choices = (choice(context.say("Lihat tiket"), "ticket", number), choice(context.say("Menu"), "menu"))
    outcome = context.answered(Reply((section,), choices=choices))
    return replace(outcome, effects=(ClaimTicket(number, code, _farewell(context, number)),))


def explain(context: Context) -> Outcome:
    """What "klaim" alone is for."""
    text = context.say(
        "Tulis “klaim” dan kode dari tanda terima, misalnya “klaim K4M9T-X7A3C”, untuk mengikuti tiketnya di sini."
    )
    return context.answered(Reply((Section(paragraphs=(text,)),), choices=(choice(context.say("Menu"), "menu"),)))


def _ticket(context: Context, code: str) -> Ticket | Outcome | Needs:
    """The ticket of a code, or what is said without one: the same words whatever was wrong with it."""
    today = context.now.date().isoformat()
    wrong = context.conversation.wrong_codes if context.conversation.wrong_on == today else 0
    if wrong >= MOST_WRONG:
        text = context.say("Terlalu banyak kode yang salah. Coba lagi besok, atau tanyakan ke kantor.")
        return context.answered(Reply((Section(paragraphs=(text,)),), choices=(choice(context.say("Menu"), "menu"),)))
    facts = context.turn.facts
    if facts is None and code != UNKNOWN:
        return Needs(claim=code)
    if facts is not None and facts.claimed is not None and code != UNKNOWN:
        return facts.claimed
    context = context.changed(wrong_codes=wrong + 1, wrong_on=today)
    text = context.say("Kode itu tidak saya kenal. Periksa lagi tulisannya di tanda terima.")
    return context.answered(Reply((Section(paragraphs=(text,)),), choices=(choice(context.say("Menu"), "menu"),)))


def _is_own(context: Context, ticket: Ticket) -> bool:
    own = (context.turn.facts or Facts()).tickets
    return any(each.number == ticket.number for each in own)


def _followed_already(context: Context, ticket: Ticket) -> Outcome:
    text = context.say("Tiket {number} sudah diikuti di percakapan ini.", number=ticket.number)
    choices = (choice(context.say("Lihat tiket"), "ticket", ticket.number), choice(context.say("Menu"), "menu"))
    return context.answered(Reply((Section(paragraphs=(text,)),), choices=choices))


def _standing(context: Context, ticket: Ticket) -> tuple[tuple[str, ...], tuple[Line, ...], tuple[str, ...]]:
    """Office, service and state, and the last answer: nothing that the citizen wrote."""
    service = context.library.services.get(ticket.service or "")
    about = (Line(None, context.say("Layanan: {service}", service=service.label)),) if service is not None else ()
    state = Line(None, context.say("Status: {state}", state=context.say(STATES[ticket.state])))
    answer = (context.say("Jawaban petugas: {answer}", answer=ticket.answer),) if ticket.answer else ()
    return (context.office(ticket.office).name,), (*about, state), answer


def _farewell(context: Context, number: str) -> Reply:
    """What the conversation that had the ticket is told."""
    text = context.say(
        "Tiket {number} sekarang diikuti dari percakapan lain, dengan kode klaimnya. Bila itu bukan Anda, klaim lagi"
        " dengan kode dari tanda terima, atau beri tahu kantor.",
        number=number,
    )
    return Reply((Section(paragraphs=(text,)),))
