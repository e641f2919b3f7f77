"""The own account: password, second factor, open sessions; nothing of it by a session alone."""

from __future__ import annotations

import re

import pyotp
import pytest

from bot.desk.browsers import browser_words
from tests.bot.desk.colleagues import PASSWORD, Colleague, at_desk, browsing
from tests.bot.desk.conftest import Desk

NEW = "lima bebek di sawah"  # of tests alone
PHONE = (
    "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36"
)


async def sends(browser: Colleague, path: str, **fields: str) -> tuple[int, str, str]:
    """A form of the account's page."""
    token = (await browser.hidden("/desk/account"))["form_token"]
    return await browser.post(f"/desk/account{path}", {"form_token": token, **fields})


async def audited(desk: Desk) -> list[str]:
    """What Rina did, without logins."""
    lines = [each for each in await desk.officers.audit() if each.who == "rina.wati"]
    return [each.what for each in lines if each.what not in {"login", "password-set"}]


async def test_a_new_password(desk: Desk) -> None:
    """Needs the old one; this browser goes on, others are shut out, the old password opens nothing."""
    async with at_desk(desk.url, "rina.wati") as elsewhere:
        done = await sends(desk.rina, "/password", old=PASSWORD, password=NEW, again=NEW)
        assert done[::2] == (303, "/desk/account?done=password")
        assert "Kata sandi baru tersimpan" in (await desk.rina.get(done[2]))[1]
        assert (await elsewhere.get("/desk"))[0] == 303
    async with browsing(desk.url) as browser:
        assert (await browser.log_in("rina.wati"))[0] == 401
        assert (await browser.log_in("rina.wati", NEW))[0] == 303
    assert await audited(desk) == ["password-changed"]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"old": "salah sekali ya", "password": NEW, "again": NEW}, "yang sekarang tidak cocok"),
        ({"old": PASSWORD, "password": NEW, "again": "lain sama sekali"}, "tidak sama"),
        ({"old": PASSWORD, "password": "pendek", "again": "pendek"}, "terlalu pendek"),
        ({"old": PASSWORD, "password": "rina wati 12", "again": "rina wati 12"}, "mudah ditebak"),
    ],
)
async def test_a_password_that_is_not_changed(desk: Desk, fields: dict[str, str], told: str) -> None:
    """Says why, and the old one stays."""
    status, text, _ = await sends(desk.rina, "/password", **fields)
    assert (status, told in text) == (400, True)
    assert (await desk.rina.get("/desk"))[0] == 200
    async with browsing(desk.url) as browser:
        assert (await browser.log_in("rina.wati"))[0] == 303


async def test_guessing_by_a_stolen_session_is_slowed(desk: Desk) -> None:
    """As at the login, and each try is kept."""
    told = [await sends(desk.rina, "/password", old=f"tebakan {each}", password=NEW, again=NEW) for each in range(9)]
    assert told[0][0] == 400
    assert told[-1][0] == 429
    assert "Terlalu banyak percobaan" in told[-1][1]
    assert "password-wrong" in await audited(desk)


async def secret_of(browser: Colleague) -> str:
    """The secret that the page offers."""
    _, text = await browser.get("/desk/account/totp")
    assert "<svg" in text
    found = re.search(r'name="secret" value="([A-Z2-7]{32})"', text)
    assert found is not None
    return found[1]


async def test_a_second_factor_is_set_up_and_removed(desk: Desk) -> None:
    """Its code is tried first, a slip keeps the secret, the password is asked for; other browsers log in anew."""
    secret = await secret_of(desk.rina)
    app = pyotp.TOTP(secret)
    code = app.at(desk.clock())
    async with at_desk(desk.url, "rina.wati") as elsewhere:
        for password, tried in ((PASSWORD, "000000"), ("salah sekali", code)):
            status, text, _ = await sends(desk.rina, "/totp", secret=secret, password=password, code=tried)
            assert (status, secret in text) == (400, True)
        assert (await sends(desk.rina, "/totp", secret="A" * 3, password=PASSWORD, code=code))[0] == 400
        done = await sends(desk.rina, "/totp", secret=secret, password=PASSWORD, code=code)
        assert done[::2] == (303, "/desk/account?done=totp")
        assert (await elsewhere.get("/desk"))[0] == 303
    desk.clock.pass_by(60)
    async with browsing(desk.url) as browser:
        browser.session.headers["X-Forwarded-For"] = "203.0.113.9"  # whose tries are counted apart
        assert (await browser.log_in("rina.wati"))[0] == 401
        assert (await browser.log_in("rina.wati", code=app.at(desk.clock())))[0] == 303
    desk.clock.pass_by(60)
    assert (await desk.rina.get("/desk/account/totp"))[0] == 303, "one at a time"
    code = app.at(desk.clock())
    assert (await sends(desk.rina, "/totp/remove", password=PASSWORD, code="000000"))[0] == 400
    assert (await sends(desk.rina, "/totp/remove", password=PASSWORD, code=code))[0] == 303
    async with browsing(desk.url) as browser:
        browser.session.headers["X-Forwarded-For"] = "203.0.113.9"
        assert (await browser.log_in("rina.wati"))[0] == 303
    assert [each for each in await audited(desk) if each.startswith("totp")] == ["totp-set", "totp-removed"]


async def test_sessions_are_listed_and_ended(desk: Desk) -> None:
    """With time and kind of browser; ending one leaves the others, and nobody ends another officer's."""
    async with browsing(desk.url) as phone:
        phone.session.headers["User-Agent"] = PHONE
        await phone.log_in("rina.wati")
        desk.clock.pass_by(600)
        _, text = await desk.rina.get("/desk/account")
        for part in ("Chrome di Android", "18 November 2026 09.30", "10 menit lalu", "perangkat ini", "127.0.0.1"):
            assert (part in text) == (part != "127.0.0.1")
        (session,) = set(re.findall(r'name="session" value="([0-9a-f]{64})"', text))
        await sends(desk.dewi, "/sessions/end", session=session)
        assert (await phone.get("/desk"))[0] == 200
        assert (await sends(desk.rina, "/sessions/end", session=session))[0] == 303
        assert (await phone.get("/desk"))[0] == 303
        assert (await desk.rina.get("/desk"))[0] == 200
    assert (await sends(desk.rina, "/sessions/end", session=session))[0] == 303, "ended already"
    assert (await audited(desk)).count("session-ended") == 1


async def test_out_everywhere(desk: Desk) -> None:
    """Ends every session, and the cookie goes."""
    async with at_desk(desk.url, "rina.wati") as elsewhere:
        assert (await sends(desk.rina, "/sessions/end-all"))[::2] == (303, "/desk/login")
        for browser in (desk.rina, elsewhere):
            assert (await browser.get("/desk"))[0] == 303
    assert (await desk.dewi.get("/desk"))[0] == 200


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (PHONE, "Chrome di Android"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0",
         "Edge di Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox di Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605 Version/17.5 Mobile Safari/604",
         "Safari di iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605 Version/17.5 Safari/605", "Safari di Mac"),
        ("curl/8.0", "Peramban lain"),
        ("", "Peramban lain"),
    ],
)  # fmt: skip
def test_browsers_in_words(agent: str, words: str) -> None:
    """Nothing of the rest is kept."""
    assert browser_words(agent) == words
