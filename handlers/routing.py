"""The table of topics: which topic answers which intent. A new ability is a topic file and a line here."""

from __future__ import annotations

from collections.abc import Callable

from handlers import offices, privately
from handlers.context import Context
from handlers.facts import Needs
from handlers.topics import (
    announcements,
    answers,
    checklist,
    choosing,
    clarify,
    compare,
    complaint,
    contact,
    fallback,
    greeting,
    handover,
    language,
    privacy,
    readiness,
    request,
    services,
    tickets,
)
from handlers.turn import Outcome
from knowledge.understanding import Intent


def route(context: Context) -> Outcome | Needs:
    """What the topic for the message's intent says."""
    if privately.needed(context) and _is_private(context):
        way_in = privacy.WAY_IN if context.understood.intent == "privacy" else _office(context)
        return privately.move(context, way_in)
    return TOPICS[context.understood.intent](context)


def _is_private(context: Context) -> bool:
    """Whether a message is one person's own matter; how one complains may be told to all."""
    intent = context.understood.intent
    if intent == "announcements":
        return bool(context.understood.signals & {"news-start", "news-stop"})
    return intent in privately.INTENTS and not (intent == "complaint" and _asks_how(context))


def _office(context: Context) -> str | None:
    return context.understood.office or context.conversation.office


def _complain(context: Context) -> Outcome | Needs:
    office = _office(context)
    if office is not None and _asks_how(context):
        return complaint.channels(context, office)
    return complaint.complain(context, office)


def _asks_how(context: Context) -> bool:
    """Whether the ways to complain are asked for, rather than a complaint told."""
    return "complaint" not in context.understood.signals and not complaint.tells(context.text)


def _request(context: Context) -> Outcome:
    return request.request(context, _office(context), next(iter(context.understood.services), None))


def _officer(context: Context) -> Outcome | Needs:
    office = _office(context)
    if not handover.wants_to_talk(context.text):
        return request.pass_on(context, office, context.conversation.unanswered)
    if office is None:
        return offices.ask_office(context.changed(question=context.text), context.say("Pertanyaan untuk kantor mana?"))
    return handover.ask(context, office) or request.pass_on(context, office, context.conversation.unanswered)


def _status(context: Context) -> Outcome | Needs:
    return tickets.status(context)


def _contact(context: Context) -> Outcome:
    return contact.contact(context, _office(context))


def _hours(context: Context) -> Outcome:
    return contact.hours(context, _office(context))


def _language(context: Context) -> Outcome:
    return language.ask(context) if language.wanted(context.text) is None else language.confirm(context)


def _choose_office(context: Context) -> Outcome:
    if len(context.understood.named) == 1:
        return choosing.confirm_office(context, context.understood.named[0])
    return offices.ask_office(context)


def _list_services(context: Context) -> Outcome:
    office = _office(context)
    if office is None:
        return offices.ask_office(context.changed(question=context.text), context.say("Layanan kantor yang mana?"))
    return services.list_services(context, office)


def _answer(context: Context) -> Outcome:
    service = context.service(context.understood.services[0])
    context, before = _choosing_named(context)
    return answers.answer(context, service, context.understood.components, *before)


def _clarify(context: Context) -> Outcome:
    if "request" in context.understood.signals and not context.understood.names_service:
        return request.request(context, _office(context), None)
    found = tuple(context.service(service) for service in context.understood.services)
    context, before = _choosing_named(context)
    return clarify.clarify(context, found, context.understood.components, *before)


def _reckon(context: Context) -> Outcome:
    office = _office(context)
    offices_named = {context.service(service).office for service in context.understood.services}
    if offices_named and office not in offices_named:
        office = next(iter(offices_named)) if len(offices_named) == 1 else None
    context, before = _choosing_named(context)
    return readiness.reckon(context, office, *before)


def _choosing_named(context: Context) -> tuple[Context, tuple[str, ...]]:
    """The first office that a citizen names becomes the chosen one, and is said to be."""
    named = context.understood.named
    if context.conversation.office is not None or len(named) != 1:
        return context, ()
    context = context.changed(office=named[0])
    return context, (offices.now_chosen(context, named[0]),)


def _refuse(context: Context) -> Outcome:
    understood = context.understood
    if understood.services and context.service(understood.services[0]).listed_only:
        return fallback.only_listed(context, context.service(understood.services[0]))
    if understood.matter is not None and not understood.elsewhere:
        return fallback.beyond(context)
    if understood.place is not None and not understood.named:
        return fallback.no_decree(context, understood.place)
    if understood.office is not None and understood.elsewhere:
        elsewhere = tuple(context.service(service) for service in understood.elsewhere)
        return fallback.lacks(context, understood.office, elsewhere)
    if understood.components and understood.office is None and not understood.residue and not understood.names_service:
        return offices.ask_office(context.changed(question=context.text), context.say("Layanan di kantor mana?"))
    return fallback.not_understood(context)


def _compare(context: Context) -> Outcome:
    understood = context.understood
    if understood.place is not None:
        return fallback.no_decree(context, understood.place)
    known = (*understood.services[:1], context.conversation.service, *understood.elsewhere[:1])
    service = next((service for service in known if service is not None), None)
    if service is None:
        return fallback.not_understood(context)
    key, own = context.service(service).key, context.service(service).office
    named = understood.named
    if len(named) < 2:
        first = (context.conversation.office or own) if understood.names_service else own
        named = (first, *named, *(each.office for each in context.library.of_key(key)))
    pair = tuple(dict.fromkeys(named))[:2]
    if len(pair) < 2:
        return _only_one(context, service)
    return _side_by_side(context, key, pair)


def _side_by_side(context: Context, key: str, pair: tuple[str, ...]) -> Outcome:
    """Compares a service of the same key at two offices; says so when one of them has none."""
    left, right = (context.library.services.get(f"{office}/{key}") for office in pair)
    if left is None or left.listed_only:
        return fallback.lacks(context, pair[0], (right,) if right else ())
    if right is None or right.listed_only:
        return fallback.lacks(context, pair[1], (left,))
    return compare.compare(context, left, right, context.understood.components)


def _only_one(context: Context, service: str) -> Outcome:
    place = context.office(context.service(service).office).place
    before = context.say("Hanya {place} yang punya layanan ini, jadi tidak ada bandingannya.", place=place)
    return answers.answer(context, context.service(service), context.understood.components, before)


TOPICS: dict[Intent, Callable[[Context], Outcome | Needs]] = {
    "status": _status,
    "checklist": checklist.asked,
    "complaint": _complain,
    "request": _request,
    "officer": _officer,
    "language": _language,
    "choose-office": _choose_office,
    "compare": _compare,
    "readiness": _reckon,
    "list-services": _list_services,
    "hours": _hours,
    "contact": _contact,
    "greeting": greeting.greet,
    "thanks": greeting.thank,
    "privacy": privacy.said,
    "announcements": announcements.said,
    "help": greeting.explain,
    "answer": _answer,
    "clarify": _clarify,
    "out-of-scope": _refuse,
}
