"""How to reach an office, and when it is open."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from handlers.choices import choice
from handlers.context import Context
from handlers.holidays import DaysOff
from handlers.hours_text import clock_text, day_text, weekday_text
from handlers.office_notices import changed_line, notice_sections
from handlers.offices import ask_office, office_menu
from handlers.reach import contact_lines
from handlers.turn import Choice, Line, Outcome, Reply, Section, Source
from knowledge.model import DayHours, Office


def contact(context: Context, office: str | None) -> Outcome:
    """Address, phones and the rest as the decree gives them."""
    if office is None:
        context = context.changed(question=context.text or None)
        return ask_office(context, context.say("Kontak kantor yang mana?"))
    section = Section(context.office(office).name, lines=contact_lines(context, office))
    question = context.question("contact", office)
    reply = Reply((*notice_sections(context, office), section), choices=_after(context, office))
    return context.answered(reply, question=question)


def _after(context: Context, office: str) -> tuple[Choice, ...]:
    return (choice(context.say("Jam buka"), "hours", office), *office_menu(context, office)[:1])


def hours(context: Context, slug: str | None) -> Outcome:
    """Opening hours of today and the week, with breaks and days off."""
    if slug is None:
        context = context.changed(question=context.text or None)
        return ask_office(context, context.say("Jam buka kantor yang mana?"))
    office = context.office(slug)
    if not office.hours:
        text = context.say(
            "Keputusan {place} tidak menyebut jam buka kantor. Silakan tanyakan lewat kontak berikut.",
            place=office.place,
        )
        section = Section(office.name, (text,), contact_lines(context, slug))
        question = context.question("refused", slug)
        return context.answered(Reply((section,), choices=office_menu(context, slug)[:1]), question=question)
    lines = tuple(Line(None, day_text(context, day)) for day in office.hours)
    closed = context.say("Sabtu, Minggu, dan hari libur nasional tidak disebut dalam jam layanan.")
    changed = changed_line(context, slug, "hours")
    own = (context.say("Jam ini {changed}, berbeda dari keputusan.", changed=changed),) if changed else ()
    section = Section(office.name, (today(context, office),), lines, (closed, *own))
    reply = Reply(
        (*notice_sections(context, slug), section), _hours_sources(context, office), office_menu(context, slug)[:2]
    )
    question = context.question("hours", slug, office.hours_service)
    return context.answered(context.with_sources(reply), question=question)


def _hours_sources(context: Context, office: Office) -> tuple[Source, ...]:
    if office.hours_service is None or changed_line(context, office.slug, "hours") is not None:
        return ()
    return (context.source(context.service(office.hours_service), "jangka-waktu"),)


def today(context: Context, office: Office) -> str:
    """Whether the office is open now, by its own clock."""
    now = context.now.astimezone(ZoneInfo(office.timezone))
    holiday = DaysOff(context.library.calendar, office.slug).on(now.date())
    if holiday is not None and holiday.kind == "national":
        return context.say("Hari ini libur nasional ({holiday}), kantor tidak melayani.", holiday=holiday.name)
    if holiday is not None:
        return context.say("Hari ini libur ({holiday}), kantor tidak melayani.", holiday=holiday.name)
    day = next((day for day in office.hours if day.weekday == now.weekday()), None)
    if day is None:
        return context.say("Hari ini ({day}) tidak ada jam layanan.", day=weekday_text(context, now.weekday()))
    return context.say(
        "Hari ini ({day}) pukul {open}–{close}, {state}.",
        day=weekday_text(context, day.weekday),
        open=clock_text(day.open),
        close=clock_text(day.close),
        state=_state(context, day, now.time()),
    )


def _state(context: Context, day: DayHours, now: dt.time) -> str:
    clock = now.strftime("%H:%M")
    if not day.open <= clock < day.close:
        return context.say("sekarang tutup")
    back = next((end for start, end in day.breaks if start <= clock < end), None)
    if back is not None:
        return context.say("sekarang istirahat sampai pukul {time}", time=clock_text(back))
    return context.say("sekarang buka")
