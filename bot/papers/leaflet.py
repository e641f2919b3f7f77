"""The leaflet of a service: what its decree says, on a page for the counter and for meetings in villages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from bot.papers import pdf
from bot.papers.doors import Doors
from bot.papers.paper import Draw, NoPaper, Wanted
from bot.papers.sheet import Code, Sheet
from handlers.context import Context
from handlers.reach import contact_lines
from handlers.topics.answers import component_section
from handlers.turn import Section
from knowledge.model import Service
from locales.formats import long_date

COMPONENTS = ("persyaratan", "jangka-waktu", "biaya", "prosedur", "pengaduan")
"""What one comes to the counter for, in the order in which it is asked."""


def read(wanted: Wanted) -> Draw:
    """The leaflet of a service; raises NoPaper when there is no such service, or its decree says nothing of it."""
    service = wanted.context.library.services.get(wanted.ref.id)
    if service is None or service.listed_only:
        raise NoPaper(wanted.context.say("Keputusannya tidak memberi rincian layanan itu, jadi tidak ada lembarnya."))
    sheet = leaflet(wanted.context, service, wanted.doors)
    return lambda: _drawn(sheet)


@lru_cache(maxsize=100)
def _drawn(sheet: Sheet) -> bytes:
    """Kept, since many ask for the same: drawing takes up to a second, and a leaflet is some 20 kB."""
    return pdf.draw(sheet)


def leaflet(context: Context, service: Service, doors: Doors) -> Sheet:
    """What stands on the leaflet of a service; without a door it has no code."""
    url = doors.start(service.id)
    made = context.say("Dibuat {date}; tanyakan yang terbaru.", date=long_date(context.now.date(), "id"))
    return Sheet(
        office=context.office(service.office).name,
        title=service.name,
        large=None,
        sections=tuple(_sections(context, service)),
        small=(context.source_line(context.source(service, None)), made),
        code=Code(url, context.say("Pindai dan tanyakan layanan ini")) if url is not None else None,
    )


def _sections(context: Context, service: Service) -> Iterator[Section]:
    for component in COMPONENTS:
        yield replace(component_section(context, service, component), heading=context.component_name(component))
    yield Section(context.say("Kontak dan alamat"), lines=contact_lines(context, service.office))
