"""The office's overview: figures of a period with a picture of each, for reading, for printing, and as a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from aiohttp import web

from bot.clock import Clock
from bot.desk.offices import known_offices, office_of, to_first
from bot.desk.overview_view import Overview, overview, overview_rows
from bot.desk.pages import page, visit_of
from bot.desk.periods import NAMES, Period, period_of
from bot.desk.tables import csv_file
from bot.staff import Staff
from bot.store.desk_audit import keep
from bot.store.overview import Span, read_figures
from bot.store.questions import MOST_LISTED, TEXTS_KEPT, Unanswered, unanswered
from bot.store.store import Store
from knowledge.library import Library
from locales.formats import long_moment

_SECTION = "overview"
_KINDS = {"refused": "Tidak ada jawabannya", "choices": "Ditanya balik, tidak dipilih"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that nothing answered, in words."""

    text: str
    at: str
    kind: str
    about: str


class OverviewPage:
    """Four routes."""

    def __init__(self, store: Store, staff: Staff, clock: Clock) -> None:
        self._store = store
        self._staff = staff
        self._clock = clock

    def routes(self) -> list[web.RouteDef]:
        """Below the desk's prefix."""
        return [
            web.get("/overview", self.first, allow_head=False),
            web.get("/overview/{office}", self.show, allow_head=False),
            web.get("/overview/{office}/csv", self.file, allow_head=False),
            web.get("/overview/{office}/questions", self.questions, allow_head=False),
        ]

    async def first(self, request: web.Request) -> web.Response:
        """Leads to the officer's first office."""
        return to_first(request, self._staff.search.library, _SECTION)

    async def show(self, request: web.Request) -> web.Response:
        """The figures."""
        library, now = self._staff.search.library, self._clock()
        office = office_of(request, library)
        period = period_of(request.query, now, library.zone(office.slug))
        view = await self._view(office.slug, period)
        return page(
            request, "overview.html",
            office=office, offices=known_offices(request, library), period=period, names=NAMES, view=view,
            made=long_moment(now, period.zone), zone=period.zone.key,
        )  # fmt: skip

    async def file(self, request: web.Request) -> web.Response:
        """The same figures as CSV."""
        library, now = self._staff.search.library, self._clock()
        office = office_of(request, library)
        period = period_of(request.query, now, library.zone(office.slug))
        view = await self._view(office.slug, period)
        name = f"ringkasan-{office.slug}-{period.first}-{period.last}.csv"
        return csv_file(name, ("bagian", "rincian", "nilai"), overview_rows(view, period))

    async def _view(self, office: str, period: Period) -> Overview:
        now = self._clock()
        span = Span(office, period.begin, period.end)
        figures = await self._store.read(partial(read_figures, span=span, now=now))
        return overview(figures, period, self._staff.search.library, now)

    async def questions(self, request: web.Request) -> web.Response:
        """What citizens asked in vain; that it was looked at is written down before it is shown.

        Who serves the whole service also sees what named no office.
        """
        library, now, officer = self._staff.search.library, self._clock(), visit_of(request).officer
        office = office_of(request, library)
        period = period_of(request.query, now, library.zone(office.slug))
        slugs = (office.slug, "") if officer.offices is None else (office.slug,)
        await self._store.write(
            lambda unit: keep(unit.connection, officer.login, "questions-seen", "questions", now, office=office.slug)
        )
        found = await self._store.read(
            partial(unanswered, offices=slugs, begin=period.begin, end=period.end, now=now)
        )  # fmt: skip
        return page(
            request, "questions.html",
            office=office, offices=known_offices(request, library), period=period, names=NAMES,
            questions=tuple(_asked(found, library, period)), more=len(found) == MOST_LISTED, kept=TEXTS_KEPT.days,
        )  # fmt: skip


def _asked(found: list[Unanswered], library: Library, period: Period) -> Iterator[Asked]:
    for each in found:
        service = library.services.get(each.service or "")
        about = service.label if service is not None else "" if each.office else "tanpa kantor"
        yield Asked(each.text, long_moment(each.at, period.zone), _KINDS[each.kind], about)
