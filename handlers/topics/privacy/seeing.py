"""“Data saya”: what is kept of the citizen in words one can read, and all of it as a file (UU 27/2022 art. 32)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from handlers.choices import choice
from handlers.context import Context
from handlers.effects import NoteAccess
from handlers.facts import ConsentKind, Facts, Needs, OwnData, TaskKind, TaskState, Ticket
from handlers.names import mark
from handlers.ticket_names import STATES
from handlers.topics.privacy.notice import wishes
from handlers.turn import FileRef, Line, Outcome, Reply, Section
from locales.catalogue import LANGUAGES
from locales.formats import long_date

_MOST_TICKETS = 8
_CHANNELS = {"web": mark("obrolan web"), "telegram": "Telegram", "whatsapp": "WhatsApp", "terminal": "terminal"}
_CONSENTS: dict[ConsentKind, str] = {
    "notice": mark("Pemberitahuan privasi versi {version}, {date}"),
    "reminders": mark("Pengingat: disetujui {date}"),
    "announcements": mark("Pengumuman: disetujui {date}"),
}
_TASKS: dict[TaskKind, str] = {
    "correct": mark("Permintaan perbaikan"),
    "access": mark("Permintaan data di kantor"),
    "stop": mark("Permintaan penghentian"),
}
_TASK_STATES: dict[TaskState, str] = {
    "open": mark("menunggu petugas"),
    "done": mark("selesai"),
    "refused": mark("ditolak"),
}


def see(context: Context) -> Outcome | Needs:
    """The summary."""
    facts = context.turn.facts
    if facts is None or not facts.tell_data:
        return Needs(data=True)
    if facts.data is None:
        text = context.say("Sebelum pesan ini belum ada yang disimpan tentang Anda.")
        nothing = context.answered(Reply((Section(paragraphs=(text,)),), choices=wishes(context, but="see")))
        return replace(nothing, effects=(NoteAccess(context.turn.who, "shown"),))
    hint = context.say("Semuanya, kata demi kata, ada di berkas JSON.")
    section = Section(context.say("Data Anda"), lines=tuple(_lines(context, facts, facts.data)), closing=(hint,))
    as_file = choice(context.say("Ambil berkas JSON"), "privacy", "file")
    at_office = choice(context.say("Data lain di kantor"), "privacy", "access")
    reply = Reply((section,), choices=(as_file, *wishes(context, but="see"), at_office))
    return replace(context.answered(reply), effects=(NoteAccess(context.turn.who, "shown"),))


def export(context: Context) -> Outcome:
    """Everything as a file; it is made when it is sent."""
    text = context.say("Ini semua data Anda dalam bentuk JSON. Simpan baik-baik: isinya pribadi.")
    file = FileRef("export", context.turn.who or "-", "data-saya.json")
    reply = Reply((Section(paragraphs=(text,)),), choices=wishes(context, but="see"), file=file)
    return replace(context.answered(reply), effects=(NoteAccess(context.turn.who, "exported"),))


def _lines(context: Context, facts: Facts, data: OwnData) -> Iterator[Line]:
    channel = context.say(_CHANNELS.get(data.channel, data.channel))
    since = _date(context, data.since)
    yield Line(
        None,
        context.say("Percakapan di {channel} sejak {date}: {count} pesan", channel=channel, date=since,
                    count=data.messages),
    )  # fmt: skip
    office = context.conversation.office
    if office is not None:
        yield Line(None, context.say("Kantor: {office}", office=context.office(office).name))
    yield Line(None, context.say("Bahasa: {language}", language=LANGUAGES[context.conversation.language]))
    draft = context.conversation.draft
    if draft is not None and draft.form in context.library.forms:
        title = context.say(context.library.forms[draft.form].title)
        yield Line(None, context.say("Isian yang belum dikirim: {title}", title=title))
    yield from _tickets(context, facts.tickets, len(data.tickets))
    if facts.checklists:
        names = ", ".join(each.title for each in facts.checklists)
        yield Line(None, context.say("Daftar periksa: {names}", names=names))
    for consent in (each for each in data.consents if each.given):
        said = context.say(_CONSENTS[consent.kind], version=consent.version, date=_date(context, consent.at))
        yield Line(None, said)
    for task in data.tasks:
        said = f"{context.say(_TASKS[task.kind])}, {_date(context, task.asked_at)}"
        yield Line(None, f"{said}: {context.say(_TASK_STATES[task.state])}")
    if data.erasing:
        yield Line(None, context.say("Dihapus begitu selesai: {tickets}", tickets=", ".join(data.erasing)))


def _tickets(context: Context, own: tuple[Ticket, ...], count: int) -> Iterator[Line]:
    if not count:
        yield Line(None, context.say("Tiket: tidak ada"))
    for ticket in own[:_MOST_TICKETS]:
        state = context.say(STATES[ticket.state])
        files = context.say(", {count} lampiran", count=ticket.files) if ticket.files else ""
        yield Line(None, f"{ticket.number}: {ticket.about} ({state}{files})")
    if count > _MOST_TICKETS:
        yield Line(None, context.say("dan {count} tiket lain", count=count - _MOST_TICKETS))


def _date(context: Context, moment: dt.datetime) -> str:
    return long_date(moment.astimezone(context.now.tzinfo).date(), context.conversation.language)
