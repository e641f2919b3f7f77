"""Says kindly why an answer was not taken, and what one looks like."""

from __future__ import annotations

from handlers.context import Context
from handlers.forms.bounds import Ahead, Gone, Needed, OutOfBounds
from handlers.names import mark
from knowledge.form_model import Step, StepKind
from locales.formats import long_date
from locales.reading import refusals as why

_WANTED: dict[StepKind, str] = {
    "date": mark("Tulis tanggalnya, misalnya 12 Juli atau besok."),
    "times": mark("Tulis dari jam berapa sampai jam berapa, misalnya jam 9 sampai 12."),
    "number": mark("Tulis angkanya saja, misalnya 40."),
    "phone": mark("Tulis nomor teleponnya, misalnya 0812 3456 7890."),
    "email": mark("Tulis alamat surelnya, misalnya nama@contoh.id."),
    "contact": mark("Tulis nomor telepon, misalnya 0812 3456 7890, atau alamat surel."),
    "nib": mark("NIB terdiri dari 13 angka."),
    "choice": mark("Pilih salah satu, atau ketik namanya."),
    "yes-no": mark("Jawab ya atau tidak."),
    "files": mark("Kirim foto atau PDF-nya di sini."),
}
_NOT_UNDERSTOOD = mark("Jawaban itu belum saya mengerti.")
_SEVERAL = mark("Ada lebih dari satu kemungkinan di jawaban itu.")
_DIGITS = mark("Jumlah angkanya tidak pas.")
_UNKNOWN_CODE = mark("Kode wilayah nomor itu tidak saya kenal.")
_WHOLE = mark("Angkanya harus bilangan bulat.")
_REASONS: dict[type[why.Refused], str] = {
    why.NoSuchMonth: mark("Bulan itu tidak ada."),
    why.EndsBeforeStart: mark("Jam selesainya harus setelah jam mulai."),
    why.OpenEnd: mark("Jam selesainya belum ada."),
    why.Vague: mark("Itu belum cukup pasti."),
    why.Several: _SEVERAL,
    why.Ambiguous: _SEVERAL,
    why.RangeGiven: _SEVERAL,
    why.HasLetters: mark("Ada huruf di dalam nomor itu."),
    why.TooShort: _DIGITS,
    why.TooLong: _DIGITS,
    why.WrongLength: _DIGITS,
    why.NoAreaCode: _UNKNOWN_CODE,
    why.UnknownCode: _UNKNOWN_CODE,
    why.NotAnEmail: mark("Alamat surel itu belum lengkap."),
    why.Negative: _WHOLE,
    why.NotWhole: _WHOLE,
}


def refusal_text(context: Context, step: Step, refused: why.Refused) -> str:
    """Why, and what to write instead."""
    reason = _reason(context, refused)
    wanted = _WANTED.get(step.kind)
    return reason if wanted is None else f"{reason} {context.say(wanted)}"


def _reason(context: Context, refused: why.Refused) -> str:
    match refused:
        case why.NoSuchDay(day):
            return context.say("Tanggal {day} tidak ada di bulan itu.", day=day)
        case why.NoSuchTime(hour, minute):
            return context.say("Jam {time} tidak ada.", time=f"{hour:02}.{minute:02}")
        case why.WeekdayDiffers(date):
            return context.say("{date} jatuh di hari lain.", date=long_date(date, context.conversation.language))
        case Gone(date):
            return context.say("{date} sudah lewat.", date=long_date(date, context.conversation.language))
        case Ahead(date):
            return context.say("{date} belum tiba.", date=long_date(date, context.conversation.language))
        case Needed():
            return context.say("Bagian ini perlu diisi.")
        case OutOfBounds(least, most):
            return _bounds(context, least, most)
        case _:
            return context.say(_REASONS.get(type(refused), _NOT_UNDERSTOOD))


def _bounds(context: Context, least: int | None, most: int | None) -> str:
    if least is not None and most is not None:
        return context.say("Angkanya harus {least} sampai {most}.", least=least, most=most)
    if least is not None:
        return context.say("Angkanya paling sedikit {least}.", least=least)
    return context.say("Angkanya paling banyak {most}.", most=most)
