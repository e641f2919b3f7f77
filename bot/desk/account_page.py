"""The page of the own account: password, second factor, open sessions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.clock import Clock
from bot.desk.account import Account, NotChanged
from bot.desk.clock_words import span
from bot.desk.door import Door
from bot.desk.entry import AddressOf
from bot.desk.moments import zone_of
from bot.desk.one_time_codes import fresh_secret, is_secret, secret_picture
from bot.desk.pages import LOGIN, fields_of, page, visit_of
from bot.desk.passwords import SHORTEST
from bot.desk.role_names import ROLE_NAMES
from bot.desk.throttle import Throttle
from bot.staff import Staff
from locales.formats import long_moment

_HERE = "/desk/account"
_JUST_NOW = dt.timedelta(minutes=2)
_DONE = {
    "password": "Kata sandi baru tersimpan. Perangkat lain harus masuk lagi.",
    "totp": "Kode autentikator terpasang, dan ditanyakan setiap kali Anda masuk. Perangkat lain harus masuk lagi.",
    "totp-removed": "Kode autentikator dilepas.",
    "session": "Sesi itu sudah berakhir.",
}


class AccountPage:
    """Seven routes; each is about the officer who asks alone."""

    def __init__(
        self, account: Account, staff: Staff, door: Door, throttle: Throttle, address_of: AddressOf, now: Clock
    ) -> None:
        self._account = account
        self._staff = staff
        self._door = door
        self._throttle = throttle
        self._address_of = address_of
        self._now = now

    def routes(self) -> list[web.RouteDef]:
        """Below the desk's prefix."""
        return [
            web.get("/account", self.show, allow_head=False),
            web.post("/account/password", self.change_password),
            web.get("/account/totp", self.offer_code, allow_head=False),
            web.post("/account/totp", self.set_code),
            web.post("/account/totp/remove", self.remove_code),
            web.post("/account/sessions/end", self.end),
            web.post("/account/sessions/end-all", self.end_all),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """The account."""
        return await self._page(request)

    async def change_password(self, request: web.Request) -> web.Response:
        """A new password, for who knows the old one."""
        visit, form = visit_of(request), await fields_of(request)
        given = [form.get(name, "") for name in ("old", "password", "again")]
        told = await self._tried(request, lambda: self._account.change_password(visit, *given))
        return await self._page(request, told[0], told=told[1]) if told else _led("password")

    async def offer_code(self, request: web.Request) -> web.Response:
        """A secret to set a second factor up with."""
        if visit_of(request).officer.totp_secret is not None:
            return web.Response(status=303, headers={"Location": _HERE})
        return self._offered(request, fresh_secret())

    async def set_code(self, request: web.Request) -> web.Response:
        """The second factor, where its app made a right code; else the same secret again."""
        visit, form = visit_of(request), await fields_of(request)
        secret, password, code = (form.get(name, "") for name in ("secret", "password", "code"))
        told = await self._tried(request, lambda: self._account.set_code(visit, password, secret, code))
        secret = secret if is_secret(secret) else fresh_secret()
        return self._offered(request, secret, *told) if told else _led("totp")

    async def remove_code(self, request: web.Request) -> web.Response:
        """Without the second factor from now on."""
        visit, form = visit_of(request), await fields_of(request)
        password, code = form.get("password", ""), form.get("code", "")
        told = await self._tried(request, lambda: self._account.remove_code(visit, password, code))
        return await self._page(request, told[0], told=told[1]) if told else _led("totp-removed")

    async def end(self, request: web.Request) -> web.Response:
        """Ends another session of one's own."""
        await self._account.end(visit_of(request), (await fields_of(request)).get("session", ""))
        return _led("session")

    async def end_all(self, request: web.Request) -> web.Response:
        """Ends them all: one logs in anew."""
        await self._account.end_all(visit_of(request))
        response = web.Response(status=303, headers={"Location": LOGIN})
        self._door.forget(response)
        return response

    async def _tried(self, request: web.Request, change: Callable[[], Awaitable[None]]) -> tuple[int, str] | None:
        """Makes a change; None, or the status and the words of its refusal. Guessing is slowed as at the login."""
        wait = await self._throttle.wait(visit_of(request).officer.login, self._address_of(request))
        if wait:
            return 429, f"Terlalu banyak percobaan. Tunggu {max(1, round(wait))} detik, lalu coba lagi."
        try:
            await change()
        except NotChanged as error:
            return 400, str(error)
        return None

    async def _page(self, request: web.Request, status: int = 200, *, told: str = "") -> web.Response:
        visit, now = visit_of(request), self._now()
        zone = zone_of(visit.officer, self._staff.search.library)
        this, found = await self._account.sessions(visit)
        sessions = [
            {
                "id": each.id,
                "browser": each.browser or "Peramban lain",
                "since": long_moment(each.created_at, zone),
                "seen": _ago(now - each.seen_at),
                "this": each.id == this,
            }
            for each in found
        ]
        offices = self._staff.search.library.offices
        own = visit.officer.offices
        return page(
            request, "account.html", status,
            told=told, done=_DONE.get(request.query.get("done", ""), ""),
            role_names=ROLE_NAMES, shortest=SHORTEST, sessions=sessions,
            offices=None if own is None else [offices[slug].place if slug in offices else slug for slug in sorted(own)],
        )  # fmt: skip

    def _offered(self, request: web.Request, secret: str, status: int = 200, told: str = "") -> web.Response:
        picture = secret_picture(secret, visit_of(request).officer.login)
        return page(request, "account_code.html", status, told=told, secret=secret, picture=picture)


def _ago(time: dt.timedelta) -> str:
    return "baru saja" if time < _JUST_NOW else f"{span(time)} lalu"


def _led(done: str) -> web.Response:
    return web.Response(status=303, headers={"Location": f"{_HERE}?done={done}"})
