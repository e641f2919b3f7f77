"""What a group of the staff reads and presses: new tickets without personal data, and who took them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from handlers.choices import choice
from handlers.context import Context
from handlers.facts import AT_REST, Account, Needs, OfficeTicket, StaffFacts, StaffNeeds
from handlers.officer_effects import TakeTicket, TicketsNoticed
from handlers.officers.knowing import INTENT, known, told
from handlers.officers.showing import desk_link, notice_lines
from handlers.ticket_states import state_after
from handlers.turn import Choice, Line, Outcome, Reply, Section

NOTICES_DUE = "officer-notices"
"""What the clock's message says when a group has new tickets to be told of."""
_NOT_YOURS = (
    "Tombol ini untuk petugas kantor ini yang akun Telegramnya sudah tertaut."
    " Tautkan akun Anda di meja petugas, halaman Telegram."
)


def on_time(context: Context) -> Outcome | Needs:
    """Tells of the tickets that are new; those that have ended meanwhile are passed over."""
    facts = known(context, StaffNeeds(notices=True))
    if isinstance(facts, Needs):
        return facts
    numbers = tuple(each.ticket.number for each in facts.notices)
    news = tuple(each for each in facts.notices if each.ticket.state not in AT_REST)
    if not numbers or not context.turn.rings:
        return Outcome(context.conversation, ())
    effects = (TicketsNoticed(numbers, told=bool(news)),)
    if not news:
        return Outcome(context.conversation, (), effects, INTENT)
    return replace(told(context, _notice(context, news)), effects=effects)


def take(context: Context, number: str) -> Outcome | Needs:
    """The press of "Ambil": the message says from then on who took it; others are told kindly, and to them alone."""
    facts = known(context, StaffNeeds(ticket=number, noticed=context.turn.message.pressed_in))
    if isinstance(facts, Needs):
        return facts
    account, pressed = facts.account, facts.ticket
    if account is None or facts.group is None or not account.knows(facts.group):
        return _word(context, _NOT_YOURS)
    if pressed is None or pressed.ticket.office != facts.group:
        return _word(context, "Tiket itu tidak ada pada kantor ini.")
    if pressed.assigned_to:
        own = pressed.assigned_to in {account.name, account.login}
        word = "Tiket ini sudah Anda pegang." if own else f"Tiket ini sudah dipegang {pressed.assigned_to}."
        return replace(told(context, *_changed(context, facts, pressed)), word=word)
    if state_after("officer", "assigned", pressed.ticket.state) is None:
        return replace(told(context, *_changed(context, facts, pressed)), word="Tiket ini sudah selesai.")
    return _taken(context, facts, account, pressed)


def _taken(context: Context, facts: StaffFacts, account: Account, pressed: OfficeTicket) -> Outcome:
    mine = replace(pressed, assigned_to=account.name)
    effect = TakeTicket(pressed.ticket.number, pressed.ticket.office, account, pressed.version)
    said = _changed(context, facts, mine) or (
        Reply((Section(paragraphs=(f"Tiket {pressed.ticket.number} diambil {account.name}.",)),)),
    )
    word = f"Tiket {pressed.ticket.number} sekarang Anda pegang."
    return replace(told(context, *said), effects=(effect,), word=word)


def _changed(context: Context, facts: StaffFacts, pressed: OfficeTicket) -> tuple[Reply, ...]:
    """The message that was pressed as it is now, in its own place; none where it is not known any more."""
    number = pressed.ticket.number
    shown = tuple(pressed if each.ticket.number == number else each for each in facts.noticed)
    if not shown or context.turn.message.pressed_in is None:
        return ()
    return (replace(_notice(context, shown), replaces=context.turn.message.pressed_in),)


def _notice(context: Context, shown: tuple[OfficeTicket, ...]) -> Reply:
    choices = tuple(_choices(shown))
    if len(shown) == 1:
        lines = tuple(Line(None, each) for each in notice_lines(context, shown[0]))
        link = desk_link(context, shown[0].ticket.number)
        section = Section(f"Tiket baru {shown[0].ticket.number}", (), lines, (link,) if link is not None else ())
        return Reply((section,), choices=choices)
    lines = tuple(
        Line(None, each.ticket.number, tuple(Line(None, text) for text in notice_lines(context, each)))
        for each in shown
    )
    desk = context.turn.house.desk
    return Reply(
        (Section(f"{len(shown)} tiket baru", (), lines, (desk,) if desk is not None else ()),), choices=choices
    )


def _choices(shown: Iterable[OfficeTicket]) -> Iterable[Choice]:
    """A button for each ticket that can be taken."""
    alone = isinstance(shown, tuple) and len(shown) == 1
    for each in shown:
        number = each.ticket.number
        if not each.assigned_to and state_after("officer", "assigned", each.ticket.state) is not None:
            yield choice("Ambil" if alone else f"Ambil {number}", "officer", "take", number)


def _word(context: Context, word: str) -> Outcome:
    """Says something to who pressed alone; the group reads nothing of it."""
    return Outcome(context.conversation, (), intent=INTENT, word=word)
