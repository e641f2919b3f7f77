"""Every route of the desk in a line each, as the security tests walk them; a route without a line fails them.

A new part of the desk adds its routes to CASES and, where its paths name objects, how one is made to OBJECTS.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import pytest

import bot.turns
from bot.desk.desk import PREFIX, Around, make_desk
from bot.desk.door import LARGEST_DECREE
from bot.store.officers import ROLES, Role
from handlers.dialogue import complete
from handlers.file_note import LARGEST_FILE
from knowledge.search import Search
from tests.bot.channels.test_web_files import send
from tests.bot.clock import TestClock
from tests.bot.desk.attaching import attach
from tests.bot.desk.colleagues import Colleague, accounts
from tests.bot.desk.decreeing import draft_beside
from tests.bot.desk.newsroom import drafts, uploads
from tests.bot.files.samples import jpeg
from tests.bot.service import Visitor, visiting

EVERYONE: frozenset[Role] = frozenset(ROLES)
ACTING: frozenset[Role] = EVERYONE - {"viewer"}
"""Who works on tickets."""

NUMBERS = (("1065001", "kalbar"), ("1065002", "depok"))
"""WhatsApp numbers and their offices."""
MANAGING: frozenset[Role] = frozenset({"admin"})
OVERSEEING: frozenset[Role] = frozenset({"admin", "head"})


@dataclass(frozen=True, slots=True)
class Site:
    """A running service with an officer of each role at Kalbar, and an admin of Depok, to whom Kalbar is unknown."""

    url: str
    folder: Path
    clock: TestClock
    search: Search
    citizen: Visitor
    number: str
    officers: Mapping[Role, Colleague]
    other: Colleague
    made: dict[str, str] = field(default_factory=dict)
    """The objects of Kalbar by their place in paths."""


@dataclass(frozen=True, slots=True)
class Objects:
    """What a place in a path stands for: makes one of Kalbar's, and what nobody has or can have."""

    make: Callable[[Site], Awaitable[str]]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A route. `may` are the roles it serves; `open` needs no login; `own` changes only what is the officer's own;
    `leads` is a page that only leads on to another; what `streams` never ends by itself; where
    something is `missing`, the fields name nothing that there is.

    `fields` are sent by who may, about an object of Kalbar: such that nothing is changed, or nothing that matters. What
    is larger than `most` bytes is refused.
    """

    method: str
    path: str
    may: frozenset[Role] = EVERYONE
    fields: Mapping[str, str] = field(default_factory=dict)
    open: bool = False
    own: bool = False
    query: str = ""
    leads: bool = False
    streams: bool = False
    missing: bool = False
    most: int = 64 * 1024

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from others."""
        return self.method, self.path

    @property
    def places(self) -> list[str]:
        """The objects that its path names."""
        return [name for name in re.findall(r"\{(\w+)\}", self.path) if name in OBJECTS]

    def at(self, made: Mapping[str, str], **other: str) -> str:
        """Its address with objects put in."""
        values = {**PARTS, **made, **other}
        return PREFIX + re.sub(r"\{(\w+)\}", lambda found: values[found[1]], self.path) + self.query


def get(path: str, may: frozenset[Role] = EVERYONE, **more: Any) -> Case:
    """A page."""
    return Case("GET", path, may, **more)


def post(path: str, may: frozenset[Role] = ACTING, **more: Any) -> Case:
    """A form."""
    return Case("POST", path, may, **more)


_WORDS = {"kind": "answered", "text": "", "version": "1"}
CASES: tuple[Case, ...] = (
    get("/static/{name}", open=True),
    get("/login", open=True),
    post("/login", EVERYONE, open=True),
    get("/setup", open=True),
    post("/setup", EVERYONE, open=True),
    post("/logout", EVERYONE, own=True),
    get("/account"),
    post("/account/password", EVERYONE, own=True),
    get("/account/totp"),
    post("/account/totp", EVERYONE, own=True),
    post("/account/totp/remove", EVERYONE, own=True),
    post("/account/sessions/end", EVERYONE, own=True, fields={"session": "x"}),
    post("/account/sessions/end-all", EVERYONE, own=True),
    get("/staff", MANAGING),
    post("/staff/add", MANAGING, fields={"name": "!!!", "office": "kalbar"}),
    get("/staff/{login}", MANAGING),
    post("/staff/{login}/deactivate", MANAGING, fields={"to": "siapa"}),
    post("/staff/{login}/password", MANAGING),
    post("/staff/{login}/totp", MANAGING),
    get("/audit", OVERSEEING),
    get("/audit.csv", OVERSEEING),
    get(""),
    get("/privacy"),
    get("/privacy/{task}"),
    post("/privacy/{task}/preview", fields={"state": "done", "words": ""}),
    post("/privacy/{task}/settle", fields={"state": "done", "words": ""}),
    get("/export/tickets.csv", ACTING),
    get("/export/tickets.xlsx", ACTING),
    get("/tickets/{number}"),
    post("/tickets/{number}/preview", fields=_WORDS),
    post("/tickets/{number}/act", fields=_WORDS),
    get("/tickets/{number}/lapor.zip", ACTING),
    get("/tickets/{number}/files/{place}"),
    get("/tickets/{number}/files/{place}/preview"),
    post("/tickets/{number}/compose", fields=_WORDS),
    get("/canned"),
    get("/canned/new", ACTING),
    post("/canned/new", fields={"office": "kalbar", "title": "", "text": ""}),
    post("/canned/starters", fields={"office": "kalbar"}),
    get("/canned/{reply}", ACTING),
    post("/canned/{reply}", fields={"office": "kalbar", "title": "", "text": "", "version": "1"}),
    post("/canned/{reply}/delete", fields={"version": "99"}),
    get("/announcements"),
    get("/announcements/new", ACTING),
    post("/announcements/new", fields={"office": "kalbar", "title": ""}),
    get("/announcements/{announcement}"),
    get("/announcements/{announcement}/progress"),
    post("/announcements/{announcement}/test", fields={"chat": "web", "version": "99"}),
    post("/announcements/{announcement}/act", fields={"act": "send", "version": "99"}),
    get("/announcements/{announcement}/file"),
    post("/announcements/{announcement}/file", fields={"version": "99"}, most=LARGEST_FILE + 64 * 1024),
    post("/announcements/{announcement}/file/remove", fields={"version": "99"}),
    get("/announcements/{announcement}/edit", ACTING),
    post("/announcements/{announcement}/edit", fields={"title": "", "version": "99"}),
    get("/announcements/{announcement}/correct", ACTING, leads=True),
    post("/announcements/{announcement}/correct", fields={"title": "", "version": "99"}),
    get("/telegram"),
    post("/telegram/code", own=True),
    post("/telegram/unlink", EVERYONE, own=True),
    post("/telegram/group-code", fields={"office": "kalbar"}),
    post("/telegram/group-unlink", fields={"group": "999"}, missing=True),
    get("/whatsapp", OVERSEEING),
    post("/whatsapp/{account}/templates", MANAGING, fields={"news": "", "announcement": ""}),
    post("/reminders/read", EVERYONE, own=True),
    get("/moved"),
    get("/counter", ACTING),
    get("/counter/new", ACTING, query="?office=kalbar&form=complaint"),
    post("/counter/new", fields={"office": "kalbar", "form": "complaint"}),
    post("/tickets/{number}/receipt", missing=True),
    get("/live", streams=True),
    post("/writing", EVERYONE, own=True, fields={"page": "x", "writing": "1"}),
    get("/live/inbox"),
    get("/live/tickets/{number}"),
    get("/live/chats"),
    get("/live/chats/{chat}"),
    get("/chats"),
    get("/chats/{chat}"),
    post("/chats/{chat}/act", fields={"kind": "say", "text": "", "key": "k"}),
    get("/chats/{chat}/files/{place}"),
    get("/chats/{chat}/files/{place}/preview"),
    get("/overview", leads=True),
    get("/overview/{office}"),
    get("/overview/{office}/csv"),
    get("/overview/{office}/questions"),
    get("/flags", leads=True),
    get("/flags/{office}"),
    post("/flags/{office}/{id}", fields={"state": "new", "note": "", "version": "1"}, missing=True),
    get("/office", leads=True),
    get("/office/{office}"),
    post("/office/{office}/notices"),
    post("/office/{office}/notices/{id}/end", missing=True),
    post("/office/{office}/contact"),
    post("/office/{office}/hours"),
    get("/decrees", leads=True),
    get("/decrees/{office}"),
    post("/decrees/{office}/upload", MANAGING, most=LARGEST_DECREE + 64 * 1024),
    get("/decrees/{office}/versions/{version}"),
    get("/decrees/{office}/versions/{version}/yaml"),
    post("/decrees/{office}/versions/{version}/reopen", MANAGING),
    get("/decrees/{office}/questions"),
    get("/decrees/{office}/questions/yaml"),
    post("/decrees/{office}/questions", MANAGING, fields={"act": "import", "text": ""}),
    get("/decrees/drafts/{draft}"),
    get("/decrees/drafts/{draft}/progress"),
    get("/decrees/drafts/{draft}/services/{service}"),
    get("/decrees/drafts/{draft}/pages/{place}"),
    get("/decrees/drafts/{draft}/file"),
    get("/decrees/drafts/{draft}/yaml"),
    post("/decrees/drafts/{draft}/act", MANAGING, fields={"act": "text", "text": "x", "revision": "99"}),
    post("/decrees/drafts/{draft}/drop", MANAGING),
    get("/decrees/drafts/{draft}/publish"),
    post("/decrees/drafts/{draft}/check", MANAGING, fields={"revision": "99"}),
    post("/decrees/drafts/{draft}/publish", MANAGING, fields={"revision": "99"}),
    get("/knowledge", leads=True),
    get("/knowledge/{office}"),
    get("/knowledge/{office}/notes"),
    get("/knowledge/{office}/services/{service}"),
)
PARTS = {"id": "1", "name": "desk.css", "place": "1"}
"""Places in paths that are no objects of an office by themselves."""


async def _ticket(site: Site) -> str:
    await attach(site.folder)
    return site.number


async def _officer(site: Site) -> str:
    async with accounts(site.folder, site.search, site.clock) as officers:
        return (await officers.add("Cadangan", "officer", ("kalbar",))).login


async def _chat(site: Site) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bot.turns, "complete", complete)
        async with visiting(site.url) as citizen:
            await citizen.say("mau bicara dengan petugas", office="kalbar")
            await send(citizen, jpeg())
    return "1"


async def _canned(site: Site) -> str:
    officer = site.officers["officer"]
    fields = {"office": "kalbar", "title": "Milik Kalbar", "text": "Yth. {nama}", "version": "1"}
    assert (await officer.post("/desk/canned/new", {**fields, **await officer.hidden("/desk")}))[0] == 303
    return "1"


async def _announcement(site: Site) -> str:
    officer = site.officers["officer"]
    number = await drafts(officer, office="kalbar", opens0="", label0="")
    await uploads(officer, number, jpeg(), "brosur.jpg")
    return str(number)


async def _kalbar(_: Site) -> str:
    return "kalbar"


async def _service(_: Site) -> str:
    return "izin-kantor-cabang"


async def _number(_: Site) -> str:
    return NUMBERS[0][0]


async def _task(site: Site) -> str:
    with closing(sqlite3.connect(site.folder / "tanya.db")) as database, database:
        made = database.execute(
            "INSERT INTO privacy_tasks (kind, office, conversation_id, ticket_id, text, state, asked_at, due_at)"
            " SELECT 'correct', office, conversation_id, id, 'nama saya salah', 'open', opened_at, opened_at"
            " FROM tickets"
        )
    return str(made.lastrowid)


async def _draft(site: Site) -> str:
    return str(await draft_beside(site.folder, "kalbar"))


async def _version(_: Site) -> str:
    return "0"


OBJECTS: dict[str, Objects] = {
    "draft": Objects(_draft, ("999", "x", "1%00")),
    "version": Objects(_version, ("99", "x", "1%00")),
    "announcement": Objects(_announcement, ("999", "x", "1%00")),
    "reply": Objects(_canned, ("999", "x", "1%00")),
    "chat": Objects(_chat, ("999", "x", "1%00")),
    "task": Objects(_task, ("99", "0", "x", "1%00", "9" * 30)),
    "login": Objects(_officer, ("siapa", "1%00")),
    "office": Objects(_kalbar, ("bukan-kantor", "1%00")),
    "account": Objects(_number, ("999", "x", "1%00")),
    "service": Objects(_service, ("bukan-layanan", "1%00")),
    "number": Objects(_ticket, ("KAL-334467-4", "bukan-nomor", "1%00")),
}


def routes() -> set[tuple[str, str]]:
    """Every route of the desk as its router has it: method, and path below the prefix."""
    given: dict[str, Any] = {each.name: None for each in fields(Around)}
    app = make_desk(Around(**{**given, "limit": lambda *_: _never}))
    found = ((route.method, route.resource.canonical) for route in app.router.routes() if route.resource is not None)
    return {(method, path) for method, path in found if method != "HEAD"}


async def _never(_key: str) -> float:
    return 0.0
