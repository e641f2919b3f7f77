"""What the desk must withstand: other offices, other sites, guessed passwords, stolen cookies, and citizens' markup."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from http.cookies import SimpleCookie
from io import BytesIO
from typing import Any, cast

import pytest
from PIL import Image
from yarl import URL

from bot.desk.desk import PREFIX, Around, make_desk
from bot.files.shelf import Shelf
from tests.bot.desk.colleagues import PASSWORD, Colleague, at_desk, browsing, employ
from tests.bot.desk.conftest import Desk, files
from tests.bot.telegram import stored

CANARY = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><b>"
BEFORE_LOGIN = {("GET", "/login"), ("POST", "/login"), ("GET", "/setup"), ("POST", "/setup"), ("GET", "/static/{name}")}
OF_NOBODY = {("GET", ""), ("POST", "/logout"), ("GET", "/moved")}
"""Routes about no ticket; what the lists show is narrowed to the officer's offices."""


async def _nothing(_key: str) -> float:
    return 0.0


def routes() -> set[tuple[str, str]]:
    """Every route of the desk: its method, and its path below the prefix."""
    nothing = cast(Any, None)
    around = Around(nothing, nothing, nothing, nothing, None, lambda *_: _nothing, lambda _: "")
    found = set()
    for route in make_desk(around).router.routes():
        assert route.resource is not None
        if route.method == "HEAD":
            continue
        found.add((route.method, route.resource.canonical))
    return found


def of_tickets() -> list[tuple[str, str]]:
    """The routes that name a ticket; a new route that names none must be listed above, or it fails the tests here."""
    return sorted(
        each for each in routes() - BEFORE_LOGIN - OF_NOBODY if not each[1].startswith(("/canned", "/counter"))
    )


def at(path: str, number: str) -> str:
    """A route's path for a ticket."""
    assert "{number}" in path
    return PREFIX + path.replace("{number}", number).replace("{place}", "1")


async def attach(desk: Desk, name: str = "foto.jpg", kind: str = "jpeg", content: bytes | None = None) -> None:
    """Puts a file on the ticket, as if the citizen had attached it."""
    picture = BytesIO()
    Image.new("RGB", (40, 30), "red").save(picture, "JPEG")
    digest = Shelf(desk.folder / "files").put(picture.getvalue() if content is None else content)
    with closing(sqlite3.connect(desk.folder / "tanya.db")) as database, database:
        database.execute(
            "INSERT INTO files (ref, ticket_id, state, kind, size, name, sha256, attempts, created_at)"
            " VALUES (?, 1, 'stored', ?, 5, ?, ?, 0, '2026-11-18 02:30:00.000000')",
            (f"f{name}"[:30], kind, name, digest),
        )


@pytest.mark.parametrize(("method", "path"), of_tickets())
async def test_another_offices_ticket_is_like_none(desk: Desk, method: str, path: str) -> None:
    """On every route word for word the answer of a number that nobody has; nothing changes, nothing tells."""
    await attach(desk)
    token = (await desk.dewi.hidden("/desk"))["form_token"]
    answers = []
    for number in (desk.number, "KAL-334467-4", "bukan-nomor", "1%00"):
        if method == "GET":
            answers.append(await desk.dewi.get(at(path, number)))
        else:
            fields = {"form_token": token, "kind": "answered", "text": "Siap.", "version": "1"}
            answers.append((await desk.dewi.post(at(path, number), fields))[:2])
    assert {status for status, _ in answers} == {404}
    assert len({text for _, text in answers}) == 1
    assert stored(desk.folder, "SELECT version FROM tickets") == [1]
    if method == "GET":
        assert (await desk.rina.get(at(path, desk.number)))[0] == 200, "the route works for the office's own officer"


async def test_another_offices_templates_are_like_none(desk: Desk) -> None:
    """None of them is shown, changed or deleted, and none is added there."""
    fields = {"office": "kalbar", "title": "Milik Kalbar", "text": "Yth. {nama}", "version": "1"}
    assert (await desk.rina.post("/desk/canned/new", {**fields, **await desk.rina.hidden("/desk")}))[0] == 303
    fields |= {"form_token": (await desk.dewi.hidden("/desk"))["form_token"], "title": "Diubah Dewi"}
    for path in ("/desk/canned/1", "/desk/canned/2"):
        answers = [await desk.dewi.get(path), (await desk.dewi.post(path, fields))[:2]]
        answers.append((await desk.dewi.post(f"{path}/delete", fields))[:2])
        assert {status for status, _ in answers} == {404}
    for path in ("/desk/canned/new", "/desk/canned/starters"):
        assert (await desk.dewi.post(path, fields))[0] == 404
    assert (await desk.dewi.get("/desk/canned?office=kalbar"))[0] == 404
    assert "Milik Kalbar" not in (await desk.dewi.get("/desk/canned"))[1]
    assert stored(desk.folder, "SELECT title FROM canned_replies") == ["Milik Kalbar"]


@pytest.mark.parametrize(("method", "path"), sorted(routes() - BEFORE_LOGIN))
async def test_nothing_is_open_before_the_login(desk: Desk, method: str, path: str) -> None:
    """A page leads to the login and back; a form is refused."""
    target = PREFIX + path.replace("{number}", desk.number).replace("{place}", "1").replace("{reply}", "1")
    async with browsing(desk.url) as stranger:
        if method == "GET":
            async with stranger.session.get(desk.url + target, allow_redirects=False) as response:
                assert response.status == 303
                assert response.headers["Location"].startswith("/desk/login?next=%2Fdesk")
        else:
            status, text, _ = await stranger.post(target, {"kind": "answered", "text": "x", "version": "1"})
            assert status == 401
            assert desk.number not in text


@pytest.mark.parametrize(("method", "path"), [each for each in sorted(routes()) if each[0] == "POST"])
@pytest.mark.parametrize("origin", ["https://jahat.example", "null", None])
async def test_no_other_site_sends_a_form(desk: Desk, method: str, path: str, origin: str | None) -> None:
    """Whatever it carries: the browser says where it comes from."""
    del method
    hidden = await desk.rina.hidden(f"/desk/tickets/{desk.number}")
    fields = {**hidden, "kind": "answered", "text": "Siap."}
    headers = {"Origin": origin} if origin is not None else {}
    target = PREFIX + path.replace("{number}", desk.number).replace("{reply}", "1")
    status, text, _ = await desk.rina.post(target, fields, headers=headers)
    assert (status, "tidak datang dari halaman meja petugas" in text) == (403, True)
    assert stored(desk.folder, "SELECT version FROM tickets") == [1]


@pytest.mark.parametrize("token", ["", "0" * 64, "tokens of Dewi"])
async def test_a_form_needs_the_sessions_own_token(desk: Desk, token: str) -> None:
    """That of another session is none."""
    if token == "tokens of Dewi":
        token = (await desk.dewi.hidden("/desk"))["form_token"]
        assert token
    fields = {"form_token": token, "kind": "answered", "text": "Siap.", "version": "1"}
    for path in (f"/desk/tickets/{desk.number}/act", f"/desk/tickets/{desk.number}/preview", "/desk/logout"):
        assert (await desk.rina.post(path, fields))[0] == 403
    assert (await desk.rina.get("/desk"))[0] == 200
    assert stored(desk.folder, "SELECT version FROM tickets") == [1]


async def test_a_session_given_from_outside_is_never_taken_on(desk: Desk) -> None:
    """Who plants a cookie knows nothing of the session after the login, and who had one before loses it."""
    async with browsing(desk.url) as browser:
        _plant(browser, "planted")
        await browser.log_in("rina.wati")
        first = _cookie(browser.session)
        assert first not in {"", "planted"}
        await browser.log_in("rina.wati")
        assert _cookie(browser.session) != first
    async with browsing(desk.url) as thief:
        for token in ("planted", first):
            _plant(thief, token)
            assert (await thief.get("/desk"))[0] == 303


async def test_a_session_ends(desk: Desk) -> None:
    """By logging out, by idleness, after a working day, and by the operator; its cookie opens nothing any more."""
    async with at_desk(desk.url, "rina.wati") as browser:
        token = _cookie(browser.session)
        assert (await browser.post("/desk/logout", await browser.hidden("/desk")))[::2] == (303, "/desk/login")
        _plant(browser, token)
        assert (await browser.get("/desk"))[0] == 303, "logged out"
    desk.clock.pass_by(2 * 3600 - 60)
    assert (await desk.rina.get("/desk"))[0] == 200
    desk.clock.pass_by(2 * 3600 - 60)
    assert (await desk.rina.get("/desk"))[0] == 200, "in use"
    assert (await desk.dewi.get("/desk"))[0] == 303, "idle"
    for _ in range(5):
        desk.clock.pass_by(2 * 3600 - 60)
        last = (await desk.rina.get("/desk"))[0]
    assert last == 303, "a day's work"
    async with at_desk(desk.url, "rina.wati") as rina:
        await desk.officers.reset_password("Rina Wati")
        assert (await rina.get("/desk"))[0] == 303, "revoked"


async def test_the_cookie_is_out_of_reach(desk: Desk) -> None:
    """Of scripts and of other sites."""
    async with (
        browsing(desk.url) as browser,
        browser.session.post(
            f"{desk.url}/desk/login",
            data={"login": "rina.wati", "password": PASSWORD},
            headers=browser.headers,
            allow_redirects=False,
        ) as response,
    ):
        cookie = SimpleCookie(response.headers["Set-Cookie"])["tanya_desk"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (True, "Lax", "/", "")


async def test_guessing_is_slowed_where_it_happens_only(desk: Desk) -> None:
    """The guesser waits longer and longer; the officer still comes in from elsewhere."""
    async with browsing(desk.url) as guesser:
        told = [await guesser.log_in("rina.wati", f"tebakan nomor {each}") for each in range(12)]
        statuses = [status for status, _, _ in told]
        assert statuses[:5] == [401] * 5
        assert statuses[-1] == 429
        assert "Terlalu banyak percobaan" in told[-1][1]
        assert (await guesser.log_in("rina.wati"))[0] == 429, "the right one does not help the guesser"
        fields = {"login": "rina.wati", "password": PASSWORD}
        elsewhere = {**guesser.headers, "X-Forwarded-For": "203.0.113.9"}
        assert (await guesser.post("/desk/login", fields, headers=elsewhere))[0] == 303


async def test_what_was_wrong_is_not_told(desk: Desk) -> None:
    """A name that nobody has, a wrong password, an account without one, and one that ended, look the same."""
    await desk.officers.add("Belum Siap", "officer", ("kalbar",))
    await employ(desk.officers, desk.url, "Sudah Pergi")
    await desk.officers.deactivate("Sudah Pergi", None)
    answers = set()
    for login, password in (
        ("siapa", PASSWORD), ("rina.wati", "salah sekali"), ("belum.siap", PASSWORD), ("sudah.pergi", PASSWORD),
    ):  # fmt: skip
        async with browsing(desk.url) as browser:
            status, text, _ = await browser.log_in(login, password)
            answers.add((status, text.replace(login, "")))
    assert len(answers) == 1
    assert {status for status, _ in answers} == {401}


async def test_markup_of_citizens_is_text(desk: Desk) -> None:
    """In every field that the desk shows, wherever it shows it."""
    await attach(desk, CANARY[:60])
    with closing(sqlite3.connect(desk.folder / "tanya.db")) as database, database:
        for table, column in (
            ("tickets", "about"), ("tickets", "rating_word"), ("tickets", "service"), ("tickets", "assigned_to"),
            ("tickets", "ticket_class"), ("ticket_answers", "label"), ("ticket_answers", "text"),
        ):  # fmt: skip
            database.execute(f"UPDATE {table} SET {column} = ?", (CANARY,))
        database.execute("UPDATE ticket_events SET text = ?, who = ?", (CANARY, CANARY))
        database.execute("UPDATE outbox SET error = ?", (CANARY,))
    await desk.citizen.say(f"{CANARY} gema")
    await desk.citizen.say(f"tambah {desk.number} {CANARY}")
    await files(desk.citizen, CANARY)
    fields = {**await desk.rina.hidden(f"/desk/tickets/{desk.number}"), "kind": "answered", "text": CANARY}
    pages = [
        await desk.rina.get("/desk"),
        await desk.rina.get("/desk", params={"q": CANARY[:20], "office": CANARY, "service": CANARY}),
        await desk.rina.get(f"/desk/tickets/{desk.number}"),
        (await desk.rina.post(f"/desk/tickets/{desk.number}/preview", fields))[:2],
        (await desk.rina.post(f"/desk/tickets/{desk.number}/act", {**fields, "version": "1"}))[:2],
    ]
    async with browsing(desk.url) as stranger:
        pages.append((await stranger.log_in(CANARY[:64], CANARY, next=CANARY))[:2])
    for status, text in pages:
        assert status in {200, 401, 409}
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "\"'><b>" not in text
    assert pages[2][1].count("&lt;script&gt;alert(1)") >= 8


async def test_every_page_is_guarded(desk: Desk) -> None:
    """By the strictest policy: nothing inline, nothing framed, nothing kept by a cache."""
    for path in ("/desk", "/desk/login", f"/desk/tickets/{desk.number}", "/desk/tidak-ada", "/desk/setup?token=x"):
        async with desk.rina.session.get(desk.url + path) as response:
            policy = response.headers["Content-Security-Policy"]
            text = await response.text()
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            assert response.headers["Cache-Control"] == "no-store"
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert re.findall(r"<script(?! src)|\son\w+=|\sstyle=|<style", text) == []


@pytest.mark.parametrize(
    "target",
    ["https://jahat.example", "//jahat.example", "/\\jahat.example", "/desk/../..//jahat.example", "/desk\n/x",
     "javascript:alert(1)", "/desk/@jahat", "/deskjahat", "/desk?" + "x" * 400],
)  # fmt: skip
async def test_the_login_leads_only_into_the_desk(desk: Desk, target: str) -> None:
    """Wherever its link wants to lead."""
    async with browsing(desk.url) as browser:
        assert (await browser.log_in("rina.wati", next=target))[::2] == (303, "/desk")
        async with browser.session.get(f"{desk.url}/desk/login", params={"next": target}, allow_redirects=False) as led:
            assert led.headers["Location"] == "/desk"


async def test_the_login_leads_back(desk: Desk) -> None:
    """To the ticket that was asked for."""
    target = f"/desk/tickets/{desk.number}?done=web"
    async with browsing(desk.url) as browser:
        assert (await browser.log_in("rina.wati", next=target))[2] == target


async def test_more_than_a_form_holds(desk: Desk) -> None:
    """Is refused in words, by a stranger's login as by an officer's answer."""
    much = {"login": "x" * 100_000, "password": "y"}
    async with browsing(desk.url) as stranger:
        assert (await stranger.post("/desk/login", much))[0] == 413
    assert (await desk.rina.sends(desk.number, "answered", "x" * 100_000))[0] == 413
    assert (await desk.rina.sends(desk.number, "answered", "x" * 4000))[0] == 400
    assert stored(desk.folder, "SELECT version FROM tickets") == [1]


@pytest.mark.parametrize("place", ["0", "2", "-1", "%2e%2e%2f%2e%2e%2ftanya.db", "1%00", "01", "9999"])
async def test_no_path_leads_out_of_the_attachments(desk: Desk, place: str) -> None:
    """Only a number that the ticket has is one."""
    await attach(desk)
    for suffix in ("", "/preview"):
        assert (await desk.rina.get(f"/desk/tickets/{desk.number}/files/{place}{suffix}"))[0] == 404


async def test_attachments_are_saved_and_never_shown_as_sent(desk: Desk) -> None:
    """Forced down, not to be guessed at, powerless when opened; a preview is drawn anew."""
    await attach(desk, '..%2f..%2fgambar".html.jpg')
    await attach(desk, "surat.pdf", "pdf", b"%PDF-1.4 <script>alert(1)</script>")
    path = f"/desk/tickets/{desk.number}/files"
    async with desk.rina.session.get(f"{desk.url}{path}/1") as response:
        assert response.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
        assert not set('/"\\') & set(response.headers["Content-Disposition"].partition("''")[2])
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response.headers["Content-Security-Policy"]
    async with desk.rina.session.get(f"{desk.url}{path}/1/preview") as response:
        assert response.content_type == "image/jpeg"
        with Image.open(BytesIO(await response.read())) as picture:
            assert picture.size == (40, 30)
    assert (await desk.rina.get(f"{path}/2"))[0] == 200
    assert (await desk.rina.get(f"{path}/2/preview"))[0] == 404
    seen = [(each.what, each.object) for each in await desk.officers.audit() if each.what == "file-seen"]
    assert ("file-seen", f"ticket:{desk.number}/1") in seen


async def test_the_audit_is_only_added_to(desk: Desk) -> None:
    """By the database itself."""
    with closing(sqlite3.connect(desk.folder / "tanya.db")) as database:
        for order in ("DELETE FROM desk_audit", "UPDATE desk_audit SET who = 'x'"):
            with pytest.raises(sqlite3.IntegrityError, match="only added to"):
                database.execute(order)


async def test_secrets_are_kept_as_hashes(desk: Desk) -> None:
    """Neither a password, nor a session, nor a link stands in the database."""
    invited = await desk.officers.add("Budi", "officer", ("kalbar",))
    token = _cookie(desk.rina.session)
    content = b"".join(path.read_bytes() for path in desk.folder.glob("tanya.db*"))
    for secret in (PASSWORD, token, invited.token):
        assert secret.encode() not in content


def _plant(browser: Colleague, token: str) -> None:
    browser.session.cookie_jar.update_cookies({"tanya_desk": token}, URL(browser.url))


def _cookie(session: Any) -> str:
    return next((each.value for each in session.cookie_jar if each.key == "tanya_desk"), "")
