"""The decree of an office: a new document brought in, drafts under review, and every version that was published."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from bot.desk.decree_desk import NEW, DecreeDesk
from bot.desk.door import LARGEST_DECREE
from bot.desk.offices import known_offices, office_of, to_first
from bot.desk.pages import managing, page, visit_of
from bot.desk.uploading import UPLOADED
from bot.store.decree_drafts import DecreeDraft
from bot.store.decree_versions import DecreeVersion, UnknownVersion
from knowledge.errors import KnowledgeError
from knowledge.model import Office
from knowledge.versions.changes import Changes
from knowledge.versions.wording import in_words
from locales.formats import long_date, long_moment

_SECTION = "decrees"
_STATES = {"reading": "sedang dibaca", "open": "sedang diperiksa", "failed": "tidak terbaca"}
_DONE = {
    "dropped": "Draf dibuang. Yang berlaku tidak berubah.",
    "published": "Terbit. Bot memakainya dalam beberapa detik.",
}
_MOST_DIGITS = 6
_MOST_CHANGES = 400


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version in the history; number 0 is the file that the program came with."""

    number: int
    title: str
    about: str
    note: str
    in_force: bool


class DecreePages:
    """Six routes."""

    def __init__(self, desk: DecreeDesk) -> None:
        self._desk = desk

    def routes(self) -> list[web.RouteDef]:
        """Below the desk's prefix; the door lets more through to the one that takes a document."""
        return [
            web.get("/decrees", self.first, allow_head=False),
            web.get("/decrees/{office}", self.show, allow_head=False),
            web.post("/decrees/{office}/upload", self.upload, name="upload-decree"),
            web.get("/decrees/{office}/versions/{version}", self.version, allow_head=False),
            web.get("/decrees/{office}/versions/{version}/yaml", self.text, allow_head=False),
            web.post("/decrees/{office}/versions/{version}/reopen", self.reopen),
        ]

    async def first(self, request: web.Request) -> web.Response:
        """Leads to the officer's first office."""
        return to_first(request, self._desk.library, _SECTION)

    async def show(self, request: web.Request) -> web.Response:
        """What is in force, what is under review, and what was before."""
        return await self._page(request, done=_DONE.get(request.query.get("done", ""), ""))

    async def upload(self, request: web.Request) -> web.Response:
        """Takes a document in; it is read in the background, and its draft's page tells how far that is."""
        visit, office = managing(request), office_of(request, self._desk.library)
        given = request[UPLOADED]
        new = given.fields.get("new") == "yes"
        if new and visit.officer.offices is not None:
            raise web.HTTPForbidden
        if not given.content:
            return await self._page(request, 400, "Pilih dulu berkasnya; berkas kosong tidak dapat dibaca.")
        try:
            number = await self._desk.upload(visit, NEW if new else office.slug, given.name, given.content)
        except KnowledgeError as error:
            told = "\n".join(f"Baris {each.line}: {each.wrong}. {each.remedy}." for each in error.problems[:20])
            return await self._page(request, 400, f"Berkas YAML itu belum dapat dipakai.\n{told}")
        except OSError:
            told = "Berkas itu belum dapat disimpan: cakramnya penuh atau terganggu. Beri tahu operator."
            return await self._page(request, 503, told)
        return web.Response(status=303, headers={"Location": f"/desk/decrees/drafts/{number}"})

    async def version(self, request: web.Request) -> web.Response:
        """One version: when, by whom, and what it changed."""
        office, number = office_of(request, self._desk.library), _number(request)
        versions = await self._desk.versions(office.slug)
        shown = next((each for each in versions if each.number == number), None)
        earlier = next((each.number for each in versions if each.number < number), 0)
        try:
            changes = await self._desk.changes_of(office.slug, number)
        except UnknownVersion:
            if shown is None:
                raise web.HTTPNotFound from None
            changes = None
        newest, told = _newest(versions), in_words(changes) if changes is not None else None
        in_force = newest is not None and newest.number == number
        return page(
            request, "decree_version.html",
            office=office, number=number, earlier=earlier, line=self._line(shown, office, newest),
            changes=told[:_MOST_CHANGES] if told is not None else None, more=len(told or ()) > _MOST_CHANGES,
            done=_DONE.get(request.query.get("done", ""), ""),
            telling=_telling(changes) if changes is not None and in_force else [],
        )  # fmt: skip

    async def text(self, request: web.Request) -> web.Response:
        """A version's YAML file."""
        office = office_of(request, self._desk.library)
        try:
            text, name = await self._desk.version_text(office.slug, _number(request))
        except UnknownVersion:
            raise web.HTTPNotFound from None
        return yaml_file(text, name)

    async def reopen(self, request: web.Request) -> web.Response:
        """Makes a draft of a version: to be published again as it was, or to be changed."""
        visit, office = managing(request), office_of(request, self._desk.library)
        number = _number(request)
        try:
            made = await self._desk.reopen(visit, office.slug, number)
        except UnknownVersion:
            raise web.HTTPNotFound from None
        to = "/publish" if (await request.post()).get("back") == "yes" else ""
        return web.Response(status=303, headers={"Location": f"/desk/decrees/drafts/{made}{to}"})

    async def _page(self, request: web.Request, status: int = 200, told: str = "", done: str = "") -> web.Response:
        library = self._desk.library
        office, officer = office_of(request, library), visit_of(request).officer
        versions = await self._desk.versions(office.slug)
        running = await self._desk.running(office.slug)
        packaged = await self._has_packaged(office)
        drafts = await self._desk.drafts(officer, office.slug)
        newest = _newest(versions)
        lines = [self._line(each, office, newest) for each in versions]
        if packaged:
            lines.append(self._line(None, office, newest))
        return page(
            request, "decrees.html", status,
            office=office, offices=known_offices(request, library), told=told, done=done,
            decree_date=long_date(office.decree.date, "id"), versions=lines,
            drafts=[(each, _STATES[each.state], self._at(office, each)) for each in drafts],
            everywhere=officer.offices is None, largest=LARGEST_DECREE, largest_words="50 MB",
            by_hand=running is not None and not running.packaged and not versions,
            services=len(library.of_office(office.slug)),
        )  # fmt: skip

    async def _has_packaged(self, office: Office) -> bool:
        try:
            await self._desk.version_text(office.slug, 0)
        except UnknownVersion:
            return False
        return True

    def _line(self, version: DecreeVersion | None, office: Office, newest: DecreeVersion | None) -> VersionLine:
        if version is None:
            about = "Berkas keputusan yang ikut bersama program."
            return VersionLine(0, "Bawaan program", about, "", newest is None)
        zone = self._desk.library.zone(office.slug)
        about = f"{long_moment(version.published_at, zone)} oleh {version.made_by}"
        if version.source:
            about += f" · dari {version.source}"
        title = f"Versi {version.number}"
        if version.restores is not None:
            title += f", kembali ke {f'versi {version.restores}' if version.restores else 'bawaan program'}"
        return VersionLine(version.number, title, about, version.note, version is newest)

    def _at(self, office: Office, draft: DecreeDraft) -> str:
        return long_moment(draft.changed_at, self._desk.library.zone(office.slug))


def yaml_file(text: str, name: str) -> web.Response:
    """A YAML text as a download."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return web.Response(text=text, content_type="application/yaml", charset="utf-8", headers=headers)


def _telling(changes: Changes) -> list[tuple[str, str]]:
    """The services, id and name, of whose changes citizens may be told."""
    known = [each for each in changes.services if each.kind == "changed" and each.new_id is not None]
    return [(each.id, each.name) for each in known if in_words(changes, each.id)]


def _newest(versions: list[DecreeVersion]) -> DecreeVersion | None:
    return versions[0] if versions else None


def _number(request: web.Request) -> int:
    text = request.match_info["version"]
    if not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS):
        raise web.HTTPNotFound
    return int(text)
