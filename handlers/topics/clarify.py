"""Asks back by choices when a question fits more than one service, remembering what was first asked."""

from __future__ import annotations

from handlers.choices import choice
from handlers.context import Context
from handlers.offices import MOST_BUTTONS, place_label
from handlers.turn import Outcome, Reply, Section
from knowledge.model import Service

_MOST_CHOICES = 9
"""Services offered at once; with "Tempat lain" they fill one WhatsApp list."""


def clarify(context: Context, services: tuple[Service, ...], components: tuple[str, ...], *before: str) -> Outcome:
    """Offers the services that fit; the choice answers the question as it was asked."""
    offices = {service.office for service in services}
    keys = {service.key for service in services}
    component = ",".join(components) or "-"
    if len(offices) > MOST_BUTTONS:
        return _ask_place(context, *before)
    offered = services[:_MOST_CHOICES]
    choices = tuple(
        choice(_label(context, service, len(offices), len(keys)), "ask", service.id, component) for service in offered
    )
    text = _text(context, len(offices), len(keys))
    if len(offices) > 1:
        choices = (*choices, choice(context.say("Tempat lain"), "elsewhere"))
    context = context.changed(question=context.text or None)
    question = context.question("choices", next(iter(offices)) if len(offices) == 1 else None)
    return context.answered(Reply((Section(paragraphs=(*before, text), lines=()),), choices=choices), question=question)


def _text(context: Context, offices: int, keys: int) -> str:
    if offices > 1 and keys == 1:
        return context.say("Layanan ini ada di {count} kantor. Anda di daerah mana?", count=offices)
    if offices > 1:
        return context.say("Ada beberapa layanan yang cocok di {count} kantor. Yang mana maksud Anda?", count=offices)
    return context.say("Ada beberapa layanan yang cocok. Yang mana maksud Anda?")


def _label(context: Context, service: Service, offices: int, keys: int) -> str:
    place = context.office(service.office).place
    if offices > 1 and keys == 1:
        return place_label(place)
    if offices > 1:
        return f"{service.office.capitalize()}: {service.label}"
    return service.label


def _ask_place(context: Context, *before: str) -> Outcome:
    context = context.changed(question=context.text or context.conversation.question)
    text = context.say("Layanan ini ada di banyak daerah. Ketik nama kota atau kabupaten Anda.")
    question = context.question("choices", None)
    return context.answered(Reply((Section(paragraphs=(*before, text)),)), question=question)
