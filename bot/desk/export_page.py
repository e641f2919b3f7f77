"""Tickets as a file for a spreadsheet, by the inbox's filter; what was taken is written down before it is sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from functools import partial

from aiohttp import web

from bot.clock import Clock
from bot.desk.downloads import send_file
from bot.desk.inbox_page import filter_of
from bot.desk.pages import acting
from bot.desk.spreadsheets import ENDINGS, MEDIA_TYPES, Cell, Ending, spooled, write_table
from bot.desk.ticket_columns import COLUMNS, ticket_cells
from bot.staff import Staff
from bot.store.desk_audit import keep
from bot.store.inbox import Filter, inbox_after
from bot.store.store import Store
from handlers.ticket_alarms import standing

_AT_ONCE = 500


class ExportPage:
    """A route for each kind of file, for officers who act: a viewer looks, and takes nothing away."""

    def __init__(self, store: Store, staff: Staff, clock: Clock) -> None:
        self._store = store
        self._staff = staff
        self._clock = clock

    def routes(self) -> list[web.RouteDef]:
        """Below the desk's prefix."""
        return [
            web.get(f"/export/tickets.{ending}", partial(self.download, ending), allow_head=False) for ending in ENDINGS
        ]

    async def download(self, ending: Ending, request: web.Request) -> web.StreamResponse:
        """The file."""
        officer, now = acting(request).officer, self._clock()
        wanted = filter_of(request.query, officer)
        with spooled() as file:
            count = await write_table(file, ending, COLUMNS, self._rows(wanted, now))
            about = f"view:{wanted.view} {count} {ending}{_narrowing(wanted)}"
            office = wanted.office if wanted.office and officer.knows(wanted.office) else None
            await self._store.write(
                lambda unit: keep(unit.connection, officer.login, "tickets-exported", about, now, office=office)
            )
            return await send_file(request, file, f"tiket-{wanted.view}-{now:%Y%m%d}.{ending}", MEDIA_TYPES[ending])

    async def _rows(self, wanted: Filter, now: dt.datetime) -> AsyncIterator[list[list[Cell]]]:
        library, after = self._staff.search.library, 0
        while found := await self._store.read(partial(inbox_after, wanted=wanted, now=now, after=after, most=_AT_ONCE)):
            after = found[-1][0].id
            yield [
                ticket_cells(filed, channel, library, now)
                for filed, channel in found
                if wanted.view != "today" or standing(filed.ticket, library, now) == "today"
            ]


def _narrowing(wanted: Filter) -> str:
    """The filter for the audit; the words of a search may be a name, so only that there were some."""
    parts = {
        "kantor": wanted.office,
        "golongan": wanted.ticket_class,
        "layanan": wanted.service,
        "saluran": wanted.channel,
        "cari": "ya" if wanted.search else "",
    }
    return "".join(f" {name}={value}" for name, value in parts.items() if value)
