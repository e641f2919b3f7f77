"""Says what a changed decree changed in a checklist."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.checklist import Checklist
from handlers.context import Context
from handlers.lists.renewing import Changes
from handlers.lists.showing import count_text
from handlers.turn import Line, Section
from locales.formats import long_date

_ROOM = 2_400
"""Characters told of changes in one message; the list itself is a tap away."""


def news(context: Context, checklist: Checklist, changes: Changes) -> Section:
    """What was added, removed and reworded; a long account ends with where the whole list is."""
    heading = context.say("Persyaratan berubah: {service}", service=checklist.title)
    if changes.gone:
        gone = context.say(
            "Keputusan kantor tidak lagi memuat persyaratan layanan ini. Daftar Anda tetap tersimpan seperti semula;"
            " tanyakan ke kantor apa yang berlaku sekarang."
        )
        return Section(heading, (gone,))
    date = long_date(checklist.date, context.conversation.language)
    since = context.say(
        "Daftar periksa Anda kini mengikuti Keputusan Nomor {number}, {date}.", number=checklist.decree, date=date
    )
    lines = tuple(_fitting(_lines(context, changes)))
    more = len(changes.added) + len(changes.removed) + len(changes.reworded) - len(lines)
    rest = (context.say("Dan {count} perubahan lain; lihat daftarnya.", count=more),) if more else ()
    return Section(heading, (since,), lines, (*rest, count_text(context, checklist)))


def _lines(context: Context, changes: Changes) -> Iterator[Line]:
    for item in changes.added:
        yield Line(None, context.say("Baru, butir {number}: {item}", number=item.number, item=item.text))
    for item in changes.removed:
        yield Line(None, context.say("Dihapus: {item}", item=item.text))
    for old, new in changes.reworded:
        told = Line(None, old.text)
        if old.ready:
            text = context.say(
                "Diubah, butir {number}: {item} (tandanya dihapus, mohon dicek lagi). Semula:",
                number=new.number, item=new.text,
            )  # fmt: skip
        else:
            text = context.say("Diubah, butir {number}: {item}. Semula:", number=new.number, item=new.text)
        yield Line(None, text, (told,))


def _fitting(lines: Iterator[Line]) -> Iterator[Line]:
    """The lines that fit a message, at least one."""
    used = 0
    for place, line in enumerate(lines):
        used += len(line.text) + sum(len(each.text) for each in line.lines)
        if place and used > _ROOM:
            return
        yield line
