"""Which services an office has."""

from __future__ import annotations

from handlers.choices import choice
from handlers.context import Context
from handlers.paging import paged
from handlers.turn import Line, Outcome, Reply, Section


def list_services(context: Context, office: str, page: int | None = None) -> Outcome:
    """The services of an office's decree as choices, and those it only lists."""
    context = context.changed(service=None, component=None, question=None)
    services = context.library.of_office(office)
    described = [service for service in services if not service.listed_only]
    listed = tuple(Line(None, service.name) for service in services if service.listed_only)
    text = context.say(
        "Layanan {office}. Pilih salah satu, atau tanyakan langsung.", office=context.office(office).name
    )
    sections = [Section(paragraphs=(text,))]
    if listed:
        only = context.say("Disebut dalam keputusan tanpa rincian:")
        sections.append(Section(paragraphs=(only,), lines=listed))
    choices = tuple(choice(service.label, "ask", service.id, "-") for service in described)
    return context.answered(paged(context, Reply(tuple(sections), choices=choices), page, "services", office))
