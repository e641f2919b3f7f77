"""The pages of an office's canned replies: the list, one to add or change, and the shipped ones to begin with."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from aiohttp import web

from bot.canned import FIELDS, UnknownField, Values, fill
from bot.desk.canned_desk import LONGEST, CannedDesk, UnknownReply, WrongReply, checked
from bot.desk.pages import acting, fields_of, page, visit_of
from bot.staff import Staff
from bot.store.canned_replies import LONGEST_TITLE, CannedReply, ReplyChanged, TooMany

_DONE = {
    "saved": "Templat tersimpan.",
    "deleted": "Templat dihapus.",
    "copied": "Templat contoh disalin; silakan diubah.",
}
_SAMPLE: Values = {
    "nomor": "KAL-7Q4M9X-3",
    "nama": "Bapak/Ibu",
    "perihal": "izin belum terbit",
    "layanan": "izin usaha simpan pinjam",
    "batas": "Jumat, 27 November 2026 pukul 16.00 WIB",
}
"""What fields look like in a preview beside no ticket; office and officer are the own ones."""
_ROW = r"{reply:[1-9]\d{0,17}}"


class CannedPages:
    """Six routes."""

    def __init__(self, desk: CannedDesk, staff: Staff) -> None:
        self._desk = desk
        self._staff = staff

    def routes(self) -> list[web.RouteDef]:
        """Below the desk's prefix."""
        return [
            web.get("/canned", self.show, allow_head=False),
            web.get("/canned/new", self.new, allow_head=False),
            web.post("/canned/new", self.save),
            web.post("/canned/starters", self.copy),
            web.get(f"/canned/{_ROW}", self.edit, allow_head=False),
            web.post(f"/canned/{_ROW}", self.save),
            web.post(f"/canned/{_ROW}/delete", self.delete),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """The replies of one office of the officer's."""
        office, offices = self._office(request, request.query)
        own = await self._desk.own(office) if office else ()
        offered = await self._desk.offered(office) if office else ()
        return page(
            request, "canned.html",
            office=office, offices=offices, own=own, offered=offered, forms=self._forms(office),
            done=_DONE.get(request.query.get("done", ""), ""),
        )  # fmt: skip

    async def new(self, request: web.Request) -> web.Response:
        """An empty form."""
        acting(request)
        office, _ = self._office(request, request.query)
        if not office:
            raise web.HTTPNotFound
        return self._form(request, CannedReply(0, office, None, "", ""))

    async def edit(self, request: web.Request) -> web.Response:
        """The form of a reply."""
        visit = acting(request)
        try:
            return self._form(request, await self._desk.find(visit.officer, int(request.match_info["reply"])))
        except UnknownReply:
            raise web.HTTPNotFound from None

    async def save(self, request: web.Request) -> web.Response:
        """Keeps it, or shows what it looks like filled in; nothing that was typed is lost by a refusal."""
        visit = acting(request)
        reply = await self._given(request)
        form = await request.post()
        try:
            if "preview" in form:
                return self._form(request, reply, shown=fill(checked(reply).text, self._sample(request, reply)))
            await self._desk.save(visit, reply)
        except UnknownField as error:
            meant = f" Maksud Anda {{{error.meant}}}?" if error.meant else ""
            told = f"Isian {{{error.name}}} tidak dikenal.{meant} Yang dapat dipakai ada di bawah."
        except WrongReply as error:
            told = str(error)
        except TooMany:
            told = "Kantor ini sudah punya terlalu banyak templat. Hapus dulu yang tidak dipakai."
        except ReplyChanged:
            told = "Templat ini baru saja diubah atau dihapus rekan Anda. Salin tulisan Anda, lalu buka lagi daftarnya."
            return self._form(request, reply, 409, told=told)
        else:
            return _led(reply.office, "saved")
        return self._form(request, reply, 400, told=told)

    async def delete(self, request: web.Request) -> web.Response:
        """Deletes it."""
        visit = acting(request)
        reply = await self._given(request)
        try:
            await self._desk.delete(visit, reply)
        except UnknownReply:
            raise web.HTTPNotFound from None
        except ReplyChanged:
            told = "Templat ini baru saja diubah rekan Anda; belum dihapus. Buka lagi daftarnya."
            return self._form(request, reply, 409, told=told)
        return _led(reply.office, "deleted")

    async def copy(self, request: web.Request) -> web.Response:
        """Makes the shipped ones the office's own."""
        visit = acting(request)
        office = str((await request.post()).get("office", ""))
        try:
            await self._desk.copy_starters(visit, office, lambda slug: slug in self._staff.search.library.offices)
        except UnknownReply:
            raise web.HTTPNotFound from None
        return _led(office, "copied")

    async def _given(self, request: web.Request) -> CannedReply:
        """The reply that a form holds; raises HTTPNotFound for one of another office."""
        form = await fields_of(request)
        visit, known = visit_of(request), request.match_info.get("reply")
        office = form.get("office", "")
        if known is not None:
            try:
                office = (await self._desk.find(visit.officer, int(known))).office
            except UnknownReply:
                raise web.HTTPNotFound from None
        if office not in self._staff.search.library.offices or not visit.officer.knows(office):
            raise web.HTTPNotFound
        chosen = form.get("form") or None
        if chosen not in {None, *(value for value, _ in self._forms(office))}:
            raise web.HTTPBadRequest
        version = form.get("version", "0")
        return CannedReply(
            int(known or 0), office, chosen, form.get("title", ""), form.get("text", ""),
            int(version) if version.isdecimal() and len(version) < 9 else 0,
        )  # fmt: skip

    def _form(
        self, request: web.Request, reply: CannedReply, status: int = 200, *, told: str = "", shown: str = ""
    ) -> web.Response:
        return page(
            request, "canned_form.html", status,
            reply=reply, told=told, shown=shown, forms=self._forms(reply.office), fields=FIELDS, longest=LONGEST,
            longest_title=LONGEST_TITLE, place=self._staff.search.library.offices[reply.office].place,
        )  # fmt: skip

    def _office(self, request: web.Request, given: Mapping[str, str]) -> tuple[str, list[tuple[str, str]]]:
        """The office that is looked at, and those to choose from; "" for an officer without any."""
        officer, library = visit_of(request).officer, self._staff.search.library
        offices = [(slug, each.place) for slug, each in library.offices.items() if officer.knows(slug)]
        wanted = given.get("office", "")
        if wanted and wanted not in {slug for slug, _ in offices}:
            raise web.HTTPNotFound
        return wanted or next((slug for slug, _ in offices), ""), offices

    def _forms(self, office: str) -> list[tuple[str, str]]:
        """The forms that a ticket of an office may have."""
        library = self._staff.search.library
        return [
            (form.id, form.title)
            for form in library.forms.values()
            if form.instead is None
            and (form.kind == "complaint" or any(each.startswith(f"{office}/") for each in form.services))
        ]

    def _sample(self, request: web.Request, reply: CannedReply) -> Values:
        name = self._staff.search.library.offices[reply.office].name
        return {**_SAMPLE, "kantor": name, "petugas": visit_of(request).officer.name}


def _led(office: str, done: str) -> web.Response:
    target = f"/desk/canned?{urlencode({'office': office, 'done': done})}"
    return web.Response(status=303, headers={"Location": target})
