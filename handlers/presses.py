"""What the press of a choice does: a verb of its id to a topic. An id that leads nowhere any more gets a word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from handlers import intake, offices, privately
from handlers.choices import Action
from handlers.claims import linked_claim
from handlers.context import Context
from handlers.facts import Needs
from handlers.routing import route
from handlers.topics import (
    announcements,
    answers,
    checklist,
    choosing,
    complaint,
    contact,
    fallback,
    following,
    greeting,
    handover,
    language,
    leaflets,
    opened,
    privacy,
    readiness,
    request,
    services,
    tickets,
    wrong_answer,
)
from handlers.turn import Message, Outcome, Turn
from knowledge.model import COMPONENTS
from locales.catalogue import LANGUAGES

Again = Callable[[Turn], Outcome | Needs]
"""Takes a turn from the start: a question that waited for its office is asked again."""


_ON_TICKETS = frozenset({"ticket", "add", "settled", "unsettled", "rate", "join", "receipt"})


def press(context: Context, pressed: Action, again: Again) -> Outcome | Needs:
    """What the choice comes to."""
    own = pressed.verb in privately.VERBS or (pressed.verb == "news" and pressed.arguments[:1] != ("show",))
    if privately.needed(context) and own:
        return privately.move(context, _private_way_in(context, pressed))
    return _own(context, pressed) or _public(context, pressed, again)


def _own(context: Context, pressed: Action) -> Outcome | Needs | None:
    """What is one person's own: a form, a ticket, personal data; None for anything else."""
    arguments = pressed.arguments
    if pressed.verb == "privacy":
        return privacy.pressed(context, *arguments)
    if pressed.verb == "news" and announcements.is_press(arguments):
        return announcements.pressed(context, *arguments)
    if pressed.verb in intake.VERBS and arguments:
        return intake.press(context, pressed, route)
    if pressed.verb in _ON_TICKETS and arguments:
        return tickets.pressed(context, pressed.verb, *arguments)
    if pressed.verb == "follow" and arguments:
        return following.follow(context, arguments[0])
    if pressed.verb in checklist.VERBS and arguments:
        return checklist.pressed(context, pressed.verb, *arguments)
    if pressed.verb == handover.VERB:
        return handover.pressed(context, *arguments)
    if pressed.verb in _OPENS and arguments:
        return intake.held(context) or _OPENS[pressed.verb](context, *arguments)
    return None


def _public(context: Context, pressed: Action, again: Again) -> Outcome | Needs:
    """What is the same for everybody."""
    arguments = pressed.arguments
    if pressed.verb in _PLAIN and not arguments:
        return _PLAIN[pressed.verb](context)
    if pressed.verb == "start":
        return _start(context, arguments[0] if arguments else None)
    if pressed.verb == "language" and arguments and arguments[0] in LANGUAGES:
        return language.confirm(language.switch(context, arguments[0]))
    if arguments and arguments[0] in context.library.offices:
        return _of_office(context, pressed.verb, again, *arguments)
    if arguments and arguments[0] in context.library.services:
        return _of_service(context, pressed.verb, *arguments)
    return fallback.stale(context)


def _private_way_in(context: Context, pressed: Action) -> str | None:
    """Where the private chat begins: at the own data, at the service or at the office that the choice was of."""
    if pressed.verb == "privacy":
        return privacy.WAY_IN
    known = {*context.library.offices, *context.library.services}
    return next((each for each in pressed.arguments if each in known), context.conversation.office)


def _of_office(context: Context, verb: str, again: Again, office: str, *more: str) -> Outcome | Needs:
    match verb:
        case "office":
            return _choose(context, office, again)
        case "services":
            return services.list_services(context, office, _page(more))
        case "contact":
            return contact.contact(context, office)
        case "hours":
            return contact.hours(context, office)
        case "ready":
            return readiness.anew(context, office)
        case "channels":
            return complaint.channels(context, office)
        case _:
            return fallback.stale(context)


def _of_service(context: Context, verb: str, service: str, *more: str) -> Outcome:
    match verb:
        case "parts":
            found = context.service(service)
            return answers.parts(context, found, _page(more), wrong_answer.offer(context, found))
        case "leaflet":
            return leaflets.give(context, context.service(service))
        case "ask":
            return _ask(context, service, *more[:1])
        case "ready":
            return readiness.begin(context, context.service(service), *more)
        case wrong_answer.VERB:
            return wrong_answer.pressed(context, context.service(service), *more[:1])
        case _:
            return fallback.stale(context)


def _page(more: tuple[str, ...]) -> int | None:
    """The page that a choice of a long list turns to."""
    return int(more[0]) if more and more[0].isdecimal() else None


def _start(context: Context, way_in: str | None) -> Outcome | Needs:
    """The first words of a chat; the link that led here may name an office, one of its services, or a ticket."""
    code = linked_claim(way_in)
    if code is not None:
        return following.look(context, code)
    if way_in == privacy.WAY_IN:
        return privacy.menu(context)
    if way_in in context.library.services:
        context = context.changed(office=context.service(str(way_in)).office)
        return _ask(context, str(way_in))
    if way_in in context.library.offices:
        context = context.changed(office=way_in, service=None, component=None, question=None)
    return greeting.greet(context)


def _choose(context: Context, office: str, again: Again) -> Outcome | Needs:
    """Keeps the office; a question that was waiting for it is answered now."""
    question = context.conversation.question
    if question is None:
        return choosing.confirm_office(context, office)
    conversation = replace(context.conversation, office=office, question=None, shown=())
    return again(replace(context.turn, message=Message("text", question), conversation=conversation))


def _ask(context: Context, service_id: str, asked: str = "-") -> Outcome:
    service = context.service(service_id)
    if service.listed_only:
        return fallback.only_listed(context, service)
    before: tuple[str, ...] = ()
    if context.conversation.office != service.office and context.conversation.question is not None:
        context = context.changed(office=service.office)
        before = (offices.now_chosen(context, service.office),)
    components = tuple(component for component in asked.split(",") if component in COMPONENTS)
    return answers.answer(context, service, components, *before)


def _other_offices(context: Context) -> Outcome:
    return offices.offer_offices(context, context.say("Kantor yang saya kenal:"))


def _newest_receipt(context: Context) -> Outcome | Needs:
    number = context.conversation.last_ticket
    return tickets.pressed(context, "receipt", number) if number is not None else tickets.status(context)


_PLAIN: dict[str, Callable[[Context], Outcome | Needs]] = {
    "offices": offices.ask_office,
    "elsewhere": _other_offices,
    "languages": language.ask,
    "help": greeting.explain,
    "menu": greeting.menu,
    "tickets": tickets.status,
    "lists": checklist.asked,
    "cancel": greeting.nothing_to_cancel,
    "open": opened.opened,
    "claim": following.explain,
    "receipt": _newest_receipt,
    wrong_answer.DONE: wrong_answer.end,
}


def _complain(context: Context, office: str, *more: str) -> Outcome | Needs:
    if office not in context.library.offices:
        return fallback.stale(context)
    return complaint.complain(context, office, anew="new" in more)


def _requests(context: Context, office: str, *_more: str) -> Outcome:
    return request.request(context, office, None) if office in context.library.offices else fallback.stale(context)


def _request(context: Context, service: str, *_more: str) -> Outcome:
    return request.request(context, None, service) if service in context.library.services else fallback.stale(context)


def _form(context: Context, form: str, service: str = "", *_more: str) -> Outcome:
    if form not in context.library.forms or service not in context.library.services:
        return fallback.stale(context)
    return request.begin(context, context.library.forms[form], context.service(service).office, service)


def _pass_on(context: Context, office: str, *_more: str) -> Outcome:
    if office not in context.library.offices:
        return fallback.stale(context)
    return request.pass_on(context, office, context.conversation.unanswered)


_OPENS: dict[str, Callable[..., Outcome | Needs]] = {
    "complain": _complain,
    "requests": _requests,
    "request": _request,
    "form": _form,
    "pass-on": _pass_on,
}
"""Choices that open a form."""
