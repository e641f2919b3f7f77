"""Readiness: a citizen's own figures held against the bounds of the decree, each beside the item that sets it."""

from __future__ import annotations

from dataclasses import replace

from handlers import readiness_text as telling
from handlers.caveats import NOT_A_DECISION, ONLY_FIGURES, permit_line
from handlers.choices import choice
from handlers.context import Context
from handlers.figures import Readiness, Verdict, judge
from handlers.measures import EXAMPLES
from handlers.offices import ask_office, office_menu
from handlers.own_figures import Told
from handlers.reach import contact_lines
from handlers.reckoning import VERB, awaits_number, bounded, measures_of, told_in
from handlers.turn import Choice, Outcome, Reply, Section
from knowledge.model import Service
from knowledge.thresholds import REQUIREMENTS, Measure, thresholds

NEW = "new"
"""Argument of a choice that forgets the figures."""
_MOST_CHOICES = 8


def reckon(context: Context, office: str | None, *before: str) -> Outcome:
    """Holds the figures told, now and before, against the services that the message is about."""
    told = told_in(context)
    if office is None:
        asked = context.changed(question=context.text or None)
        return ask_office(asked, context.say("Angkanya ditetapkan keputusan tiap kantor. Anda di daerah mana?"))
    named = tuple(context.service(each) for each in context.understood.services)
    if named and not any(thresholds(service) for service in named):
        return _no_numbers(context, office, named[0])
    kept = _kept(context, told)
    services = named or _fitting(context, office, told, kept)
    if services:
        return _of_services(context, services, kept, told, *before)
    if not told.measures and bounded(context.library, office):
        return _which(context, office, kept)
    return _no_numbers(context, office, None)


def begin(context: Context, service: Service, *more: str) -> Outcome:
    """Reckons for one service, by its choice; `new` forgets what was told."""
    told = Told() if NEW in more else told_in(context)
    kept = Readiness() if NEW in more else _kept(context, told)
    if not thresholds(service):
        return _no_numbers(context, service.office, service)
    return _of_services(context, (service,), kept, told)


def anew(context: Context, office: str, *_more: str) -> Outcome:
    """Reckons for an office from nothing."""
    context = context.changed(readiness=None)
    services = _fitting(context, office, Told(), Readiness())
    if services:
        return _of_services(context, services, Readiness(), Told())
    return (
        _which(context, office, Readiness()) if bounded(context.library, office) else _no_numbers(context, office, None)
    )


def _kept(context: Context, told: Told) -> Readiness:
    """What is known by now: a figure told anew takes the place of the one before."""
    before = context.conversation.readiness or Readiness()
    figures = {figure.measure: figure for figure in (*before.figures, *told.figures)}
    for measure, _ in told.problems:
        figures.pop(measure, None)
    return replace(before, figures=tuple(figures.values()))


def _fitting(context: Context, office: str, told: Told, kept: Readiness) -> tuple[Service, ...]:
    """The services that the figures are about, where the message names none."""
    candidates = bounded(context.library, office)
    before = tuple(service for service in candidates if service.id in kept.services)
    if "readiness" not in context.understood.signals and before and _all_bound(before, told):
        return before
    fitting = tuple(service for service in candidates if told.measures <= set(measures_of(service)))
    alike = {frozenset(measures_of(service)) for service in fitting}
    return fitting if told.measures or len(alike) == 1 else ()


def _all_bound(services: tuple[Service, ...], told: Told) -> bool:
    return all(told.measures <= set(measures_of(service)) for service in services)


def _of_services(context: Context, services: tuple[Service, ...], kept: Readiness, told: Told, *before: str) -> Outcome:
    """What the figures come to for some services of one office, and the question for one that is missing."""
    bounds = tuple(dict.fromkeys((each.measure, each.term) for service in services for each in thresholds(service)))
    measures = tuple(dict.fromkeys(measure for measure, _ in bounds))
    verdicts = {service.id: _verdicts(service, kept) for service in services}
    asking = _missing(measures, tuple(verdicts.values()), told)
    before_asking = context
    context = context.changed(
        service=services[0].id, component=REQUIREMENTS, question=None, unanswered=None,
        readiness=Readiness(kept.figures, tuple(service.id for service in services), asking),
    )  # fmt: skip
    remarks = (*before, *telling.remarks(context, services, told, asking))
    office = services[0].office
    if not told.others and not any(kept.of(measure) for measure in measures):
        return _ask_all(context, services, measures, remarks)
    if asking is not None and awaits_number(before_asking) and not told.figures:
        return _ask_again(context, services, kept, asking, remarks)
    sections = [
        Section(
            telling.heading(context, office),
            (*remarks, *telling.heard(context, services, kept), telling.summary(context, services, verdicts)),
        ),
        Section(lines=tuple(telling.service_line(context, service, verdicts[service.id]) for service in services)),
        *(Section(paragraphs=(telling.question(context, services, kept, each),)) for each in (asking,) if each),
        Section(paragraphs=_caveats(context, services)),
    ]
    again = choice(context.say("Hitung dari awal"), VERB, office, NEW)
    lists = tuple(choice(service.label, "ask", service.id, REQUIREMENTS) for service in services[:_MOST_CHOICES])
    sources = tuple(context.source(service, REQUIREMENTS) for service in services)
    reply = Reply(tuple(sections), sources, (again,) if asking else (*lists, again))
    question = context.question("readiness", office, services[0].id, REQUIREMENTS)
    return context.answered(context.with_sources(reply), question=question)


def _verdicts(service: Service, kept: Readiness) -> tuple[Verdict, ...]:
    return tuple(judge(bound, kept.of(bound.measure)) for bound in thresholds(service))


def _missing(measures: tuple[Measure, ...], found: tuple[tuple[Verdict, ...], ...], told: Told) -> Measure | None:
    """What to ask for: what was told in vain first."""
    wanted = {verdict.threshold.measure for verdicts in found for verdict in verdicts if verdict.state == "unknown"}
    in_vain = [measure for measure, _ in told.problems]
    return next((measure for measure in (*in_vain, *measures) if measure in wanted), None)


def _caveats(context: Context, services: tuple[Service, ...]) -> tuple[str, ...]:
    permit = next((service for service in services if service.permit), None)
    newer = (permit_line(context, permit),) if permit is not None else ()
    foreign = context.conversation.language != "id"
    quoted = (context.say("(Kutipan keputusan dalam bahasa Indonesia.)"),) if foreign else ()
    return (*quoted, f"{context.say(NOT_A_DECISION)} {context.say(ONLY_FIGURES)}", *newer)


def _ask_all(
    context: Context, services: tuple[Service, ...], measures: tuple[Measure, ...], remarks: tuple[str, ...]
) -> Outcome:
    """Asks for the figures while none is known."""
    labels = ", ".join(service.label for service in services)
    example = ", ".join(context.say(EXAMPLES[measure]) for measure in measures)
    what = context.say("Saya hitung dari angka dalam keputusan untuk: {services}.", services=labels)
    ask = context.say("Sebutkan angka Anda, misalnya: {example}.", example=example)
    section = Section(telling.heading(context, services[0].office), (*remarks, what, ask, context.say(NOT_A_DECISION)))
    return context.answered(Reply((section,)))


def _ask_again(
    context: Context, services: tuple[Service, ...], kept: Readiness, asking: Measure, remarks: tuple[str, ...]
) -> Outcome:
    """Asks once more for what was not answered, without all that stands above it already."""
    wait = context.say("Bila belum tahu, tanyakan hal lain saja; angka tadi saya ingat.")
    paragraphs = (*remarks, telling.question(context, services, kept, asking), wait)
    again = choice(context.say("Hitung dari awal"), VERB, services[0].office, NEW)
    return context.answered(Reply((Section(paragraphs=paragraphs),), choices=(again,)))


def _which(context: Context, office: str, kept: Readiness) -> Outcome:
    """Asks for which service, where an office's services count different things."""
    context = context.changed(readiness=replace(kept, asking=None))
    services = bounded(context.library, office)[:_MOST_CHOICES]
    text = context.say("Kesiapan untuk layanan yang mana?")
    choices = tuple(choice(service.label, VERB, service.id) for service in services)
    return context.answered(Reply((Section(telling.heading(context, office), (text,)),), choices=choices))


def _no_numbers(context: Context, office: str, service: Service | None) -> Outcome:
    """The office's decree bounds no such figure: its contact, and no other office's numbers."""
    kept = _kept(context, told_in(context))
    context = context.changed(unanswered=context.text or None, readiness=replace(kept, services=(), asking=None))
    if service is not None:
        context = context.changed(service=service.id, component=REQUIREMENTS)
    text = context.say(
        "Keputusan {place} tidak menyebut batas angka untuk ini, jadi tidak bisa dihitung dari keputusannya."
        " Tanyakan langsung ke kantornya:",
        place=context.office(office).place,
    )
    section = Section(service.label if service else None, (text,), contact_lines(context, office))
    choices: tuple[Choice, ...] = (choice(context.say("Teruskan ke petugas"), "pass-on", office),)
    if service is not None and REQUIREMENTS in service.components:
        choices = (choice(context.component_name(REQUIREMENTS), "ask", service.id, REQUIREMENTS), *choices)
    sources = (context.source(service, REQUIREMENTS),) if service is not None else ()
    reply = Reply((section,), sources, (*choices, *office_menu(context, office)[:1]))
    question = context.question("refused", office, service.id if service is not None else None)
    return context.answered(context.with_sources(reply), question=question)
