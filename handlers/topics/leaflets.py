"""The leaflet of a service: its requirements, time, cost and procedure on a page to print and pass on."""

from __future__ import annotations

from handlers.choices import choice
from handlers.context import Context
from handlers.turn import FileRef, Outcome, Reply, Section
from knowledge.model import Service


def give(context: Context, service: Service) -> Outcome:
    """The leaflet as a PDF."""
    context = context.changed(service=service.id)
    text = context.say("Lembar layanan {label}, untuk dicetak atau dibagikan.", label=service.label)
    file = FileRef("leaflet", service.id, f"{service.key}-{service.office}.pdf")
    choices = (
        choice(context.component_name("persyaratan"), "ask", service.id, "persyaratan"),
        choice(context.say("Bagian lain"), "parts", service.id),
        choice(context.say("Menu"), "menu"),
    )
    return context.answered(Reply((Section(paragraphs=(text,)),), choices=choices, file=file))
