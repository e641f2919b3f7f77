"""The privacy notice in the chat, and what can be done with the own data."""

from __future__ import annotations

from handlers.choices import choice
from handlers.context import Context
from handlers.notice_text import notice_sections
from handlers.turn import Choice, Outcome, Reply, Section


def menu(context: Context) -> Outcome:
    """What can be done, as choices."""
    text = context.say("Data pribadi Anda: apa yang ingin Anda lakukan?")
    return context.answered(Reply((Section(paragraphs=(text,)),), choices=wishes(context)))


def show(context: Context) -> Outcome:
    """The notice with its version and where it stands on the web."""
    notice = context.turn.notice
    lines = []
    if notice.version:
        lines.append(context.say("Versi {version}.", version=notice.version))
    if notice.link is not None:
        lines.append(context.say("Halaman: {link}", link=notice.link))
    sections = notice_sections(context.library, notice.facts, context.say)
    head = Section(context.say("Pemberitahuan privasi"), tuple(lines))
    return context.answered(Reply((head, *sections), choices=wishes(context, but="notice")))


def wishes(context: Context, but: str = "") -> tuple[Choice, ...]:
    """The wishes as choices, `but` one that was just granted."""
    known = (
        ("see", context.say("Lihat data saya")),
        ("correct", context.say("Perbaiki data saya")),
        ("delete", context.say("Hapus data saya")),
        ("withdraw", context.say("Tarik persetujuan")),
        ("notice", context.say("Pemberitahuan privasi")),
    )
    return tuple(choice(label, "privacy", what) for what, label in known if what != but)
