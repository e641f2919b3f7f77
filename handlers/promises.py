"""What a citizen is told of how long it takes, in the chat and on the receipt alike: nothing more is promised."""

from __future__ import annotations

from handlers.complaint_limits import decree_line, limit_lines
from handlers.context import Context
from handlers.turn import Section


def complaint_promises(context: Context, office: str) -> tuple[Section, ...]:
    """The decree's classes, where it has any; which of them a complaint is, an officer finds."""
    limits = limit_lines(context, context.office(office))
    if not limits:
        return ()
    lead = context.say("Batas waktu menurut keputusan; petugas yang menentukan golongannya:")
    return (Section(None, (lead,), limits, (decree_line(context, context.office(office)),)),)


def complaint_law(context: Context) -> str:
    """The law's limit on every complaint (UU 25/2009)."""
    return context.say("Menurut undang-undang, pengaduan diselesaikan paling lama 60 hari sejak berkasnya lengkap.")


def not_granted(context: Context) -> str:
    """That a request is not granted by being filed."""
    return context.say("Ini permohonan: belum berarti disetujui. Petugas akan menjawabnya.")


def duration(context: Context, service: str | None) -> tuple[str, ...]:
    """How long a service takes, in the decree's own words: a date would be a promise."""
    if service is None or service not in context.library.services:
        return ()
    component = context.service(service).components.get("jangka-waktu")
    if component is None or component.blank or not component.items:
        return ()
    texts = "; ".join(item.text.rstrip(";. ") for item in component.items)
    return (context.say("Jangka waktu menurut keputusan: {duration}.", duration=texts),)
