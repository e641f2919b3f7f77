"""Officers who announce: forms filled in and sent as a browser would, and subscribers put into a running service."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

from aiohttp import FormData

from bot.clock import Clock
from bot.settings import Settings
from bot.store.engines import database_url
from bot.store.store import Store
from tests.bot.desk.colleagues import Colleague
from tests.bot.following import follow

NEWS = "/desk/announcements"
WUB = {"title": "Pelatihan Wirausaha Baru", "text": "Pendaftaran dibuka sampai Jumat.", "topic": "pelatihan"}
"""What Dewi of Depok announces."""
Pairs = Iterable[tuple[str, str]]


async def fields(browser: Colleague, path: str) -> dict[str, str]:
    """The hidden fields of a page's forms, but for what each of them does."""
    _, text = await browser.get(path)
    return {name: unescape(_first(text, name)) for name in ("form_token", "version", "seen")}


def _first(text: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    return found[1] if found else ""


async def writes(browser: Colleague, path: str = f"{NEWS}/new", **typed: str) -> tuple[int, str, str]:
    """Fills a form in and saves it: status, text, and where it leads."""
    return await browser.post(path, {**await fields(browser, path), "office": "depok", **WUB, **typed})


async def drafts(browser: Colleague, **typed: str) -> int:
    """Keeps a draft; its number."""
    status, text, led = await writes(browser, **typed)
    assert status == 303, text
    return int(led.removeprefix(f"{NEWS}/").partition("?")[0])


async def acts(browser: Colleague, number: int, act: str, **more: str) -> tuple[int, str, str]:
    """Presses a button on the page of an announcement as it is now."""
    return await browser.post(f"{NEWS}/{number}/act", {**await fields(browser, f"{NEWS}/{number}"), "act": act, **more})


async def looks(browser: Colleague, number: int) -> str:
    """The page of an announcement, as it is read."""
    status, text = await browser.get(f"{NEWS}/{number}")
    assert status == 200, text
    return unescape(text)


@asynccontextmanager
async def beside(folder: Path) -> AsyncIterator[Store]:
    """The service's store, opened a second time."""
    store = Store(database_url(Settings(data_dir=folder).store_url))
    try:
        yield store
    finally:
        store.close()


async def followers(folder: Path, clock: Clock, chats: Mapping[str, Iterable[Any]], **more: Any) -> None:
    """Chats that follow offices on trainings; `chats` are by offices: "depok", "depok kalbar"."""
    async with beside(folder) as store:
        for offices, those in chats.items():
            await follow(store, those, *offices.split(), now=clock(), **more)


async def uploads(browser: Colleague, number: int, content: bytes, name: str, **more: str) -> tuple[int, str, str]:
    """Puts a file into a draft as its form does: status, text, and where it leads."""
    form = FormData(quote_fields=False)  # browsers send a name as it is
    for field, value in {**await fields(browser, f"{NEWS}/{number}"), **more}.items():
        form.add_field(field, value)
    form.add_field("file", BytesIO(content), filename=name, content_type="application/octet-stream")
    address = f"{browser.url}{NEWS}/{number}/file"
    async with browser.session.post(address, data=form, headers=browser.headers, allow_redirects=False) as answer:
        return answer.status, unescape(await answer.text()), answer.headers.get("Location", "")
