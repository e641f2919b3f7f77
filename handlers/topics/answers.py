"""Answers from a decree: one component, several, or an overview of a service, each with its source."""

from __future__ import annotations

from handlers.caveats import permit_line
from handlers.choices import choice
from handlers.context import Context
from handlers.highlight import asked_items
from handlers.lists.making import worth_offering
from handlers.names import USUAL_COMPONENTS
from handlers.office_notices import hours_sections, notice_sections
from handlers.paging import paged
from handlers.reach import reach
from handlers.turn import Choice, Line, Outcome, Reply, Section
from knowledge.form_model import Form
from knowledge.model import COMPONENTS, Component, Item, Service
from knowledge.thresholds import REQUIREMENTS, thresholds

LONGEST_REPLY = 4096
"""Characters of one message on Telegram and WhatsApp."""
_ROOM_FOR_CLOSING = 700
"""Kept free for source lines, the permit line and the choices."""
_MOST_IN_OVERVIEW = 160
"""Characters of a component's first words in an overview; the whole of it is one tap away."""


def answer(context: Context, service: Service, components: tuple[str, ...], *before: str) -> Outcome:
    """The answer on a service: its overview when no component is named."""
    context = context.changed(
        service=service.id, component=components[0] if components else None, question=None, unanswered=None
    )
    sections = _answer_sections(context, service, components) if components else (_overview(context, service),)
    notices = notice_sections(context, service.office, service.id) + hours_sections(context, service, components)
    shown, rest = _fitting(sections, components, sum(map(_length, notices)))
    shown = (*((Section(paragraphs=before),) if before else ()), *notices, *shown)
    if service.permit:
        shown = (*shown, Section(paragraphs=(permit_line(context, service),)))
    sources = tuple(
        context.source(service, component) for component in components[: len(components) - len(rest)] or (None,)
    )
    choices = _more(context, service, rest) + _other_components(context, service, components)
    reply = Reply(sections=shown, sources=sources, choices=choices)
    asked = context.question("answer", service.office, service.id, components[0] if components else None)
    return context.answered(context.with_sources(reply), question=asked)


def _answer_sections(context: Context, service: Service, components: tuple[str, ...]) -> tuple[Section, ...]:
    return tuple(component_section(context, service, component) for component in components)


def component_section(context: Context, service: Service, component_id: str) -> Section:
    """What the decree says on one component, whole, or that it says nothing."""
    heading = f"{_title(context, service)} · {context.component_name(component_id)}"
    paragraphs = _quoted(context)
    component = service.components.get(component_id)
    if component is None or component.blank:
        silence = context.say(
            "Keputusan {place} tidak mengisi bagian {component} untuk layanan ini."
            " Silakan tanyakan langsung ke kantor: {phone}.",
            place=context.office(service.office).place,
            component=context.component_name(component_id).lower(),
            phone=reach(context, service.office),
        )
        return Section(heading, (silence,))
    if _is_bare_zero(component):
        paragraphs = (*paragraphs, context.say("Gratis."))
    remark = (context.say("Catatan: {remark}", remark=component.remark),) if component.remark else ()
    asked = asked_items(context.search, context.asked, service, component.items)
    if asked:
        answer_first = context.say(
            "Yang Anda tanyakan, butir {marks}:", marks=", ".join(str(item.mark) for item in asked)
        )
        paragraphs = (*paragraphs, answer_first, *(item.text for item in asked), context.say("Selengkapnya:"))
    return Section(heading, paragraphs, item_lines(component), remark)


def _title(context: Context, service: Service) -> str:
    """The service's label, with its place where that is not the chosen office's."""
    if service.office == context.conversation.office:
        return service.label
    return f"{service.label}, {context.office(service.office).place}"


def _is_bare_zero(component: Component) -> bool:
    """Whether the fee is decreed as "Rp.0" alone, which not everybody reads as free of charge."""
    free = any(value.kind == "fee" and value.amount == 0 for value in component.values)
    return free and not any("gratis" in item.text.lower() or "pungut" in item.text.lower() for item in component.items)


def _quoted(context: Context) -> tuple[str, ...]:
    if context.conversation.language == "id":
        return ()
    return (context.say("(Kutipan keputusan dalam bahasa Indonesia.)"),)


def item_lines(component: Component) -> tuple[Line, ...]:
    """The items as decreed; a flow chart without written steps is said in one line."""
    lines = tuple(_line(item) for item in component.items)
    if component.flow and not component.items:
        lines = (Line(None, " → ".join(component.flow)),)
    return lines


def _line(item: Item) -> Line:
    text = item.text
    if item.flow:
        text = f"{text} {' → '.join(item.flow)}"
    return Line(item.mark, text, tuple(_line(each) for each in item.items))


def _overview(context: Context, service: Service) -> Section:
    office = context.office(service.office)
    lines = tuple(
        Line(None, f"{context.component_name(component)}: {_first_words(context, service.components[component])}")
        for component in ("produk", "jangka-waktu", "biaya", "persyaratan")
        if component in service.components
    )
    about = context.say("{name}, layanan {office}.", name=service.name, office=office.name)
    return Section(service.label, (about, *_quoted(context)), lines)


def _first_words(context: Context, component: Component) -> str:
    if component.blank:
        return context.say("tidak disebut dalam keputusan")
    texts = [item.text.rstrip(";. ") for item in component.items]
    words = "; ".join(texts)
    if len(words) <= _MOST_IN_OVERVIEW:
        return words
    if len(texts) > 1:
        return context.say("{count} butir, di antaranya {first}", count=len(texts), first=texts[0])
    return f"{words[:_MOST_IN_OVERVIEW].rsplit(' ', 1)[0]} …"


def _fitting(
    sections: tuple[Section, ...], components: tuple[str, ...], length: int
) -> tuple[tuple[Section, ...], tuple[str, ...]]:
    """The sections that fit one message that has a length already, and the components left for "lanjut"."""
    for number, section in enumerate(sections):
        length += _length(section)
        if number and length > LONGEST_REPLY - _ROOM_FOR_CLOSING:
            return sections[:number], components[number:]
    return sections, ()


def _length(section: Section) -> int:
    texts = [section.heading or "", *section.paragraphs, *section.closing]
    return sum(len(text) + 2 for text in texts) + sum(_line_length(line) for line in section.lines)


def _line_length(line: Line) -> int:
    return len(line.text) + 8 + sum(_line_length(each) for each in line.lines)


def _more(context: Context, service: Service, rest: tuple[str, ...]) -> tuple[Choice, ...]:
    if not rest:
        return ()
    return (choice(context.say("Lanjut"), "ask", service.id, ",".join(rest)),)


def _other_components(context: Context, service: Service, components: tuple[str, ...]) -> tuple[Choice, ...]:
    usual = [
        component for component in USUAL_COMPONENTS if component in service.components and component not in components
    ]
    asked = tuple(choice(context.component_name(component), "ask", service.id, component) for component in usual)
    forms = context.library.forms_of(service.id)
    ask = (choice(context.say("Ajukan permohonan"), "request", service.id),) if _can_be_asked(forms) else ()
    keep = _checklist(context, service) if REQUIREMENTS in components and worth_offering(service) else ()
    reckon = (choice(context.say("Hitung kesiapan"), "ready", service.id),) if _is_reckoned(service, components) else ()
    leaflet = (choice(context.say("Lembar layanan (PDF)"), "leaflet", service.id),)
    others = choice(context.say("Bagian lain"), "parts", service.id)
    return (*asked, *ask, *keep, *reckon, others, *(leaflet if REQUIREMENTS in components else ()))


def _is_reckoned(service: Service, components: tuple[str, ...]) -> bool:
    """Whether figures can be held against what is shown: requirements that bound some."""
    return REQUIREMENTS in components and bool(thresholds(service))


def _checklist(context: Context, service: Service) -> tuple[Choice, ...]:
    """The requirements as a list to tick: kept, or seen again."""
    if service.id in context.conversation.lists:
        return (choice(context.say("Daftar periksa saya"), "list", service.id),)
    return (choice(context.say("Simpan daftar periksa"), "checklist", service.id),)


def _can_be_asked(forms: tuple[Form, ...]) -> bool:
    """Whether a service is asked for here: not where its papers are filed at another door."""
    return any(form.instead is None for form in forms)


def parts(context: Context, service: Service, page: int | None, *last: Choice) -> Outcome:
    """All parts of a service that its decree fills, as choices, and what else is offered `last`."""
    context = context.changed(service=service.id, component=None)
    filled = [component for component in COMPONENTS if component in service.components]
    choices = tuple(choice(context.component_name(component), "ask", service.id, component) for component in filled)
    text = context.say("Bagian mana dari {label} yang ingin Anda baca?", label=service.label)
    reply = Reply((Section(service.name, (text,)),), choices=(*choices, *last))
    return context.answered(paged(context, reply, page, "parts", service.id))
