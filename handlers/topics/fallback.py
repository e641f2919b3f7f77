"""What no decree answers: said plainly, with the office's contact and who else has the service."""

from __future__ import annotations

from dataclasses import replace

from handlers.choices import choice
from handlers.context import Context
from handlers.office_notices import notice_sections
from handlers.offices import offer_offices, office_menu, ways_on
from handlers.reach import contact_lines
from handlers.turn import Choice, Outcome, Reply, Section
from knowledge.model import Service

_MOST_ELSEWHERE = 3


def lacks(context: Context, office: str, elsewhere: tuple[Service, ...]) -> Outcome:
    """The office's decree has no such service: its contact, and who has one."""
    place = context.office(office)
    context = context.changed(unanswered=context.text or None)
    no = context.say(
        "Standar pelayanan {office} tidak memuat layanan ini. Tanyakan langsung ke kantornya:", office=place.name
    )
    sections = [Section(paragraphs=(no,), lines=contact_lines(context, office))]
    places = tuple(dict.fromkeys(context.office(service.office).place for service in elsewhere))[:_MOST_ELSEWHERE]
    if places:
        there = context.say(
            "Layanan serupa ada di {places}, tetapi hanya berlaku di sana.", places=_listed(context, places)
        )
        sections.append(Section(paragraphs=(there,)))
    return context.answered(
        Reply(tuple(sections), choices=(_pass_on(context, office), *office_menu(context, office)[:2])),
        question=context.question("refused", office),
    )


def only_listed(context: Context, service: Service) -> Outcome:
    """The decree names the service and says nothing more of it."""
    place = context.office(service.office)
    text = context.say(
        "{name} disebut dalam keputusan {office}, tetapi tanpa rincian syarat, biaya, atau waktunya."
        " Tanyakan langsung ke kantornya:",
        name=service.name,
        office=place.name,
    )
    section = Section(service.label, (text,), contact_lines(context, service.office))
    context = context.changed(unanswered=context.text or service.name)
    ask = choice(context.say("Ajukan permohonan"), "request", service.id)
    question = context.question("refused", service.office, service.id)
    notices = notice_sections(context, service.office, service.id)
    reply = Reply((*notices, section), choices=(ask, *office_menu(context, service.office)[:2]))
    return context.answered(reply, question=question)


def no_decree(context: Context, place: str) -> Outcome:
    """A place whose decree is not here."""
    text = context.say("Saya belum punya keputusan standar pelayanan untuk {place}. Yang ada:", place=place.title())
    return replace(offer_offices(context, text), question=context.question("refused", context.conversation.office))


def beyond(context: Context) -> Outcome:
    """A matter outside every decree, with its official door where there is one."""
    door = context.library.lexicon.doors.get(context.understood.matter or "")
    text = context.say("Itu di luar standar pelayanan Dinas Koperasi dan UKM yang saya baca.")
    paragraphs = (text, context.say(door)) if door else (text,)
    help_line = context.say(
        "Saya bisa membantu soal layanan koperasi dan UMKM: syarat, biaya, lama, prosedur, pengaduan, dan permohonan."
    )
    question = context.question("refused", context.conversation.office)
    reply = Reply((Section(paragraphs=(*paragraphs, help_line)),), choices=ways_on(context))
    return context.answered(reply, question=question)


def not_understood(context: Context) -> Outcome:
    """Nothing fits: says so, and how to go on."""
    office = context.conversation.office
    context = context.changed(unanswered=context.text or None)
    text = context.say("Maaf, saya belum menemukan jawabannya dalam keputusan standar pelayanan.")
    how = context.say("Coba sebut layanannya, misalnya “syarat izin kantor cabang” atau “biaya peminjaman aula”.")
    sections = [Section(paragraphs=(text, how))]
    if office is not None:
        reach = context.say("Atau tanyakan langsung ke {office}:", office=context.office(office).short)
        sections.append(Section(paragraphs=(reach,), lines=contact_lines(context, office)))
    passing = (_pass_on(context, office),) if office is not None else ()
    question = context.question("refused", office)
    return context.answered(Reply(tuple(sections), choices=(*passing, *ways_on(context))), question=question)


def _pass_on(context: Context, office: str) -> Choice:
    return choice(context.say("Teruskan ke petugas"), "pass-on", office)


def unreadable(context: Context) -> Outcome:
    """A message without words: empty, only signs, or another script."""
    text = context.say("Saya hanya bisa membaca teks. Tulis pertanyaan Anda, misalnya: syarat izin simpan pinjam.")
    return context.answered(Reply((Section(paragraphs=(text,)),), choices=ways_on(context)))


def stale(context: Context) -> Outcome:
    """A choice that no longer leads anywhere."""
    text = context.say("Pilihan itu sudah tidak berlaku. Silakan pilih lagi atau tulis pertanyaan Anda.")
    return context.answered(Reply((Section(paragraphs=(text,)),), choices=ways_on(context)))


def no_such_choice(context: Context) -> Outcome:
    """A number beyond the choices: they are shown again, and stay what a number means."""
    shown = context.conversation.shown
    text = context.say(
        "Pilihan itu tidak ada. Ketik angka 1 sampai {count}, atau tulis pertanyaan Anda.", count=len(shown)
    )
    return context.answered(Reply((Section(paragraphs=(text,)),), choices=shown))


def nothing_more(context: Context) -> Outcome:
    """ "Lanjut" after an answer that was shown whole."""
    text = context.say("Tidak ada lanjutannya: yang tadi sudah lengkap. Silakan tanyakan hal lain.")
    choices = context.conversation.shown or ways_on(context)
    return context.answered(Reply((Section(paragraphs=(text,)),), choices=choices))


def _listed(context: Context, places: tuple[str, ...]) -> str:
    if len(places) == 1:
        return places[0]
    return context.say("{first} dan {last}", first=", ".join(places[:-1]), last=places[-1])
