"""What the citizen reads when an officer answers a ticket, asks something on it, rejects or closes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from handlers.choices import action, choice
from handlers.context import Context
from handlers.facts import Ticket
from handlers.reach import contact_lines
from handlers.turn import Choice, Outcome, Reply, Section


def tell(context: Context) -> Outcome:
    """The officer's words as the citizen gets them; what the citizen says next may belong to this ticket.

    The message's choice says what was done (`answer:`, `ask:`, `reject:`, `close:` and the number, `move:` with the
    office that had it before, `merge:` with the citizen's own ticket that it joins, where it is one); the ticket itself
    must be among the facts. Raises ValueError for anything else.
    """
    done = action(context.turn.message.choice or "")
    ticket = _ticket(context, done.arguments[:1])
    if done.verb not in _REPLIES:
        raise ValueError(f"officers do not {done.verb!r}")
    if done.verb not in _NO_WORDS:
        context = context.changed(answered_ticket=ticket.number)
    return replace(context.answered(_REPLIES[done.verb](context, ticket)), intent="staff")


def _ticket(context: Context, numbers: tuple[str, ...]) -> Ticket:
    facts = context.turn.facts
    found = [each for each in (facts.tickets if facts is not None else ()) if each.number in numbers]
    if not found:
        raise ValueError("the ticket is not among the facts")
    return found[0]


def _answer(context: Context, ticket: Ticket) -> Reply:
    heading = context.say("Jawaban untuk tiket {number}", number=ticket.number)
    hint = context.say("Bila ada yang kurang jelas, balas di sini; tulisan Anda masuk ke tiket ini.")
    section = Section(heading, (_who(context, ticket), *_words(context)), closing=(hint,))
    settled = choice(context.say("Sudah selesai"), "settled", ticket.number)
    return Reply((section,), choices=(settled, _unsettled(context, ticket)))


def _ask(context: Context, ticket: Ticket) -> Reply:
    heading = context.say("Tiket {number}: petugas meminta keterangan", number=ticket.number)
    hint = context.say("Tulis jawabannya di sini; pesan Anda berikutnya masuk ke tiket ini.")
    return Reply((Section(heading, (_who(context, ticket), *_words(context)), closing=(hint,)),))


def _reject(context: Context, ticket: Ticket) -> Reply:
    heading = context.say("Tiket {number} tidak dapat ditindaklanjuti", number=ticket.number)
    sections = [Section(heading, (_who(context, ticket), *_words(context)))]
    if ticket.office in context.library.offices:
        turn_to = context.say("Bila Anda tidak setuju atau perlu jalan lain, hubungi kantor:")
        sections.append(Section(paragraphs=(turn_to,), lines=contact_lines(context, ticket.office)))
    return Reply(tuple(sections))


def _close(context: Context, ticket: Ticket) -> Reply:
    heading = context.say("Tiket {number} ditutup", number=ticket.number)
    hint = context.say("Bila belum selesai, pilih “Belum selesai” atau tulis apa yang kurang.")
    words = _words(context)
    closed = context.say("{office} menutup “{about}”.", office=_office(context, ticket), about=ticket.about)
    section = Section(heading, (_who(context, ticket), *words) if words else (closed,), closing=(hint,))
    return Reply((section,), choices=(_unsettled(context, ticket),))


def _move(context: Context, ticket: Ticket) -> Reply:
    """Which office handles it from now on, and how it is reached; the officers' reason stays among them."""
    heading = context.say("Tiket {number} diteruskan", number=ticket.number)
    now = context.say("“{about}” sekarang ditangani {office}.", about=ticket.about, office=_office(context, ticket))
    same = context.say("Nomor tiketnya tetap. Batas waktunya dihitung menurut ketentuan kantor itu.")
    sections = [Section(heading, (now, same))]
    if ticket.office in context.library.offices:
        sections.append(Section(lines=contact_lines(context, ticket.office)))
    look = choice(context.say("Lihat tiket"), "ticket", ticket.number)
    return Reply(tuple(sections), choices=(look,))


def _merge(context: Context, ticket: Ticket) -> Reply:
    """That it is handled with another ticket, which is named only where it is the citizen's own."""
    heading = context.say("Tiket {number} digabungkan", number=ticket.number)
    own = action(context.turn.message.choice or "").arguments[1:]
    if own:
        text = context.say(
            "Isinya sama dengan tiket {number} Anda, jadi ditangani di sana. Jawabannya masuk ke sini.", number=own[0]
        )
        look = choice(context.say("Lihat tiket"), "ticket", own[0])
        return Reply((Section(heading, (text,)),), choices=(look,))
    text = context.say(
        "{office} sudah menangani hal yang sama, jadi “{about}” tidak dikerjakan dua kali. Jawabannya tetap dikirim ke"
        " sini.",
        office=_office(context, ticket),
        about=ticket.about,
    )
    hint = context.say("Bila menurut Anda ini hal lain, pilih “Belum selesai”.")
    return Reply((Section(heading, (text,), closing=(hint,)),), choices=(_unsettled(context, ticket),))


def _who(context: Context, ticket: Ticket) -> str:
    return context.say("{office} menulis tentang “{about}”:", office=_office(context, ticket), about=ticket.about)


def _office(context: Context, ticket: Ticket) -> str:
    """The office's name; its slug where its decree is gone."""
    office = context.library.offices.get(ticket.office)
    return office.name if office is not None else ticket.office


def _words(context: Context) -> tuple[str, ...]:
    """The officer's words as written, a paragraph for each line."""
    return tuple(line.strip() for line in context.text.splitlines() if line.strip())


def _unsettled(context: Context, ticket: Ticket) -> Choice:
    return choice(context.say("Belum selesai"), "unsettled", ticket.number)


_REPLIES: dict[str, Callable[[Context, Ticket], Reply]] = {
    "answer": _answer,
    "ask": _ask,
    "reject": _reject,
    "close": _close,
    "move": _move,
    "merge": _merge,
}
_NO_WORDS = frozenset({"move", "merge"})
"""Acts without an officer's words: what the citizen writes next is as likely another matter."""
