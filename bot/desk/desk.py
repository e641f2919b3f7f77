"""Puts the desk together: an application of its own, to be mounted at `/desk`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from aiohttp import web

from bot.clock import Clock
from bot.desk.access import Access
from bot.desk.attachments import Attachments
from bot.desk.canned_desk import CannedDesk
from bot.desk.canned_pages import CannedPages
from bot.desk.composing import Composer
from bot.desk.counter_desk import CounterDesk
from bot.desk.counter_pages import CounterPages
from bot.desk.door import Door
from bot.desk.entry import AddressOf, Entry
from bot.desk.inbox_page import InboxPage
from bot.desk.pages import environment
from bot.desk.throttle import MakeWait, Throttle
from bot.desk.ticket_desk import TicketDesk
from bot.desk.ticket_pages import TicketPages
from bot.files.shelf import Shelf
from bot.papers.doors import Doors
from bot.staff import Staff
from bot.store.store import Store
from handlers.notice import Notice

PREFIX = "/desk"
_KINDS = {".css": "text/css", ".js": "text/javascript"}


@dataclass(frozen=True, slots=True)
class Around:
    """What the service around the desk gives it; `public_url` is None where the operator set none.

    `doors` are the addresses on receipts, `notice` gives the privacy notice in force.
    """

    store: Store
    staff: Staff
    shelf: Shelf
    clock: Clock
    public_url: str | None
    limit: MakeWait
    address_of: AddressOf
    doors: Doors = field(default_factory=Doors)
    notice: Callable[[], Notice] = Notice


def make_desk(around: Around) -> web.Application:
    """The desk."""
    access = Access(around.store, around.clock)
    site = urlsplit(around.public_url or "")
    origin = f"{site.scheme}://{site.netloc}" if site.netloc else None
    door = Door(access, origin, https=site.scheme == "https")
    app = web.Application(middlewares=[door.middleware()])
    environment(app)
    desk = TicketDesk(around.store, around.staff, around.clock)
    canned = CannedDesk(around.store, around.clock)
    parts = (
        Entry(access, door, Throttle(around.limit), around.address_of),
        InboxPage(around.store, around.staff, around.clock),
        TicketPages(desk, Composer(around.staff, canned, around.clock)),
        Attachments(desk, around.shelf),
        CannedPages(canned, around.staff),
        CounterPages(
            CounterDesk(around.store, around.staff, around.clock, around.doors), desk, around.staff, around.notice
        ),
    )
    for part in parts:
        app.add_routes(part.routes())
    app.router.add_get("/static/{name}", _static, name="static", allow_head=False)
    return app


async def _static(request: web.Request) -> web.Response:
    name = PurePosixPath(request.match_info["name"])
    kind = _KINDS.get(name.suffix)
    found = next((each for each in (files("bot.desk") / "static").iterdir() if each.name == str(name)), None)
    if kind is None or found is None:
        raise web.HTTPNotFound
    headers = {"Cache-Control": "public, max-age=300"}
    return web.Response(body=found.read_bytes(), content_type=kind, charset="utf-8", headers=headers)
