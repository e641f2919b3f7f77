"""Every route of the desk, as its router has it, against strangers, other offices, other sites, and roles.

The routes are walked by the table in cases.py; what they withstand one by one is in test_attacks.py.
"""

from __future__ import annotations

import hashlib
import itertools
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import FormData

from bot.store.officers import ROLES, Role
from knowledge.search import Search
from tests.bot.clock import TestClock
from tests.bot.desk.cases import CASES, NUMBERS, OBJECTS, Case, Site, routes
from tests.bot.desk.colleagues import Colleague, accounts, at_desk, browsing, employ
from tests.bot.desk.conftest import files
from tests.bot.service import serving, visiting
from tests.bot.ticket_core import use_ticket_core

pytestmark = pytest.mark.asyncio(loop_scope="module")
BEHIND = [case for case in CASES if not case.open]
FORMS = [case for case in CASES if case.method == "POST"]
_A_FORM = 1024 * 1024
"""Bytes above which a route is for files: no browser sends so many as words."""
_PLACES = itertools.count(1)
_VISITS = {"desk_audit", "presences", "staff_sessions", "rate_limits"}
"""Tables that looking alone may write."""


def named(case: Case) -> str:
    """A case among a test's."""
    return " ".join(case.key)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def site(tmp_path_factory: pytest.TempPathFactory, search: Search) -> AsyncIterator[Site]:
    """One service for all of these tests, which change nothing."""
    folder, clock = tmp_path_factory.mktemp("site"), TestClock()
    async with AsyncExitStack() as opened:
        use_ticket_core(opened.enter_context(pytest.MonkeyPatch.context()))
        url = await opened.enter_async_context(serving(folder, search, clock=clock, whatsapp_numbers=NUMBERS))
        citizen = await opened.enter_async_context(visiting(url))
        officers = await opened.enter_async_context(accounts(folder, search, clock))
        number = await files(citizen)
        logins = {role: await employ(officers, url, f"Petugas {role}", "kalbar", role) for role in ROLES}
        at = {role: await opened.enter_async_context(at_desk(url, login)) for role, login in logins.items()}
        others = await employ(officers, url, "Dewi", "depok", "admin")
        other = await opened.enter_async_context(at_desk(url, others))
        made = Site(url, folder, clock, search, citizen, number, at, other)
        for name, objects in OBJECTS.items():
            made.made[name] = await objects.make(made)
        yield made


@dataclass(frozen=True, slots=True)
class Answer:
    """What a route answered; its headers were looked at."""

    status: int
    text: str
    location: str


async def ask(browser: Colleague, case: Case, path: str, **more: str | None) -> Answer:
    """Asks for a page, or sends a form from the desk's own pages unless `origin` or `form_token` say otherwise."""
    send: dict[str, Any] = {"allow_redirects": False}
    if case.method == "POST":
        origin, token = more.get("origin", browser.url), more.get("form_token")
        sent = {**case.fields, "form_token": await token_of(browser) if token is None else token}
        send |= {"data": sent, "headers": {"Origin": origin} if origin is not None else {}}
    async with browser.session.request(case.method, browser.url + path, **send) as response:
        headers = response.headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["Cache-Control"] == ("public, max-age=300" if "/static/" in path else "no-store")
        text = "" if case.streams and response.status == 200 else await response.text(errors="replace")
        return Answer(response.status, text, headers.get("Location", ""))


async def token_of(browser: Colleague) -> str:
    """The token of a browser's session; "" where it has none."""
    return (await browser.hidden("/desk"))["form_token"]


async def come_back(browser: Colleague, role: Role) -> None:
    """Logs in anew where a form ended the session; each time from elsewhere, since tries are counted."""
    if (await browser.get("/desk"))[0] == 303:
        browser.session.headers["X-Forwarded-For"] = f"203.0.113.{next(_PLACES)}"
        assert (await browser.log_in(f"petugas.{role}"))[0] == 303


def kept(folder: Path, but: frozenset[str] | set[str] = frozenset()) -> str:
    """A digest of all that the store holds."""
    digest = hashlib.sha256()
    with closing(sqlite3.connect(folder / "tanya.db")) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        for (table,) in tables.fetchall():
            if table not in but:
                digest.update(str(database.execute(f"SELECT * FROM {table}").fetchall()).encode())
    return digest.hexdigest()


async def test_every_route_has_its_line() -> None:
    """And every line its route: what is added to the desk is tried by what follows."""
    assert {case.key for case in CASES} == routes()
    assert len({case.key for case in CASES}) == len(CASES)


async def test_a_viewer_changes_nothing_but_the_own_account() -> None:
    """By the table itself."""
    allowed = [case for case in FORMS if "viewer" in case.may and not case.open]
    assert [case.key for case in allowed if not case.own] == []


@pytest.mark.parametrize("case", BEHIND, ids=named)
async def test_nothing_is_open_before_the_login(site: Site, case: Case) -> None:
    """A page leads to the login and back; a form is refused."""
    before = kept(site.folder)
    async with browsing(site.url) as stranger:
        for made in (site.made, {name: objects.unknown[0] for name, objects in OBJECTS.items()}):
            answer = await ask(stranger, case, case.at(made), form_token="")
            if case.method == "GET":
                assert answer.status == 303
                assert answer.location.startswith("/desk/login?next=%2Fdesk")
            else:
                assert answer.status == 401
            assert "data tidak ditanggapi" not in answer.text
    assert kept(site.folder) == before


@pytest.mark.parametrize("case", FORMS, ids=named)
async def test_no_other_site_sends_a_form(site: Site, case: Case) -> None:
    """Whatever it carries: the browser says where it comes from."""
    browser = site.officers["admin"]
    token, before = await token_of(browser), kept(site.folder, _VISITS)
    for origin in ("https://jahat.example", "null", "http://", f"{site.url}.jahat.example", None):
        answer = await ask(browser, case, case.at(site.made), origin=origin, form_token=token)
        assert (answer.status, "tidak datang dari halaman meja petugas" in answer.text) == (403, True)
    assert kept(site.folder, _VISITS) == before


@pytest.mark.parametrize("case", [case for case in FORMS if not case.open], ids=named)
async def test_a_form_needs_the_sessions_own_token(site: Site, case: Case) -> None:
    """That of another session is none."""
    browser, theirs = site.officers["admin"], await token_of(site.other)
    assert theirs
    before = kept(site.folder, _VISITS)
    for token in ("", "0" * 64, theirs):
        answer = await ask(browser, case, case.at(site.made), form_token=token)
        assert (answer.status, "Formulir ini sudah lama" in answer.text) == (403, True)
    assert kept(site.folder, _VISITS) == before


@pytest.mark.parametrize("case", FORMS, ids=named)
async def test_more_than_a_form_holds(site: Site, case: Case) -> None:
    """Is refused in words, whoever sends it, also as a file in several parts."""
    browser = site.officers["admin"]
    token, before = await token_of(browser), kept(site.folder, _VISITS)
    much = "x" * (case.most + 1000)
    parts = FormData({"form_token": token})
    parts.add_field("text", BytesIO(much.encode()), filename="x.html", content_type="text/html")
    words = {"form_token": token, "text": much}
    whatever: tuple[dict[str, str] | FormData, ...] = (parts,) if case.most > _A_FORM else (words, parts)
    for sent in whatever:
        status, text, _ = await browser.post(case.at(site.made), sent)
        assert (status, "terlalu panjang" in text or "lebih dari" in text) == (413, True)
    assert kept(site.folder, _VISITS) == before


@pytest.mark.parametrize("case", [case for case in FORMS if not case.open], ids=named)
async def test_a_file_is_no_word(site: Site, case: Case) -> None:
    """Sent in the place of a field it counts as nothing, whatever it calls itself; least of all as the form's token."""
    browser = site.officers["admin"]
    token, before = await token_of(browser), kept(site.folder, _VISITS)
    whole, without_token = FormData({"form_token": token}), FormData(dict(case.fields))
    for parts, names in ((without_token, {"form_token"}), (whole, set(case.fields) or {"text"})):
        for name in names:
            parts.add_field(name, token, filename="../../x.svg", content_type="image/svg+xml")
    assert (await browser.post(case.at(site.made), without_token))[0] == 403
    assert kept(site.folder, _VISITS) == before
    assert (await browser.post(case.at(site.made), whole))[0] < 500
    await come_back(browser, "admin")


@pytest.mark.parametrize("case", [case for case in BEHIND if case.places], ids=named)
async def test_another_offices_object_is_like_none(site: Site, case: Case) -> None:
    """Word for word the answer of one that nobody has; nothing changes, nothing tells."""
    token = await token_of(site.other)
    paths = [case.at(site.made)]
    for place in case.places:
        paths += [case.at(site.made, **{place: unknown}) for unknown in OBJECTS[place].unknown]
    before = kept(site.folder)
    answers = [await ask(site.other, case, path, form_token=token) for path in paths]
    assert {answer.status for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert kept(site.folder) == before


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("case", BEHIND, ids=named)
async def test_a_role_may_what_the_table_says(site: Site, case: Case, role: Role) -> None:
    """Whoever may is served, with an object of the own office; whoever may not is refused, and nothing changes."""
    browser, before = site.officers[role], kept(site.folder, _VISITS)
    answer = await ask(browser, case, case.at(site.made))
    if role in case.may:
        assert answer.status < 500
        assert answer.status not in ({401, 403, 405} if case.missing else {401, 403, 404, 405})
        assert case.method != "GET" or answer.status == (303 if case.leads else 200)
    else:
        assert (answer.status, "Peran Anda tidak boleh" in answer.text) == (403, True)
        assert kept(site.folder, _VISITS) == before
    await come_back(browser, role)
