"""What an officer does with a chat, as the citizen gets it: takes it, writes, returns it, ends it, files a ticket."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from handlers import receipts
from handlers.choices import Action, choice
from handlers.context import Context
from handlers.effects import Answer, OpenTicket
from handlers.forms import filing
from handlers.handover_clock import due_at
from handlers.handover_effects import EndChat, QueueChat
from handlers.tickets import ticket_number
from handlers.topics.handover.words import current, moved, office_name, said
from handlers.turn import Outcome, Reply, Section

_FORM = "question"
"""The form whose ticket a chat becomes."""
_LONGEST_ABOUT = 120


def told(context: Context, done: Action) -> Outcome:
    """What the citizen reads; raises ValueError for what officers do not do, or where there is no chat."""
    act = _ACTS.get(done.arguments[0] if done.arguments else "")
    if act is None:
        raise ValueError(f"officers do not {':'.join((done.verb, *done.arguments))!r}")
    current(context)
    return act(context)


def _take(context: Context) -> Outcome:
    joined = context.say(
        "Petugas sudah bergabung. Tulisan Anda sampai langsung kepadanya; ketik “kembali ke bot” kapan saja."
    )
    return _held(context, said_by(context, joined))


def _take_over(context: Context) -> Outcome:
    return _held(context, said_by(context, context.say("Petugas lain melanjutkan obrolan ini.")))


def _held(context: Context, reply: Reply) -> Outcome:
    """An officer holds the chat now, and is to answer what was said before."""
    handover = replace(current(context), taken=True, spoke="citizen", spoke_at=context.now, told=False)
    return moved(context, handover, reply)


def _say(context: Context) -> Outcome:
    words = (line.strip() for line in context.text.splitlines() if line.strip())
    handover = replace(current(context), spoke="officer", spoke_at=context.now, told=False)
    return moved(context, handover, said_by(context, *words))


def said_by(context: Context, *paragraphs: str) -> Reply:
    """Words under the officer's heading, so that nobody takes them for the bot's."""
    heading = context.say("Petugas {office}", office=office_name(context, current(context).office))
    return Reply((Section(heading, paragraphs),))


def _return(context: Context) -> Outcome:
    before = current(context)
    handover = replace(before, taken=False, spoke="citizen", spoke_at=context.now, told=False)
    reply = said(context.say("Anda kembali dalam antrean; petugas lain akan melanjutkan."))
    outcome = context.changed(handover=handover).answered(reply)
    effect = QueueChat(before.office, due_at(handover, context.library))
    return replace(outcome, effects=(effect,), intent="handover")


def _end(context: Context) -> Outcome:
    text = context.say("Petugas mengakhiri obrolan ini. Saya, asisten otomatis, menjawab lagi.")
    outcome = context.changed(handover=None).answered(said(text, choices=(choice(context.say("Menu"), "menu"),)))
    return replace(outcome, effects=(EndChat("officer"),), intent="handover")


def _ticket(context: Context) -> Outcome:
    """Files what the officer wrote down of the chat, with the files that came in it."""
    handover, form = current(context), context.library.forms[_FORM]
    number = ticket_number(handover.office, context.turn.fresh)
    code = context.turn.code if context.turn.code and not context.turn.rings else None
    matter = next(step for step in form.steps if step.kind == "story")
    line = " ".join(context.text.split())
    effect = OpenTicket(
        number=number,
        kind=form.kind,
        form=form.id,
        office=handover.office,
        service=None,
        about=line if len(line) <= _LONGEST_ABOUT else f"{line[: _LONGEST_ABOUT - 1].rstrip()}…",
        answers=(Answer(matter.key, matter.label, context.text),),
        anonymous=True,
        notice=context.conversation.notice or "",
        files=tuple(note.id for note in handover.files if note.state in {"pending", "stored"}),
        code=code,
    )
    context = context.changed(handover=None, last_ticket=number, answered_ticket=None)
    paragraphs = (
        context.say("Petugas mencatat obrolan ini sebagai tiket: “{about}”", about=effect.about),
        *filing.receipt(context, number, handover.office),
        *(filing.by_code(context, code) if code is not None else ()),
        context.say("Saya, asisten otomatis, menjawab lagi."),
    )
    choices = (choice(context.say("Lihat tiket"), "ticket", number), receipts.offer(context, number))
    outcome = context.answered(said(*paragraphs, choices=choices))
    return replace(outcome, effects=(effect, EndChat("ticket")), intent="handover")


_ACTS: dict[str, Callable[[Context], Outcome]] = {
    "take": _take,
    "take-over": _take_over,
    "say": _say,
    "return": _return,
    "end": _end,
    "ticket": _ticket,
}
