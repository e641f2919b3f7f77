"""The list of announcements that an officer may know of, by where they stand and by office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import urlencode

from aiohttp import web

from bot.desk.announce_desk import AnnounceDesk
from bot.desk.announcement_view import AnnouncementView, announcement_view
from bot.desk.pages import page, visit_of
from bot.desk.tabs import Tab
from bot.store.announcements import MOST_LISTED, AnnouncementState, Kept

View = Literal["all", "draft", "waiting", "scheduled", "running", "over"]
_NAMES: dict[View, str] = {
    "all": "Semua",
    "draft": "Konsep",
    "waiting": "Menunggu persetujuan",
    "scheduled": "Terjadwal",
    "running": "Berjalan",
    "over": "Selesai",
}
_STATES: dict[AnnouncementState, View] = {
    "draft": "draft",
    "waiting-approval": "waiting",
    "scheduled": "scheduled",
    "sending": "running",
    "paused": "running",
    "done": "over",
    "cancelled": "over",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list."""

    shown: AnnouncementView
    office: str


class AnnouncementList:
    """One route."""

    def __init__(self, desk: AnnounceDesk) -> None:
        self._desk = desk

    def routes(self) -> list[web.RouteDef]:
        """Below the desk's prefix."""
        return [web.get("/announcements", self.show, allow_head=False)]

    async def show(self, request: web.Request) -> web.Response:
        """The list."""
        officer, library, now = visit_of(request).officer, self._desk.library, self._desk.now()
        known = [office for slug, office in library.offices.items() if officer.knows(slug)]
        office = next((each.slug for each in known if each.slug == request.query.get("office")), "")
        chosen: View = next((each for each in get_args(View) if each == request.query.get("view")), "all")
        found = [kept for kept in await self._desk.every(officer) if office in {"", kept.told.office}]
        shown = [kept for kept in found if chosen in {"all", _STATES[kept.state]}]
        places = {each.slug: each.place for each in known}
        rows = [
            Listed(announcement_view(kept, library, now), places.get(kept.told.office, kept.told.office))
            for kept in shown
        ]
        return page(
            request, "announcements.html",
            tabs=[_tab(view, found, office, chosen) for view in _NAMES], rows=rows, chosen=chosen, office=office,
            offices=known, most=MOST_LISTED if len(found) >= MOST_LISTED else None,
        )  # fmt: skip


def _tab(view: View, found: list[Kept], office: str, chosen: View) -> Tab:
    count = sum(view in {"all", _STATES[kept.state]} for kept in found)
    given = {"view": view, "office": office} if office else {"view": view}
    return Tab(_NAMES[view], count, f"/desk/announcements?{urlencode(given)}", view == chosen)
