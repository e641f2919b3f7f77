"""Hands an officer the package of one ticket for SP4N-LAPOR!."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.clock import Clock
from bot.desk.downloads import send_file
from bot.desk.lapor import report_of
from bot.desk.lapor_package import package
from bot.desk.pages import acting
from bot.desk.spreadsheets import spooled
from bot.desk.ticket_desk import TicketDesk
from bot.files.shelf import Shelf
from bot.staff import Staff
from bot.store.files import FiledFile
from bot.store.officer_acts import UnknownTicket


class LaporPage:
    """One route, for officers who act."""

    def __init__(self, desk: TicketDesk, staff: Staff, shelf: Shelf, clock: Clock) -> None:
        self._desk = desk
        self._staff = staff
        self._shelf = shelf
        self._clock = clock

    def routes(self) -> list[web.RouteDef]:
        """Below the desk's prefix."""
        return [web.get("/tickets/{number}/lapor.zip", self.download, allow_head=False)]

    async def download(self, request: web.Request) -> web.StreamResponse:
        """The package; that it was taken is written down first."""
        visit, library = acting(request), self._staff.search.library
        try:
            file = await self._desk.file(visit.officer, request.match_info["number"])
        except UnknownTicket:
            raise web.HTTPNotFound from None
        await self._desk.looked(visit, file, "ticket-packaged")
        report, now = report_of(file, library), self._clock().astimezone(library.zone(file.filed.ticket.office))
        with spooled() as made:
            await asyncio.to_thread(package, made, report, self._read, now)
            return await send_file(request, made, f"lapor-{report.number}.zip", "application/zip")

    def _read(self, filed: FiledFile) -> bytes | None:
        try:
            return self._shelf.path(filed.sha256 or "").read_bytes()
        except (OSError, ValueError):
            return None
