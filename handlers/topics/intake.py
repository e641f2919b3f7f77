"""Complaints, requests and status: until they can be filed here, the decree's own channels for them."""

from __future__ import annotations

from handlers.choices import choice
from handlers.context import Context
from handlers.names import mark
from handlers.offices import ask_office, office_menu
from handlers.reach import contact_lines
from handlers.turn import Line, Outcome, Reply, Section
from knowledge.model import Office

_KINDS = {
    "tatap-muka": mark("Tatap muka"),
    "kotak": mark("Kotak pengaduan"),
    "whatsapp": mark("WhatsApp"),
    "telepon": mark("Telepon"),
    "faksimile": mark("Faksimile"),
    "email": mark("Surel"),
    "web": mark("Laman"),
    "instagram": mark("Instagram"),
    "aplikasi": mark("Aplikasi"),
}


def complain(context: Context, office: str | None) -> Outcome:
    """Where and how to complain, with the decree's limits, promising none of them."""
    if office is None:
        context = context.changed(question=context.text or None)
        return ask_office(context, context.say("Maaf atas pengalaman Anda. Kantor mana yang dimaksud?"))
    place = context.office(office)
    regret = context.say(
        "Maaf atas pengalaman Anda. Pengaduan ke {office} dapat disampaikan lewat:", office=place.short
    )
    sections = [Section(context.say("Pengaduan"), (regret,), channel_lines(context, place))]
    if place.complaint_classes:
        limits = tuple(
            Line(
                None,
                context.say("{name}: paling lama {amount} {unit}", name=each.name, amount=each.amount, unit=each.unit),
            )
            for each in place.complaint_classes
        )
        sections.append(Section(paragraphs=(context.say("Batas waktu penyelesaian menurut keputusan:"),), lines=limits))
    source = context.say(
        "Sumber: Keputusan Kepala Dinas Nomor {number}, {where}.", number=place.decree.number, where=place.place
    )
    return context.answered(Reply(tuple(sections), source_lines=(source,), choices=office_menu(context, office)[:2]))


def channel_lines(context: Context, office: Office) -> tuple[Line, ...]:
    """The decreed ways to bring a complaint."""
    return tuple(
        Line(None, f"{context.say(_KINDS[channel.kind])}: {channel.value}") for channel in office.complaint_channels
    )


def request(context: Context, office: str | None, service: str | None) -> Outcome:
    """How to ask for a service at its office; filing it in the chat is not offered before it exists."""
    office = context.service(service).office if service else office
    if office is None:
        context = context.changed(question=context.text or None)
        return ask_office(context, context.say("Permohonan untuk kantor mana?"))
    place = context.office(office)
    text = context.say(
        "Permohonan belum dapat diajukan lewat percakapan ini. Ajukan langsung ke {office}:", office=place.name
    )
    section = Section(context.say("Permohonan"), (text,), contact_lines(context, office), _remark(context, service))
    choices = office_menu(context, office)[:2]
    if service is not None:
        context = context.changed(service=service)
        choices = (
            choice(context.say("Persyaratan"), "ask", service, "persyaratan"),
            choice(context.say("Prosedur"), "ask", service, "prosedur"),
            *choices,
        )
    return context.answered(Reply((section,), choices=choices))


def _remark(context: Context, service: str | None) -> tuple[str, ...]:
    """The decree's own word on where an application goes, such as OSS, where it has one."""
    asked = context.service(service).components.get("persyaratan") if service else None
    return (context.say("Catatan: {remark}", remark=asked.remark),) if asked and asked.remark else ()


def status(context: Context, office: str | None) -> Outcome:
    """Where to ask for the progress of something already filed."""
    if office is None:
        context = context.changed(question=context.text or None)
        return ask_office(context, context.say("Laporan atau permohonan Anda di kantor mana?"))
    place = context.office(office)
    text = context.say(
        "Perkembangan laporan dan permohonan belum dapat dilihat di percakapan ini. Tanyakan ke {office}:",
        office=place.name,
    )
    section = Section(context.say("Status"), (text,), contact_lines(context, office))
    return context.answered(Reply((section,), choices=office_menu(context, office)[:2]))
