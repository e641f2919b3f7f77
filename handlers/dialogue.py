"""The pure core: a turn in, an outcome out. Routes a message to its topic; topics say what is said."""

from __future__ import annotations

from dataclasses import replace

from handlers import offices
from handlers.choices import Action, action
from handlers.context import Context
from handlers.followup import fill_from_context, picked_choice
from handlers.topics import answers, choosing, clarify, compare, contact, fallback, greeting, intake, language, services
from handlers.turn import Message, Outcome, Turn
from knowledge.model import COMPONENTS
from knowledge.search import Search
from knowledge.understanding import Understanding


def take_turn(turn: Turn, search: Search) -> Outcome:
    """What a message comes to. Pure: the same turn and library give the same outcome."""
    message = turn.message
    if message.kind == "press":
        return _press(_context(turn, search, Understanding("help")), action(message.choice or ""))
    text = message.text.strip()
    picked = picked_choice(text, turn.conversation.shown, search)
    if picked is not None:
        return _press(_context(turn, search, Understanding("help")), action(picked.id))
    return _say(turn, search)


def _context(turn: Turn, search: Search, understood: Understanding) -> Context:
    conversation = turn.conversation
    if conversation.office is not None and conversation.office not in search.library.offices:
        conversation = replace(conversation, office=None)
    if conversation.service is not None and conversation.service not in search.library.services:
        conversation = replace(conversation, service=None, component=None)
    return Context(turn, conversation, search, understood)


def _say(turn: Turn, search: Search) -> Outcome:
    understood = search.understand(turn.message.text, turn.conversation.office)
    context = _context(turn, search, understood)
    if not search.read(turn.message.text).tokens and not understood.signals:
        return fallback.unreadable(context)
    context = _switched_language(context)
    if context is not None and "switch-office" in understood.signals and len(understood.named) == 1:
        context = context.changed(office=understood.named[0])
        if not (understood.names_service or understood.components):
            return choosing.confirm_office(context, understood.named[0])
    context = fill_from_context(context)
    return _route(context)


def _switched_language(context: Context) -> Context:
    if "language" not in context.understood.signals:
        return context
    wanted = language.wanted(context.text)
    return language.switch(context, wanted) if wanted is not None else context


def _route(context: Context) -> Outcome:
    understood = context.understood
    match understood.intent:
        case "complaint":
            return intake.complain(context, _office(context))
        case "status":
            return intake.status(context, _office(context))
        case "request":
            return intake.request(context, _office(context), next(iter(understood.services), None))
        case "contact":
            return contact.contact(context, _office(context))
        case "hours":
            return contact.hours(context, _office(context))
        case "language":
            return _language(context)
        case "thanks":
            return greeting.thank(context)
        case "greeting":
            return greeting.greet(context)
        case "help":
            return greeting.explain(context)
        case "choose-office":
            return _choose_office(context)
        case "list-services":
            return _list_services(context)
        case "compare":
            return _compare(context)
        case "answer":
            return _answer(context)
        case "clarify":
            return _clarify(context)
        case "out-of-scope":
            return _refuse(context)


def _office(context: Context) -> str | None:
    return context.understood.office or context.conversation.office


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
    understood = context.understood
    service = context.service(understood.services[0])
    before: tuple[str, ...] = ()
    if context.conversation.office is None and understood.named == (service.office,):
        context = context.changed(office=service.office)
        before = (offices.now_chosen(context, service.office),)
    return answers.answer(context, service, understood.components, *before)


def _clarify(context: Context) -> Outcome:
    understood = context.understood
    found = tuple(context.service(service) for service in understood.services)
    before: tuple[str, ...] = ()
    if context.conversation.office is None and len(understood.named) == 1:
        context = context.changed(office=understood.named[0])
        before = (offices.now_chosen(context, understood.named[0]),)
    return clarify.clarify(context, found, understood.components, *before)


def _refuse(context: Context) -> Outcome:
    understood = context.understood
    if understood.services and context.service(understood.services[0]).listed_only:
        return fallback.only_listed(context, context.service(understood.services[0]))
    if understood.matter is not None and not understood.elsewhere:
        return fallback.beyond(context)
    if understood.place is not None:
        return fallback.no_decree(context, understood.place)
    if understood.office is not None and understood.elsewhere:
        return fallback.lacks(context, understood.office, tuple(context.service(each) for each in understood.elsewhere))
    if understood.components and understood.office is None and not understood.residue and not understood.names_service:
        return offices.ask_office(context.changed(question=context.text), context.say("Layanan di kantor mana?"))
    return fallback.not_understood(context)


def _compare(context: Context) -> Outcome:
    understood = context.understood
    service = next(iter(understood.services), None) or context.conversation.service
    if service is None:
        service = next(iter(understood.elsewhere), None)
    if service is None:
        return fallback.not_understood(context)
    own = context.service(service).office
    named = understood.named
    if len(named) == 1:
        named = (context.conversation.office or own, named[0])
    pair = tuple(dict.fromkeys(named))
    if len(pair) < 2:
        others = context.library.of_key(context.service(service).key)
        if len(others) < 2:
            return _only_one(context, service)
        pair = tuple(dict.fromkeys((own, *(each.office for each in others))))
    return _side_by_side(context, context.service(service).key, (pair[0], pair[1]))


def _side_by_side(context: Context, key: str, pair: tuple[str, str]) -> Outcome:
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


def _press(context: Context, pressed: Action) -> Outcome:
    library = context.library
    match pressed.verb, pressed.arguments:
        case "office", (slug,) if slug in library.offices:
            return _choose(context, slug)
        case "ask", (service, components) if service in library.services:
            return _ask(context, service, tuple(each for each in components.split(",") if each in COMPONENTS))
        case "parts", (service,) if service in library.services:
            return answers.parts(context, library.services[service])
        case "services", (slug,) if slug in library.offices:
            return services.list_services(context, slug)
        case "contact", (slug,) if slug in library.offices:
            return contact.contact(context, slug)
        case "hours", (slug,) if slug in library.offices:
            return contact.hours(context, slug)
        case "complain", (slug,) if slug in library.offices:
            return intake.complain(context, slug)
        case "language", (code,):
            return language.confirm(language.switch(context, code))
        case "offices", ():
            return offices.ask_office(context)
        case "elsewhere", ():
            return offices.ask_office(context, context.say("Kantor yang saya kenal:"))
        case "languages", ():
            return language.ask(context)
        case "help", ():
            return greeting.explain(context)
        case _:
            return fallback.stale(context)


def _choose(context: Context, office: str) -> Outcome:
    """Keeps the office; a question that was waiting for it is answered now."""
    question = context.conversation.question
    if question is None:
        return choosing.confirm_office(context, office)
    conversation = replace(context.conversation, office=office, question=None, shown=())
    return _say(Turn(Message("text", question), conversation, context.now), context.search)


def _ask(context: Context, service_id: str, components: tuple[str, ...]) -> Outcome:
    service = context.service(service_id)
    if service.listed_only:
        return fallback.only_listed(context, service)
    before: tuple[str, ...] = ()
    if context.conversation.office != service.office and context.conversation.question is not None:
        context = context.changed(office=service.office)
        before = (offices.now_chosen(context, service.office),)
    return answers.answer(context, service, components, *before)
