"""Reminders of a checklist: asked for by the citizen alone, set on the office's clock, rung once, switched off."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from handlers.checklist import Checklist
from handlers.checklist_effects import RemindOfChecklist
from handlers.choices import choice
from handlers.context import Context
from handlers.deadline_text import moment_text
from handlers.effects import RecordConsent
from handlers.lists.showing import lacking
from handlers.lists.times import FARTHEST, in_days, read_moment, zone
from handlers.turn import Outcome, Reply, Section

_OFFERED: tuple[int, ...] = (1, 3, 7)


def ask_when(context: Context, checklist: Checklist, *before: str) -> Outcome:
    """When to ring: a few moments to tap, any other to type."""
    if not context.turn.rings:
        return _cannot_ring(context, checklist)
    text = context.say("Kapan saya ingatkan? Pilih, atau tulis misalnya “Senin jam 9”.")
    labels = (context.say("Besok jam 9"), context.say("3 hari lagi"), context.say("Seminggu lagi"))
    choices = tuple(
        choice(label, "remind", checklist.service, str(days)) for label, days in zip(labels, _OFFERED, strict=True)
    )
    return context.answered(Reply((Section(paragraphs=(*before, text)),), choices=choices))


def names_moment(context: Context, checklist: Checklist) -> bool:
    """Whether a message names a day or an hour."""
    return read_moment(context.text, context.now, zone(context.library, checklist.service)) is not None


def in_words(context: Context, checklist: Checklist, text: str) -> Outcome:
    """A reminder for the moment that a text names; asks where it names none."""
    context = context.changed(list_open=checklist.service, ticked=())
    if not context.turn.rings:
        return _cannot_ring(context, checklist)
    moment = read_moment(text, context.now, zone(context.library, checklist.service))
    return ask_when(context, checklist) if moment is None else _set(context, checklist, moment)


def pressed(context: Context, checklist: Checklist, which: str) -> Outcome:
    """A moment that was tapped, or "off"."""
    if which == "off":
        return silence(context, checklist)
    if not which.isdecimal() or int(which) not in _OFFERED:
        return ask_when(context, checklist)
    if not context.turn.rings:
        return _cannot_ring(context, checklist)
    at = zone(context.library, checklist.service)
    return _set(context, checklist, in_days(int(which), context.now, at))


def silence(context: Context, checklist: Checklist) -> Outcome:
    """No reminder any more."""
    text = context.say("Pengingat dimatikan. Daftarnya tetap tersimpan.")
    back = choice(context.say("Lihat daftar"), "list", checklist.service)
    outcome = context.answered(Reply((Section(paragraphs=(text,)),), choices=(back,)))
    return replace(outcome, effects=(RemindOfChecklist(checklist.service, None),))


def ring(context: Context, checklist: Checklist) -> Outcome:
    """The reminder itself, once; where nothing rings any more it is dropped."""
    over = (RemindOfChecklist(checklist.service, None),)
    if not context.turn.rings:
        return Outcome(context.conversation, (), over)
    checklist = replace(checklist, remind_at=None)
    context = context.changed(list_open=checklist.service, ticked=())
    reply = lacking(context, checklist)
    asked = Section(paragraphs=(context.say("Pengingat yang Anda minta."),))
    return replace(context.answered(replace(reply, sections=(asked, *reply.sections))), effects=over)


def _set(context: Context, checklist: Checklist, moment: dt.datetime) -> Outcome:
    if moment <= context.now:
        return ask_when(context, checklist, context.say("Waktu itu sudah lewat."))
    if moment - context.now > FARTHEST:
        return ask_when(context, checklist, context.say("Itu lebih dari setahun lagi."))
    text = context.say(
        "Baik, saya ingatkan {moment}. Untuk mematikannya, tulis “matikan pengingat”.",
        moment=moment_text(moment, context.say, context.conversation.language),
    )
    choices = (
        choice(context.say("Matikan pengingat"), "remind", checklist.service, "off"),
        choice(context.say("Lihat daftar"), "list", checklist.service),
    )
    outcome = context.answered(Reply((Section(paragraphs=(text,)),), choices=choices))
    agreed = RecordConsent("reminders", context.turn.notice.version, context.turn.who, "agreed")
    return replace(outcome, effects=(RemindOfChecklist(checklist.service, moment), agreed))


def _cannot_ring(context: Context, checklist: Checklist) -> Outcome:
    text = context.say(
        "Percakapan di halaman ini tidak dapat mengirim pengingat. Daftarnya tetap tersimpan dan dapat dibuka di sini."
    )
    back = choice(context.say("Lihat daftar"), "list", checklist.service)
    return context.answered(Reply((Section(paragraphs=(text,)),), choices=(back,)))
