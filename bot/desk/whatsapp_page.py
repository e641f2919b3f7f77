"""The desk's page on WhatsApp, for heads and admins: numbers, templates and which is used for what, and the meter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from bot.clock import Clock
from bot.desk.access import Visit
from bot.desk.pages import fields_of, managing, overseeing, page
from bot.desk.whatsapp_view import number_view
from bot.desk.whatsapp_words import FREE_SERVICE, PURPOSES
from bot.staff import Staff
from bot.store.desk_audit import keep
from bot.store.store import Store
from bot.store.unit import Unit
from bot.store.whatsapp_desk import whatsapp_state
from bot.store.whatsapp_templates import DEFAULTS, Purpose, Template, changing_templates, set_use

_HERE = "/desk/whatsapp"
_MONTHS = 12
"""Months of the meter that are shown: a year's bills."""
_DONE = {"saved": "Tersimpan. Templat itu dipakai mulai sekarang."}
_WRONG = "Templat itu tidak ada atau tidak dapat dipakai sekarang. Belum ada yang berubah; pilih lagi."


@dataclass(frozen=True, slots=True)
class _Choice:
    """What an admin chose for a number; an empty name stands for the usual template."""

    account: str
    office: str
    names: Mapping[Purpose, str]


class UnusableTemplate(ValueError):
    """A template was chosen that its number has not, or that cannot be sent."""


class WhatsAppPage:
    """Two routes; `numbers` are our numbers' ids at Meta with the office of each."""

    def __init__(self, store: Store, staff: Staff, clock: Clock, numbers: Mapping[str, str]) -> None:
        self._store = store
        self._staff = staff
        self._clock = clock
        self._numbers = numbers

    def routes(self) -> list[web.RouteDef]:
        """Below the desk's prefix."""
        return [
            web.get("/whatsapp", self.show, allow_head=False),
            web.post("/whatsapp/{account}/templates", self.choose),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """The numbers of the officer's offices."""
        return await self._page(request, overseeing(request), done=_DONE.get(request.query.get("done", ""), ""))

    async def choose(self, request: web.Request) -> web.Response:
        """Which template a number uses for what; a number of another office is as unknown as none."""
        visit, account = managing(request), request.match_info["account"]
        office = self._numbers.get(account)
        if office is None or not visit.officer.knows(office):
            raise web.HTTPNotFound
        given = await fields_of(request)
        names = {purpose: given[purpose].strip() for purpose in PURPOSES if purpose in given}
        try:
            await self._keep(visit, _Choice(account, office, names))
        except UnusableTemplate:
            return await self._page(request, visit, 400, told=_WRONG)
        return web.Response(status=303, headers={"Location": f"{_HERE}?n={account}&done=saved"})

    async def _keep(self, visit: Visit, choice: _Choice) -> None:
        """Writes the choice down; what waits for a template is tried where there is one now. UnusableTemplate."""
        now, login = self._clock(), visit.officer.login

        def work(unit: Unit) -> None:
            state = whatsapp_state(unit.connection, (choice.account,), _since(now))[choice.account]
            with changing_templates(unit, (choice.account,), now):
                for purpose, name in choice.names.items():
                    if name not in {"", DEFAULTS[purpose], state.chosen.get(purpose)} | _usable_names(state.templates):
                        raise UnusableTemplate(name)
                    set_use(unit, choice.account, purpose, name or None)
            about = f"whatsapp:{choice.account}"
            keep(unit.connection, login, "whatsapp-templates", about, now, office=choice.office)

        await self._store.write(work)

    async def _page(
        self, request: web.Request, visit: Visit, status: int = 200, *, done: str = "", told: str = ""
    ) -> web.Response:
        now, library = self._clock(), self._staff.search.library
        offices = {account: office for account, office in self._numbers.items() if visit.officer.knows(office)}
        asked = request.match_info.get("account") or request.query.get("n", "")
        chosen = asked if asked in offices else next(iter(offices), None)
        number = None
        if chosen is not None:
            states = await self._store.read(lambda connection: whatsapp_state(connection, (chosen,), _since(now)))
            place, zone = library.place(offices[chosen]), library.zone(offices[chosen])
            number = number_view(states[chosen], place, zone, now)
        return page(
            request, "whatsapp.html", status,
            number=number, tabs=[(each, library.place(office), each == chosen) for each, office in offices.items()],
            connected=bool(self._numbers), done=done, told=told, free=FREE_SERVICE,
        )  # fmt: skip


def _usable_names(templates: tuple[Template, ...]) -> set[str | None]:
    return {each.name for each in templates if each.usable}


def _since(now: dt.datetime) -> str:
    """The first month of the meter."""
    month = now.astimezone(dt.UTC)
    back = month.year * 12 + month.month - _MONTHS
    return f"{back // 12:04d}-{back % 12 + 1:02d}"
