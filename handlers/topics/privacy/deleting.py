"""“Hapus data saya”: what goes, what must stay while a ticket runs and until when, one question, then it is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from handlers.choices import choice
from handlers.context import Context
from handlers.effects import EraseOwn, EraseTicket
from handlers.facts import AT_REST, Needs, OwnData
from handlers.forms.controls import control
from handlers.turn import Conversation, Line, Outcome, Reply, Section

ANSWERED_RESTS = dt.timedelta(days=7)
"""How long an answered ticket that is to be deleted is still kept: time to say that it is not settled."""
ERASE_DUE = "erase"
"""What the clock's message says when a ticket has ended that was to be deleted then."""


def ask(context: Context) -> Outcome | Needs:
    """Says what goes and what stays, and asks."""
    if context.turn.facts is None or not context.turn.facts.tell_data:
        return Needs(data=True)
    data = context.turn.facts.data
    if (
        data is not None
        and data.erasing
        and set(data.erasing) == set(running(data))
        and not _anything_else(context, data)
    ):
        return _already(context, data)
    context = context.changed(privacy="delete")
    sections = (
        Section(context.say("Yang dihapus sekarang"), lines=tuple(_goes(context, data))),
        *_stays(context, running(data)),
        Section(
            paragraphs=(
                context.say(
                    "Cadangan kantor masih memuatnya paling lama {days} hari. Yang dihapus tidak dapat dikembalikan.",
                    days=context.turn.notice.facts.backup_days,
                ),
                context.say("Hapus?"),
            )
        ),
    )
    choices = (
        choice(context.say("Ya, hapus"), "privacy", "delete", "yes"),
        choice(context.say("Jangan hapus"), "privacy", "delete", "no"),
        choice(context.say("Lihat data saya"), "privacy", "see"),
    )
    return context.answered(Reply(sections, choices=choices))


def heard(context: Context) -> Outcome | Needs | None:
    """Yes or no in words; None for anything else, which leaves everything as it is."""
    match control(context.text):
        case "yes":
            return delete(context)
        case "no" | "drop" | "later":
            return leave(context)
        case _:
            return None


def delete(context: Context) -> Outcome | Needs:
    """Does it; only for one who was asked, so that an old choice deletes nothing."""
    if context.conversation.privacy != "delete":
        return ask(context)
    if context.turn.facts is None or not context.turn.facts.tell_data:
        return Needs(data=True)
    stays = running(context.turn.facts.data)
    before = context.conversation
    fresh = Conversation(language=before.language, greeted=True)
    if stays:
        fresh = replace(fresh, office=before.office, last_ticket=stays[0])
    context = replace(context, conversation=fresh)
    done = context.say("Data Anda sudah dihapus.")
    if not stays:
        told = (done, context.say("Pesan ini pun dihapus sesudah sampai. Terima kasih."))
        reply = Reply((Section(paragraphs=told),))
    else:
        reply = Reply((Section(paragraphs=(done,)), *_stays(context, stays)))
    return replace(context.answered(reply), effects=(EraseOwn(stays, context.turn.who),))


def leave(context: Context) -> Outcome:
    """Deletes nothing."""
    text = context.say("Baik, tidak ada yang dihapus.")
    return context.changed(privacy=None).answered(
        Reply((Section(paragraphs=(text,)),), choices=(choice(context.say("Menu"), "menu"),))
    )


def on_time(context: Context, number: str) -> Outcome | Needs:
    """A ticket has ended that was to be deleted then: it goes, and the citizen is told where that rings (art. 45)."""
    if context.turn.facts is None:
        return Needs()
    others = [each.number for each in context.turn.facts.tickets if each.number != number]
    conversation = context.conversation
    if conversation.last_ticket == number:
        context = context.changed(last_ticket=next(iter(others), None))
    if conversation.answered_ticket == number:
        context = context.changed(answered_ticket=None)
    context = context.changed(shown=())
    effects = (EraseTicket(number, context.turn.who),)
    if not context.turn.rings:
        return Outcome(context.conversation, (), effects)
    text = context.say(
        "Sesuai permintaan Anda, tiket {number} beserta isi percakapan ini sudah dihapus.", number=number
    )
    return replace(context.answered(Reply((Section(paragraphs=(text,)),))), effects=effects)


def running(data: OwnData | None) -> tuple[str, ...]:
    """The tickets that the office is still to act on (UU 27/2022 art. 15 and 50)."""
    return tuple(number for number, state in data.tickets if state not in AT_REST) if data is not None else ()


def _anything_else(context: Context, data: OwnData) -> bool:
    return bool(context.conversation.lists) or any(state in AT_REST for _, state in data.tickets) or bool(data.consents)


def _already(context: Context, data: OwnData) -> Outcome:
    text = context.say("Permintaan hapus Anda sudah dicatat; tiket ini masih ditunggu:")
    section = Section(paragraphs=(text,), lines=tuple(Line(None, number) for number in data.erasing))
    return context.answered(Reply((section,), choices=(choice(context.say("Menu"), "menu"),)))


def _goes(context: Context, data: OwnData | None) -> Iterator[Line]:
    yield Line(None, context.say("semua pesan di percakapan ini"))
    if context.conversation.draft is not None:
        yield Line(None, context.say("isian yang belum dikirim"))
    if context.conversation.lists:
        yield Line(None, context.say("daftar periksa Anda"))
    over = [number for number, state in data.tickets if state in AT_REST] if data is not None else []
    if over:
        yield Line(None, context.say("tiket yang sudah selesai dan lampirannya: {tickets}", tickets=", ".join(over)))
    yield Line(None, context.say("persetujuan dan permintaan Anda yang lain"))


def _stays(context: Context, numbers: tuple[str, ...]) -> tuple[Section, ...]:
    if not numbers:
        return ()
    why = context.say("Masih diproses kantor, jadi belum boleh dihapus (UU 27/2022 pasal 15 dan 50).")
    until = context.say(
        "Dihapus sendiri begitu ditutup atau ditolak, atau {days} hari sesudah dijawab.", days=ANSWERED_RESTS.days
    )
    lines = tuple(Line(None, number) for number in numbers)
    return (Section(context.say("Yang tetap disimpan dulu"), (why,), lines, (until,)),)
