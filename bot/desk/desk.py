"""Puts the desk together: an application of its own, to be mounted at `/desk`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from aiohttp import web

from bot.chats import Chats
from bot.clock import Clock
from bot.desk.access import Access
from bot.desk.account import Account
from bot.desk.account_page import AccountPage
from bot.desk.announce_desk import AnnounceDesk
from bot.desk.announcement_files import AnnouncementFiles
from bot.desk.announcement_list import AnnouncementList
from bot.desk.announcement_pages import AnnouncementPages
from bot.desk.attachments import Attachments
from bot.desk.audit_page import AuditPage
from bot.desk.bank_pages import BankPages
from bot.desk.canned_desk import CannedDesk
from bot.desk.canned_pages import CannedPages
from bot.desk.chat_desk import ChatDesk
from bot.desk.chat_pages import ChatPages
from bot.desk.compose_pages import ComposePages
from bot.desk.composing import Composer
from bot.desk.counter_desk import CounterDesk
from bot.desk.counter_pages import CounterPages
from bot.desk.decree_desk import DecreeDesk, Written
from bot.desk.decree_pages import DecreePages
from bot.desk.door import Door
from bot.desk.draft_pages import DraftPages
from bot.desk.entry import AddressOf, Entry
from bot.desk.export_page import ExportPage
from bot.desk.flag_pages import FlagPages
from bot.desk.inbox_page import InboxPage
from bot.desk.knowledge_pages import KnowledgePages
from bot.desk.lapor_page import LaporPage
from bot.desk.live import Live
from bot.desk.office_page import Changed, OfficePage
from bot.desk.overview_page import OverviewPage
from bot.desk.pages import environment
from bot.desk.privacy_page import PrivacyPage
from bot.desk.publish_pages import PublishPages
from bot.desk.reminder_pages import ReminderPages
from bot.desk.staff_page import StaffPage
from bot.desk.telegram_page import BotName, TelegramPage
from bot.desk.throttle import MakeWait, Throttle
from bot.desk.ticket_desk import TicketDesk
from bot.desk.ticket_pages import TicketPages
from bot.desk.whatsapp_page import WhatsAppPage
from bot.files.shelf import Shelf
from bot.papers.doors import Doors
from bot.privacy_desk import PrivacyDesk
from bot.staff import Staff
from bot.staff_chats import StaffChats
from bot.store.store import Store
from bot.wakes import Wakes
from handlers.notice import Notice

PREFIX = "/desk"
_KINDS = {".css": "text/css", ".js": "text/javascript"}


@dataclass(frozen=True, slots=True)
class Around:
    """What the service around the desk gives it; `public_url` is None where the operator set none.

    `doors` are the addresses on receipts, `notice` gives the privacy notice in force, `overlay` is the folder of the
    offices' own knowledge files, `whatsapp` are our numbers' ids there with the office of each.
    """

    store: Store
    staff: Staff
    shelf: Shelf
    clock: Clock
    public_url: str | None
    limit: MakeWait
    address_of: AddressOf
    wakes: Wakes
    chats: Chats
    announcements: AnnounceDesk
    privacy: PrivacyDesk
    office_changed: Changed
    doors: Doors
    notice: Callable[[], Notice]
    overlay: Path
    decree_published: Written
    bot_name: BotName = lambda: None
    whatsapp: Mapping[str, str] = field(default_factory=dict)


def make_desk(around: Around) -> web.Application:
    """The desk."""
    access = Access(around.store, around.clock)
    site = urlsplit(around.public_url or "")
    origin = f"{site.scheme}://{site.netloc}" if site.netloc else None
    door = Door(access, origin, https=site.scheme == "https")
    app = web.Application(middlewares=[door.middleware()])
    environment(app)
    throttle = Throttle(around.limit)
    desk = TicketDesk(around.store, around.staff, around.clock)
    live = Live(around.store, access, around.wakes, around.clock)
    app.on_shutdown.append(live.end)
    canned = CannedDesk(around.store, around.clock)
    announced = AnnouncementPages(around.announcements)
    decrees = DecreeDesk(
        around.store, around.staff, around.shelf, around.overlay, around.decree_published, around.clock
    )
    parts = (
        Entry(access, door, throttle, around.address_of),
        AccountPage(Account(around.store, around.clock), around.staff, door, throttle, around.address_of, around.clock),
        StaffPage(around.store, around.staff, around.clock, around.public_url),
        AuditPage(around.store, around.staff, around.clock),
        InboxPage(around.store, around.staff, around.clock),
        ExportPage(around.store, around.staff, around.clock),
        OverviewPage(around.store, around.staff, around.clock),
        KnowledgePages(around.staff, around.clock),
        ChatPages(ChatDesk(around.store, around.staff, around.chats, around.clock), around.shelf),
        live,
        TicketPages(desk, Composer(around.staff, canned, around.clock)),
        PrivacyPage(around.store, around.staff, around.privacy, around.clock),
        LaporPage(desk, around.staff, around.shelf, around.clock),
        Attachments(desk, around.shelf),
        CannedPages(canned, around.staff),
        ReminderPages(around.store, around.clock),
        TelegramPage(StaffChats(around.store, around.clock), around.staff, around.clock, around.bot_name),
        WhatsAppPage(around.store, around.staff, around.clock, around.whatsapp),
        AnnouncementList(around.announcements),
        ComposePages(around.announcements, decrees.announcement),
        FlagPages(around.store, around.staff, around.clock),
        OfficePage(around.store, around.staff, around.clock, around.office_changed),
        DraftPages(decrees),
        PublishPages(decrees),
        BankPages(around.store, around.staff, around.clock),
        DecreePages(decrees),
        announced,
        AnnouncementFiles(around.announcements, announced, around.shelf),
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
