"""What the clock says of a chat: nobody came, the officer is silent, nobody talks any more."""

from __future__ import annotations

from dataclasses import replace

from handlers.choices import choice
from handlers.context import Context
from handlers.handover import Handover
from handlers.handover_clock import due_at
from handlers.handover_effects import EndChat, Ending
from handlers.topics.handover.words import back, moved, said, ticket_instead
from handlers.turn import Outcome


def on_time(context: Context) -> Outcome:
    """What is due of the chat now; one that was gone on with meanwhile is only looked at later."""
    handover = context.conversation.handover
    if handover is None:
        return Outcome(context.conversation, (), (EndChat("citizen"),))
    if context.now < due_at(handover, context.library):
        return moved(context, handover)
    if handover.spoke == "officer":
        text = context.say(
            "Obrolan dengan petugas ditutup karena lama tidak ada pesan. Saya, asisten otomatis, menjawab lagi."
        )
        return _ended(context, handover, text, "idle")
    return _give_up(context, handover) if handover.told else _tell(context, handover)


def _tell(context: Context, handover: Handover) -> Outcome:
    """Once: that it takes long, and what is possible."""
    if handover.taken:
        text = context.say("Petugas belum membalas. Anda boleh menunggu, kembali ke bot, atau meninggalkan tiket.")
    else:
        text = context.say(
            "Belum ada petugas yang siap. Anda boleh menunggu, atau tinggalkan tiket: jawabannya tetap masuk ke sini."
        )
    choices = (*ticket_instead(context, handover.office), back(context))
    return moved(context, replace(handover, told=True), said(text, choices=choices))


def _give_up(context: Context, handover: Handover) -> Outcome:
    text = context.say(
        "Petugas belum dapat melayani obrolan ini, jadi saya, asisten otomatis, menjawab lagi."
        " Tinggalkan tiket agar pertanyaan Anda tetap dijawab."
    )
    return _ended(context, handover, text, "unanswered" if handover.taken else "unmet")


def _ended(context: Context, handover: Handover, text: str, how: Ending) -> Outcome:
    menu = choice(context.say("Menu"), "menu")
    choices = (menu,) if how == "idle" else (*ticket_instead(context, handover.office), menu)
    outcome = context.changed(handover=None).answered(said(text, choices=choices))
    return replace(outcome, effects=(EndChat(how),), intent="handover")
