"""Passages of a decree for an officer to quote: found by a question, shown as the bot gives them, with their source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from handlers.context import Context
from handlers.names import COMPONENT_NAMES, USUAL_COMPONENTS
from handlers.topics.answers import component_section
from handlers.turn import Conversation, Message, Reply, Turn
from knowledge.search import Search
from knowledge.understanding import Understanding

MOST = 6
"""Passages that one search shows: more are not read beside a ticket."""
_MOST_SERVICES = 3


@dataclass(frozen=True, slots=True)
class Passage:
    """One component of one service, as the bot answers it."""

    service: str
    component: str
    reply: Reply


def find_passages(search: Search, office: str, question: str, now: dt.datetime) -> tuple[Passage, ...]:
    """What an office's own decree says to a question, best first; the usual parts where none was asked for."""
    understood = search.understand(question, office)
    found = [each for each in understood.services if each.startswith(f"{office}/")][:_MOST_SERVICES]
    asked = understood.components
    if understood.intent == "answer" or not asked:
        found = found[:1]
    wanted = ((service, component) for service in found for component in asked or _usual(search, service))
    passages = (passage(search, service, component, now) for service, component in wanted)
    return tuple(each for each, _ in zip((each for each in passages if each is not None), range(MOST), strict=False))


def passage(search: Search, service: str, component: str, now: dt.datetime) -> Passage | None:
    """One component of a service; None where there is no such service or component."""
    if service not in search.library.services or component not in COMPONENT_NAMES:
        return None
    known = search.library.services[service]
    conversation = Conversation(office=known.office)
    context = Context(Turn(Message("staff"), conversation, now), conversation, search, Understanding("answer"))
    section = component_section(context, known, component)
    reply = Reply((section,), sources=(context.source(known, component),))
    return Passage(service, component, context.with_sources(reply))


def _usual(search: Search, service: str) -> Iterator[str]:
    components = search.library.services[service].components
    return (each for each in USUAL_COMPONENTS if each in components)
