"""What is sent without words: a voice note, a picture, a place. Each is answered with what can be done instead."""

from __future__ import annotations

from handlers.choices import choice
from handlers.context import Context
from handlers.offices import ask_office, ways_on
from handlers.turn import Outcome, Reply, Section, Sort


def answer(context: Context, sort: Sort) -> Outcome:
    """Says what cannot be read and what to type; the choices shown before stay what a number means."""
    if sort == "place":
        return ask_office(context, context.say("Lokasi belum bisa saya baca."))
    if sort == "sticker":
        thanks = context.say("Terima kasih! Ada yang bisa saya bantu?")
        return context.answered(Reply((Section(paragraphs=(thanks,)),), choices=ways_on(context)))
    choices = context.conversation.shown or ways_on(context)
    return context.answered(Reply((Section(paragraphs=(_type_instead(context, sort),)),), choices=choices))


def without_place(context: Context, sort: Sort) -> Outcome:
    """A photo or file that belongs to nothing: it is not kept, and where it could go is offered."""
    office, number = context.conversation.office, context.conversation.last_ticket
    where = context.say(
        "Foto atau PDF bisa dilampirkan pada pengaduan atau permohonan: mulai dulu, lalu kirim di sini."
    )
    choices = [
        *(context.conversation.shown or ways_on(context)),  # first: what a number meant before, it means now
        *([choice(context.say("Tambah keterangan"), "add", number)] if number is not None else []),
        *([choice(context.say("Buat pengaduan"), "complain", office)] if office is not None else []),
    ]
    unique = {each.id: each for each in choices}
    section = Section(paragraphs=(_type_instead(context, sort), where))
    return context.answered(Reply((section,), choices=tuple(unique.values())))


def _type_instead(context: Context, sort: Sort) -> str:
    if sort == "other":
        return context.say("Saya hanya bisa membaca teks. Tulis pertanyaan Anda, misalnya: syarat izin simpan pinjam.")
    ask = context.say("Tolong ketik saja pertanyaan Anda.")
    return f"{_cannot(context, sort)} {ask}"


def _cannot(context: Context, sort: Sort) -> str:
    match sort:
        case "voice":
            return context.say("Saya belum bisa mendengarkan pesan suara.")
        case "video":
            return context.say("Saya belum bisa menonton video.")
        case "picture":
            return context.say("Saya belum bisa melihat gambar.")
        case "file":
            return context.say("Saya belum bisa membaca berkas.")
        case "contact":
            return context.say("Terima kasih, tetapi saya tidak memerlukan kontak dan tidak menyimpannya.")
        case _:
            return context.say("Maaf, saya tidak bisa ikut jajak pendapat.")
