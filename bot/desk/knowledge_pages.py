"""What the bot knows of an office: its services, each as it is answered, and what is odd in its decree."""

from __future__ import annotations

from aiohttp import web

from bot.clock import Clock
from bot.desk.decree_notes import count_notes, notes_of_decree, notes_of_service
from bot.desk.knowledge_view import MOST_FOUND, answered, find, parts_of, service_row
from bot.desk.offices import known_offices, office_of, to_first
from bot.desk.pages import page
from bot.staff import Staff
from handlers.office_words import OfficeWords
from knowledge.model import COMPONENTS
from locales.formats import long_date

_SECTION = "knowledge"
_LONGEST = 100


class KnowledgePages:
    """Four routes; nothing in them is anybody's data."""

    def __init__(self, staff: Staff, clock: Clock) -> None:
        self._staff = staff
        self._clock = clock

    def routes(self) -> list[web.RouteDef]:
        """Below the desk's prefix."""
        return [
            web.get("/knowledge", self.first, allow_head=False),
            web.get("/knowledge/{office}", self.services, allow_head=False),
            web.get("/knowledge/{office}/notes", self.notes, allow_head=False),
            web.get("/knowledge/{office}/services/{service}", self.service, allow_head=False),
        ]

    async def first(self, request: web.Request) -> web.Response:
        """Leads to the officer's first office."""
        return to_first(request, self._staff.search.library, _SECTION)

    async def services(self, request: web.Request) -> web.Response:
        """The services of an office, or where some words stand in them."""
        library = self._staff.search.library
        office = office_of(request, library)
        words = "".join(each for each in request.query.get("q", "")[:_LONGEST] if each.isprintable()).strip()
        rows = [service_row(service) for service in library.of_office(office.slug)]
        odd, repaired = count_notes(library, office)
        return page(
            request, "knowledge.html",
            office=office, offices=known_offices(request, library), rows=rows, parts=len(COMPONENTS),
            words=words, hits=find(library, office.slug, words), most=MOST_FOUND, odd=odd, repaired=repaired,
            decree_date=long_date(office.decree.date, "id"),
        )  # fmt: skip

    async def notes(self, request: web.Request) -> web.Response:
        """Every odd point and repair of an office's decree."""
        library = self._staff.search.library
        office = office_of(request, library)
        services = [(each, tuple(notes_of_service(each))) for each in library.of_office(office.slug)]
        return page(
            request, "decree_notes.html",
            office=office, offices=known_offices(request, library), whole=tuple(notes_of_decree(office)),
            services=[(each, notes) for each, notes in services if notes],
        )  # fmt: skip

    async def service(self, request: web.Request) -> web.Response:
        """One service with its parts as citizens read them."""
        search, now = self._staff.search, self._clock()
        library = search.library
        office = office_of(request, library)
        service = library.services.get(f"{office.slug}/{request.match_info['service']}")
        if service is None:
            raise web.HTTPNotFound
        own = OfficeWords(changes=self._staff.office_words.changes)  # notices are shown once, over the first
        return page(
            request, "service.html",
            office=office, service=service, row=service_row(service),
            overview=answered(search, service, "-", now, self._staff.office_words),
            parts=() if service.listed_only else tuple(parts_of(search, service, now, own)),
            about=tuple(each for each in notes_of_service(service) if each.place == "Layanan"), count=len(COMPONENTS),
        )  # fmt: skip
