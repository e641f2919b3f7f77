"""An office's dated notices over an answer, marked as its own words and not the decree's."""

from __future__ import annotations

import datetime as dt

from handlers.context import Context
from handlers.hours_text import day_text
from handlers.office_words import What
from handlers.turn import Line, Section
from knowledge.model import Service
from locales.formats import long_date


def notice_sections(context: Context, office: str, service: str | None = None) -> tuple[Section, ...]:
    """The notices on a service and on its whole office, each with its last day."""
    today = context.now.astimezone(context.library.zone(office)).date()
    return tuple(
        Section(
            context.say("Pemberitahuan kantor sampai {date}, bukan isi keputusan", date=_day(context, each.until)),
            (each.text,),
        )
        for each in context.turn.office_words.current(office, service, today)
    )


def hours_sections(context: Context, service: Service, components: tuple[str, ...]) -> tuple[Section, ...]:
    """The office's own hours over the part of a decree that states others; none where they are the same."""
    office = context.office(service.office)
    since = context.turn.office_words.since(office.slug, "hours")
    if since is None or service.id != office.hours_service or "jangka-waktu" not in components:
        return ()
    heading = context.say("Jam buka, diubah oleh kantor pada {date}", date=_day(context, since))
    return (Section(heading, lines=tuple(Line(None, day_text(context, day)) for day in office.hours)),)


def changed_line(context: Context, office: str, what: What) -> str | None:
    """That something is not the decree's any more, and since when; None where it is."""
    since = context.turn.office_words.since(office, what)
    return context.say("diubah oleh kantor pada {date}", date=_day(context, since)) if since is not None else None


def _day(context: Context, day: dt.date) -> str:
    return long_date(day, context.conversation.language)
