"""The page of the officers' accounts, for admins: who works here, new ones, and helping those locked out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable

from aiohttp import web

from bot.clock import Clock
from bot.desk.access import Visit
from bot.desk.pages import fields_of, managing, page
from bot.desk.qr_pictures import qr_picture
from bot.desk.role_names import ROLE_NAMES, ROLE_RIGHTS
from bot.officers import (
    LONGEST_NAME,
    Invited,
    LastAdmin,
    NotAllowed,
    Officers,
    OwnAccount,
    StillHolds,
    WrongName,
    setup_path,
)
from bot.staff import Staff
from bot.store.officers import ROLES, NameTaken, Officer, Role, UnknownOfficer
from bot.store.store import Store
from knowledge.library import Library

_WHOLE = "*"
_LAST = "Anda pengelola terakhir yang dapat mengurus kantor ini. Tambahkan pengelola lain dulu."
_OWN = "Kata sandi dan kode Anda sendiri diubah pada halaman Akun."


class StaffPage:
    """Six routes, for admins; an officer who also serves an office that the admin does not is as unknown as none."""

    def __init__(self, store: Store, staff: Staff, clock: Clock, public_url: str | None) -> None:
        self._store = store
        self._staff = staff
        self._clock = clock
        self._public_url = public_url

    def routes(self) -> list[web.RouteDef]:
        """Below the desk's prefix."""
        return [
            web.get("/staff", self.show, allow_head=False),
            web.post("/staff/add", self.add),
            web.get("/staff/{login}", self.one, allow_head=False),
            web.post("/staff/{login}/deactivate", self.deactivate),
            web.post("/staff/{login}/password", self.reset_password),
            web.post("/staff/{login}/totp", self.reset_code),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """The list, with the form for a new officer."""
        managing(request)
        return await self._list(request)

    async def add(self, request: web.Request) -> web.Response:
        """A new officer, and once the link by which a password is chosen."""
        visit, form = managing(request), await fields_of(request)
        name = form.get("name", "")
        role: Role = next((each for each in ROLES if each == form.get("role")), "officer")
        chosen = [value for value in (await request.post()).getall("office", ()) if isinstance(value, str)]
        told = self._unfit(chosen)
        if told is None:
            try:
                offices = None if _WHOLE in chosen else chosen
                return self._shown(request, await self._officers(visit).add(name, role, offices), name)
            except NameTaken:
                told = "Nama itu sudah dipakai, juga bila petugasnya nonaktif. Beri nama yang membedakannya."
            except WrongName:
                told = f"Nama itu tidak dapat dipakai: tulis dengan huruf, paling banyak {LONGEST_NAME}."
            except NotAllowed:
                raise web.HTTPForbidden from None
        return await self._list(request, 400, told=told, name=name, role=role, chosen=chosen)

    async def one(self, request: web.Request) -> web.Response:
        """An officer, with what can be done."""
        managing(request)
        return await self._one(request)

    async def deactivate(self, request: web.Request) -> web.Response:
        """Ends an account; its open tickets go to the one who was chosen."""
        visit, to = managing(request), (await fields_of(request)).get("to", "")
        login = request.match_info["login"]
        try:
            moved = await self._officers(visit).deactivate(login, to or None)
        except StillHolds as error:
            told = f"Masih memegang {error.count} tiket. Pilih siapa yang menerimanya."
            return await self._one(request, 409, told=told)
        except LastAdmin:
            return await self._one(request, 409, told=_LAST)
        except NotAllowed:
            raise web.HTTPForbidden from None
        except UnknownOfficer as error:
            if str(error) != to:
                raise web.HTTPNotFound from None
            told = "Petugas itu tidak dapat menerima semua tiketnya. Pilih yang melayani kantor yang sama."
            return await self._one(request, 409, told=told)
        return web.Response(status=303, headers={"Location": f"/desk/staff/{login}?done={moved}"})

    async def reset_password(self, request: web.Request) -> web.Response:
        """A new link, shown once; the old password and the sessions end."""

        async def reset(officers: Officers, login: str) -> web.Response:
            return self._shown(request, await officers.reset_password(login), login)

        return await self._reset(request, reset)

    async def reset_code(self, request: web.Request) -> web.Response:
        """Takes the second factor of a lost phone away."""

        async def reset(officers: Officers, login: str) -> web.Response:
            await officers.reset_totp(login)
            return web.Response(status=303, headers={"Location": f"/desk/staff/{login}?done=totp"})

        return await self._reset(request, reset)

    async def _reset(
        self, request: web.Request, reset: Callable[[Officers, str], Awaitable[web.Response]]
    ) -> web.Response:
        visit = managing(request)
        try:
            answer = await reset(self._officers(visit), request.match_info["login"])
        except UnknownOfficer:
            raise web.HTTPNotFound from None
        except NotAllowed:
            raise web.HTTPForbidden from None
        except OwnAccount:
            return await self._one(request, 409, told=_OWN)
        return answer

    async def _list(
        self,
        request: web.Request,
        status: int = 200,
        *,
        told: str = "",
        name: str = "",
        role: Role = "officer",
        chosen: Iterable[str] = (),
    ) -> web.Response:
        chief, library = managing(request).officer, self._staff.search.library
        found = await self._officers(managing(request)).all()
        shared = [each for each in found if not chief.covers(each.offices) and _share(chief, each) and each.active]
        known = [(slug, office.place) for slug, office in library.offices.items() if chief.knows(slug)]
        return page(
            request, "staff.html", status,
            told=told, name=name, role=role, chosen=set(chosen) or {slug for slug, _ in known if len(known) == 1},
            officers=[_row(each, library) for each in found if chief.covers(each.offices)],
            shared=[_row(each, library) for each in shared],
            offices=known, whole=_WHOLE if chief.offices is None else None,
            roles=[(each, ROLE_NAMES[each], ROLE_RIGHTS[each]) for each in ROLES], longest=LONGEST_NAME,
        )  # fmt: skip

    async def _one(self, request: web.Request, status: int = 200, *, told: str = "") -> web.Response:
        visit = managing(request)
        officers = self._officers(visit)
        try:
            officer, held = await officers.one(request.match_info["login"])
        except UnknownOfficer:
            raise web.HTTPNotFound from None
        heirs = [
            each.name
            for each in await officers.all()
            if each.active and each.acts and each.id != officer.id and _share(each, officer)
        ]
        return page(
            request, "staff_officer.html", status,
            told=told, done=_done(request.query.get("done", "")), officer=_row(officer, self._staff.search.library),
            held=held, heirs=heirs, own=officer.id == visit.officer.id,
        )  # fmt: skip

    def _shown(self, request: web.Request, invited: Invited, name: str) -> web.Response:
        """The link, this once: it is kept as a hash alone."""
        link = f"{self._public_url or request.url.origin()}{setup_path(invited.token)}"
        return page(request, "staff_link.html", login=invited.login, name=name, link=link, picture=qr_picture(link))

    def _unfit(self, chosen: list[str]) -> str | None:
        known = self._staff.search.library.offices
        if not chosen:
            return "Pilih kantor yang dilayaninya."
        if _WHOLE in chosen and len(chosen) > 1:
            return "Pilih seluruh layanan, atau kantor satu per satu."
        if any(each not in known for each in chosen if each != _WHOLE):
            return "Kantor itu tidak ada lagi. Pilih dari daftar."
        return None

    def _officers(self, visit: Visit) -> Officers:
        return Officers(self._store, self._staff.search, self._clock, visit.officer.login, visit.officer)


def _row(officer: Officer, library: Library) -> dict[str, object]:
    """An officer in words; never a secret."""
    own = sorted(officer.offices) if officer.offices is not None else None
    return {
        "name": officer.name,
        "login": officer.login,
        "role": ROLE_NAMES[officer.role],
        "offices": (
            "seluruh layanan"
            if own is None
            else ", ".join(library.offices[slug].place if slug in library.offices else slug for slug in own)
        ),
        "active": officer.active,
        "invited": officer.active and officer.password is None,
        "code": officer.totp_secret is not None,
    }


def _share(one: Officer, other: Officer) -> bool:
    """Whether two officers serve an office together."""
    if one.offices is None or other.offices is None:
        return True
    return bool(one.offices & other.offices)


def _done(word: str) -> str:
    if word == "totp":
        return "Kode autentikatornya dihapus; ia masuk dengan kata sandi saja, dan dapat memasangnya lagi."
    if word.isdecimal() and len(word) < 6:
        return "Akun dinonaktifkan." + (f" {word} tiket diserahkan." if word != "0" else "")
    return ""
