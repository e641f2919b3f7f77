"""The pages before the desk: logging in, choosing a password by a set-up link, logging out."""

from __future__ import annotations

import re
from collections.abc import Callable

from aiohttp import web
from multidict import MultiMapping

from bot.desk.access import Access, Chosen, WrongSetup
from bot.desk.browsers import browser_words
from bot.desk.door import Door
from bot.desk.one_time_codes import fresh_secret, is_secret, secret_picture
from bot.desk.pages import LOGIN, VISIT, page, trouble, visit_of
from bot.desk.passwords import SHORTEST
from bot.desk.throttle import Throttle
from bot.officers import WrongName
from bot.store.officer_sessions import LinkSpent
from bot.store.officers import NameTaken, Officer

_HOME = "/desk"
_OWN_PATH = re.compile(r"/desk(?:/[A-Za-z0-9_-]+)*(?:\?[^\s\\#]*)?")
_LONGEST = 300
AddressOf = Callable[[web.Request], str]


class Entry:
    """`address_of` tells whose request it is, also behind a proxy."""

    def __init__(self, access: Access, door: Door, throttle: Throttle, address_of: AddressOf) -> None:
        self._access = access
        self._door = door
        self._throttle = throttle
        self._address_of = address_of

    def routes(self) -> list[web.RouteDef]:
        """Under the desk's own prefix."""
        return [
            web.get("/login", self.ask, name="login"),
            web.post("/login", self.log_in, name="login"),
            web.get("/setup", self.offer, name="setup"),
            web.post("/setup", self.set_up, name="setup"),
            web.post("/logout", self.log_out),
        ]

    async def ask(self, request: web.Request) -> web.Response:
        """The form; who is logged in already goes on."""
        if request.get(VISIT) is not None:
            return _led(own_path(request.query.get("next")))
        return self._asked(request, ready="siap" in request.query)

    async def log_in(self, request: web.Request) -> web.Response:
        """Opens a session, or says that it was not right; which part was wrong is not told."""
        form = await request.post()
        login = _text(form, "login").strip()
        wait = await self._throttle.wait(login, self._address_of(request))
        if wait:
            text = f"Terlalu banyak percobaan. Tunggu {max(1, round(wait))} detik, lalu coba lagi."
            response = self._asked(request, 429, text, login, _text(form, "next"))
            response.headers["Retry-After"] = str(max(1, round(wait)))
            return response
        token = await self._access.log_in(
            login,
            _text(form, "password"),
            _text(form, "code"),
            self._door.token(request),
            browser_words(request.headers.get("User-Agent", "")),
        )
        if token is None:
            text = "Nama, kata sandi, atau kode tidak cocok."
            return self._asked(request, 401, text, login, _text(form, "next"))
        response = _led(own_path(_text(form, "next")))
        self._door.remember(response, token)
        return response

    async def log_out(self, request: web.Request) -> web.Response:
        """Ends the session."""
        await self._access.log_out(visit_of(request))
        response = _led(LOGIN)
        self._door.forget(response)
        return response

    async def offer(self, request: web.Request) -> web.Response:
        """The set-up form of a link; looking at it does not use it up, as messengers look at links too."""
        token = request.query.get("token", "")
        try:
            officer = await self._access.invited(token)
        except LinkSpent:
            return _spent(request)
        return _offered(request, officer, token, fresh_secret())

    async def set_up(self, request: web.Request) -> web.Response:
        """Uses a link up: the password is chosen, and a second factor where its code was given."""
        form = await request.post()
        token, secret = _text(form, "token"), _text(form, "secret")
        chosen = Chosen(_text(form, "name"), _text(form, "password"), _text(form, "again"), secret, _text(form, "code"))
        try:
            officer = await self._access.invited(token)
            try:
                await self._access.set_up(token, chosen)
            except (WrongSetup, WrongName, NameTaken) as error:
                told = str(error) if isinstance(error, WrongSetup) else "Nama itu tidak dapat dipakai; tulis nama lain."
                kept = secret if is_secret(secret) else fresh_secret()
                return _offered(request, officer, token, kept, told, chosen.name, status=400)
        except LinkSpent:
            return _spent(request)
        return _led(f"{LOGIN}?siap")

    def _asked(
        self,
        request: web.Request,
        status: int = 200,
        told: str = "",
        login: str = "",
        led: str | None = None,
        *,
        ready: bool = False,
    ) -> web.Response:
        target = own_path(request.query.get("next") if led is None else led)
        return page(request, "login.html", status, told=told, login=login, next=target, ready=ready)


def own_path(target: str | None) -> str:
    """Where to go after the login: only to a page of the desk itself, else to its first."""
    return target if target and len(target) <= _LONGEST and _OWN_PATH.fullmatch(target) else _HOME


def _offered(
    request: web.Request,
    officer: Officer | None,
    token: str,
    secret: str,
    told: str = "",
    name: str = "",
    status: int = 200,
) -> web.Response:
    return page(
        request, "setup.html", status,
        officer=officer, token=token, secret=secret, told=told, name=name, shortest=SHORTEST,
        picture=secret_picture(secret, officer.login if officer is not None else "petugas"),
    )  # fmt: skip


def _spent(request: web.Request) -> web.Response:
    text = "Tautan ini sudah dipakai atau lewat 24 jam. Minta yang baru kepada pengelola: tanya staff reset-password."
    return trouble(request, 410, "Tautan tidak berlaku", text)


def _text(form: MultiMapping[object], name: str) -> str:
    """One field of a form; a file in its place counts as nothing."""
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _led(target: str) -> web.Response:
    return web.Response(status=303, headers={"Location": target})
