"""First contact, thanks and help."""

from __future__ import annotations

import re

from handlers.choices import choice
from handlers.context import Context
from handlers.offices import ask_office, office_menu
from handlers.turn import Outcome, Reply, Section

_QUOTED = re.compile(r"\*([^*]+)\*")


def greet(context: Context) -> Outcome:
    """Says what this is, in two sentences, and asks for the office when none is chosen."""
    hello = context.say("Halo!")
    what = context.say(
        "Saya asisten otomatis Dinas Koperasi dan UKM: saya menjawab pertanyaan tentang layanan langsung dari"
        " keputusan standar pelayanan kantornya, dan membantu Anda mengajukan pengaduan atau permohonan."
    )
    if context.conversation.office is None:
        return ask_office(context, f"{hello} {what}")
    return context.answered(
        Reply(
            (Section(paragraphs=(f"{hello} {what}", _ask(context))),),
            choices=office_menu(context, context.conversation.office),
        )
    )


def menu(context: Context) -> Outcome:
    """What can be done, without the greeting: the word works everywhere."""
    office = context.conversation.office
    if office is None:
        return ask_office(context)
    news = choice(context.say("Pengumuman"), "news", "show")
    choices = (*office_menu(context, office), news, choice(context.say("Privasi"), "privacy"))
    return context.answered(Reply((Section(paragraphs=(_ask(context),)),), choices=choices))


def _ask(context: Context) -> str:
    office = context.office(str(context.conversation.office))
    return context.say("Kantor Anda: {place}. Apa yang ingin Anda ketahui?", place=office.place)


def thank(context: Context) -> Outcome:
    """Answers thanks."""
    text = context.say("Sama-sama. Bila ada yang lain, tanyakan saja.")
    return context.answered(Reply((Section(paragraphs=(text,)),)))


def explain(context: Context) -> Outcome:
    """What the assistant can do, with examples to type."""
    examples = (
        context.say("Syarat buka kantor cabang koperasi?"),
        context.say("Berapa lama dan berapa biayanya?"),
        context.say("Bandingkan dengan Muba"),
        context.say("Layanan apa saja di Depok?"),
        context.say("Alamat dan jam buka kantor"),
        context.say("Saya mau mengadu"),
        context.say("Tiket saya sampai mana?"),
    )
    paragraphs = (
        context.say(
            "Saya asisten otomatis. Saya menjawab dari keputusan standar pelayanan dinas, lengkap dengan sumbernya,"
            " dan membantu mengajukan pengaduan atau permohonan sampai ada tiketnya."
        ),
        context.say("Contoh pertanyaan:"),
        *(f"• {example}" for example in examples),
        _QUOTED.sub(
            r"“\1”", context.say("Ketik *ganti kantor* untuk memilih kantor, *bahasa* untuk mengganti bahasa.")
        ),
    )
    choices = (
        choice(context.say("Ganti kantor"), "offices"),
        choice(context.say("Ganti bahasa"), "languages"),
        choice(context.say("Pengumuman"), "news", "show"),
        choice(context.say("Privasi"), "privacy"),
    )
    return context.answered(Reply((Section(paragraphs=paragraphs),), choices=choices))


def nothing_to_cancel(context: Context) -> Outcome:
    """Answers "batal" when nothing is under way."""
    context = context.changed(question=None)
    text = context.say("Tidak ada yang sedang berjalan. Silakan tulis pertanyaan Anda.")
    return context.answered(Reply((Section(paragraphs=(text,)),)))
