"""The audit, for admins and heads: who changed or looked at what; that it was looked at is a line of it, too."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from functools import partial
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.clock import Clock
from bot.desk.access import Visit
from bot.desk.audit_words import WHAT, object_words, place_words, ticket_of, what_words, who_words
from bot.desk.downloads import send_file
from bot.desk.moments import zone_of
from bot.desk.pages import overseeing, page
from bot.desk.spreadsheets import MEDIA_TYPES, Cell, spooled, write_table
from bot.staff import Staff
from bot.store.desk_audit import Audited, AuditFilter, audit_count, audit_page, keep
from bot.store.officers import Officer, list_officers
from bot.store.store import Store
from handlers.tickets import find_number
from knowledge.library import Library
from locales.formats import long_moment

_ON_A_PAGE = 50
_AT_ONCE = 1000
_LONGEST = 64
_A_DAY = dt.timedelta(days=1)
_ASKED = ("who", "what", "about", "from", "to")


class AuditPage:
    """Two routes, bound to the officer's offices."""

    def __init__(self, store: Store, staff: Staff, clock: Clock) -> None:
        self._store = store
        self._staff = staff
        self._clock = clock

    def routes(self) -> list[web.RouteDef]:
        """Below the desk's prefix."""
        return [
            web.get("/audit", self.show, allow_head=False),
            web.get("/audit.csv", self.download, allow_head=False),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """A page of lines, newest first."""
        visit, library = overseeing(request), self._staff.search.library
        zone = zone_of(visit.officer, library)
        asked = _asked(request.query)
        known = await self._known(visit.officer)
        wanted = _filter(asked, visit.officer, known, zone)
        before = _number(request.query.get("before", ""))
        await self._looked(visit, "audit-seen", asked)
        found = await self._store.read(partial(audit_page, wanted=wanted, most=_ON_A_PAGE + 1, before=before))
        count = await self._store.read(partial(audit_count, wanted=wanted))
        older = _led("/desk/audit", asked, before=str(found[_ON_A_PAGE - 1][0])) if len(found) > _ON_A_PAGE else None
        return page(
            request, "audit.html",
            lines=[_line(each, visit.officer, library, zone) for _, each in found[:_ON_A_PAGE]],
            asked={**dict.fromkeys(_ASKED, ""), **asked}, count=count, logins=sorted(known),
            whats=sorted(WHAT.items(), key=lambda each: each[1]),
            older=older, newest=_led("/desk/audit", asked) if before is not None else None,
            download=_led("/desk/audit.csv", asked),
        )  # fmt: skip

    async def download(self, request: web.Request) -> web.StreamResponse:
        """All lines of a filter as CSV, oldest last."""
        visit, library = overseeing(request), self._staff.search.library
        zone = zone_of(visit.officer, library)
        asked = _asked(request.query)
        wanted = _filter(asked, visit.officer, await self._known(visit.officer), zone)
        columns = ("Nomor", f"Waktu ({zone.key})", "Siapa", "Apa", "Kode", "Objek", "Kantor")
        with spooled() as file:
            count = await write_table(file, "csv", columns, self._rows(wanted, library, zone))
            await self._looked(visit, "audit-exported", asked, count)
            return await send_file(request, file, f"catatan-{self._clock():%Y%m%d}.csv", MEDIA_TYPES["csv"])

    async def _rows(self, wanted: AuditFilter, library: Library, zone: ZoneInfo) -> AsyncIterator[list[list[Cell]]]:
        before: int | None = None
        while found := await self._store.read(partial(audit_page, wanted=wanted, most=_AT_ONCE, before=before)):
            before = found[-1][0]
            yield [_cells(number, each, library, zone) for number, each in found]

    async def _known(self, officer: Officer) -> frozenset[str]:
        """The logins of those whose lines about no office the officer may read."""
        found = await self._store.read(list_officers)
        return frozenset(each.login for each in found if officer.covers(each.offices))

    async def _looked(self, visit: Visit, what: str, asked: Mapping[str, str], count: int | None = None) -> None:
        words = (f"{name}={value}" for name, value in asked.items())
        about = "audit:" + " ".join((*(() if count is None else (str(count),)), *words))
        login, now = visit.officer.login, self._clock()
        await self._store.write(lambda unit: keep(unit.connection, login, what, about, now))


def _asked(query: Mapping[str, str]) -> dict[str, str]:
    """What was filled in; the text of a ticket's number as it is kept."""
    asked = {name: query.get(name, "").strip()[:_LONGEST] for name in _ASKED}
    asked["about"] = find_number(asked["about"]) or asked["about"]
    return {name: "".join(each for each in text if each.isprintable()) for name, text in asked.items() if text}


def _filter(asked: Mapping[str, str], officer: Officer, logins: frozenset[str], zone: ZoneInfo) -> AuditFilter:
    since, until = _day(asked.get("from"), zone), _day(asked.get("to"), zone)
    return AuditFilter(
        offices=officer.offices,
        logins=logins,
        who=asked.get("who", ""),
        what=asked.get("what", ""),
        about=asked.get("about", ""),
        since=since,
        until=until + _A_DAY if until is not None else None,
    )


def _day(text: str | None, zone: ZoneInfo) -> dt.datetime | None:
    """The beginning of a day by the clock of who looks; None where it is no date."""
    with suppress(ValueError, OverflowError):
        day = dt.date.fromisoformat(text or "")
        if 2000 <= day.year < 2200:
            return dt.datetime(day.year, day.month, day.day, tzinfo=zone)
    return None


def _line(line: Audited, officer: Officer, library: Library, zone: ZoneInfo) -> dict[str, str | None]:
    """A line in words, by the clock of the office that it is about; with the ticket where that can be opened."""
    ticket = ticket_of(line.object)
    return {
        "at": long_moment(line.at, library.zone(line.office) if line.office is not None else zone),
        "who": who_words(line.who),
        "what": what_words(line.what),
        "about": object_words(line.object) if line.object != f"officer:{line.who}" else "",
        "office": place_words(line.office, library),
        "ticket": ticket if line.office is not None and officer.knows(line.office) else None,
    }


def _cells(number: int, line: Audited, library: Library, zone: ZoneInfo) -> list[Cell]:
    """A line for the file: in words, and as it is kept."""
    at, place = line.at.astimezone(zone), place_words(line.office, library)
    return [number, at, line.who, what_words(line.what), line.what, line.object, place]


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 19 else None


def _led(path: str, asked: Mapping[str, str], **more: str) -> str:
    return f"{path}?{urlencode({**asked, **more})}"
