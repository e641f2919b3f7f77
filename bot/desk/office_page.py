"""What an office says beside its decree: dated notices over answers, and numbers and hours that have changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from aiohttp import web

from bot.clock import Clock
from bot.desk.office_forms import (
    LINES,
    WrongForm,
    read_hours,
    read_lines,
    read_notice,
    rows_of_form,
    rows_of_hours,
)
from bot.desk.offices import known_offices, office_of, to_first
from bot.desk.pages import acting, page
from bot.staff import Staff
from bot.store.desk_audit import keep
from bot.store.office_words import (
    UnknownNotice,
    Value,
    add_notice,
    change_office,
    end_notice,
    kept_changes,
    running_notices,
)
from bot.store.store import Store
from bot.store.unit import Unit, Work
from handlers.office_words import LONGEST_NOTICE, What
from knowledge.model import Office
from locales.formats import long_date

_SECTION = "office"
_DONE = {
    "notice": "Pemberitahuan tersimpan. Mulai sekarang bot menampilkannya bersama jawaban.",
    "ended": "Pemberitahuan diakhiri.",
    "changed": "Tersimpan. Mulai sekarang bot memakainya.",
}
Changed = Callable[[], Awaitable[None]]
"""Lets what was written be taken up."""


class OfficePage:
    """Six routes."""

    def __init__(self, store: Store, staff: Staff, clock: Clock, changed: Changed) -> None:
        self._store = store
        self._staff = staff
        self._clock = clock
        self._changed = changed

    def routes(self) -> list[web.RouteDef]:
        """Below the desk's prefix."""
        return [
            web.get("/office", self.first, allow_head=False),
            web.get("/office/{office}", self.show, allow_head=False),
            web.post("/office/{office}/notices", self.add),
            web.post("/office/{office}/notices/{id}/end", self.end),
            web.post("/office/{office}/contact", self.contact),
            web.post("/office/{office}/hours", self.hours),
        ]

    async def first(self, request: web.Request) -> web.Response:
        """Leads to the officer's first office."""
        return to_first(request, self._staff.search.library, _SECTION)

    async def show(self, request: web.Request) -> web.Response:
        """What runs and what can be changed."""
        return await self._page(request, done=_DONE.get(request.query.get("done", ""), ""))

    async def add(self, request: web.Request) -> web.Response:
        """Adds a notice."""
        visit, library = acting(request), self._staff.search.library
        office, form = office_of(request, library), await request.post()
        today = self._now(office).date()
        try:
            notice = read_notice(form, office, library, today)
        except WrongForm as error:
            return await self._page(request, 400, str(error), notice=form)

        def work(unit: Unit) -> None:
            made = add_notice(unit, notice, visit.officer.name, self._clock())
            keep(
                unit.connection,
                visit.officer.login,
                "notice-added",
                f"notice:{made}",
                self._clock(),
                office=office.slug,
            )

        return await self._done(office, work, "notice")

    async def end(self, request: web.Request) -> web.Response:
        """Takes a notice back before its day."""
        visit = acting(request)
        office, identity = office_of(request, self._staff.search.library), request.match_info["id"]
        if not identity.isdecimal() or len(identity) > 15:
            raise web.HTTPNotFound

        def work(unit: Unit) -> None:
            end_notice(unit, office.slug, int(identity), self._clock())
            about = f"notice:{identity}"
            keep(unit.connection, visit.officer.login, "notice-ended", about, self._clock(), office=office.slug)

        try:
            return await self._done(office, work, "ended")
        except UnknownNotice:
            raise web.HTTPNotFound from None

    async def contact(self, request: web.Request) -> web.Response:
        """Saves numbers and addresses; those that are the decree's own are no change."""
        acting(request)
        office, form = office_of(request, self._staff.search.library), await request.post()
        try:
            values: dict[What, Value] = {what: read_lines(form, what) for what in LINES}
        except WrongForm as error:
            return await self._page(request, 400, str(error), contact=form)
        return await self._change(request, office, values)

    async def hours(self, request: web.Request) -> web.Response:
        """Saves the hours; those that are the decree's own are no change."""
        acting(request)
        office, form = office_of(request, self._staff.search.library), await request.post()
        try:
            values: dict[What, Value] = {"hours": office.hours if "decree" in form else read_hours(form)}
        except WrongForm as error:
            return await self._page(request, 400, str(error), hours=form)
        return await self._change(request, office, values)

    async def _change(self, request: web.Request, office: Office, values: Mapping[What, Value]) -> web.Response:
        officer, now = acting(request).officer, self._clock()

        def work(unit: Unit) -> None:
            before = kept_changes(unit.connection, office.slug)
            for what, value in values.items():
                decreed = getattr(office, what)
                stands = before[what].value if what in before else decreed
                if value == stands:
                    continue
                change_office(unit, office.slug, what, None if value == decreed else value, officer.name, now)
                keep(unit.connection, officer.login, "office-changed", f"office:{what}", now, office=office.slug)

        return await self._done(office, work, "changed")

    async def _done(self, office: Office, work: Work[None], what: str) -> web.Response:
        await self._store.write(work)
        await self._changed()
        response = web.Response(status=303)
        response.headers["Location"] = f"/desk/office/{office.slug}?done={what}"
        return response

    async def _page(
        self, request: web.Request, status: int = 200, told: str = "", done: str = "",
        notice: Mapping[str, object] | None = None, contact: Mapping[str, object] | None = None,
        hours: Mapping[str, object] | None = None,
    ) -> web.Response:  # fmt: skip
        """The page; what was typed into a form that was refused stands in it again."""
        library = self._staff.search.library
        office = office_of(request, library)
        today = self._now(office).date()
        notices = await self._store.read(partial(running_notices, office=office.slug, today=today))
        changes = await self._store.read(partial(kept_changes, office=office.slug))
        zone = library.zone(office.slug)
        own = changes["hours"].value if "hours" in changes else office.hours
        return page(
            request, "office.html", status,
            office=office, offices=known_offices(request, library), told=told, done=done, longest=LONGEST_NOTICE,
            notices=[(each, long_date(each.until, "id"), _service(each.service, library.services)) for each in notices],
            services=[(each.id, each.label) for each in library.of_office(office.slug)],
            notice=notice or {}, today=today,
            lines=[
                (
                    what, name,
                    str((contact or {}).get(what, "")) if contact is not None
                    else "\n".join(map(str, changes[what].value if what in changes else getattr(office, what))),
                    ", ".join(getattr(office, what)) or "tidak ada",
                )
                for what, name in LINES.items()
            ],
            rows=rows_of_form(hours) if hours is not None else tuple(rows_of_hours(own)),  # type: ignore[arg-type]
            since={
                what: f"{long_date(each.at.astimezone(zone).date(), 'id')} oleh {each.by}"
                for what, each in changes.items()
            },
        )  # fmt: skip

    def _now(self, office: Office) -> dt.datetime:
        return self._clock().astimezone(self._staff.search.library.zone(office.slug))


def _service(service: str | None, services: Mapping[str, object]) -> str:
    if service is None:
        return "Seluruh kantor"
    return str(getattr(services.get(service), "label", service))
