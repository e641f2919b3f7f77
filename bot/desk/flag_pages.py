"""The answers that citizens called wrong: read, looked into, and settled with a note for colleagues."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from aiohttp import web
from multidict import MultiMapping

from bot.clock import Clock
from bot.desk.offices import known_offices, office_of, to_first
from bot.desk.pages import acting, page, visit_of
from bot.masking import masked
from bot.staff import Staff
from bot.store.desk_audit import keep
from bot.store.flags import (
    STATES,
    Flag,
    FlagChange,
    FlagState,
    StaleFlag,
    UnknownFlag,
    change_flag,
    count_flags,
    list_flags,
)
from bot.store.store import Store
from bot.store.unit import Unit
from handlers.names import COMPONENT_NAMES
from knowledge.library import Library
from locales.formats import long_moment

_SECTION = "flags"
LONGEST_NOTE = 1000
NAMES: dict[FlagState, str] = {
    "new": "Baru",
    "seen": "Sedang diperiksa",
    "mended": "Sudah dibetulkan",
    "right": "Benar adanya",
}
_STALE = "Catatan ini baru saja diubah petugas lain atau ditambah warga. Periksa yang baru, lalu simpan lagi."


@dataclass(frozen=True, slots=True)
class Card:
    """A flag in words; `note` and `state` are what the form under it holds."""

    flag: Flag
    about: str
    href: str
    at: str
    changed: str
    state: FlagState
    note: str


class FlagPages:
    """Three routes."""

    def __init__(self, store: Store, staff: Staff, clock: Clock) -> None:
        self._store = store
        self._staff = staff
        self._clock = clock

    def routes(self) -> list[web.RouteDef]:
        """Below the desk's prefix."""
        return [
            web.get("/flags", self.first, allow_head=False),
            web.get("/flags/{office}", self.show, allow_head=False),
            web.post("/flags/{office}/{id}", self.change),
        ]

    async def first(self, request: web.Request) -> web.Response:
        """Leads to the officer's first office."""
        return to_first(request, self._staff.search.library, _SECTION)

    async def show(self, request: web.Request) -> web.Response:
        """The list; that it was looked at is written down before it is shown."""
        return await self._page(request, _state(request.query.get("state", "")))

    async def change(self, request: web.Request) -> web.Response:
        """Saves state and note; the list is then shown anew, so that a reload repeats nothing."""
        visit = acting(request)
        office = office_of(request, self._staff.search.library)
        change = _change(request, await request.post(), office.slug, visit.officer.name)
        now, login = self._clock(), visit.officer.login

        def work(unit: Unit) -> None:
            change_flag(unit, change, now)
            keep(unit.connection, login, f"flag-{change.state}", f"flag:{change.id}", now, office=office.slug)

        try:
            await self._store.write(work)
        except UnknownFlag:
            raise web.HTTPNotFound from None
        except StaleFlag:
            return await self._page(request, None, 409, _STALE, change)
        response = web.Response(status=303)
        response.headers["Location"] = f"/desk/flags/{office.slug}?done={change.state}"
        return response

    async def _page(
        self, request: web.Request, state: FlagState | None, status: int = 200, told: str = "",
        draft: FlagChange | None = None,
    ) -> web.Response:  # fmt: skip
        library, now, officer = self._staff.search.library, self._clock(), visit_of(request).officer
        office = office_of(request, library)
        states = ("new", "seen") if state is None and draft is None else STATES if state is None else (state,)
        await self._store.write(
            lambda unit: keep(unit.connection, officer.login, "flags-seen", "flags", now, office=office.slug)
        )
        found = await self._store.read(partial(list_flags, office=office.slug, states=states))
        counts = await self._store.read(partial(count_flags, office=office.slug))
        cards = [_card(each, library) for each in found]
        if draft is not None:
            cards = [
                replace(each, state=draft.state, note=draft.note) if each.flag.id == draft.id else each
                for each in cards
                if each.flag.id == draft.id
            ]
        return page(
            request, "flags.html", status,
            office=office, offices=known_offices(request, library), cards=cards, counts=counts, names=NAMES,
            state=state, told=told, done="done" in request.query, longest=LONGEST_NOTE,
        )  # fmt: skip


def _change(request: web.Request, form: MultiMapping[object], office: str, officer: str) -> FlagChange:
    given = {name: form.get(name, "") for name in ("state", "note", "version")}
    identity, version, note = request.match_info["id"], str(given["version"]), masked(str(given["note"]).strip())
    state = _state(str(given["state"]))
    if not identity.isdecimal() or len(identity) > 15:
        raise web.HTTPNotFound
    if state is None or not version.isdecimal() or len(version) > 9 or len(note) > LONGEST_NOTE:
        raise web.HTTPBadRequest
    return FlagChange(int(identity), office, state, note, officer, int(version))


def _state(text: str) -> FlagState | None:
    return next((each for each in STATES if each == text), None)


def _card(flag: Flag, library: Library) -> Card:
    service = library.services.get(flag.service)
    about = service.label if service is not None else flag.service
    if flag.component is not None:
        about = f"{about}, {COMPONENT_NAMES.get(flag.component, flag.component)}"
    key = flag.service.partition("/")[2]
    anchor = f"#{flag.component}" if flag.component is not None else ""
    zone = library.zone(flag.office)
    return Card(
        flag,
        about,
        f"/desk/knowledge/{flag.office}/services/{key}{anchor}" if service is not None else "",
        long_moment(flag.at, zone),
        long_moment(flag.changed_at, zone),
        flag.state if flag.state != "new" else "seen",
        flag.note or "",
    )
