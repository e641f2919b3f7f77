"""Officers for tests: accounts made beside a running service, and browsers without a screen that log in."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, CookieJar, FormData

from bot.clock import Clock, now
from bot.officers import Officers
from bot.settings import Settings
from bot.store.engines import database_url
from bot.store.officers import Role
from bot.store.store import Store
from knowledge.search import Search

PASSWORD = "empat kuda lari pagi"  # of tests alone


@asynccontextmanager
async def accounts(folder: Path, search: Search, clock: Clock = now) -> AsyncIterator[Officers]:
    """The operator at work beside a running service."""
    store = Store(database_url(Settings(data_dir=folder).store_url))
    try:
        yield Officers(store, search, clock, "perintah:uji")
    finally:
        store.close()


class Colleague:
    """One officer's browser."""

    def __init__(self, session: ClientSession, url: str) -> None:
        self.session = session
        self.url = url
        self.headers = {"Origin": url}

    async def get(self, path: str, **more: Any) -> tuple[int, str]:
        """A page: status and text; a redirect is not followed."""
        async with self.session.get(f"{self.url}{path}", allow_redirects=False, **more) as response:
            return response.status, await response.text(errors="replace")

    async def post(self, path: str, fields: dict[str, str] | FormData, **more: Any) -> tuple[int, str, str]:
        """Sends a form as a page of the desk would: status, text, and where it leads."""
        headers = more.pop("headers", self.headers)
        async with self.session.post(
            f"{self.url}{path}", data=fields, headers=headers, allow_redirects=False, **more
        ) as response:
            return response.status, await response.text(), response.headers.get("Location", "")

    async def log_in(self, login: str, password: str = PASSWORD, **more: str) -> tuple[int, str, str]:
        """Fills in the login form."""
        return await self.post("/desk/login", {"login": login, "password": password, **more})

    async def hidden(self, path: str) -> dict[str, str]:
        """The hidden fields that forms of a page carry: the session's token, the ticket's version."""
        _, text = await self.get(path)
        return {name: _field(text, name) for name in ("form_token", "version")}

    async def sends(self, number: str, kind: str, text: str, **more: str) -> tuple[int, str, str]:
        """Does something with a ticket, from the page as it is now."""
        fields = {**await self.hidden(f"/desk/tickets/{number}"), "kind": kind, "text": text, **more}
        return await self.post(f"/desk/tickets/{number}/act", fields)


def _field(text: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    return found[1] if found else ""


@asynccontextmanager
async def browsing(url: str) -> AsyncIterator[Colleague]:
    """A browser that nobody is logged in with."""
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        yield Colleague(session, url)


async def employ(
    officers: Officers, url: str, name: str = "Rina Wati", office: str | None = "kalbar", role: Role = "officer"
) -> str:
    """Adds an officer, who chooses the password by the link; the login."""
    invited = await officers.add(name, role, None if office is None else (office,))
    async with browsing(url) as browser:
        fields = {"token": invited.token, "password": PASSWORD, "again": PASSWORD}
        assert (await browser.post("/desk/setup", fields))[::2] == (303, "/desk/login?siap")
    return invited.login


@asynccontextmanager
async def at_desk(url: str, login: str) -> AsyncIterator[Colleague]:
    """An officer who has logged in."""
    async with browsing(url) as browser:
        status, text, led = await browser.log_in(login)
        assert (status, led) == (303, "/desk"), text
        yield browser
