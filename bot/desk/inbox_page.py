"""The desk's first page: the tickets that an officer may know of, by view, filter and search."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args
from urllib.parse import urlencode

from aiohttp import web

from bot.clock import Clock as Now
from bot.desk.chat_window import window_view
from bot.desk.clock_words import Clock, clock_of
from bot.desk.door import LIVE
from bot.desk.pages import page, visit_of
from bot.desk.reminder_pages import shown_reminders
from bot.desk.tabs import Tab
from bot.staff import Staff
from bot.store.desk_audit import keep
from bot.store.inbox import VIEWS, Filter, Reached, View, inbox, inbox_counts, reached_by, units_of
from bot.store.moves import traces
from bot.store.officers import Officer
from bot.store.store import Store
from bot.store.tickets import FiledTicket
from bot.ticket_words import CHANNELS, KINDS, state_text
from handlers.facts import DONE
from handlers.ticket_alarms import standing
from knowledge.library import Library

_ON_A_PAGE = 50
_LONGEST = 100
_KEPT = ("view", "office", "class", "service", "channel", "unit", "q")
VIEW_NAMES: dict[View, str] = {
    "open": "Terbuka",
    "mine": "Milik saya",
    "unassigned": "Belum ada petugas",
    "today": "Jatuh tempo hari ini",
    "overdue": "Terlambat",
    "waiting": "Menunggu warga",
    "done": "Selesai",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A ticket in the list, in words."""

    number: str
    kind: str
    about: str
    office: str
    state: str
    clock: Clock
    assigned: str
    unit: str
    window: str


class InboxPage:
    """The list, and the list alone for a page that is open."""

    def __init__(self, store: Store, staff: Staff, now: Now) -> None:
        self._store = store
        self._staff = staff
        self._now = now

    def routes(self) -> list[web.RouteDef]:
        """The desk's root, and below it."""
        return [
            web.get("", self.show, allow_head=False),
            web.get("/live/inbox", self.refresh, name=f"{LIVE}-inbox", allow_head=False),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """The list; that it was looked at, or searched, is written down before it is shown."""
        wanted, listed = await self._listed(request)
        await self._looked(request, wanted)
        tag = _tag(page(request, "inbox_live.html", wanted=wanted, **listed))
        return page(request, "inbox.html", wanted=wanted, tag=tag, **listed, **await self._around(request, wanted))

    async def refresh(self, request: web.Request) -> web.Response:
        """The list as it is now, for a page that has it already; as long as it is the same, nobody looks anew."""
        wanted, listed = await self._listed(request)
        response = page(request, "inbox_live.html", wanted=wanted, **listed)
        response.headers["ETag"] = tag = f'"{_tag(response)}"'
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers={"ETag": tag})
        await self._looked(request, wanted)
        return response

    async def _looked(self, request: web.Request, wanted: Filter) -> None:
        login, now = visit_of(request).officer.login, self._now()
        what = "tickets-searched" if wanted.search else "tickets-listed"
        await self._store.write(lambda unit: keep(unit.connection, login, what, f"view:{wanted.view}", now))

    async def _listed(self, request: web.Request) -> tuple[Filter, dict[str, Any]]:
        """What is asked for, and what the templates show of it."""
        officer, library, now = visit_of(request).officer, self._staff.search.library, self._now()
        wanted = filter_of(request.query, officer)
        found = await self._store.read(lambda connection: inbox(connection, wanted, now))
        counts = await self._store.read(lambda connection: inbox_counts(connection, wanted, now))
        if wanted.view == "today":
            found = [each for each in found if standing(each.ticket, library, now) == "today"]
        if counts["today"]:  # of those that end within a day, the ones whose office has that day still
            todays = Filter(wanted.offices, view="today", office=wanted.office)
            near = await self._store.read(lambda connection: inbox(connection, todays, now))
            counts["today"] = sum(standing(each.ticket, library, now) == "today" for each in near)
        first = (_place(request.query) - 1) * _ON_A_PAGE
        shown = found[first : first + _ON_A_PAGE]
        reached = await self._store.read(lambda connection: reached_by(connection, shown))
        return wanted, {
            "tabs": [_tab(view, counts[view], request.query, wanted.view) for view in VIEWS],
            "rows": [_row(each, library, now, reached.get(each.conversation or 0)) for each in shown],
            "count": len(found),
            "earlier": _turned(request.query, -1) if first else None,
            "later": _turned(request.query, 1) if first + _ON_A_PAGE < len(found) else None,
            "many_offices": officer.offices is None or len(officer.offices) > 1,
        }

    async def _around(self, request: web.Request, wanted: Filter) -> dict[str, Any]:
        """What stands round the list, and is not looked for anew while the page is open."""
        officer, library = visit_of(request).officer, self._staff.search.library
        moved = await self._store.read(lambda connection: traces(connection, officer.offices))
        return {
            "choices": _choices(officer, wanted, library),
            "units": await self._store.read(lambda connection: units_of(connection, officer.offices)),
            "moved": len(moved),
            "download": exported(request.query) if officer.acts else None,
            "reminders": await shown_reminders(self._store, officer, library, self._now),
        }


def _tag(listed: web.Response) -> str:
    """Tells one list from another."""
    return hashlib.blake2b((listed.text or "").encode(), digest_size=12).hexdigest()


def filter_of(query: Mapping[str, str], officer: Officer) -> Filter:
    """What an officer wants to see, of what they may."""
    given = {name: query.get(name, "").strip()[:_LONGEST] for name in ("office", "service", "channel", "unit", "q")}
    view = query.get("view", "open")
    return Filter(
        offices=officer.offices,
        names=frozenset({officer.name, officer.login}),
        view=next((each for each in get_args(View) if each == view), "open"),
        office=given["office"],
        ticket_class=query.get("class", "").strip()[:_LONGEST],
        service=given["service"],
        channel=given["channel"],
        unit=given["unit"],
        search="".join(each for each in given["q"] if each.isprintable()),
    )


def _choices(officer: Officer, wanted: Filter, library: Library) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen in the filters: of the offices that the officer knows, or of the one that was chosen."""
    known = [office for slug, office in library.offices.items() if officer.knows(slug)]
    narrowed = [office for office in known if wanted.office in {"", office.slug}]
    classes = {each.id: each.name for office in narrowed for each in office.complaint_classes}
    services = [(each.id, each.name) for office in narrowed for each in library.of_office(office.slug)]
    return {
        "offices": [(office.slug, office.place) for office in known],
        "classes": list(classes.items()),
        "services": services,
        "channels": list(CHANNELS.items()),
    }


def _row(filed: FiledTicket, library: Library, now: dt.datetime, reached: Reached | None) -> Row:
    ticket = filed.ticket
    clock = clock_of(filed, library, now)
    return Row(
        ticket.number,
        KINDS[ticket.kind],
        ticket.about,
        library.place(ticket.office),
        state_text(filed),
        clock,
        filed.assigned_to or "",
        filed.unit or "",
        _window(filed, library, now, reached) if reached is not None and ticket.state not in DONE else "",
    )


def _window(filed: FiledTicket, library: Library, now: dt.datetime, reached: Reached) -> str:
    """When the citizen may be written to freely; the page of the ticket says what happens else."""
    if reached.unreachable_since is not None:
        return ""
    view = window_view(reached.window, library.zone(filed.ticket.office), now, "")
    return view.short if view is not None else ""


def exported(query: Mapping[str, str]) -> str:
    """The filter of a list as the query of its export."""
    return urlencode({name: query[name] for name in _KEPT if query.get(name)})


def _tab(view: View, count: int, query: Mapping[str, str], chosen: View) -> Tab:
    return Tab(VIEW_NAMES[view], count, _led(query, view=view), view == chosen)


def _place(query: Mapping[str, str]) -> int:
    text = query.get("page", "")
    return max(1, int(text)) if text.isdecimal() and len(text) < 4 else 1


def _turned(query: Mapping[str, str], by: int) -> str:
    return _led(query, page=str(_place(query) + by))


def _led(query: Mapping[str, str], **changes: str) -> str:
    """The same list with something changed; what is empty is left out, and a change of view begins at the front."""
    kept = {name: query[name] for name in _KEPT if query.get(name)}
    return f"/desk?{urlencode({**kept, **changes})}"
