"""The desk's page on Telegram: the officer's own account and the office's groups, linked by one-time codes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web
from markupsafe import Markup

from bot.clock import Clock
from bot.desk.pages import acting, fields_of, page, visit_of
from bot.desk.qr_pictures import qr_picture
from bot.staff import Staff
from bot.staff_chats import StaffChats, UnknownGroup
from bot.store.officers import Officer
from handlers.claims import claim_text
from locales.formats import long_date

BotName = Callable[[], str | None]
"""The name of our bot at Telegram, None where the service has none (yet)."""
_HERE = "/desk/telegram"
_DONE = {
    "cut": "Tautan akun Telegram Anda sudah dilepas.",
    "group-cut": "Tautan kelompok itu sudah dilepas.",
}
_NUMBER = re.compile(r"\d{1,18}")


@dataclass(frozen=True, slots=True)
class ShownCode:
    """A fresh code as a person types it, with the link and the picture that spare the typing."""

    command: str
    link: str | None
    picture: Markup | None
    office: str | None


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A group in words."""

    conversation: int
    office: str
    linked: str
    unreachable: bool


class TelegramPage:
    """Five routes."""

    def __init__(self, chats: StaffChats, staff: Staff, clock: Clock, bot_name: BotName) -> None:
        self._chats = chats
        self._staff = staff
        self._clock = clock
        self._bot_name = bot_name

    def routes(self) -> list[web.RouteDef]:
        """Below the desk's prefix."""
        return [
            web.get("/telegram", self.show, allow_head=False),
            web.post("/telegram/code", self.code),
            web.post("/telegram/unlink", self.unlink),
            web.post("/telegram/group-code", self.group_code),
            web.post("/telegram/group-unlink", self.group_unlink),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """What is linked."""
        return await self._page(request, done=_DONE.get(request.query.get("done", ""), ""))

    async def code(self, request: web.Request) -> web.Response:
        """A fresh code for the officer's own chat; it is shown once, since only its hash is kept."""
        code = await self._chats.code(acting(request).officer)
        return await self._page(request, self._shown(code))

    async def group_code(self, request: web.Request) -> web.Response:
        """A fresh code for a group of an office."""
        officer, office = acting(request).officer, (await fields_of(request)).get("office", "")
        if office not in self._staff.search.library.offices:
            raise web.HTTPNotFound
        try:
            code = await self._chats.code(officer, office)
        except UnknownGroup:
            raise web.HTTPNotFound from None
        return await self._page(request, self._shown(code, office))

    async def unlink(self, request: web.Request) -> web.Response:
        """Cuts the officer's own chat; a viewer may do that too."""
        await self._chats.cut(visit_of(request).officer)
        return web.Response(status=303, headers={"Location": f"{_HERE}?done=cut"})

    async def group_unlink(self, request: web.Request) -> web.Response:
        """Ends the link of a group."""
        number = (await fields_of(request)).get("group", "")
        try:
            if not _NUMBER.fullmatch(number):
                raise UnknownGroup(number)
            await self._chats.cut_group(acting(request).officer, int(number))
        except UnknownGroup:
            raise web.HTTPNotFound from None
        return web.Response(status=303, headers={"Location": f"{_HERE}?done=group-cut"})

    async def _page(self, request: web.Request, code: ShownCode | None = None, *, done: str = "") -> web.Response:
        officer = visit_of(request).officer
        links = await self._chats.links(officer)
        groups = [
            ShownGroup(
                each.conversation,
                self._staff.search.library.place(each.office),
                f"{long_date(each.since.astimezone(self._staff.search.library.zone(each.office)).date(), 'id')}"
                f", oleh {each.linked_by}",
                each.unreachable_since is not None,
            )
            for each in links.groups
        ]
        return page(
            request, "telegram.html",
            bot=self._bot_name(), chat=links.chat, groups=groups, code=code, done=done,
            offices=self._offices(officer), since=long_date(links.chat.since.date(), "id") if links.chat else "",
        )  # fmt: skip

    def _shown(self, code: str, office: str | None = None) -> ShownCode:
        bot, command = self._bot_name(), "petugas" if office is None else "kelompok"
        place = self._staff.search.library.place(office) if office is not None else None
        if bot is None:
            return ShownCode(f"/{command} {claim_text(code)}", None, None, place)
        parameter = "start" if office is None else "startgroup"
        link = f"https://t.me/{bot}?{parameter}={command}-{code}"
        return ShownCode(f"/{command} {claim_text(code)}", link, qr_picture(link), place)

    def _offices(self, officer: Officer) -> list[tuple[str, str]]:
        known = self._staff.search.library.offices.items()
        return [(slug, office.place) for slug, office in known if officer.knows(slug)]
